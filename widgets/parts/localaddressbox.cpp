// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/localaddressbox.h"

#include <QAbstractItemView>
#include <QLineEdit>
#include <QNetworkInterface>

LocalAddressBox::LocalAddressBox(Items items, QWidget *parent) : Translated(parent), m_items(items)
{
    constexpr int pollMs = 3000; // Qt has no signal for changes of addresses
    setEditable(true);
    setInsertPolicy(QComboBox::NoInsert);
    setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    setMinimumContentsLength(12);
    // An entry names the interface too; the field takes only the address.
    connect(this, &QComboBox::activated, this, [this](int index) { setHost(itemData(index).toString()); });
    m_poll.setInterval(pollMs);
    connect(&m_poll, &QTimer::timeout, this, [this] {
        if (isVisible() && !view()->isVisible())
            refresh();
    });
    m_poll.start();
    refresh();
    setHost({});
}

QString LocalAddressBox::host() const
{
    const QString typed = currentText().trimmed();
    const int index = findText(typed);
    return index >= 0 ? itemData(index).toString() : typed;
}

void LocalAddressBox::setHost(const QString &host)
{
    const int index = findData(host);
    setCurrentIndex(index);
    setEditText(host.isEmpty() ? itemText(0) : host);
    lineEdit()->setCursorPosition(0);
}

void LocalAddressBox::showPopup()
{
    refresh();
    QComboBox::showPopup();
}

void LocalAddressBox::refresh()
{
    QStringList labels{tr("All interfaces")};
    QStringList hosts{QString()};
    for (const QNetworkInterface &interface : QNetworkInterface::allInterfaces()) {
        if (!interface.flags().testFlag(QNetworkInterface::IsUp))
            continue;
        for (const QNetworkAddressEntry &entry : interface.addressEntries()) {
            const QString address = entry.ip().toString();
            const QString plain = address.section(u'%', 0, 0);
            const QString name = interface.humanReadableName();
            const bool isInterface = m_items == Items::Interfaces;
            hosts.append(isInterface ? name : address);
            labels.append(QStringLiteral("%1 (%2)").arg(isInterface ? name : plain, isInterface ? plain : name));
            if (isInterface)
                break; // by its first address
        }
    }
    if (labels != m_shown)
        fill(labels, hosts);
}

void LocalAddressBox::fill(const QStringList &labels, const QStringList &hosts)
{
    const QString before = m_shown.isEmpty() ? QString() : host();
    m_shown = labels;
    const QSignalBlocker blocker(this);
    clear();
    for (qsizetype i = 0; i < labels.size(); ++i)
        addItem(labels[i], hosts[i]);
    setHost(before);
}
