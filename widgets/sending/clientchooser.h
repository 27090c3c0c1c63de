// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/peer.h"

#include <QDialog>

#include <vector>

class QListWidget;

/// Lets the user choose some of the connected clients.
class ClientChooser : public QDialog
{
    Q_OBJECT
public:
    ClientChooser(const std::vector<Peer> &peers, const std::vector<PeerId> &chosen, QWidget *parent);

    std::vector<PeerId> chosen() const;
    /// How lists name a client: its address, and whether it is half-closed.
    static QString labelOf(const Peer &peer);

private:
    QListWidget *m_list = nullptr;
};
