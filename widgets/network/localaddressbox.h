// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/parts/translated.h"

#include <QComboBox>
#include <QTimer>

/// Chooses a local address: all interfaces, or one of this computer's addresses, each listed with the name of its
/// interface; another may be typed. The list follows the interfaces of the computer.
class LocalAddressBox : public Translated<QComboBox>
{
    Q_OBJECT
public:
    explicit LocalAddressBox(QWidget *parent = nullptr);

    /// The chosen address or host name; empty means every interface.
    QString host() const;
    void setHost(const QString &host);
    void showPopup() override;

protected:
    void retranslate() override { refresh(); }

private:
    void refresh();
    void fill(const QStringList &labels, const QStringList &hosts);

    QTimer m_poll;
    QStringList m_shown;
};
