// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/epolldispatcher.h"

#include <QCoreApplication>
#include <QThread>
#include <QVarLengthArray>

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <climits>

#if defined(__GLIBC__) && defined(__GLIBC_PREREQ)
#if __GLIBC_PREREQ(2, 35)
#define HAS_EPOLL_PWAIT2
#endif
#endif

namespace {

constexpr int eventsPerTurn = 256; // then timers and posted events are handled; epoll returns the others next

using namespace std::chrono_literals;
// poll(2) and epoll(7) use the same bits. A hang-up or an error concerns every notifier, as with Qt's dispatcher: reading
// and writing return it.
static_assert(EPOLLIN == POLLIN && EPOLLOUT == POLLOUT && EPOLLPRI == POLLPRI && EPOLLERR == POLLERR
              && EPOLLHUP == POLLHUP);
constexpr std::array<quint32, 3> typeEvents{EPOLLIN, EPOLLOUT, EPOLLPRI}; // index: QSocketNotifier::Type
static_assert(QSocketNotifier::Read == 0 && QSocketNotifier::Write == 1 && QSocketNotifier::Exception == 2);
constexpr std::array<const char *, 3> typeNames{"Read", "Write", "Exception"};

timespec toTimespec(std::chrono::nanoseconds time)
{
    return {.tv_sec = time_t(time / 1s), .tv_nsec = long((time % 1s).count())};
}

/// Calls a system call with the time that is left until a moment of the monotonic clock, again after every signal.
template<typename Call>
int untilNotInterrupted(std::optional<std::chrono::nanoseconds> until, Call call)
{
    for (;;) {
        std::optional<std::chrono::nanoseconds> timeout = until;
        if (until && *until != 0ns)
            timeout =
                std::max<std::chrono::nanoseconds>(*until - std::chrono::steady_clock::now().time_since_epoch(), 0ns);
        const int result = call(timeout);
        if (result >= 0 || errno != EINTR)
            return result;
    }
}

} // namespace

/// What one wait found. On the stack, as nested event loops wait too.
struct EpollDispatcher::Ready
{
    QVarLengthArray<epoll_event, eventsPerTurn> events;
    quint64 lastSerial = 0; // of the registrations that were waited for
    quint64 wait = 0;
};

std::unique_ptr<EpollDispatcher> EpollDispatcher::create()
{
    const int epollFd = ::epoll_create1(EPOLL_CLOEXEC);
    const int wakeUpFd = epollFd < 0 ? -1 : ::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    if (wakeUpFd >= 0) {
        std::unique_ptr<EpollDispatcher> dispatcher(new EpollDispatcher(epollFd, wakeUpFd));
        return dispatcher->control(EPOLL_CTL_ADD, wakeUpFd, EPOLLIN) == 0 ? std::move(dispatcher) : nullptr;
    }
    if (epollFd >= 0)
        ::close(epollFd);
    return nullptr;
}

EpollDispatcher::EpollDispatcher(int epollFd, int wakeUpFd) : m_epollFd(epollFd), m_wakeUpFd(wakeUpFd) { }

EpollDispatcher::~EpollDispatcher()
{
    ::close(m_epollFd);
    ::close(m_wakeUpFd);
}

/// Posted events are sent first. Whether the thread may block then is known from wakeUp(), which postEvent() calls after
/// each event, and sendPostedEvents() for those it left. It is not known from the list of posted events: a DeferredDelete
/// of an outer event loop stays there. A nested call may have taken the wake-up of an event that is still in the list,
/// so the turn does not block after one was taken, either.
bool EpollDispatcher::processEvents(QEventLoop::ProcessEventsFlags flags)
{
    m_interrupted = false;
    const quint64 wakeUpsTaken = m_wakeUpsTaken;
    Q_EMIT awake();
    QCoreApplication::sendPostedEvents();

    const auto mayBlock = [&] { return !m_interrupted && !m_wakeUpPending && m_wakeUpsTaken == wakeUpsTaken; };
    bool block = flags.testFlag(QEventLoop::WaitForMoreEvents) && mayBlock();
    if (block) {
        Q_EMIT aboutToBlock();
        block = mayBlock();
    }
    if (m_interrupted)
        return false;

    const bool withSockets = !flags.testFlag(QEventLoop::ExcludeSocketNotifiers);
    const bool withTimers = !flags.testFlag(QEventLoop::X11ExcludeTimers);
    std::optional<Time> until;
    if (!block)
        until = Time::zero();
    else if (withTimers)
        until = m_timers.next();

    Ready ready;
    int handled = wait(ready, withSockets, until);
    handled += activateNotifiers(ready);
    if (withTimers)
        handled += m_timers.fire();
    return handled > 0;
}

