// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/session/session.h"
#include "widgets/parts/labeledfield.h"
#include "widgets/parts/translated.h"

#include <QJsonObject>
#include <QWidget>

#include <functional>

class QAction;
class QCheckBox;
class QComboBox;
class QLineEdit;
class QPushButton;
class WrappedLabel;

/// The row above the send box that chooses the target; its fields depend on the role.
class TargetRow : public Translated<QWidget>
{
    Q_OBJECT
public:
    explicit TargetRow(QWidget *parent = nullptr);

    void setRole(Role role);
    /// The connected clients of a server, the connection of a client, or those of both sides of a relay.
    void setPeers(const std::vector<Peer> &peers);
    Role role() const { return m_role; }
    /// The chosen targets, several only for a server; the error says what is missing.
    Result<std::vector<Target>> targets() const;
    void setRemote(const QString &host, quint16 port);
    /// Sends to the first of `groups`, unless the user has entered a host of their own.
    void suggestGroup(const QString &groups, quint16 port);

    QJsonObject save() const;
    void restore(const QJsonObject &state);

signals:
    void disconnectRequested(PeerId peer, bool reset);
    /// To close only the sending direction.
    void finishRequested(PeerId peer);
    /// The user has chosen another target.
    void edited();

protected:
    void retranslate() override;

private:
    QAction *addWayToEnd(const std::function<void(PeerId)> &work);
    void updateVisible();
    void updateConnection();
    void chooseSeveral();
    void updateSeveralItem();
    std::vector<PeerId> chosenPeers() const;
    QString labelOf(const Peer &peer) const;
    bool choosesPeer() const { return isServer(m_role) || isRelay(m_role); }
    Result<Target> datagramTarget() const;

    Role m_role = Role::TcpServer;
    std::vector<Peer> m_peers;
    std::vector<PeerId> m_several; // those chosen by "Several…" that are still connected
    const LabeledField<QComboBox> m_target;
    QPushButton *const m_choose;
    QPushButton *const m_disconnect;
    QPushButton *const m_waysToEnd; // with a menu
    QAction *const m_finish;
    QAction *const m_close;
    QAction *const m_reset;
    const LabeledField<QLineEdit> m_host;
    const LabeledField<QLineEdit> m_port;
    QCheckBox *const m_lastSender;
    QString m_suggested; // host
    WrappedLabel *const m_connection;
};
