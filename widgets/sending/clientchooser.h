// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/peer.h"

#include <QDialog>

#include <vector>

class QListWidget;

/// What a client is called in lists: its address, and whether it sends nothing more.
QString peerLabel(const Peer &peer);

/// Asks for some of the connected clients.
class ClientChooser : public QDialog
{
    Q_OBJECT
public:
    ClientChooser(const std::vector<Peer> &peers, const std::vector<PeerId> &chosen, QWidget *parent);

    std::vector<PeerId> chosen() const;

private:
    QListWidget *m_list = nullptr;
};
