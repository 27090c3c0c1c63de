// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/resolver.h"

#include <condition_variable>
#include <memory>
#include <mutex>

/// A name service that returns 127.0.0.1 when the test allows it.
class LookupGate
{
public:
    Resolver::Query query() const
    {
        return [state = m_state](const QString &) -> Resolver::Addresses {
            std::unique_lock lock(state->mutex);
            ++state->asked;
            state->changed.notify_all();
            state->changed.wait(lock, [&] { return state->open > 0; });
            --state->open;
            ++state->answered;
            state->changed.notify_all();
            return QList{QHostAddress(QHostAddress::LocalHost)};
        };
    }

    /// Lets `count` look-ups end.
    void open(int count = 1 << 20)
    {
        const std::lock_guard lock(m_state->mutex);
        m_state->open += count;
        m_state->changed.notify_all();
    }

    void waitForAsked(int count)
    {
        std::unique_lock lock(m_state->mutex);
        m_state->changed.wait(lock, [&] { return m_state->asked >= count; });
    }

    void waitForAnswered(int count)
    {
        std::unique_lock lock(m_state->mutex);
        m_state->changed.wait(lock, [&] { return m_state->answered >= count; });
    }

    int asked() const
    {
        const std::lock_guard lock(m_state->mutex);
        return m_state->asked;
    }

private:
    struct State
    {
        std::mutex mutex;
        std::condition_variable changed;
        int asked = 0;
        int open = 0;
        int answered = 0;
    };

    const std::shared_ptr<State> m_state = std::make_shared<State>(); // look-ups may outlive the test
};
