// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/replies/ruleeditor.h"

#include "model/bytes/framing.h"
#include "model/files/filelock.h"
#include "widgets/parts/filechooser.h"
#include "widgets/replies/ruleform.h"
#include "widgets/replies/ruletrial.h"

#include <QDialogButtonBox>
#include <QGroupBox>
#include <QHeaderView>
#include <QMessageBox>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

RuleEditor::RuleEditor(const WrittenRules &rules, const std::shared_ptr<const TextCodec> &codec, FileChooser &files,
                       QWidget *parent)
    : QDialog(parent), m_files(files), m_applied(rules)
{
    setWindowTitle(tr("Auto reply rules"));
    m_rules = new RuleTable(codec, this);
    m_form = new RuleForm(files, this);
    m_trial = new RuleTrial(codec, this);
    buildLayout();
    connectAll();
    m_rules->setRules(rules.rules);
    m_framing->setText(rules.framing);
    select(0);
}

void RuleEditor::buildLayout()
{
    m_table = new QTableView(this);
    m_table->setModel(m_rules);
    m_table->setAccessibleName(tr("Rules"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    const int rowHeight = fontMetrics().height() + 8;
    m_table->verticalHeader()->setDefaultSectionSize(rowHeight);
    m_table->setMinimumHeight(rowHeight * 6);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    const int unit = fontMetrics().averageCharWidth();
    for (const auto &[column, width] : {std::pair(0, 34), std::pair(1, 24), std::pair(2, 28), std::pair(3, 11)})
        m_table->setColumnWidth(column, width * unit);
    auto *buttons = new QHBoxLayout;
    addButton(*buttons, tr("&Add"), &RuleEditor::addRule);
    m_copy = addButton(*buttons, tr("D&uplicate"), &RuleEditor::copyRule);
    m_remove = addButton(*buttons, tr("&Remove"), &RuleEditor::removeRule);
    m_up = addButton(*buttons, tr("Move up"), &RuleEditor::moveUp);
    m_down = addButton(*buttons, tr("Move down"), &RuleEditor::moveDown);
    buttons->addStretch();
    addButton(*buttons, tr("&Load…"), &RuleEditor::loadFile);
    addButton(*buttons, tr("&Save as…"), &RuleEditor::saveFile);
    auto *note = new QLabel(tr("Only the first matching rule replies."), this);
    auto *selected = new QGroupBox(tr("Selected rule"), this);
    (new QVBoxLayout(selected))->addWidget(m_form);
    m_framing = new QLineEdit(this);
    m_framing->setAccessibleName(tr("Messages are"));
    m_framing->setPlaceholderText(tr("as set under Receive, or for example line, delimiter:0D0A, length:size=2"));
    m_framing->setToolTip(tr(
        "line, delimiter:'TEXT' or delimiter:HEX, between:HEX,HEX, cobs, slip, fixed:BYTES, gap:MS, or "
        "length:size=2,offset=0,big,adjust=0. With between, cobs and slip, rules see the message without its start and "
        "end, and replies are framed in the same way. Options after these: ,max=BYTES limits the length of a message; "
        ",strip=BYTES (length only) hides that many "
        "bytes at the start of a message from the rules; ,drop (line and delimiter only) hides the line ending or "
        "delimiter from them."));
    auto *framingLabel = new QLabel(tr("&Messages are"), this);
    framingLabel->setBuddy(m_framing);
    auto *framing = new QHBoxLayout;
    framing->addWidget(framingLabel);
    framing->addWidget(m_framing, 1);
    m_message = new StatusLabel(this);
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Apply | QDialogButtonBox::Cancel, this);
    auto *column = new QVBoxLayout(this);
    column->addWidget(note);
    column->addWidget(m_table, 1);
    column->addLayout(buttons);
    column->addWidget(selected);
    column->addLayout(framing);
    column->addWidget(m_trial);
    column->addWidget(m_message);
    column->addWidget(m_buttons);
    resize(unit * 130, fontMetrics().lineSpacing() * 50);
}

QPushButton *RuleEditor::addButton(QHBoxLayout &row, const QString &text, void (RuleEditor::*what)())
{
    auto *button = new QPushButton(text, this);
    button->setAutoDefault(false);
    row.addWidget(button);
    connect(button, &QPushButton::clicked, this, what);
    return button;
}

void RuleEditor::connectAll()
{
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &RuleEditor::onSelected);
    connect(m_form, &RuleForm::changed, this, &RuleEditor::onEdited);
    for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
        connect(m_rules, signal, this, &RuleEditor::onTableChanged);
    connect(m_rules, &QAbstractItemModel::rowsMoved, this, &RuleEditor::onTableChanged);
    connect(m_rules, &QAbstractItemModel::modelReset, this, &RuleEditor::onTableChanged);
    connect(m_rules, &QAbstractItemModel::dataChanged, this, &RuleEditor::onTableChanged);
    connect(m_framing, &QLineEdit::textChanged, this, &RuleEditor::checkFraming);
    connect(m_framing, &QLineEdit::textChanged, this, &RuleEditor::edited);
    connect(m_buttons, &QDialogButtonBox::accepted, this, &RuleEditor::accept);
    connect(m_buttons, &QDialogButtonBox::rejected, this, &RuleEditor::reject);
    connect(m_buttons->button(QDialogButtonBox::Apply), &QPushButton::clicked, this, &RuleEditor::apply);
}

void RuleEditor::setDraft(const WrittenRules &draft)
{
    m_rules->setRules(draft.rules);
    m_framing->setText(draft.framing);
    select(0);
    m_message->showText(tr("These changes were not applied when SocketScope was closed."));
}

