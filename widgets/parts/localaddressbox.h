// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/parts/translated.h"

#include <QComboBox>
#include <QTimer>

/// Chooses a local address, listed with the name of its interface, or an interface, listed with its address; or all
/// interfaces. Another one may be typed. The list follows the interfaces of the computer.
class LocalAddressBox : public Translated<QComboBox>
{
    Q_OBJECT
public:
    enum class Items : quint8 { Addresses, Interfaces };

    explicit LocalAddressBox(Items items, QWidget *parent = nullptr);

    /// The chosen address or host name, or the name of the interface; empty means every interface.
    QString host() const;
    void setHost(const QString &host);
    void showPopup() override;

protected:
    void retranslate() override { refresh(); }

private:
    void refresh();
    void fill(const QStringList &labels, const QStringList &hosts);

    const Items m_items;
    QTimer m_poll;
    QStringList m_shown;
};
