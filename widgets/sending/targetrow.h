// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/session.h"

#include <QJsonObject>
#include <QWidget>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;

/// The row above the send box that says who gets what is sent; what is in it depends on the role.
class TargetRow : public QWidget
{
    Q_OBJECT
public:
    explicit TargetRow(QWidget *parent = nullptr);

    void setRole(Role role);
    /// The connected clients, or the server's connection.
    void setPeers(const std::vector<Peer> &peers);
    Role role() const { return m_role; }
    /// Who is to get it, several only of a server's clients; the error says what is missing.
    Result<std::vector<Target>> targets() const;
    void setRemote(const QString &host, quint16 port);
    QString remoteHost() const;
    QString remotePortText() const;

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    void disconnectRequested(PeerId peer, bool reset);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void updateVisible();
    void updateConnection();
    void chooseSeveral();
    void showSeveral();
    std::vector<PeerId> chosenPeers() const;
    Result<Target> datagramTarget() const;

    Role m_role = Role::TcpServer;
    std::vector<Peer> m_peers;
    std::vector<PeerId> m_several; // those that "Several…" chose and that are still there
    QLabel *m_targetLabel = nullptr;
    QComboBox *m_target = nullptr;
    QPushButton *m_choose = nullptr;
    QPushButton *m_disconnect = nullptr;
    QLabel *m_hostLabel = nullptr;
    QLineEdit *m_host = nullptr;
    QLabel *m_portLabel = nullptr;
    QLineEdit *m_port = nullptr;
    QCheckBox *m_lastSender = nullptr;
    QLabel *m_connection = nullptr;
};