void RuleEditor::select(int row)
{
    m_table->setCurrentIndex(m_rules->index(std::min(row, m_rules->rowCount() - 1), 0));
    onSelected();
}

void RuleEditor::onSelected()
{
    const int row = currentRow();
    m_form->setEnabled(row >= 0);
    m_form->setRule(row >= 0 ? m_rules->rules()[size_t(row)] : WrittenRule());
    m_form->showError(row >= 0 ? m_rules->error(row) : std::nullopt);
    m_copy->setEnabled(row >= 0);
    m_remove->setEnabled(row >= 0);
    m_up->setEnabled(row > 0);
    m_down->setEnabled(row >= 0 && row + 1 < m_rules->rowCount());
}

void RuleEditor::onEdited()
{
    if (currentRow() >= 0)
        m_rules->setRule(currentRow(), m_form->rule());
}

void RuleEditor::onTableChanged()
{
    onSelected();
    m_trial->setRules(m_rules->rules());
    m_message->hide();
    Q_EMIT edited();
}

void RuleEditor::addRule()
{
    const int row = currentRow() + 1;
    m_rules->insertRule(row, {.when = WrittenRule::When::Equals});
    select(row);
    m_form->focusField();
}

void RuleEditor::copyRule()
{
    const int row = currentRow();
    m_rules->insertRule(row + 1, WrittenRule(m_rules->rules()[size_t(row)]));
    select(row + 1);
}

void RuleEditor::removeRule()
{
    const int row = currentRow();
    m_rules->removeRule(row);
    select(row);
}

void RuleEditor::loadFile()
{
    const QString filter = tr("Rules (*.json);;All files (*)");
    const QStringList names = m_files.openNames(this, tr("Load rules"), m_file, filter);
    if (names.isEmpty() || names.first().isEmpty())
        return;
    const auto loaded = WrittenRules::load(names.first());
    if (!loaded) {
        showError(tr("Not loaded: %1").arg(loaded.error().message)); // the rules in the editor stay
        return;
    }
    if (rules() == m_applied || rules() == m_saved)
        useLoaded(*loaded, names.first());
    else
        askToDiscard([this, rules = *loaded, file = names.first()] { useLoaded(rules, file); });
}

void RuleEditor::useLoaded(const WrittenRules &rules, const QString &file)
{
    m_file = file;
    m_rules->setRules(rules.rules);
    m_framing->setText(rules.framing);
    m_saved = this->rules();
    select(0);
    m_message->showText(tr("Loaded from %1").arg(m_file));
}

/// Saves only what can be loaded again.
void RuleEditor::saveFile()
{
    if (!check(tr("Rule %1 has an error; nothing was saved.")))
        return;
    const QByteArray json = rules().toJson();
    if (m_rules->rules().empty() || json.size() > ReplyRules::maxFileSize) {
        showError(m_rules->rules().empty() ? tr("There is no rule yet; nothing was saved.")
                                           : tr("These rules are too large for a file: 1 MiB is allowed."));
        return;
    }
    const QString suggestion = m_file.isEmpty() ? QStringLiteral("rules.json") : m_file;
    QString filter;
    const QString name =
        m_files.saveName(this, tr("Save rules"), suggestion, tr("Rules (*.json);;All files (*)"), &filter);
    if (name.isEmpty())
        return;
    if (filelock::isLocked(name)) {
        showError(tr("A log is being written to %1 now. Choose another name.").arg(name));
        return;
    }
    QSaveFile file(name);
    if (!file.open(QIODevice::WriteOnly) || file.write(json) != json.size() || !file.commit()) {
        showError(tr("%1 cannot be written: %2").arg(name, file.errorString()));
        return;
    }
    m_file = name;
    m_saved = rules();
    m_message->showText(tr("Saved to %1").arg(name));
}

bool RuleEditor::checkFraming()
{
    m_message->hide();
    const QString text = m_framing->text().trimmed();
    const auto framing = text.isEmpty() ? Framing() : Framing::parse(text);
    m_framing->setPalette(warningPalette(!framing, QPalette::Text));
    if (!framing)
        showError(tr("Messages: position %1: %2").arg(framing.error().position + 1).arg(framing.error().message));
    return framing.has_value();
}

/// Returns false and shows the first error, if there is one; `complaint` is the message for rule %1.
bool RuleEditor::check(const QString &complaint)
{
    if (const int row = m_rules->firstError(); row >= 0) {
        select(row);
        m_form->focusField();
        showError(complaint.arg(row + 1));
        return false;
    }
    if (!checkFraming()) {
        m_framing->setFocus();
        return false;
    }
    return true;
}

bool RuleEditor::apply()
{
    if (!check(tr("Rule %1 has an error; nothing was applied.")))
        return false;
    m_applied = rules();
    Q_EMIT applied();
    return true;
}

void RuleEditor::accept()
{
    if (apply())
        QDialog::accept();
}

void RuleEditor::reject()
{
    if (rules() == m_applied) {
        QDialog::reject();
        return;
    }
    askToDiscard([this] { QDialog::reject(); });
}

void RuleEditor::askToDiscard(const std::function<void()> &discarded)
{
    auto *question = new QMessageBox(QMessageBox::Question, windowTitle(), tr("Discard the changes to the rules?"),
                                     QMessageBox::Discard | QMessageBox::Cancel, this);
    question->setDefaultButton(QMessageBox::Cancel);
    question->setAttribute(Qt::WA_DeleteOnClose);
    connect(question, &QMessageBox::buttonClicked, this, [question, discarded](QAbstractButton *button) {
        if (question->standardButton(button) == QMessageBox::Discard)
            discarded();
    });
    question->open();
}
