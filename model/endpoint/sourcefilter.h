// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/packedaddress.h"
#include "model/event.h"

#include <QElapsedTimer>

#include <optional>

/// Accepts all datagrams, or only those of a default target, and counts the others. Belongs to one thread.
class SourceFilter
{
public:
    /// Accepts everybody's.
    SourceFilter() = default;
    /// Accepts those of `target` only, unless that is a group or broadcast address.
    explicit SourceFilter(const SocketAddress &target);

    /// Counts the datagram when it is not accepted.
    bool accepts(const PackedAddress &sender);
    /// The event about datagrams ignored since the last one; at most every ten seconds unless `isEnd`.
    std::optional<Event> takeReport(bool isEnd);

private:
    SocketAddress m_target;
    std::optional<PackedAddress> m_only;
    quint64 m_ignored = 0; // since the last report
    PackedAddress m_lastIgnored;
    QElapsedTimer m_lastReport;
};
