// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/lookup/lookuptab.h"

#include "model/lookup/explanation.h"
#include "widgets/lookup/copyabletree.h"
#include "widgets/parts/statuslabel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QVBoxLayout>

#include <algorithm>

namespace {

/// Those that a name without a port may mean.
Facts servicesOf(const Question &question)
{
    return question.name.isEmpty() || question.port ? Facts() : explainService(question.name);
}

} // namespace

LookupTab::LookupTab(const NameLookup::Queries &queries, QWidget *parent)
    : Translated(parent), m_field(new QLineEdit(this)), m_start(new QPushButton(this)), m_status(new StatusLabel(this)),
      m_table(new CopyableTree(3, this)), m_copy(new QPushButton(this)), m_copyAll(new QPushButton(this)),
      m_lookup(queries)
{
    m_table->wrapColumn(1);
    m_field->setClearButtonEnabled(true);
    for (QPushButton *button : {m_start, m_copy, m_copyAll})
        button->setAutoDefault(false);
    auto *top = new QHBoxLayout;
    top->addWidget(m_field, 1);
    top->addWidget(m_start);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_copy);
    buttons->addWidget(m_copyAll);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_field.label());
    layout->addLayout(top);
    layout->addWidget(m_status);
    layout->addWidget(m_table, 1);
    layout->addLayout(buttons);

    connect(m_field, &QLineEdit::returnPressed, this, &LookupTab::start);
    connect(m_start, &QPushButton::clicked, this, &LookupTab::startOrCancel);
    connect(m_field, &QLineEdit::textEdited, this, [this] {
        if (!m_lookup.isRunning())
            m_status->clear();
    });
    connect(m_copy, &QPushButton::clicked, m_table, &CopyableTree::copy);
    connect(m_copyAll, &QPushButton::clicked, m_table, &CopyableTree::copyAll);
    connect(&m_lookup, &NameLookup::found, this, [this](const Facts &facts) {
        m_found += facts;
        addFacts(facts);
    });
    connect(&m_lookup, &NameLookup::failed, this, &LookupTab::onFailed);
    connect(&m_lookup, &NameLookup::finished, this, [this] {
        m_status->clear();
        updateButton();
    });
    retranslate();
}

void LookupTab::ask(const QString &text)
{
    m_lookup.cancel();
    m_field->setText(text);
    start();
}

void LookupTab::startOrCancel()
{
    if (!m_lookup.isRunning()) {
        start();
        return;
    }
    m_lookup.cancel();
    m_status->showText(tr("Cancelled."));
    updateButton();
}

void LookupTab::start()
{
    const auto question = Question::parse(m_field->text());
    if (!question) {
        m_lookup.cancel();
        m_asked.clear();
        m_found.clear();
        m_table->clear(); // would be taken for the answer
        updateButton();
        m_status->showError(question.error().message);
        m_field->setFocus();
        if (question.error().position >= 0)
            m_field->setSelection(int(question.error().position), int(m_field->text().size()));
        return;
    }
    m_asked = m_field->text();
    m_found.clear();
    m_status->clear();
    explain(*question);
    if (question->network)
        m_lookup.start(question->network->address);
    else if (!question->name.isEmpty())
        m_lookup.start(question->name);
    if (m_lookup.isRunning())
        m_status->showText(tr("Asking the name server…"));
    updateButton();
}

/// What is known without asking anybody.
void LookupTab::explain(const Question &question)
{
    m_table->clear();
    if (question.network)
        addFacts(explainAddress(*question.network));
    addFacts(servicesOf(question));
    if (question.port)
        addFacts(explainPort(*question.port));
}

void LookupTab::addFacts(const Facts &facts)
{
    for (const Fact &fact : facts)
        m_table->addRow({fact.name, fact.value, fact.note});
    if (!m_table->currentIndex().isValid() && m_table->topLevelItemCount() > 0)
        m_table->setCurrentItem(m_table->topLevelItem(0), 1, QItemSelectionModel::NoUpdate);
    fitColumns();
    updateButton();
}

/// The notes get what the other columns leave, at least a quarter.
void LookupTab::fitColumns()
{
    const int all = m_table->viewport()->width();
    m_table->setColumnWidth(1, all / 2); // where long values are broken into lines
    for (const int column : {0, 1}) {
        m_table->resizeColumnToContents(column);
        m_table->setColumnWidth(column, std::min(m_table->columnWidth(column), column == 0 ? all / 4 : all / 2));
    }
}

void LookupTab::onFailed(const QString &message)
{
    const auto question = Question::parse(m_asked);
    if (question && !servicesOf(*question).isEmpty())
        m_status->clear(); // the service was meant
    else
        m_status->showError(message);
    updateButton();
}

void LookupTab::updateButton()
{
    m_start->setText(m_lookup.isRunning() ? tr("Cancel") : tr("Look up"));
    const bool hasRows = m_table->topLevelItemCount() > 0;
    m_copy->setEnabled(hasRows);
    m_copyAll->setEnabled(hasRows);
}

void LookupTab::retranslate()
{
    m_field.setLabel(tr("Name, address, network or port"));
    m_field->setPlaceholderText(
        tr("%1, for example")
            .arg(QStringLiteral("www.example.org · 192.168.1.10/24 · 10.0.0.5 255.0.0.0 · fe80::1 · 8080")));
    m_table->setHeaderLabels({tr("What"), tr("Value"), tr("Note")});
    m_table->setAccessibleName(tr("Results"));
    m_copy->setText(tr("&Copy"));
    m_copyAll->setText(tr("Copy &all"));
    if (const auto question = Question::parse(m_asked); question && !m_asked.isEmpty()) {
        explain(*question);
        addFacts(m_found);
    }
    updateButton();
}
