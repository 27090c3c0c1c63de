// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QComboBox>
#include <QTimer>

/// Chooses a local address: every interface, or one of this computer's addresses, listed with the
/// names of their interfaces; another may be typed. The list follows what is plugged in and out.
class LocalAddressBox : public QComboBox
{
    Q_OBJECT
public:
    explicit LocalAddressBox(QWidget *parent = nullptr);

    /// The chosen address or host name; empty means every interface.
    QString host() const;
    void setHost(const QString &host);
    void showPopup() override;

protected:
    void changeEvent(QEvent *event) override;

private:
    void refresh();
    void fill(const QStringList &labels, const QStringList &hosts);

    QTimer m_poll;
    QStringList m_shown;
};
