// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/lookup/localcomputertab.h"

#include "widgets/lookup/copyabletree.h"
#include "widgets/parts/wrappedlabel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QPushButton>
#include <QVBoxLayout>

LocalComputerTab::LocalComputerTab(QWidget *parent)
    : Translated(parent), m_names(new WrappedLabel(this)), m_tree(new CopyableTree(4, this)),
      m_copy(new QPushButton(this)), m_copyAll(new QPushButton(this)), m_explain(new QPushButton(this)),
      m_use(new QPushButton(this))
{
    constexpr int pollMs = 3000; // Qt has no signal for changes of addresses
    auto *buttons = new QHBoxLayout;
    for (QPushButton *button : {m_copy, m_copyAll, m_explain, m_use}) {
        button->setAutoDefault(false);
        buttons->addWidget(button);
    }
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_names);
    layout->addWidget(m_tree, 1);
    layout->addLayout(buttons);

    connect(m_tree, &QTreeWidget::currentItemChanged, this, &LocalComputerTab::updateButtons);
    connect(m_tree, &QTreeWidget::itemActivated, m_explain, &QPushButton::click);
    connect(m_copy, &QPushButton::clicked, m_tree, &CopyableTree::copy);
    connect(m_copyAll, &QPushButton::clicked, m_tree, &CopyableTree::copyAll);
    connect(m_explain, &QPushButton::clicked, this, [this] {
        if (const auto *address = current())
            Q_EMIT explanationWanted(QStringLiteral("%1/%2").arg(address->network.address.toString(),
                                                                 QString::number(address->network.prefix)));
    });
    connect(m_use, &QPushButton::clicked, this, [this] {
        if (const auto *address = current())
            Q_EMIT localHostChosen(address->network.address.toString());
    });
    m_poll.setInterval(pollMs);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (isVisible())
            refresh();
    });
    m_poll.start();
    retranslate();
}

void LocalComputerTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    refresh();
}

void LocalComputerTab::refresh()
{
    QStringList names;
    for (const Fact &fact : localNames())
        names.append(QStringLiteral("%1: %2").arg(fact.name, fact.value));
    if (const QString text = names.join(QStringLiteral(" · ")); text != m_names->text())
        m_names->setText(text); // would lose what is selected
    if (const QList<LocalInterface> interfaces = localInterfaces(); interfaces != m_shown)
        fill(interfaces);
}

/// Keeps the current address, if it is still there.
void LocalComputerTab::fill(const QList<LocalInterface> &interfaces)
{
    const auto *before = current();
    const QHostAddress kept = before ? before->network.address : QHostAddress();
    const int column = m_tree->currentColumn();
    m_tree->clear();
    m_shown = interfaces;
    for (const LocalInterface &interface : interfaces)
        addInterface(interface);
    m_tree->expandAll();
    for (int i = 0; before && i < m_tree->topLevelItemCount(); ++i) {
        QTreeWidgetItem *item = m_tree->topLevelItem(i);
        for (int child = 0; child < item->childCount(); ++child) {
            if (interfaces[i].addresses[child].network.address == kept)
                m_tree->setCurrentItem(item->child(child), column);
        }
    }
    for (int i = 0; i < m_tree->columnCount(); ++i)
        m_tree->resizeColumnToContents(i);
    updateButtons();
}

void LocalComputerTab::addInterface(const LocalInterface &interface)
{
    QStringList title{interface.name, interface.description};
    if (!interface.mac.isEmpty())
        title.append(QStringLiteral("MAC ") + interface.mac);
    if (interface.mtu > 0)
        title.append(QStringLiteral("MTU %1").arg(interface.mtu));
    QTreeWidgetItem *item = m_tree->addRow({title.join(QStringLiteral(" · "))});
    item->setFirstColumnSpanned(true);
    QFont bold = m_tree->font();
    bold.setBold(interface.isUp);
    item->setFont(0, bold);
    if (!interface.isUp)
        item->setForeground(0, m_tree->palette().color(QPalette::Disabled, QPalette::Text));
    for (const LocalInterface::Address &address : interface.addresses) {
        const IpNetwork &network = address.network;
        m_tree->addRow({network.address.toString(), QStringLiteral("/%1").arg(network.prefix),
                        network.isIpv6() ? QString() : network.mask().toString(), address.broadcast.toString()},
                       item);
    }
}

/// The address in the current row, if it is one.
const LocalInterface::Address *LocalComputerTab::current() const
{
    const QModelIndex index = m_tree->currentIndex();
    if (!index.isValid() || !index.parent().isValid())
        return nullptr;
    return &m_shown.at(index.parent().row()).addresses.at(index.row());
}

void LocalComputerTab::updateButtons()
{
    m_copy->setEnabled(m_tree->currentIndex().isValid());
    m_explain->setEnabled(current() != nullptr);
    m_use->setEnabled(current() != nullptr);
}

void LocalComputerTab::retranslate()
{
    m_names->setAccessibleName(tr("Names of this computer"));
    m_tree->setHeaderLabels({tr("Interface and address"), tr("Prefix"), tr("Mask"), tr("Broadcast address")});
    m_tree->setAccessibleName(tr("Addresses of this computer"));
    m_copy->setText(tr("&Copy"));
    m_copyAll->setText(tr("Copy &all"));
    m_explain->setText(tr("&Explain"));
    m_use->setText(tr("Use as local &host"));
    m_use->setToolTip(tr("Enters the address in the field Local host of the tab in front"));
    fill(localInterfaces());
    refresh();
}
