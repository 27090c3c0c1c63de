// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/lookup/lookupdialog.h"

#include "widgets/lookup/localcomputertab.h"
#include "widgets/lookup/lookuptab.h"
#include "widgets/parts/statuslabel.h"

#include <QDialogButtonBox>
#include <QPushButton>
#include <QTabWidget>
#include <QVBoxLayout>

LookupDialog::LookupDialog(QWidget *parent)
    : Translated(parent), m_tabs(new QTabWidget(this)), m_lookup(new LookupTab), m_local(new LocalComputerTab),
      m_outcome(new StatusLabel(this))
{
    constexpr QSize usualSize(680, 480);
    m_tabs->addTab(m_lookup, {});
    m_tabs->addTab(m_local, {});
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    buttons->button(QDialogButtonBox::Close)->setAutoDefault(false); // Enter looks up
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_tabs, 1);
    layout->addWidget(m_outcome);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::close);
    connect(m_tabs, &QTabWidget::currentChanged, m_outcome, &StatusLabel::clear);
    connect(m_local, &LocalComputerTab::localHostChosen, this, &LookupDialog::localHostChosen);
    connect(m_local, &LocalComputerTab::explanationWanted, this, [this](const QString &network) {
        m_tabs->setCurrentWidget(m_lookup);
        m_lookup->ask(network);
    });
    resize(usualSize);
    retranslate();
}

void LookupDialog::showOutcome(const QString &text, bool isError)
{
    if (isError)
        m_outcome->showError(text);
    else
        m_outcome->showText(text);
}

void LookupDialog::bringUp()
{
    show();
    raise();
    activateWindow();
    m_lookup->field()->setFocus();
    m_lookup->field()->selectAll();
}

void LookupDialog::retranslate()
{
    setWindowTitle(tr("Names and addresses"));
    m_tabs->setTabText(m_tabs->indexOf(m_lookup), tr("&Look up"));
    m_tabs->setTabText(m_tabs->indexOf(m_local), tr("&This computer"));
    m_outcome->clear();
}
