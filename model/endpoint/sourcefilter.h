// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/posixsocket.h"

#include <QElapsedTimer>

#include <array>
#include <optional>

/// Whose datagrams an endpoint takes: everybody's, or those of its default target. Counts the others. Belongs to one
/// thread.
class SourceFilter
{
public:
    /// Takes everybody's.
    SourceFilter() = default;
    /// Takes those of `target` only, unless that stands for many: a group, or a broadcast on a network of this computer.
    /// `mapped` as for NativeAddress.
    SourceFilter(const SocketAddress &target, bool mapped);

    bool isOn() const { return m_only.has_value(); }
    /// Whether a datagram of `sender` is taken.
    bool takes(const posixsocket::NativeAddress &sender);
    /// What is to be told of those that were not taken: at first, then not more than every ten seconds unless it is the
    /// end.
    std::optional<Event> takeNews(bool end);

private:
    /// What of a raw address is compared: equal bytes mean the same sender.
    using Key = std::array<quint64, 4>;
    static Key keyOf(const posixsocket::NativeAddress &address);

    SocketAddress m_target;
    std::optional<Key> m_only;
    quint64 m_ignored = 0; // since it was told
    posixsocket::NativeAddress m_lastIgnored;
    QElapsedTimer m_told;
};
