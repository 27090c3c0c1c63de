// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/pcapng/blockreader.h"
#include "model/log/search/searchpattern.h"

/// Which records a user wants to see. An empty filter lets everything through.
struct RecordFilter
{
    enum class Show : quint8 { Everything, Received, Sent, Data, Events };

    Show show = Show::Everything;
    /// `host`, `host:port`, `[ipv6]:port`, or a port alone; of a local socket its path, with or without a client's number
    /// (`/run/my.sock #3`); empty: any.
    QString peer;
    qint64 minimumSize = 0;  ///< bytes; more than 0 leaves events out
    qint64 maximumSize = -1; ///< bytes; -1: no limit
    SearchPattern pattern;

    bool isEmpty() const { return *this == RecordFilter(); }
    bool operator==(const RecordFilter &) const = default;
};

/// The compiled part of a filter that does not need the payload. Immutable; any thread.
class HeaderFilter
{
public:
    /// The error says what is wrong with the peer.
    static Result<HeaderFilter> make(const RecordFilter &filter);

    bool passes(const pcapng::RecordView &record) const;

private:
    bool passesPeer(const pcapng::RecordView &record) const;

    RecordFilter m_filter;
    QByteArray m_host;  ///< in network byte order; empty: any
    quint16 m_port = 0; ///< 0: any
    QString m_path;     ///< of a local socket; empty: any
};