// Waiting

void EpollDispatcher::wakeUp()
{
    if (m_wakeUpPending.exchange(true))
        return;
    const quint64 one = 1;
    while (::write(m_wakeUpFd, &one, sizeof one) < 0 && errno == EINTR) { }
}

void EpollDispatcher::interrupt()
{
    m_interrupted = true;
    wakeUp();
}

/// Reads before it clears the flag, so that the next wakeUp() writes again. What was posted before a wakeUp() that found
/// the flag set is seen by the next sendPostedEvents().
void EpollDispatcher::takeWakeUp()
{
    quint64 count = 0;
    while (::read(m_wakeUpFd, &count, sizeof count) < 0 && errno == EINTR) { }
    m_wakeUpPending.exchange(false);
    ++m_wakeUpsTaken;
}

/// Waits until a descriptor is ready, wakeUp() was called, or `until`; returns 1 for a wake-up, else 0.
int EpollDispatcher::wait(Ready &ready, bool withSockets, std::optional<Time> until)
{
    std::vector<pollfd> polled; // almost always empty
    if (withSockets) {
        applyChanges();
        ready.lastSerial = m_lastSerial;
        ready.wait = ++m_socketWaits;
        if (!m_polled.empty()) {
            polled.push_back({m_epollFd, POLLIN, 0});
            for (int fd : m_polled)
                polled.push_back({fd, short(m_descriptors[fd].wanted()), 0});
        }
    } else {
        polled.push_back({m_wakeUpFd, POLLIN, 0});
    }
    if (!polled.empty()) {
        untilNotInterrupted(until, [&](std::optional<Time> timeout) {
            const timespec time = toTimespec(timeout.value_or(Time::zero()));
            return ::ppoll(polled.data(), nfds_t(polled.size()), timeout ? &time : nullptr, nullptr);
        });
        until = Time::zero();
    }
    if (!withSockets) {
        if (polled.front().revents == 0)
            return 0;
        takeWakeUp();
        return 1;
    }

    ready.events.resize(eventsPerTurn);
    const int found = untilNotInterrupted(
        until, [&](std::optional<Time> timeout) { return waitForEpoll(ready.events.data(), timeout); });
    ready.events.resize(std::max(found, 0));
    int wakeUps = 0;
    for (const epoll_event &event : ready.events) {
        if (event.data.fd == m_wakeUpFd) {
            takeWakeUp();
            wakeUps = 1;
        }
    }
    for (const pollfd &fd : polled) {
        if (fd.revents != 0 && fd.fd != m_epollFd)
            ready.events.append({.events = quint32(fd.revents), .data = {.fd = fd.fd}});
    }
    return wakeUps;
}

/// As epoll_wait(2), exact to the nanosecond where the system can do it.
int EpollDispatcher::waitForEpoll(epoll_event *events, std::optional<Time> timeout)
{
    if (!timeout || *timeout == Time::zero())
        return ::epoll_wait(m_epollFd, events, eventsPerTurn, timeout ? 0 : -1);
#ifdef HAS_EPOLL_PWAIT2
    if (m_hasPwait2) {
        const timespec time = toTimespec(*timeout);
        const int found = ::epoll_pwait2(m_epollFd, events, eventsPerTurn, &time, nullptr);
        if (found >= 0 || (errno != ENOSYS && errno != EPERM)) // EPERM: an old container's filter
            return found;
        m_hasPwait2 = false;
    }
#endif
    const auto ms = std::chrono::ceil<std::chrono::milliseconds>(*timeout).count();
    return ::epoll_wait(m_epollFd, events, eventsPerTurn, int(std::min<qint64>(ms, INT_MAX)));
}

// Socket notifiers

quint32 EpollDispatcher::Descriptor::wanted() const
{
    quint32 events = 0;
    for (size_t type = 0; type < byType.size(); ++type)
        events |= byType[type].notifier ? typeEvents[type] : 0;
    return events;
}

void EpollDispatcher::registerSocketNotifier(QSocketNotifier *notifier)
{
    Q_ASSERT(notifier->thread() == thread() && thread() == QThread::currentThread());
    const int fd = int(notifier->socket());
    const auto type = size_t(notifier->type());
    Descriptor &descriptor = m_descriptors[fd];
    Registration &registration = descriptor.byType[type];
    if (registration.notifier && registration.notifier != notifier) {
        qWarning("EpollDispatcher: Multiple socket notifiers for same socket %d and type %s", fd, typeNames[type]);
        descriptor.inEpoll = 0; // the socket may be another one, too
    }
    registration = {notifier, ++m_lastSerial};
    markChanged(fd, descriptor);
}

