// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QSocketNotifier>

#include <functional>
#include <memory>

/// Tells when a socket can be read or written. Like two QSocketNotifiers, but all watches of a thread
/// share one epoll descriptor, and only that is known to Qt: its event loop hands every notifier to
/// poll(2) in every turn, which with 4,000 idle clients takes most of a millisecond. Belongs to the thread that makes
/// it, which needs an event loop; the functions are called there. Where the system refuses epoll, having no descriptor
/// or no memory for it, a socket gets notifiers of its own.
class SocketWatch
{
public:
    /// Watches for reading at first. `fd` stays open until stop() or the watch's end.
    SocketWatch(int fd, std::function<void()> onReadable, std::function<void()> onWritable);
    ~SocketWatch();
    SocketWatch(const SocketWatch &) = delete;
    SocketWatch &operator=(const SocketWatch &) = delete;

    void setReading(bool on);
    void setWriting(bool on);
    bool isWriting() const { return m_writing; }
    /// Nothing is called any more. To be called before the descriptor is closed.
    void stop();

private:
    class Hub;
    void update();
    void notifyByQt();
    /// Returns after at most one call, as the owner may have gone in it.
    void activate(unsigned events);

    int m_fd;
    const std::function<void()> m_onReadable;
    const std::function<void()> m_onWritable;
    const std::shared_ptr<Hub> m_hub;
    unsigned long long m_token = 0;                  // names this watch in the hub; 0: not there
    std::unique_ptr<QSocketNotifier> m_readNotifier; // instead of the hub
    std::unique_ptr<QSocketNotifier> m_writeNotifier;
    bool m_reading = true;
    bool m_writing = false;
};
