// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/allowlist.h"
#include "model/endpoint/refusalcount.h"
#include "model/event.h"

#include <optional>
#include <vector>

/// Accepts all datagrams, or only those of a default target or of the addresses that are allowed, and counts the others.
/// Belongs to one thread.
class SourceFilter
{
public:
    /// Accepts everybody's.
    SourceFilter() = default;
    /// Accepts those of `target` only, unless that is a group or broadcast address.
    explicit SourceFilter(const SocketAddress &target);

    /// From now on.
    void setAllowed(const AllowList &allowed) { m_allowed = allowed; }
    /// Counts the datagram when it is not accepted.
    bool accepts(const PackedAddress &sender);
    /// The events about datagrams ignored since the last one; at most every ten seconds unless `isEnd`.
    std::vector<Event> takeReports(bool isEnd);

private:
    SocketAddress m_target;
    std::optional<PackedAddress> m_only;
    AllowList m_allowed;
    RefusalCount m_others;
    RefusalCount m_notAllowed;
};
