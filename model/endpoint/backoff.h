// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <functional>
#include <optional>

/// Decides how long a client waits before it connects again, and keeps account of the outage. The waits double up to a
/// limit; a random part of up to a half keeps many clients from connecting at the same moment when their server returns.
/// A connection lasts if it stands as long as the wait before it, and as long as the first wait. The waits and the count
/// of attempts begin anew only after one that lasted, so that a server that accepts connections and closes them at once is
/// not contacted more and more often. Has no timer. Belongs to one thread.
class Backoff
{
public:
    struct Limits
    {
        int baseMs = 1000;  ///< the first wait
        int capMs = 30'000; ///< the longest
        int attempts = 0;   ///< without a connection that lasted; 0: no limit

        bool operator==(const Limits &) const = default;
    };
    /// What a test replaces. Those that are empty are the system's.
    struct Sources
    {
        std::function<double()> random; ///< from 0 to less than 1
        std::function<qint64()> nowMs;  ///< a monotonic clock
    };
    struct Outage
    {
        int attempts = 0; ///< without a connection that lasted, the present one too
        qint64 ms = 0;
    };

    explicit Backoff(const Limits &limits, Sources sources = {});

    /// An attempt to connect begins.
    void attempt();
    /// It succeeded, with TLS after the handshake. Returns the attempts so far and the time without a connection; nothing
    /// when it was the first attempt of all.
    std::optional<Outage> connected();
    /// The connection has ended, or was lost before connected().
    void lost();
    /// How long to wait before the next attempt, in ms; nothing when no attempt is left.
    std::optional<int> wait();

    /// Attempts since the last connection that lasted.
    int attempts() const { return m_attempts; }
    /// Since the end of the last connection that lasted; before the first attempt and while connected an empty one.
    Outage outage() const;

private:
    const Limits m_limits;
    const Sources m_sources;
    int m_waits = 0; // since the last connection that lasted, like the next two
    qint64 m_lastWaitMs = 0;
    int m_attempts = 0;
    bool m_wasConnected = false;
    std::optional<qint64> m_connectedMs; // while connected
    std::optional<qint64> m_sinceMs;     // when a connection that lasted ended, at first the first attempt
    qint64 m_lostMs = 0;                 // when any connection ended, likewise
};
