// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/packedaddress.h"
#include "model/event.h"

#include <QElapsedTimer>

#include <optional>

/// Whose datagrams an endpoint takes: everybody's, or those of its default target. Counts the others. Belongs to one
/// thread.
class SourceFilter
{
public:
    /// Takes everybody's.
    SourceFilter() = default;
    /// Takes those of `target` only, unless that stands for many: a group, or a broadcast on a network of this computer.
    explicit SourceFilter(const SocketAddress &target);

    bool isOn() const { return m_only.has_value(); }
    /// Whether a datagram of `sender` is taken.
    bool takes(const PackedAddress &sender);
    /// What is to be told of those that were not taken: at first, then not more than every ten seconds unless it is the
    /// end.
    std::optional<Event> takeNews(bool end);

private:
    SocketAddress m_target;
    std::optional<PackedAddress> m_only;
    quint64 m_ignored = 0; // since it was told
    PackedAddress m_lastIgnored;
    QElapsedTimer m_told;
};
