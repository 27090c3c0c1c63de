// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/find/peerlister.h"

#include "model/log/logreader.h"

PeerLister::PeerLister(std::shared_ptr<const TrafficLog> log)
{
    m_thread.reset(QThread::create([this, log = std::move(log)] {
        constexpr qsizetype readAtOnce = 1 << 20;
        LogReader records(log, readAtOnce);
        const auto peers = listLoggedPeers(records, log->first(), log->end(), [this] { return !m_stopped; });
        QMetaObject::invokeMethod(this, [this, peers] { Q_EMIT listed(peers); });
    }));
    m_thread->start();
}

PeerLister::~PeerLister()
{
    m_stopped = true;
    m_thread->wait();
}
