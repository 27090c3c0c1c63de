// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/socketwatch.h"

#include "model/endpoint/posixsocket.h"

#include <QSocketNotifier>

#include <sys/epoll.h>

#include <array>
#include <unordered_map>

namespace {

constexpr int eventsPerTurn = 64; // then other sockets and orders have their turn; epoll goes round

} // namespace

/// The epoll descriptor of a thread. Watches are found by numbers that are never used again, since
/// one may go while events for it are at hand.
class SocketWatch::Hub
{
public:
    Hub() : m_epoll(::epoll_create1(EPOLL_CLOEXEC))
    {
        if (!m_epoll)
            return;
        m_notifier = std::make_unique<QSocketNotifier>(m_epoll.get(), QSocketNotifier::Read);
        QObject::connect(m_notifier.get(), &QSocketNotifier::activated, m_notifier.get(), [this] { dispatch(); });
    }

    static std::shared_ptr<Hub> ofThisThread()
    {
        thread_local const auto hub = std::make_shared<Hub>();
        return hub;
    }

    /// Returns whether the system did it.
    bool control(int operation, int fd, unsigned events, unsigned long long token)
    {
        epoll_event event{};
        event.events = events;
        event.data.u64 = token;
        return ::epoll_ctl(m_epoll.get(), operation, fd, &event) == 0;
    }

    unsigned long long add(SocketWatch *watch)
    {
        m_watches.emplace(++m_lastToken, watch);
        return m_lastToken;
    }

    void remove(unsigned long long token) { m_watches.erase(token); }

private:
    void dispatch()
    {
        std::array<epoll_event, eventsPerTurn> events{};
        const int count = ::epoll_wait(m_epoll.get(), events.data(), eventsPerTurn, 0);
        for (int i = 0; i < count; ++i) {
            const epoll_event &event = events[size_t(i)];
            if (const auto watch = m_watches.find(event.data.u64); watch != m_watches.end())
                watch->second->activate(event.events);
        }
    }

    SocketFd m_epoll;
    std::unique_ptr<QSocketNotifier> m_notifier;
    std::unordered_map<unsigned long long, SocketWatch *> m_watches;
    unsigned long long m_lastToken = 0;
};

SocketWatch::SocketWatch(int fd, std::function<void()> onReadable, std::function<void()> onWritable)
    : m_fd(fd), m_onReadable(std::move(onReadable)), m_onWritable(std::move(onWritable)), m_hub(Hub::ofThisThread())
{
    update();
}

SocketWatch::~SocketWatch()
{
    stop();
}

void SocketWatch::setReading(bool on)
{
    if (std::exchange(m_reading, on) != on)
        update();
}

void SocketWatch::setWriting(bool on)
{
    if (std::exchange(m_writing, on) != on)
        update();
}

void SocketWatch::stop()
{
    m_reading = false;
    m_writing = false;
    update();
    m_fd = -1;
    for (auto *notifier : {&m_readNotifier, &m_writeNotifier}) {
        if (*notifier)
            notifier->release()->deleteLater(); // its signal may be being delivered
    }
}

/// A socket that nothing is wanted of is taken out: epoll would go on to tell that it was closed.
void SocketWatch::update()
{
    if (m_readNotifier) {
        m_readNotifier->setEnabled(m_reading);
        m_writeNotifier->setEnabled(m_writing);
        return;
    }
    const unsigned events = (m_reading ? unsigned(EPOLLIN) : 0) | (m_writing ? unsigned(EPOLLOUT) : 0);
    if (events == 0) {
        if (m_token == 0)
            return;
        m_hub->control(EPOLL_CTL_DEL, m_fd, 0, 0);
        m_hub->remove(std::exchange(m_token, 0));
    } else if (m_token == 0 && m_fd >= 0) {
        m_token = m_hub->add(this);
        if (!m_hub->control(EPOLL_CTL_ADD, m_fd, events, m_token))
            notifyByQt();
    } else if (m_token != 0) {
        if (!m_hub->control(EPOLL_CTL_MOD, m_fd, events, m_token))
            notifyByQt();
    }
}

void SocketWatch::notifyByQt()
{
    m_hub->control(EPOLL_CTL_DEL, m_fd, 0, 0);
    m_hub->remove(std::exchange(m_token, 0));
    m_readNotifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Read);
    m_writeNotifier = std::make_unique<QSocketNotifier>(m_fd, QSocketNotifier::Write);
    m_readNotifier->setEnabled(m_reading);
    m_writeNotifier->setEnabled(m_writing);
    const auto call = [](QSocketNotifier *notifier, const std::function<void()> &function) {
        QObject::connect(notifier, &QSocketNotifier::activated, notifier, [notifier, &function] {
            if (notifier->isEnabled()) // else the watch was stopped in this turn, and may be gone
                function();
        });
    };
    call(m_readNotifier.get(), m_onReadable);
    call(m_writeNotifier.get(), m_onWritable);
}

void SocketWatch::activate(unsigned events)
{
    constexpr unsigned over = EPOLLERR | EPOLLHUP; // what is the matter, reading or writing tells
    if (m_reading && (events & (EPOLLIN | over)) != 0)
        m_onReadable();
    else if (m_writing && (events & (EPOLLOUT | over)) != 0)
        m_onWritable();
}
