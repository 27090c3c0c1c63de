// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/export/recordselection.h"
#include "widgets/log/find/peerlister.h"

#include <QComboBox>
#include <QWidget>

/// Chooses one stream of a log: a peer that it has data of, and a direction. Looks for the peers when first shown.
class ExportStreamBox : public QWidget
{
    Q_OBJECT
public:
    /// Selects the peer `first`, if the log has data of it.
    ExportStreamBox(std::shared_ptr<const TrafficLog> log, PeerId first, QWidget *parent = nullptr);

    /// Both directions of the peer instead of one.
    void setBothDirections(bool both) { m_direction->setHidden(both); }
    /// Empty while the peers are searched for, and when there are none.
    std::optional<StreamChoice> choice() const;

signals:
    void changed();

protected:
    void showEvent(QShowEvent *event) override;

private:
    void showPeers(const std::vector<LoggedPeer> &peers);

    const std::shared_ptr<const TrafficLog> m_log;
    const PeerId m_first;
    QComboBox *m_peer = nullptr;
    QComboBox *m_direction = nullptr;
    std::unique_ptr<PeerLister> m_lister;
};
