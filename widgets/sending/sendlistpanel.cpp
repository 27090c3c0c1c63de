// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/sendlistpanel.h"

#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

SendListPanel::SendListPanel(SendListModel &model, QWidget *parent) : Translated(parent), m_model(model)
{
    m_message = new MessageBar(this);
    buildTable();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(4, 4, 4, 4);
    layout->addWidget(m_message);
    layout->addWidget(m_table, 1);
    buildButtons(*layout);
    connect(&model, &SendListModel::moved, this, &SendListPanel::selectRow);
    connect(&model, &SendListModel::edited, this, &SendListPanel::updateButtons);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &SendListPanel::updateButtons);
    retranslate();
    updateButtons();
}

void SendListPanel::buildTable()
{
    m_table = new QTableView(this);
    m_table->setModel(&m_model);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::EditKeyPressed);
    m_table->setDragDropMode(QAbstractItemView::InternalMove);
    m_table->setDragDropOverwriteMode(false);
    m_table->setWordWrap(false);
    m_table->setMinimumWidth(330); // all columns
    m_table->setTabKeyNavigation(false);
    m_table->horizontalHeader()->setSectionResizeMode(SendListModel::Payload, QHeaderView::Stretch);
    m_table->verticalHeader()->setDefaultSectionSize(m_table->fontMetrics().height() + 8);
    m_table->horizontalHeader()->setMinimumSectionSize(48);
    const int widths[] = {64, 0, 60, 60, 56};
    for (int column = 0; column < SendListModel::ColumnCount; ++column) {
        if (column != SendListModel::Payload)
            m_table->setColumnWidth(column, widths[column]);
    }
    m_empty = new QLabel(m_table->viewport());
    m_empty->setAlignment(Qt::AlignCenter);
    m_empty->setWordWrap(true);
    m_empty->setForegroundRole(QPalette::PlaceholderText);
    m_empty->setAttribute(Qt::WA_TransparentForMouseEvents);
    auto *inside = new QVBoxLayout(m_table->viewport());
    inside->addWidget(m_empty);
    connect(m_table, &QTableView::doubleClicked, this,
            [this](const QModelIndex &index) { Q_EMIT sendRequested(index.row()); });
}

QPushButton *SendListPanel::addButton(QHBoxLayout &row, const char *text, const std::function<void()> &what)
{
    auto *button = new QPushButton(this);
    m_buttons.append({button, text});
    row.addWidget(button);
    connect(button, &QPushButton::clicked, this, what);
    return button;
}

void SendListPanel::buildButtons(QVBoxLayout &layout)
{
    auto *edit = new QHBoxLayout;
    auto *files = new QHBoxLayout;
    auto *sending = new QHBoxLayout;
    addButton(*edit, QT_TR_NOOP("Add…"), [this] { Q_EMIT addRequested(); });
    m_rowButtons.append(addButton(*edit, QT_TR_NOOP("Edit…"), [this] { Q_EMIT editRequested(currentRow()); }));
    m_rowButtons.append(addButton(*edit, QT_TR_NOOP("Duplicate"), [this] {
        SendListEntry copy = m_model.list().at(currentRow());
        copy.hotkey = m_model.freeHotkey();
        m_model.insert(currentRow() + 1, copy);
    }));
    m_rowButtons.append(addButton(*edit, QT_TR_NOOP("Remove"), [this] { m_model.remove(currentRow()); }));
    m_rowButtons.append(addButton(*files, QT_TR_NOOP("Up"), [this] { m_model.move(currentRow(), currentRow() - 1); }));
    m_rowButtons.append(
        addButton(*files, QT_TR_NOOP("Down"), [this] { m_model.move(currentRow(), currentRow() + 2); }));
    addButton(*files, QT_TR_NOOP("Import…"), [this] { Q_EMIT importRequested(); });
    addButton(*files, QT_TR_NOOP("Export…"), [this] { Q_EMIT exportRequested(); });
    m_send = addButton(*sending, QT_TR_NOOP("Send"), [this] { Q_EMIT sendRequested(currentRow()); });
    m_once = addButton(*sending, QT_TR_NOOP("Run once"), [this] { Q_EMIT runRequested(false); });
    m_loop = addButton(*sending, QT_TR_NOOP("Loop"), [this] { Q_EMIT runRequested(true); });
    m_stop = addButton(*sending, QT_TR_NOOP("Stop"), [this] { Q_EMIT stopRequested(); });
    for (QHBoxLayout *row : {edit, files, sending})
        layout.addLayout(row);
}

void SendListPanel::setRunning(bool running)
{
    m_running = running;
    updateButtons();
}

void SendListPanel::setSendProblem(const QString &problem)
{
    m_sendProblem = problem;
    updateButtons();
}

void SendListPanel::updateButtons()
{
    m_empty->setVisible(m_model.rowCount() == 0);
    const bool hasRow = currentRow() >= 0 && currentRow() < m_model.rowCount();
    for (QPushButton *button : m_rowButtons)
        button->setEnabled(hasRow);
    const bool canSend = m_sendProblem.isEmpty();
    const bool canRun = canSend && !m_running && m_model.rowCount() > 0;
    m_send->setEnabled(canSend && hasRow);
    m_once->setEnabled(canRun);
    m_loop->setEnabled(canRun);
    m_stop->setEnabled(m_running);
    for (QPushButton *button : {m_send, m_once, m_stop})
        button->setToolTip(m_sendProblem);
    m_loop->setToolTip(canSend ? tr("Sends the list again and again, each message followed by its delay")
                               : m_sendProblem);
}

void SendListPanel::showMessage(const QString &text, bool warning)
{
    m_message->showMessage(text, warning ? MessageBar::Tone::Warning : MessageBar::Tone::Info);
}

void SendListPanel::retranslate()
{
    m_table->setAccessibleName(tr("Send list"));
    m_table->setToolTip(tr("Double-click to send, F2 to edit, drag to reorder"));
    for (const Button &entry : std::as_const(m_buttons)) {
        entry.button->setText(tr(entry.text));
        entry.button->setMinimumWidth(entry.button->fontMetrics().horizontalAdvance(tr(entry.text)) + 16);
    }
    m_empty->setText(tr(
        "Messages to send with a double-click or a key. “Add…” creates one, “Import…” reads a list from JSON or CSV."));
    // Other buttons are named "Send" and "Stop".
    m_send->setAccessibleName(tr("Send from list"));
    m_stop->setAccessibleName(tr("Stop list"));
    updateButtons();
}
