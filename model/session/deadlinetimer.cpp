// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session/deadlinetimer.h"

#include "model/types.h"

#include <QSocketNotifier>

#include <sys/timerfd.h>
#include <unistd.h>

#include <algorithm>

DeadlineTimer::DeadlineTimer(QObject *parent, std::function<void()> onDue)
    : QObject(parent), m_fd(::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC)), m_coarse(this),
      m_onDue(std::move(onDue))
{
    m_coarse.setSingleShot(true);
    m_coarse.setTimerType(Qt::PreciseTimer);
    connect(&m_coarse, &QTimer::timeout, this, m_onDue);
    if (!m_fd)
        return;
    auto *notifier = new QSocketNotifier(m_fd.get(), QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, &DeadlineTimer::onReadable);
}

void DeadlineTimer::start(Time due)
{
    set(std::max(due, Time(1))); // 0 would stop it
}

void DeadlineTimer::set(Time due)
{
    if (!m_fd) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(due - now());
        if (due > Time::zero())
            m_coarse.start(std::max(left, std::chrono::milliseconds::zero()));
        else
            m_coarse.stop();
        return;
    }
    itimerspec when{};
    when.it_value.tv_sec = due.count() / nsPerSecond;
    when.it_value.tv_nsec = due.count() % nsPerSecond;
    ::timerfd_settime(m_fd.get(), TFD_TIMER_ABSTIME, &when, nullptr);
}

void DeadlineTimer::onReadable()
{
    quint64 expirations = 0;
    if (::read(m_fd.get(), &expirations, sizeof expirations) > 0)
        m_onDue();
}
