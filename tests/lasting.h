// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <utility>

/// Becomes true once a condition held that many times in a row, and stays true, as
/// QTRY_VERIFY checks once more at the end.
class Lasting
{
public:
    explicit Lasting(std::function<bool()> condition, int times = 5)
        : m_condition(std::move(condition)), m_left(times), m_times(times)
    {
    }
    bool operator()()
    {
        if (m_left > 0)
            m_left = m_condition() ? m_left - 1 : m_times;
        return m_left == 0;
    }

private:
    std::function<bool()> m_condition;
    int m_left;
    int m_times;
};

/// Becomes true once a value was the same that many times in a row.
template<typename Value>
Lasting standsStill(Value value, int times = 20)
{
    return Lasting(
        [value, before = decltype(value())()]() mutable {
            auto now = value();
            const bool same = now == before;
            before = std::move(now);
            return same;
        },
        times);
}
