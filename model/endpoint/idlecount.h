// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

/// Notices that nothing was received for a while, from ticks of a timer, so that receiving costs no look at a clock. A
/// silence is noticed at most a tick late. Belongs to one thread.
class IdleCount
{
public:
    /// In the time after which a silence is reported.
    static constexpr int ticks = 10;

    /// Something was received.
    void heard() { m_silentTicks = 0; }
    /// Returns true once for each silence.
    bool tick() { return m_silentTicks <= ticks && ++m_silentTicks > ticks; }

private:
    int m_silentTicks = 0;
};