/// A descriptor without notifiers is taken out at once: it may be closed next, and its number given to another socket.
void EpollDispatcher::unregisterSocketNotifier(QSocketNotifier *notifier)
{
    Q_ASSERT(notifier->thread() == thread() && thread() == QThread::currentThread());
    const int fd = int(notifier->socket());
    const auto type = size_t(notifier->type());
    const auto found = m_descriptors.find(fd);
    if (found == m_descriptors.end() || !found->second.byType[type].notifier)
        return;
    Descriptor &descriptor = found->second;
    if (descriptor.byType[type].notifier != notifier) {
        qWarning("EpollDispatcher: Multiple socket notifiers for same socket %d and type %s", fd, typeNames[type]);
        return;
    }
    descriptor.byType[type] = {};
    if (descriptor.wanted() != 0) {
        markChanged(fd, descriptor);
        return;
    }
    if (std::exchange(descriptor.inEpoll, 0) != 0)
        control(EPOLL_CTL_DEL, fd, 0); // fails when it is closed already, which is as good
    if (std::exchange(descriptor.polled, false))
        std::erase(m_polled, fd);
}

void EpollDispatcher::markChanged(int fd, Descriptor &descriptor)
{
    if (!std::exchange(descriptor.changed, true))
        m_changed.push_back(fd);
}

/// Returns 0 or an errno.
int EpollDispatcher::control(int operation, int fd, quint32 events) const
{
    epoll_event event{.events = events, .data = {.fd = fd}};
    return ::epoll_ctl(m_epollFd, operation, fd, &event) == 0 ? 0 : errno;
}

/// Qt switches notifiers off and on in every turn: epoll gets only the difference between two turns.
void EpollDispatcher::applyChanges()
{
    m_beingApplied.swap(m_changed); // disableInvalid() makes further changes
    for (int fd : m_beingApplied) {
        Descriptor &descriptor = m_descriptors[fd];
        descriptor.changed = false;
        apply(fd, descriptor);
    }
    m_beingApplied.clear();
}

void EpollDispatcher::apply(int fd, Descriptor &descriptor)
{
    const quint32 wanted = descriptor.wanted();
    if (wanted == descriptor.inEpoll || descriptor.polled)
        return;
    const bool isNew = descriptor.inEpoll == 0;
    int error = control(isNew ? EPOLL_CTL_ADD : EPOLL_CTL_MOD, fd, wanted);
    if (error == (isNew ? EEXIST : ENOENT)) // it was closed under a notifier and opened again
        error = control(isNew ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, wanted);
    descriptor.inEpoll = error == 0 ? wanted : 0;
    if (error == EBADF) {
        disableInvalid(fd, descriptor);
    } else if (error != 0) { // EPERM: a regular file; ENOSPC, ENOMEM: no room in epoll
        control(EPOLL_CTL_DEL, fd, 0);
        descriptor.polled = true;
        m_polled.push_back(fd);
    }
}

void EpollDispatcher::disableInvalid(int fd, Descriptor &descriptor)
{
    for (const Registration &registration : descriptor.byType) {
        if (QSocketNotifier *notifier = registration.notifier) {
            qWarning("QSocketNotifier: Invalid socket %d with type %s, disabling...", fd, typeNames[notifier->type()]);
            notifier->setEnabled(false);
        }
    }
}

/// A notifier that was registered after the wait gets no event of it, even if it has the descriptor, or the address, of
/// an earlier one. The rest of the events is dropped when a nested event loop has waited for sockets: they may have been
/// handled there, and what is still ready is reported again.
int EpollDispatcher::activateNotifiers(const Ready &ready)
{
    int activated = 0;
    for (const epoll_event &event : ready.events) {
        for (size_t type = 0; type < typeEvents.size(); ++type) {
            const auto found = m_descriptors.find(event.data.fd);
            if (found == m_descriptors.end())
                break;
            if ((event.events & POLLNVAL) != 0) {
                disableInvalid(event.data.fd, found->second);
                break;
            }
            const Registration registration = found->second.byType[type];
            if ((event.events & (typeEvents[type] | EPOLLERR | EPOLLHUP)) == 0 || !registration.notifier
                || registration.serial > ready.lastSerial)
                continue;
            QEvent activation(QEvent::SockAct);
            QCoreApplication::sendEvent(registration.notifier, &activation);
            ++activated;
            if (ready.wait != m_socketWaits)
                return activated;
        }
    }
    return activated;
}

// Timers

void EpollDispatcher::registerTimer(int timerId, qint64 intervalMs, Qt::TimerType type, QObject *object)
{
    Q_ASSERT(timerId > 0 && intervalMs >= 0);
    Q_ASSERT(object->thread() == thread() && thread() == QThread::currentThread());
    m_timers.add(timerId, intervalMs, type, object);
}
