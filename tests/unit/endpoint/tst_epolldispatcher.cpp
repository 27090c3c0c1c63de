// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because an event dispatcher has many duties, and each is compared with Qt's own dispatcher.
#include "model/endpoint/system/epolldispatcher.h"

#include <QNetworkDatagram>
#include <QNetworkProxy>
#include <QSocketNotifier>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTemporaryFile>
#include <QTest>
#include <QThread>
#include <QTimer>
#include <QUdpSocket>

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <netinet/in.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <csignal>
#include <ctime>
#include <mutex>

namespace {

using namespace std::chrono_literals;

/// The thread's calls in order; read by the main thread.
class Journal
{
public:
    void add(const QByteArray &entry)
    {
        const std::lock_guard lock(m_mutex);
        m_entries += entry;
    }
    QByteArray text() const
    {
        const std::lock_guard lock(m_mutex);
        return m_entries.join(' ');
    }
    qsizetype size() const
    {
        const std::lock_guard lock(m_mutex);
        return m_entries.size();
    }

private:
    mutable std::mutex m_mutex;
    QByteArrayList m_entries;
};

/// A thread with the dispatcher of the row. Calls functions there; the children of root() are deleted there at the end.
class LoopThread : public QThread
{
public:
    explicit LoopThread(bool startNow = true)
    {
        QFETCH_GLOBAL(bool, epoll);
        if (epoll) {
            auto dispatcher = EpollDispatcher::create();
            if (!dispatcher)
                qFatal("no dispatcher");
            setEventDispatcher(dispatcher.release());
        }
        m_root.moveToThread(this);
        if (startNow)
            start();
    }
    ~LoopThread() override { finish(); }

    void finish()
    {
        if (!isRunning())
            return;
        run([this] { qDeleteAll(m_root.findChildren<QObject *>(Qt::FindDirectChildrenOnly)); });
        quit();
        if (!wait(QDeadlineTimer(patienceMs)))
            qFatal("the thread does not end");
    }

    /// Calls it in an event of the thread's outermost event loop, and waits for it.
    template<typename Function>
    void run(Function function)
    {
        QMetaObject::invokeMethod(&m_root, function, Qt::BlockingQueuedConnection);
    }
    template<typename Function>
    void post(Function function)
    {
        QMetaObject::invokeMethod(&m_root, function, Qt::QueuedConnection);
    }
    /// Lets the event loop run until everything that was ready is handled.
    void goRound()
    {
        for (int i = 0; i < 5; ++i)
            run([] {});
    }
    QObject *root() { return &m_root; }

private:
    QObject m_root;
};

QAbstractEventDispatcher *dispatcher()
{
    return QAbstractEventDispatcher::instance();
}

/// Runs nested event loops of this thread until something is true.
template<typename Condition>
bool nestUntil(Condition condition)
{
    QTimer tick; // so that the condition is checked
    tick.start(5);
    const QDeadlineTimer limit(patienceMs);
    while (!condition() && !limit.hasExpired())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    return condition();
}

/// A nested event loop for a while.
void nestFor(int ms)
{
    QEventLoop loop;
    QTimer::singleShot(ms, Qt::PreciseTimer, &loop, [&] { loop.quit(); });
    loop.exec();
}

/// Keeps the thread busy until a time has passed, so that timers become overdue.
void block(std::chrono::milliseconds time)
{
    const auto end = std::chrono::steady_clock::now() + time;
    while (std::chrono::steady_clock::now() < end) { }
}

class EventObject : public QObject
{
public:
    explicit EventObject(std::function<void(QEvent *)> function, QObject *parent = nullptr)
        : QObject(parent), m_function(std::move(function))
    {
    }
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::Timer && event->type() < QEvent::User)
            return QObject::event(event);
        const auto function = m_function; // which may delete this object
        function(event);
        return true;
    }

private:
    std::function<void(QEvent *)> m_function;
};

constexpr auto userEvent(int number)
{
    return QEvent::Type(QEvent::User + number);
}

/// Two connected sockets, non-blocking; the first belongs to the thread.
class SocketPair
{
public:
    SocketPair()
    {
        if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, m_fds.data()) != 0)
            qFatal("socketpair: %s", strerror(errno));
    }
    ~SocketPair()
    {
        closeNear();
        closeFar();
    }
    Q_DISABLE_COPY_MOVE(SocketPair)

    int fd() const { return m_fds[0]; }
    void send(const char *text = "x") const
    {
        if (::send(m_fds[1], text, strlen(text), MSG_NOSIGNAL) != ssize_t(strlen(text)))
            qFatal("send: %s", strerror(errno));
    }
    QByteArray receive() const
    {
        QByteArray bytes(1000, '\0');
        bytes.resize(std::max<ssize_t>(0, ::recv(m_fds[0], bytes.data(), size_t(bytes.size()), 0)));
        return bytes;
    }
    void closeNear() { close(m_fds[0]); }
    void closeFar() { close(m_fds[1]); }
    /// Moves the near side to a free descriptor number.
    void renumber(int fd)
    {
        if (m_fds[0] != fd) {
            ::dup3(m_fds[0], fd, O_CLOEXEC);
            close(m_fds[0]);
            m_fds[0] = fd;
        }
    }

private:
    static void close(int &fd)
    {
        if (fd >= 0)
            ::close(std::exchange(fd, -1));
    }
    std::array<int, 2> m_fds{-1, -1};
};

template<typename Slot>
QSocketNotifier *watch(int fd, QSocketNotifier::Type type, QObject *parent, Slot slot)
{
    auto *notifier = new QSocketNotifier(fd, type, parent);
    QObject::connect(notifier, &QSocketNotifier::activated, notifier, slot);
    return notifier;
}

/// From now on, the system refuses a call of this thread with an errno; of epoll_ctl(2), only EPOLL_CTL_ADD.
bool refuse(int call, int error)
{
    constexpr quint16 load = BPF_LD | BPF_W | BPF_ABS;
    constexpr quint16 equal = BPF_JMP | BPF_JEQ | BPF_K;
    constexpr quint16 leave = BPF_RET | BPF_K;
    const quint8 skipOperation = call == SYS_epoll_ctl ? 0 : 2;
    std::array<sock_filter, 7> code{{
        BPF_STMT(load, offsetof(seccomp_data, nr)),
        BPF_JUMP(equal, quint32(call), 0, 4),
        BPF_JUMP(BPF_JMP | BPF_JA, skipOperation, 0, 0),
        BPF_STMT(load, offsetof(seccomp_data, args[1])),
        BPF_JUMP(equal, EPOLL_CTL_ADD, 0, 1),
        BPF_STMT(leave, SECCOMP_RET_ERRNO | quint32(error)),
        BPF_STMT(leave, SECCOMP_RET_ALLOW),
    }};
    const sock_fprog program{.len = code.size(), .filter = code.data()};
    return ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0
        && ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
}

int openDescriptors()
{
    return int(QDir(u"/proc/self/fd"_qs).entryList(QDir::Files | QDir::System | QDir::NoDotAndDotDot).size());
}

} // namespace

/// Every test runs on a thread with this dispatcher and on one with Qt's, whose behaviour is expected.
class TestEpollDispatcher : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase_data();
    void initTestCase();
    void dispatcherOfTheThread();

    void timerKinds_data();
    void timerKinds();
    void timerInterruptedBySignals();
    void timersInOrder();
    void zeroTimerOncePerTurn();
    void timerRestartedInItsSlot();
    void timerKilledInItsSlot();
    void timerKilledByAnother();
    void timerObjectDeleted_data();
    void timerObjectDeleted();
    void timerIdReused();
    void timerInNestedLoop();
    void timerAfterMissedTurns();
    void manyTimers();
    void timerQueries();
    void timersMoveToAnotherThread();

    void notifierTypes();
    void hangUpReachesEveryType();
    void outOfBandData();
    void notifierRemovedWhileDispatching_data();
    void notifierRemovedWhileDispatching();
    void notifierSwitchedOffAndOn();
    void descriptorReused_data();
    void descriptorReused();
    void notifierOfClosedDescriptor();
    void twoNotifiersOfOneKind();
    void regularFile();
    void epollRefused_data();
    void epollRefused();
    void preciseWaitRefused();
    void manySockets();

    void wakeUpsByManyThreads_data();
    void wakeUpsByManyThreads();
    void pingPong();
    void interruptFromAnotherThread();
    void threadQuitsNestedLoops();
    void quitBeforeProcessingEvents();
    void nestedLoop_data();
    void nestedLoop();
    void nestedLoopHandlesEventsAtHand();
    void deferredDelete();
    void nestedLoopSleepsDespiteDeferredDelete();
    void postedEventOrder();
    void eventsPostedBeforeStart();
    void processEventsFlags();
    void signalsOfTheDispatcher();
    void invocations();

    void threadEndsWithNotifiersAndTimers();
    void noDescriptorsLeft();
    void tcp();
    void udp();
};

void TestEpollDispatcher::initTestCase_data()
{
    QTest::addColumn<bool>("epoll");
    QTest::newRow("epoll") << true;
    QTest::newRow("Qt's") << false;
}

void TestEpollDispatcher::initTestCase()
{
    qputenv("QT_NO_THREADED_GLIB", "1"); // Qt's dispatcher over poll(2)
}

void TestEpollDispatcher::dispatcherOfTheThread()
{
    QString name;
    LoopThread thread;
    thread.run([&] { name = QString::fromLatin1(dispatcher()->metaObject()->className()); });
    QFETCH_GLOBAL(bool, epoll);
    QCOMPARE(name, epoll ? u"EpollDispatcher"_qs : u"QEventDispatcherUNIX"_qs);
}

// Timers

void TestEpollDispatcher::timerKinds_data()
{
    QTest::addColumn<Qt::TimerType>("type");
    QTest::addColumn<int>("interval");
    QTest::addColumn<int>("earliest"); // of the first
    QTest::newRow("zero") << Qt::CoarseTimer << 0 << 0;
    QTest::newRow("precise, 1 ms") << Qt::PreciseTimer << 1 << 1;
    QTest::newRow("precise, 35 ms") << Qt::PreciseTimer << 35 << 35;
    QTest::newRow("coarse") << Qt::CoarseTimer << 40 << 37;
    QTest::newRow("very coarse") << Qt::VeryCoarseTimer << 1100 << 499;
}

/// Each fires again and again, and not too early; a single-shot timer fires once.
void TestEpollDispatcher::timerKinds()
{
    QFETCH(Qt::TimerType, type);
    QFETCH(int, interval);
    QFETCH(int, earliest);
    std::atomic<int> fired = 0;
    std::atomic<int> firedOnce = 0;
    std::atomic<int> tooEarly = 0;
    QElapsedTimer elapsed;
    LoopThread thread;
    thread.run([&] {
        elapsed.start();
        auto *timer = new QTimer(thread.root());
        auto *once = new QTimer(thread.root());
        connect(timer, &QTimer::timeout, timer, [&, earliest, interval] {
            const int times = fired++;
            const bool precise = type == Qt::PreciseTimer;
            tooEarly += elapsed.nsecsElapsed() < (earliest + (precise ? times * interval : 0)) * 1'000'000LL;
        });
        connect(once, &QTimer::timeout, once, [&] { ++firedOnce; });
        for (auto *each : {timer, once}) {
            each->setTimerType(type);
            each->setInterval(interval);
        }
        once->setSingleShot(true);
        once->start();
        timer->start();
    });
    QTRY_VERIFY(fired >= (interval < 1000 ? 5 : 2));
    QTRY_COMPARE(firedOnce, 1);
    QCOMPARE(tooEarly, 0);
}

/// The wait continues after a signal for the rest of its time.
void TestEpollDispatcher::timerInterruptedBySignals()
{
    struct sigaction action
    {
    };
    action.sa_handler = [](int) {};
    struct sigaction before
    {
    };
    ::sigaction(SIGUSR1, &action, &before);
    std::atomic<bool> done = false;
    pthread_t target{};
    qint64 took = 0;
    int turns = 0;
    LoopThread thread;
    thread.run([&] { target = ::pthread_self(); });
    thread.post([&] {
        QElapsedTimer elapsed;
        elapsed.start();
        bool fired = false;
        QTimer::singleShot(80ms, Qt::PreciseTimer, thread.root(), [&] { fired = true; });
        for (; !fired; ++turns)
            dispatcher()->processEvents(QEventLoop::WaitForMoreEvents);
        took = elapsed.nsecsElapsed();
        done = true;
    });
    while (!done) {
        ::pthread_kill(target, SIGUSR1);
        QThread::usleep(500);
    }
    thread.finish();
    ::sigaction(SIGUSR1, &before, nullptr);
    QVERIFY(took >= 80'000'000);
    QVERIFY2(turns <= 4, qPrintable(QString::number(turns)));
}

/// Those that are due in the same turn fire by their deadlines, which are far apart, as the thread may be suspended
/// between two starts.
void TestEpollDispatcher::timersInOrder()
{
    QByteArray order;
    LoopThread thread;
    thread.run([&] {
        for (int place : {9, 3, 6, 1})
            QTimer::singleShot(place * 30, Qt::PreciseTimer, thread.root(), [&, place] { order += char('0' + place); });
        block(300ms);
    });
    thread.goRound();
    QCOMPARE(order, QByteArray("1369"));
}

void TestEpollDispatcher::zeroTimerOncePerTurn()
{
    SocketPair pair;
    int turns = 0;
    int firstTurn = 0;
    std::atomic<int> fired = 0;
    std::atomic<int> twiceInATurn = 0;
    std::atomic<int> bytes = 0;
    LoopThread thread;
    thread.run([&] {
        connect(dispatcher(), &QAbstractEventDispatcher::awake, thread.root(), [&] { ++turns; });
        auto *timer = new QTimer(thread.root());
        connect(timer, &QTimer::timeout, timer, [&] {
            twiceInATurn += std::exchange(firstTurn, turns) == turns && fired > 0;
            ++fired;
        });
        timer->start(0);
        watch(pair.fd(), QSocketNotifier::Read, thread.root(), [&] { bytes += int(pair.receive().size()); });
    });
    QTRY_VERIFY(fired > 1000); // without anything else that wakes the thread up
    pair.send("abc");
    QTRY_COMPARE(bytes, 3); // sockets are served all the same
    thread.finish();
    QCOMPARE(twiceInATurn, 0);
    QVERIFY(fired >= turns - 5); // and in every turn
}

void TestEpollDispatcher::timerRestartedInItsSlot()
{
    Journal journal;
    LoopThread thread;
    thread.run([&] {
        auto *timer = new QTimer(thread.root());
        connect(timer, &QTimer::timeout, timer, [&, timer, n = 0]() mutable {
            journal.add(QByteArray::number(timer->interval()));
            if (++n == 1)
                timer->start(3); // as a new timer
            else if (n == 2)
                timer->setInterval(2);
            else if (n == 3)
                timer->start(0);
            else
                timer->stop();
        });
        timer->start(1);
    });
    QTRY_COMPARE(journal.text(), QByteArray("1 3 2 0"));
    thread.run([] { block(5ms); });
    thread.goRound();
    QCOMPARE(journal.text(), QByteArray("1 3 2 0"));
}

void TestEpollDispatcher::timerKilledInItsSlot()
{
    Journal journal;
    LoopThread thread;
    thread.run([&] {
        auto *timer = new QTimer(thread.root());
        connect(timer, &QTimer::timeout, timer, [&, timer] {
            journal.add("fired");
            timer->stop();
            nestFor(5);
        });
        timer->start(1);
    });
    QTRY_COMPARE(journal.text(), QByteArray("fired"));
    thread.run([] { block(5ms); });
    thread.goRound();
    QCOMPARE(journal.text(), QByteArray("fired"));
}

/// Both timers are due in the same turn.
void TestEpollDispatcher::timerKilledByAnother()
{
    Journal journal;
    LoopThread thread;
    thread.run([&] {
        std::array<QTimer *, 2> timers{new QTimer(thread.root()), new QTimer(thread.root())};
        for (size_t i = 0; i < timers.size(); ++i) {
            connect(timers[i], &QTimer::timeout, timers[i], [&, timers, i] {
                journal.add("fired");
                timers[1 - i]->stop();
                timers[i]->stop();
            });
            timers[i]->start(1);
        }
        block(5ms);
    });
    thread.goRound();
    QCOMPARE(journal.text(), QByteArray("fired"));
}

void TestEpollDispatcher::timerObjectDeleted_data()
{
    QTest::addColumn<bool>("own");
    QTest::newRow("its own") << true;
    QTest::newRow("another's") << false;
}

void TestEpollDispatcher::timerObjectDeleted()
{
    QFETCH(bool, own);
    Journal journal;
    LoopThread thread;
    thread.run([&] {
        auto objects = std::make_shared<std::array<QPointer<EventObject>, 2>>();
        for (size_t i = 0; i < 2; ++i) {
            (*objects)[i] = new EventObject([&, objects, i, own](QEvent *) {
                journal.add("fired");
                delete (*objects)[own ? i : 1 - i];
                if (!own)
                    (*objects)[i]->deleteLater();
            });
            (*objects)[i]->startTimer(1, Qt::PreciseTimer);
            (*objects)[i]->startTimer(2, Qt::PreciseTimer);
        }
        block(5ms);
    });
    thread.goRound();
    // Each fires once and takes its second timer along; or one takes the other along, and its own second is due, too.
    QCOMPARE(journal.text(), QByteArray("fired fired"));
}

/// A slot ends its timer, and another object gets its id.
void TestEpollDispatcher::timerIdReused()
{
    Journal journal;
    bool sameId = false;
    EventObject *first = nullptr;
    EventObject *second = nullptr;
    LoopThread thread;
    thread.run([&] {
        first = new EventObject(
            [&](QEvent *event) {
                journal.add("first");
                const int id = static_cast<QTimerEvent *>(event)->timerId();
                first->killTimer(id);
                sameId = second->startTimer(1, Qt::PreciseTimer) == id;
                block(3ms);
            },
            thread.root());
        second = new EventObject(
            [&](QEvent *event) {
                journal.add("second");
                second->killTimer(static_cast<QTimerEvent *>(event)->timerId());
            },
            thread.root());
        first->startTimer(1, Qt::PreciseTimer);
    });
    QTRY_COMPARE(journal.text(), QByteArray("first second"));
    thread.run([] { block(3ms); });
    thread.goRound();
    QCOMPARE(journal.text(), QByteArray("first second"));
    QVERIFY(sameId);
}

void TestEpollDispatcher::timerInNestedLoop()
{
    std::atomic<int> fired = 0;
    std::atomic<int> deepest = 0;
    std::atomic<bool> othersFired = false;
    LoopThread thread;
    thread.run([&] {
        auto *timer = new QTimer(thread.root());
        auto *zero = new QTimer(thread.root());
        connect(timer, &QTimer::timeout, timer, [&, depth = 0]() mutable {
            deepest = std::max(deepest.load(), ++depth);
            if (++fired == 1) {
                int others = 0;
                QTimer other;
                connect(&other, &QTimer::timeout, &other, [&] { ++others; });
                other.start(2);
                othersFired = nestUntil([&] { return others >= 10; });
            }
            --depth;
        });
        connect(zero, &QTimer::timeout, zero, [&, depth = 0, n = 0]() mutable {
            deepest = std::max(deepest.load(), ++depth);
            if (++n == 3)
                nestFor(3);
            --depth;
        });
        timer->start(1);
        zero->start(0);
    });
    QTRY_VERIFY(fired >= 5); // it goes on afterwards
    thread.finish();
    QVERIFY(othersFired);
    QCOMPARE(deepest, 1);
}

/// A slot takes as long as five intervals: the timer fires once for them and goes on where it would have been.
void TestEpollDispatcher::timerAfterMissedTurns()
{
    QFETCH_GLOBAL(bool, epoll);
    std::atomic<int> fired = 0;
    std::atomic<int> tooMany = 0;
    std::atomic<bool> onGrid = false;
    QElapsedTimer elapsed;
    qint64 before = 0;
    qint64 after = 0;
    LoopThread thread;
    thread.run([&] {
        elapsed.start();
        auto *timer = new QTimer(thread.root());
        timer->setTimerType(Qt::PreciseTimer);
        connect(timer, &QTimer::timeout, timer, [&, timer] {
            const int times = ++fired;
            const qint64 t1 = elapsed.nsecsElapsed();
            tooMany += times > 1 && times > (t1 - before) / 10'000'000 - 4;
            if (times == 1)
                block(55ms);
            if (times == 2) {
                const qint64 left = timer->remainingTime() * 1'000'000LL;
                onGrid = left == 0; // the thread was suspended too long to decide
                const qint64 t2 = elapsed.nsecsElapsed();
                for (qint64 due = 0; due < t2 + left; due += 10'000'000) // a moment of the grid is the next deadline
                    onGrid = onGrid || (before + due <= t2 + left && t1 + left - 1'000'000 <= after + due);
            }
        });
        do { // starts it at a time known exactly
            before = elapsed.nsecsElapsed();
            timer->start(10);
            after = elapsed.nsecsElapsed();
        } while (after - before > 200'000 && elapsed.elapsed() < patienceMs);
    });
    QTRY_VERIFY(fired >= 10);
    thread.finish();
    QCOMPARE(tooMany, 0);
    QVERIFY(onGrid || !epoll); // Qt's starts a new grid
}

void TestEpollDispatcher::manyTimers()
{
    constexpr size_t count = 2000;
    std::vector<int> fired(count);
    std::vector<int> firedOnce(count);
    std::atomic<size_t> ready = 0;
    std::atomic<size_t> readyOnce = 0;
    LoopThread thread;
    thread.run([&] {
        for (size_t i = 0; i < count; ++i) {
            auto *timer = new QTimer(thread.root());
            connect(timer, &QTimer::timeout, timer, [&, i] { ready += ++fired[i] == 3; });
            timer->start(int(i % 40 + 1));
            QTimer::singleShot(int(i % 50), thread.root(), [&, i] { readyOnce += ++firedOnce[i] == 1; });
        }
    });
    QTRY_COMPARE(ready, count);
    QTRY_COMPARE(readyOnce, count);
    QList<QAbstractEventDispatcher::TimerInfo> left;
    thread.run([&] {
        const auto timers = thread.root()->findChildren<QTimer *>();
        for (QTimer *timer : timers)
            timer->stop();
        for (QTimer *timer : timers)
            left += dispatcher()->registeredTimers(timer);
        std::fill(fired.begin(), fired.end(), 0);
        block(5ms);
    });
    thread.goRound();
    thread.finish();
    QVERIFY(left.isEmpty());
    QVERIFY(std::all_of(fired.begin(), fired.end(), [](int times) { return times == 0; }));
    QVERIFY(std::all_of(firedOnce.begin(), firedOnce.end(), [](int times) { return times == 1; }));
}

void TestEpollDispatcher::timerQueries()
{
    QMap<int, std::pair<int, Qt::TimerType>> registered;
    QMap<int, std::pair<int, Qt::TimerType>> expected;
    QList<int> remaining;
    int overdue = -2;
    int stopped = -2;
    bool removedOne = false;
    bool removedAgain = true;
    qsizetype leftOver = -1;
    LoopThread thread;
    thread.run([&] {
        auto *object = new EventObject([](QEvent *) {}, thread.root());
        auto *other = new EventObject([](QEvent *) {}, thread.root());
        other->startTimer(10'000);
        for (const auto &[interval, type] : {std::pair(10'000, Qt::PreciseTimer), std::pair(5000, Qt::CoarseTimer),
                                             std::pair(7000, Qt::VeryCoarseTimer)})
            expected[object->startTimer(interval, type)] = {interval, type};
        for (const auto &timer : dispatcher()->registeredTimers(object)) {
            registered[timer.timerId] = {timer.interval, timer.timerType};
            remaining += dispatcher()->remainingTime(timer.timerId);
        }
        const int shortId = object->startTimer(1, Qt::PreciseTimer);
        block(3ms);
        overdue = dispatcher()->remainingTime(shortId);
        removedOne = dispatcher()->unregisterTimer(shortId);
        removedAgain = dispatcher()->unregisterTimer(shortId);
        stopped = dispatcher()->remainingTime(shortId);
        dispatcher()->unregisterTimers(object);
        leftOver = dispatcher()->registeredTimers(object).size() * 10 + dispatcher()->registeredTimers(other).size();
    });
    QCOMPARE(registered, expected);
    QCOMPARE(remaining.size(), 3);
    QVERIFY(std::all_of(remaining.begin(), remaining.end(), [](int ms) { return ms > 0 && ms <= 10'000; }));
    QCOMPARE(overdue, 0);
    QCOMPARE(stopped, -1);
    QVERIFY(removedOne);
    QVERIFY(!removedAgain);
    QCOMPARE(leftOver, 1);
}

/// A moved object keeps its timers and notifiers.
void TestEpollDispatcher::timersMoveToAnotherThread()
{
    SocketPair pair;
    std::atomic<int> fired = 0;
    std::atomic<QThread *> where = nullptr;
    std::atomic<QThread *> readWhere = nullptr;
    EventObject object([&](QEvent *) {
        ++fired;
        where = QThread::currentThread();
    });
    LoopThread first;
    LoopThread second;
    object.moveToThread(&first);
    int id = 0;
    first.run([&] {
        id = object.startTimer(1);
        watch(pair.fd(), QSocketNotifier::Read, &object, [&] {
            pair.receive();
            readWhere = QThread::currentThread();
        });
    });
    QTRY_VERIFY(where == &first);
    pair.send();
    QTRY_VERIFY(readWhere == &first);
    first.run([&] { object.moveToThread(&second); });
    QTRY_VERIFY(where == &second);
    pair.send();
    QTRY_VERIFY(readWhere == &second);
    second.run([&] {
        qDeleteAll(object.children());
        object.killTimer(id);
        object.moveToThread(this->thread());
    });
}

// Socket notifiers

void TestEpollDispatcher::notifierTypes()
{
    SocketPair pair;
    Journal journal;
    LoopThread thread;
    thread.run([&] {
        watch(pair.fd(), QSocketNotifier::Read, thread.root(), [&] { journal.add("read " + pair.receive()); });
        auto *writing = watch(pair.fd(), QSocketNotifier::Write, thread.root(), [] {});
        connect(writing, &QSocketNotifier::activated, writing, [&, writing] {
            journal.add("write");
            writing->setEnabled(false);
        });
        watch(pair.fd(), QSocketNotifier::Exception, thread.root(), [&] { journal.add("exception"); });
    });
    QTRY_COMPARE(journal.text(), QByteArray("write"));
    thread.goRound();
    pair.send("one");
    QTRY_COMPARE(journal.text(), QByteArray("write read one"));
    thread.goRound();
    pair.send("two");
    QTRY_COMPARE(journal.text(), QByteArray("write read one read two"));
    thread.goRound();
    QCOMPARE(journal.text(), QByteArray("write read one read two"));
}

/// Otherwise notifiers of other types would not report it.
void TestEpollDispatcher::hangUpReachesEveryType()
{
    SocketPair pair;
    std::array<std::atomic<int>, 3> activated{};
    LoopThread thread;
    thread.run([&] {
        for (auto type : {QSocketNotifier::Read, QSocketNotifier::Exception})
            watch(pair.fd(), type, thread.root(), [&, type] { ++activated[type]; });
    });
    thread.goRound();
    QCOMPARE(activated[QSocketNotifier::Read] + activated[QSocketNotifier::Exception], 0);
    pair.closeFar();
    QTRY_VERIFY(activated[QSocketNotifier::Read] > 3); // as long as it is not handled
    QTRY_VERIFY(activated[QSocketNotifier::Exception] > 3);
    thread.run([&] {
        qDeleteAll(thread.root()->children());
        watch(pair.fd(), QSocketNotifier::Write, thread.root(), [&] { ++activated[QSocketNotifier::Write]; });
    });
    QTRY_VERIFY(activated[QSocketNotifier::Write] > 3);
}

void TestEpollDispatcher::outOfBandData()
{
    Journal journal;
    const int listening = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int sending = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{.sin_family = AF_INET, .sin_port = 0, .sin_addr = {htonl(INADDR_LOOPBACK)}, .sin_zero = {}};
    auto *name = reinterpret_cast<sockaddr *>(&address);
    socklen_t size = sizeof address;
    QCOMPARE(::bind(listening, name, size), 0);
    QCOMPARE(::listen(listening, 1), 0);
    QCOMPARE(::getsockname(listening, name, &size), 0);
    QCOMPARE(::connect(sending, name, size), 0);
    const int receiving = ::accept4(listening, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
    {
        LoopThread thread;
        thread.run([&] {
            watch(receiving, QSocketNotifier::Exception, thread.root(), [&] {
                char byte = 0;
                ::recv(receiving, &byte, 1, MSG_OOB);
                journal.add(QByteArray(1, byte));
            });
        });
        thread.goRound();
        QCOMPARE(journal.text(), QByteArray());
        QCOMPARE(::send(sending, "!", 1, MSG_OOB), 1);
        QTRY_COMPARE(journal.text(), QByteArray("!"));
    }
    for (int fd : {listening, sending, receiving})
        ::close(fd);
}

void TestEpollDispatcher::notifierRemovedWhileDispatching_data()
{
    QTest::addColumn<QByteArray>("how");
    QTest::addColumn<bool>("firesLater");
    QTest::newRow("disabled") << QByteArray("disable") << false;
    QTest::newRow("deleted") << QByteArray("delete") << false;
    QTest::newRow("switched off and on") << QByteArray("toggle") << true;
    QTest::newRow("replaced") << QByteArray("replace") << true;
    QTest::newRow("descriptor closed") << QByteArray("close") << false;
}

/// All have data; the slot of the first one called removes all others.
void TestEpollDispatcher::notifierRemovedWhileDispatching()
{
    QFETCH(QByteArray, how);
    QFETCH(bool, firesLater);
    constexpr size_t count = 20;
    std::array<SocketPair, count> pairs;
    std::array<QSocketNotifier *, count> notifiers{};
    int turn = 1;
    int firstTurn = 0;
    std::atomic<int> inFirstTurn = 0;
    std::atomic<int> later = 0;
    std::function<void(size_t)> onReadable;
    const auto watchPair = [&](size_t i) {
        notifiers[i] = watch(pairs[i].fd(), QSocketNotifier::Read, dispatcher(), [&, i] { onReadable(i); });
    };
    onReadable = [&](size_t called) {
        pairs[called].receive();
        if (firstTurn == 0)
            firstTurn = turn;
        ++(turn == firstTurn ? inFirstTurn : later);
        for (size_t i = 0; i < count && turn == firstTurn; ++i) {
            if (i == called)
                continue;
            if (how == "disable" || how == "toggle")
                notifiers[i]->setEnabled(false);
            else
                delete notifiers[i];
            if (how == "toggle")
                notifiers[i]->setEnabled(true);
            else if (how == "replace")
                watchPair(i);
            else if (how == "close")
                pairs[i].closeNear();
        }
    };
    LoopThread thread;
    thread.run([&] {
        connect(dispatcher(), &QAbstractEventDispatcher::awake, thread.root(), [&] { ++turn; });
        for (size_t i = 0; i < count; ++i)
            watchPair(i);
        for (const SocketPair &pair : pairs)
            pair.send();
    });
    QTRY_COMPARE(later, firesLater ? int(count) - 1 : 0);
    thread.goRound();
    thread.finish();
    QCOMPARE(inFirstTurn, 1);
    QCOMPARE(later, firesLater ? int(count) - 1 : 0);
}

/// As Qt's sockets do in every turn, even before the dispatcher has seen the notifier.
void TestEpollDispatcher::notifierSwitchedOffAndOn()
{
    SocketPair pair;
    std::atomic<int> bytes = 0;
    std::atomic<int> writable = 0;
    LoopThread thread;
    thread.run([&] {
        auto *writing = watch(pair.fd(), QSocketNotifier::Write, thread.root(), [&] { ++writable; });
        writing->setEnabled(false);
        auto *reading = watch(pair.fd(), QSocketNotifier::Read, thread.root(), [] {});
        connect(reading, &QSocketNotifier::activated, reading, [&, reading, writing] {
            reading->setEnabled(false);
            writing->setEnabled(true);
            reading->setEnabled(true);
            writing->setEnabled(false);
            bytes += int(pair.receive().size());
        });
        reading->setEnabled(false);
        reading->setEnabled(true);
    });
    for (int i = 1; i <= 100; ++i) {
        pair.send();
        QTRY_COMPARE(bytes, i);
    }
    thread.goRound();
    QCOMPARE(writable, 0);
}

void TestEpollDispatcher::descriptorReused_data()
{
    QTest::addColumn<bool>("alsoWrite");   // the old socket had two notifiers
    QTest::addColumn<bool>("toggleFirst"); // with changes of this turn
    QTest::addColumn<bool>("unseen");      // the old socket's notifiers were registered in this turn, too
    QTest::newRow("one notifier") << false << false << false;
    QTest::newRow("two notifiers") << true << false << false;
    QTest::newRow("changed before") << true << true << false;
    QTest::newRow("closed in the turn it was opened in") << true << false << true;
}

/// A slot closes a socket, and the next one gets its number.
void TestEpollDispatcher::descriptorReused()
{
    QFETCH(bool, alsoWrite);
    QFETCH(bool, toggleFirst);
    QFETCH(bool, unseen);
    SocketPair old;
    SocketPair next;
    SocketPair trigger;
    Journal journal;
    LoopThread thread;
    const auto listen = [&](SocketPair &pair, const QByteArray &name) {
        return watch(pair.fd(), QSocketNotifier::Read, thread.root(),
                     [&, name] { journal.add(name + ' ' + pair.receive()); });
    };
    thread.run([&] {
        QList<QSocketNotifier *> notifiers;
        const auto begin = [&, alsoWrite](QList<QSocketNotifier *> &list) {
            list += listen(old, "old");
            if (alsoWrite)
                list += watch(old.fd(), QSocketNotifier::Write, thread.root(), [] {});
        };
        if (!unseen)
            begin(notifiers);
        auto *once = watch(trigger.fd(), QSocketNotifier::Read, thread.root(), [] {});
        connect(once, &QSocketNotifier::activated, once, [&, begin, notifiers, toggleFirst]() mutable {
            trigger.receive();
            if (notifiers.isEmpty())
                begin(notifiers);
            if (toggleFirst) {
                notifiers.last()->setEnabled(false);
                notifiers.last()->setEnabled(true);
                notifiers.last()->setEnabled(false);
            }
            const int number = old.fd();
            qDeleteAll(notifiers);
            old.closeNear();
            next.renumber(number);
            listen(next, "next");
        });
    });
    thread.goRound();
    trigger.send();
    thread.goRound();
    next.send("hello");
    QTRY_COMPARE(journal.text(), QByteArray("next hello"));
    next.send("again");
    QTRY_COMPARE(journal.text(), QByteArray("next hello next again"));
}

/// It is disabled with a warning, and the others go on.
void TestEpollDispatcher::notifierOfClosedDescriptor()
{
    SocketPair pair;
    SocketPair closed;
    Journal journal;
    bool enabled = true;
    const int fd = closed.fd();
    for (const auto &type : {u"Read"_qs, u"Write"_qs}) {
        const QString warning = u"QSocketNotifier: Invalid socket %1 with type %2, disabling..."_qs.arg(fd).arg(type);
        QTest::ignoreMessage(QtWarningMsg, qPrintable(warning));
    }
    QList<QSocketNotifier *> notifiers;
    LoopThread thread;
    thread.run([&] {
        watch(pair.fd(), QSocketNotifier::Read, thread.root(), [&] { journal.add(pair.receive()); });
        for (auto type : {QSocketNotifier::Read, QSocketNotifier::Write})
            notifiers += watch(fd, type, thread.root(), [&] { journal.add("closed"); });
        closed.closeNear();
    });
    thread.goRound();
    pair.send("hello");
    QTRY_COMPARE(journal.text(), QByteArray("hello"));
    thread.run([&] { enabled = notifiers[0]->isEnabled() || notifiers[1]->isEnabled(); });
    QVERIFY(!enabled);
}

/// The second one gets the events; Qt warns of it.
void TestEpollDispatcher::twoNotifiersOfOneKind()
{
    SocketPair pair;
    Journal journal;
    const QRegularExpression warning(u"Multiple socket notifiers for same socket %1 and type Read"_qs.arg(pair.fd()));
    QTest::ignoreMessage(QtWarningMsg, warning); // when the second one comes
    QTest::ignoreMessage(QtWarningMsg, warning); // and when the first one goes
    LoopThread thread;
    thread.run([&] {
        auto *first = watch(pair.fd(), QSocketNotifier::Read, thread.root(), [&] { journal.add("first"); });
        watch(pair.fd(), QSocketNotifier::Read, thread.root(), [&] { journal.add("second " + pair.receive()); });
        delete first;
    });
    pair.send("one");
    QTRY_COMPARE(journal.text(), QByteArray("second one"));
}

/// epoll refuses it; poll(2) always reports it as ready.
void TestEpollDispatcher::regularFile()
{
    QTemporaryFile file;
    QVERIFY(file.open());
    SocketPair pair;
    Journal journal;
    std::atomic<int> readable = 0;
    std::atomic<int> writable = 0;
    std::atomic<int> timerFired = 0;
    QSocketNotifier *reading = nullptr;
    QSocketNotifier *writing = nullptr;
    LoopThread thread;
    thread.run([&] {
        reading = watch(file.handle(), QSocketNotifier::Read, thread.root(), [&] { ++readable; });
        writing = watch(file.handle(), QSocketNotifier::Write, thread.root(), [&] { ++writable; });
        watch(pair.fd(), QSocketNotifier::Read, thread.root(), [&] { journal.add(pair.receive()); });
        auto *timer = new QTimer(thread.root());
        connect(timer, &QTimer::timeout, timer, [&] { ++timerFired; });
        timer->start(1);
    });
    QTRY_VERIFY(readable > 10);
    QTRY_VERIFY(writable > 10);
    QTRY_VERIFY(timerFired > 10);
    pair.send("one");
    QTRY_COMPARE(journal.text(), QByteArray("one"));
    thread.run([&] { reading->setEnabled(false); });
    const int before = readable;
    const int writableBefore = writable;
    QTRY_VERIFY(writable > writableBefore + 10);
    thread.run([&] { delete writing; });
    const int writableLast = writable;
    thread.goRound();
    pair.send("two");
    QTRY_COMPARE(journal.text(), QByteArray("one two"));
    QCOMPARE(readable, before);
    QCOMPARE(writable, writableLast);
}

void TestEpollDispatcher::epollRefused_data()
{
    QTest::addColumn<int>("error");
    QTest::newRow("max_user_watches reached") << ENOSPC;
    QTest::newRow("no memory") << ENOMEM;
}

/// The system takes no more descriptors into epoll: they are polled instead.
void TestEpollDispatcher::epollRefused()
{
    QFETCH(int, error);
    constexpr size_t count = 20;
    std::array<SocketPair, count> pairs; // half of them are known to epoll
    SocketPair closed;
    const int closedFd = closed.fd();
    std::array<std::atomic<int>, count> bytes{};
    std::atomic<int> timerFired = 0;
    Journal journal;
    LoopThread thread;
    const auto watchHalf = [&](size_t begin) {
        for (size_t i = begin; i < begin + count / 2; ++i)
            watch(pairs[i].fd(), QSocketNotifier::Read, thread.root(),
                  [&, i] { bytes[i] += int(pairs[i].receive().size()); });
    };
    bool refused = false;
    thread.run([&] { watchHalf(0); });
    thread.goRound();
    thread.run([&] {
        refused = refuse(SYS_epoll_ctl, error);
        watchHalf(count / 2);
        QTimer::singleShot(5, Qt::PreciseTimer, thread.root(), [&] { ++timerFired; });
    });
    if (!refused)
        QSKIP("the system has no seccomp(2)");
    QTRY_COMPARE(timerFired, 1);
    for (int round = 1; round <= 3; ++round) {
        for (const SocketPair &pair : pairs)
            pair.send();
        for (const auto &each : bytes)
            QTRY_COMPARE(each, round);
    }
    // One is closed, and its number is used again.
    thread.run([&] {
        delete watch(closedFd, QSocketNotifier::Read, thread.root(), [&] { journal.add("deleted"); });
        auto *notifier = watch(closedFd, QSocketNotifier::Read, thread.root(), [&] { journal.add("closed"); });
        thread.post([&, notifier] {
            delete notifier;
            closed.closeNear();
            delete thread.root()->findChildren<QSocketNotifier *>().constFirst(); // of pairs[0]
            pairs[0].renumber(closedFd);
            watch(closedFd, QSocketNotifier::Read, thread.root(), [&] { journal.add(pairs[0].receive()); });
        });
    });
    thread.goRound();
    pairs[0].send("new");
    QTRY_COMPARE(journal.text(), QByteArray("new"));
}

/// A kernel before 5.11, or a container that blocks the call.
void TestEpollDispatcher::preciseWaitRefused()
{
    SocketPair pair;
    Journal journal;
    std::atomic<int> fired = 0;
    std::atomic<int> tooEarly = 0;
    QElapsedTimer elapsed;
    bool refused = false;
    int turns = 0;
    LoopThread thread;
    thread.run([&] {
        refused = refuse(SYS_epoll_pwait2, ENOSYS);
        connect(dispatcher(), &QAbstractEventDispatcher::awake, thread.root(), [&] { ++turns; });
        elapsed.start();
        auto *timer = new QTimer(thread.root());
        timer->setTimerType(Qt::PreciseTimer);
        connect(timer, &QTimer::timeout, timer, [&] { tooEarly += elapsed.nsecsElapsed() < ++fired * 3'000'000LL; });
        timer->start(3);
        watch(pair.fd(), QSocketNotifier::Read, thread.root(), [&] { journal.add(pair.receive()); });
    });
    if (!refused)
        QSKIP("the system has no seccomp(2)");
    QTRY_VERIFY(fired >= 20);
    pair.send("hello");
    QTRY_COMPARE(journal.text(), QByteArray("hello"));
    thread.finish();
    QCOMPARE(tooEarly, 0);
    QVERIFY2(turns < 5 * fired + 50, qPrintable(QString::number(turns))); // it does wait
}

/// 10,000 where the system allows two descriptors for each.
void TestEpollDispatcher::manySockets()
{
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit limit{.rlim_cur = 20'200, .rlim_max = std::max<rlim_t>(before.rlim_max, 20'200)};
    if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) { // only root raises the hard limit
        limit = {.rlim_cur = std::min<rlim_t>(before.rlim_max, 20'200), .rlim_max = before.rlim_max};
        QCOMPARE(::setrlimit(RLIMIT_NOFILE, &limit), 0);
    }
    const auto restore = qScopeGuard([&] { ::setrlimit(RLIMIT_NOFILE, &before); });
    const size_t count = std::min<size_t>(10'000, (limit.rlim_cur - 100) / 2);
    QVERIFY2(count >= 1000, "fewer descriptors than this test needs");

    std::vector<int> bytes(count);
    std::vector<SocketPair> pairs(count);
    std::atomic<size_t> total = 0;
    LoopThread thread;
    thread.run([&] {
        for (size_t i = 0; i < count; ++i)
            watch(pairs[i].fd(), QSocketNotifier::Read, thread.root(), [&, i] {
                const auto size = size_t(pairs[i].receive().size());
                bytes[i] += int(size);
                total += size;
            });
    });
    for (const SocketPair &pair : pairs)
        pair.send();
    QTRY_COMPARE(total, count);
    thread.run([&] {
        QVERIFY(std::all_of(bytes.begin(), bytes.end(), [](int size) { return size == 1; }));
        std::fill(bytes.begin(), bytes.end(), 0);
    });
    for (size_t i = 0; i < count; i += 100)
        pairs[i].send("yz");
    QTRY_COMPARE(total, count + 2 * ((count + 99) / 100));
    thread.finish();
    for (size_t i = 0; i < count; ++i)
        QCOMPARE(bytes[i], i % 100 == 0 ? 2 : 0);
}

// Posted events, wake-ups and nested event loops

void TestEpollDispatcher::wakeUpsByManyThreads_data()
{
    QTest::addColumn<bool>("nested");
    QTest::newRow("plain") << false;
    QTest::newRow("handlers that process events") << true;
}

/// No event is lost, and those of one thread stay in order.
void TestEpollDispatcher::wakeUpsByManyThreads()
{
    QFETCH(bool, nested);
    constexpr int threads = 8;
    constexpr int each = 12'500;
    std::array<int, threads> next{};
    int depth = 0;
    std::atomic<int> received = 0;
    std::atomic<int> disordered = 0;
    EventObject receiver([&](QEvent *event) {
        const int number = int(event->type()) - QEvent::User;
        const int from = number % threads;
        disordered += number / threads != next[size_t(from)] % 1000;
        ++next[size_t(from)];
        if (++received % 16 == 0 && nested && depth < 20) {
            ++depth;
            QCoreApplication::processEvents();
            --depth;
        }
    });
    LoopThread thread;
    receiver.moveToThread(&thread);
    std::vector<std::unique_ptr<QThread>> posters;
    for (int i = 0; i < threads; ++i) {
        posters.emplace_back(QThread::create([&, i] {
            for (int n = 0; n < each; ++n) {
                QCoreApplication::postEvent(&receiver, new QEvent(userEvent(n % 1000 * threads + i)));
                if (n % 50 == 0) // the thread goes to sleep now and then
                    QThread::usleep(20);
            }
        }));
        posters.back()->start();
    }
    for (const auto &poster : posters)
        QVERIFY(poster->wait(QDeadlineTimer(programPatienceMs)));
    QTRY_COMPARE(received, threads * each);
    int turns = 0;
    thread.run([&] { // and then it can sleep
        QObject context;
        connect(dispatcher(), &QAbstractEventDispatcher::awake, &context, [&] { ++turns; });
        nestFor(100);
        receiver.moveToThread(this->thread());
    });
    QCOMPARE(disordered, 0);
    QVERIFY2(turns < 20, qPrintable(QString::number(turns)));
}

/// Two threads, each of which sleeps until the other wakes it up: one wake-up lost would stop it.
void TestEpollDispatcher::pingPong()
{
    constexpr int rounds = 20'000;
    std::atomic<int> count = 0;
    EventObject *right = nullptr;
    EventObject left([&](QEvent *) { QCoreApplication::postEvent(right, new QEvent(userEvent(0))); });
    EventObject rightObject([&](QEvent *) {
        if (++count < rounds)
            QCoreApplication::postEvent(&left, new QEvent(userEvent(0)));
    });
    right = &rightObject;
    LoopThread leftThread;
    LoopThread rightThread;
    left.moveToThread(&leftThread);
    right->moveToThread(&rightThread);
    QCoreApplication::postEvent(&left, new QEvent(userEvent(0)));
    QTRY_COMPARE_WITH_TIMEOUT(count, rounds, programPatienceMs);
    leftThread.run([&] { left.moveToThread(this->thread()); });
    rightThread.run([&] { right->moveToThread(this->thread()); });
}

void TestEpollDispatcher::interruptFromAnotherThread()
{
    constexpr int rounds = 1000;
    std::atomic<QEventLoop *> running = nullptr;
    std::atomic<bool> done = false;
    std::atomic<int> wrong = 0;
    std::atomic<int> waiting = 0;
    LoopThread thread;
    thread.post([&] {
        for (int i = 0; i < rounds; ++i) {
            QEventLoop loop;
            running = &loop;
            wrong += loop.exec() != i;
        }
        for (int i = 0; i < rounds; ++i) { // and the dispatcher's own wait
            waiting = i + 1;
            dispatcher()->processEvents(QEventLoop::WaitForMoreEvents);
        }
        done = true;
    });
    const QDeadlineTimer limit(programPatienceMs);
    for (int i = 0; i < rounds; ++i) {
        QEventLoop *loop = nullptr;
        while (!loop || !loop->isRunning()) {
            QVERIFY(!limit.hasExpired());
            QThread::yieldCurrentThread();
            loop = loop ? loop : running.exchange(nullptr);
        }
        loop->exit(i);
    }
    while (!done && !limit.hasExpired()) { // a wake-up before a wait ends that one, too
        QAbstractEventDispatcher::instance(&thread)->interrupt();
        QThread::usleep(20);
    }
    QCOMPARE(wrong, 0);
    QCOMPARE(waiting, rounds);
}

void TestEpollDispatcher::threadQuitsNestedLoops()
{
    std::atomic<int> depth = 0;
    LoopThread thread;
    for (int i = 0; i < 3; ++i)
        thread.post([&] {
            ++depth;
            QEventLoop().exec();
            --depth;
        });
    QTRY_COMPARE(depth, 3);
    thread.quit();
    QVERIFY(thread.wait(QDeadlineTimer(patienceMs)));
    QCOMPARE(depth, 0);
}

/// A handler ends its event loop, and then takes the wake-up that quit() caused. Qt's dispatcher sleeps until the next one.
void TestEpollDispatcher::quitBeforeProcessingEvents()
{
    QFETCH_GLOBAL(bool, epoll);
    std::atomic<bool> done = false;
    bool late = false;
    LoopThread thread;
    thread.post([&] {
        QEventLoop loop;
        QTimer::singleShot(epoll ? patienceMs : 1000, &loop, [&] { late = true; });
        QMetaObject::invokeMethod(
            &loop,
            [&] {
                loop.quit();
                QCoreApplication::processEvents();
            },
            Qt::QueuedConnection);
        loop.exec();
        done = true;
    });
    QTRY_VERIFY_WITH_TIMEOUT(done, 2 * patienceMs);
    QVERIFY(!late || !epoll);
}

void TestEpollDispatcher::nestedLoop_data()
{
    QTest::addColumn<QByteArray>("from");
    QTest::newRow("timer") << QByteArray("timer");
    QTest::newRow("notifier") << QByteArray("notifier");
    QTest::newRow("posted event") << QByteArray("event");
}

/// Everything works in an event loop that a slot runs, and afterwards in the outer one.
void TestEpollDispatcher::nestedLoop()
{
    QFETCH(QByteArray, from);
    SocketPair trigger;
    SocketPair pair;
    Journal journal;
    std::atomic<bool> inside = false;
    LoopThread thread;
    const auto slot = [&] {
        QEventLoop loop;
        inside = true;
        journal.add("in");
        auto *notifier = watch(pair.fd(), QSocketNotifier::Read, thread.root(), [] {});
        connect(notifier, &QSocketNotifier::activated, &loop, [&] {
            journal.add(pair.receive());
            QTimer::singleShot(2ms, &loop, [&] {
                journal.add("timer");
                QMetaObject::invokeMethod(
                    &loop,
                    [&] {
                        journal.add("event");
                        loop.quit();
                    },
                    Qt::QueuedConnection);
            });
        });
        loop.exec();
        delete notifier;
        journal.add("out");
    };
    thread.run([&] {
        auto *notifier = watch(trigger.fd(), QSocketNotifier::Read, thread.root(), [] {});
        connect(notifier, &QSocketNotifier::activated, notifier, [&, notifier, slot] {
            notifier->setEnabled(false);
            slot();
        });
        if (from == "timer")
            QTimer::singleShot(1ms, thread.root(), slot);
        else if (from == "event")
            thread.post(slot);
        else
            trigger.send();
    });
    QTRY_VERIFY(inside);
    pair.send("data");
    QTRY_COMPARE(journal.text(), QByteArray("in data timer event out"));
    thread.run([&] {
        watch(pair.fd(), QSocketNotifier::Read, thread.root(), [&] { journal.add(pair.receive()); });
        QTimer::singleShot(1ms, thread.root(), [&] { pair.send("outer"); });
    });
    QTRY_COMPARE(journal.text(), QByteArray("in data timer event out outer"));
}

/// Many sockets have data, and a nested event loop reads them: the outer one does not report them again.
void TestEpollDispatcher::nestedLoopHandlesEventsAtHand()
{
    constexpr int count = 20;
    std::array<SocketPair, count> pairs;
    std::atomic<int> handled = 0;
    std::atomic<int> spurious = 0;
    std::atomic<bool> allInside = false;
    LoopThread thread;
    thread.run([&] {
        for (const SocketPair &pair : pairs) {
            watch(pair.fd(), QSocketNotifier::Read, thread.root(), [&] {
                const bool any = !pair.receive().isEmpty();
                spurious += !any;
                if (any && ++handled == 1)
                    allInside = nestUntil([&] { return handled == count; });
            });
        }
        for (const SocketPair &pair : pairs)
            pair.send();
    });
    QTRY_VERIFY(allInside);
    thread.goRound();
    QCOMPARE(spurious, 0);
}

/// An object is deleted by the event loop that runs the function that called deleteLater().
void TestEpollDispatcher::deferredDelete()
{
    Journal journal;
    std::atomic<bool> done = false;
    LoopThread thread;
    thread.post([&] {
        auto *outer = new QObject;
        auto *inner = new QObject;
        connect(outer, &QObject::destroyed, outer, [&] { journal.add("outer"); });
        connect(inner, &QObject::destroyed, inner, [&] { journal.add("inner"); });
        outer->deleteLater();
        QTimer::singleShot(1ms, inner, [inner] { inner->deleteLater(); });
        nestUntil([&] { return journal.size() > 0; });
        {
            QEventLoop loop;
            QTimer::singleShot(1ms, thread.root(), [inner = new QObject(&loop), &loop, &journal] {
                connect(inner, &QObject::destroyed, &loop, [&] {
                    journal.add("innermost");
                    loop.quit();
                });
                inner->deleteLater();
                journal.add("requested");
            });
            loop.exec();
        }
        journal.add("left");
        thread.post([&] { done = true; });
    });
    QTRY_VERIFY(done);
    thread.goRound();
    QCOMPARE(journal.text(), QByteArray("inner requested innermost left outer"));
}

/// The event stays in the list of posted events meanwhile, without making the loop spin.
void TestEpollDispatcher::nestedLoopSleepsDespiteDeferredDelete()
{
    std::atomic<bool> deleted = false;
    bool deletedInside = true;
    int turns = 0;
    qint64 cpu = 0;
    qint64 wall = 0;
    LoopThread thread;
    thread.run([&] {
        const auto cpuTime = [] {
            timespec time{};
            ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
            return time.tv_sec * 1'000'000'000LL + time.tv_nsec;
        };
        auto *object = new QObject;
        connect(object, &QObject::destroyed, object, [&] { deleted = true; });
        object->deleteLater();
        QEventLoop loop;
        connect(dispatcher(), &QAbstractEventDispatcher::awake, &loop, [&] { ++turns; });
        QTimer::singleShot(300ms, &loop, [&] { loop.quit(); });
        QElapsedTimer elapsed;
        elapsed.start();
        const qint64 before = cpuTime();
        loop.exec();
        cpu = cpuTime() - before;
        wall = elapsed.nsecsElapsed();
        deletedInside = deleted;
    });
    QTRY_VERIFY(deleted);
    QVERIFY(!deletedInside);
    QVERIFY2(turns < 20, qPrintable(QString::number(turns)));
    QVERIFY2(cpu < wall / 2, qPrintable(u"%1 of %2 ns"_qs.arg(cpu).arg(wall)));
}

void TestEpollDispatcher::postedEventOrder()
{
    Journal journal;
    int turn = 0;
    int firstTurn = 0;
    int secondTurn = 0;
    EventObject *object = nullptr;
    LoopThread thread;
    thread.run([&] {
        connect(dispatcher(), &QAbstractEventDispatcher::awake, thread.root(), [&] { ++turn; });
        object = new EventObject(
            [&](QEvent *event) {
                const int number = event->type() - QEvent::User;
                journal.add(QByteArray::number(number));
                if (number == 0) {
                    firstTurn = turn;
                    QCoreApplication::postEvent(object, new QEvent(userEvent(99)),
                                                Qt::HighEventPriority); // the next turn
                } else if (number == 99) {
                    secondTurn = turn;
                }
            },
            thread.root());
        int number = 0;
        for (int priority : {0, 10, -5, 10, 0, int(Qt::HighEventPriority), int(Qt::LowEventPriority)})
            QCoreApplication::postEvent(object, new QEvent(userEvent(number++)), priority);
    });
    QTRY_COMPARE(journal.text(), QByteArray("1 3 5 0 4 6 2 99"));
    thread.finish();
    QVERIFY(secondTurn > firstTurn);
}

void TestEpollDispatcher::eventsPostedBeforeStart()
{
    Journal journal;
    SocketPair pair;
    LoopThread thread(false);
    QObject *notifier = new QSocketNotifier(pair.fd(), QSocketNotifier::Read);
    for (int i = 0; i < 3; ++i)
        thread.post([&, i] { journal.add(QByteArray::number(i)); });
    connect(static_cast<QSocketNotifier *>(notifier), &QSocketNotifier::activated, notifier,
            [&] { journal.add(pair.receive()); });
    notifier->moveToThread(&thread);
    pair.send("data");
    thread.start();
    QTRY_COMPARE(journal.text(), QByteArray("0 1 2 data"));
    thread.run([&] { delete notifier; });
}

void TestEpollDispatcher::processEventsFlags()
{
    SocketPair pair;
    QByteArrayList log;
    LoopThread thread;
    thread.run([&] {
        const auto turn = [&](const char *name, QEventLoop::ProcessEventsFlags flags) {
            const bool any = dispatcher()->processEvents(flags);
            log += QByteArray(name) + (any ? " yes" : " no");
        };
        dispatcher()->processEvents(QEventLoop::AllEvents); // takes the wake-up of this function, if it is still there
        turn("nothing", QEventLoop::AllEvents);
        pair.send("data");
        watch(pair.fd(), QSocketNotifier::Read, thread.root(), [&] { log += pair.receive(); });
        turn("excluded", QEventLoop::ExcludeSocketNotifiers);
        QTimer timer;
        timer.setSingleShot(true);
        timer.callOnTimeout(&timer, [&] { log += "timer"; });
        timer.start(5);
        turn("wait", QEventLoop::ExcludeSocketNotifiers | QEventLoop::WaitForMoreEvents);
        timer.start(1);
        block(3ms);
        turn("no timer", QEventLoop::X11ExcludeTimers);
        turn("timer", QEventLoop::WaitForMoreEvents);
        QTimer zero;
        zero.callOnTimeout(&zero, [&] { log += "zero"; });
        zero.start(0);
        turn("zero", QEventLoop::WaitForMoreEvents);
        turn("no zero", QEventLoop::X11ExcludeTimers);
        zero.stop();
        thread.post([&] { log += "posted"; });
        turn("posted", QEventLoop::ExcludeSocketNotifiers | QEventLoop::X11ExcludeTimers);
        turn("nothing", QEventLoop::ExcludeSocketNotifiers | QEventLoop::X11ExcludeTimers);
        dispatcher()->wakeUp();
        turn("woken up", QEventLoop::WaitForMoreEvents);
    });
    QCOMPARE(log.join(", "),
             QByteArray("nothing no, excluded no, timer, wait yes, data, no timer yes, timer, timer yes, "
                        "zero, zero no, no zero no, posted, posted yes, nothing no, woken up yes"));
}

/// aboutToBlock() comes before a wait, and what it causes is not slept through.
void TestEpollDispatcher::signalsOfTheDispatcher()
{
    QByteArrayList log;
    LoopThread thread;
    thread.run([&] {
        QObject context;
        connect(dispatcher(), &QAbstractEventDispatcher::awake, &context, [&] { log += "awake"; });
        connect(dispatcher(), &QAbstractEventDispatcher::aboutToBlock, &context, [&] {
            log += "block";
            if (log.size() < 6)
                thread.post([&] { log += "posted"; });
            else
                dispatcher()->interrupt();
        });
        dispatcher()->processEvents(QEventLoop::AllEvents); // takes the wake-up of this function
        dispatcher()->processEvents(QEventLoop::WaitForMoreEvents);
        dispatcher()->processEvents(QEventLoop::AllEvents);
        dispatcher()->processEvents(QEventLoop::WaitForMoreEvents);
    });
    QCOMPARE(log.join(' '), QByteArray("awake awake block awake posted awake block"));
}

void TestEpollDispatcher::invocations()
{
    Journal journal;
    int sum = 0;
    LoopThread thread;
    QVERIFY(QMetaObject::invokeMethod(
        thread.root(), [] { return 42; }, Qt::BlockingQueuedConnection, &sum));
    QCOMPARE(sum, 42);
    thread.run([&] {
        QMetaObject::invokeMethod(
            thread.root(),
            [&] {
                journal.add("queued");
                QTimer::singleShot(0, thread.root(), [&] {
                    journal.add("at once");
                    QTimer::singleShot(2ms, thread.root(), [&] { journal.add("later"); });
                });
            },
            Qt::QueuedConnection);
        journal.add("direct");
    });
    QTRY_COMPARE(journal.text(), QByteArray("direct queued at once later"));
    QTimer::singleShot(2ms, thread.root(),
                       [&] { journal.add(QThread::currentThread() == &thread ? "there" : "here"); });
    QTRY_COMPARE(journal.text(), QByteArray("direct queued at once later there"));
    // 2,000 calls that wait for their end, one after the other
    for (int i = 0; i < 2000; ++i)
        thread.run([&] { ++sum; });
    QCOMPARE(sum, 2042);
}

// Beginning and end, and Qt's sockets

/// They are deleted after the thread.
void TestEpollDispatcher::threadEndsWithNotifiersAndTimers()
{
    QFETCH_GLOBAL(bool, epoll);
    const int before = openDescriptors();
    {
        SocketPair pair;
        QTemporaryFile file;
        QVERIFY(file.open());
        std::atomic<int> fired = 0;
        QList<QObject *> objects;
        QThread thread;
        QObject root;
        root.moveToThread(&thread);
        if (epoll)
            thread.setEventDispatcher(EpollDispatcher::create().release());
        thread.start();
        QMetaObject::invokeMethod(
            &root,
            [&] {
                for (auto type : {QSocketNotifier::Read, QSocketNotifier::Write, QSocketNotifier::Exception})
                    objects += watch(pair.fd(), type, nullptr, [&] { ++fired; });
                objects += watch(file.handle(), QSocketNotifier::Read, nullptr, [&] { ++fired; });
                auto *object = new EventObject([&](QEvent *) { ++fired; });
                object->startTimer(1);
                object->startTimer(0);
                objects += object;
            },
            Qt::BlockingQueuedConnection);
        QTRY_VERIFY(fired > 20);
        thread.quit();
        QVERIFY(thread.wait(QDeadlineTimer(patienceMs)));
        const int last = fired;
        QTest::ignoreMessage(QtWarningMsg, "QObject::~QObject: Timers cannot be stopped from another thread");
        qDeleteAll(objects);
        QCOMPARE(fired, last);
    }
    QCOMPARE(openDescriptors(), before);
}

/// There is no dispatcher then, and no descriptor is left open.
void TestEpollDispatcher::noDescriptorsLeft()
{
    const int before = openDescriptors();
    const int lowestFree = ::dup(STDERR_FILENO); // below it, all are taken
    ::close(lowestFree);
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    const rlimit whole = limit;
    for (int left : {0, 1}) {
        limit.rlim_cur = rlim_t(lowestFree + left);
        ::setrlimit(RLIMIT_NOFILE, &limit);
        const auto dispatcher = EpollDispatcher::create();
        ::setrlimit(RLIMIT_NOFILE, &whole);
        QVERIFY(!dispatcher);
        QCOMPARE(openDescriptors(), before);
    }
    for (int i = 0; i < 100; ++i)
        QVERIFY(EpollDispatcher::create());
    QCOMPARE(openDescriptors(), before);
}

/// An echo of 4 MiB over each of ten connections, and the ends of them.
void TestEpollDispatcher::tcp()
{
    constexpr int clients = 10;
    const QByteArray data(4 << 20, 'd');
    std::atomic<int> finished = 0;
    std::atomic<int> serverSideEnded = 0;
    std::atomic<qint64> received = 0;
    std::atomic<qint64> wrong = 0;
    LoopThread thread;
    thread.run([&] {
        auto *server = new QTcpServer(thread.root());
        server->setProxy(QNetworkProxy::NoProxy);
        connect(server, &QTcpServer::newConnection, server, [&, server] {
            while (QTcpSocket *socket = server->nextPendingConnection()) {
                connect(socket, &QTcpSocket::readyRead, socket, [socket] { socket->write(socket->readAll()); });
                connect(socket, &QTcpSocket::disconnected, socket, [&, socket] {
                    ++serverSideEnded;
                    socket->deleteLater();
                });
            }
        });
        server->listen(QHostAddress::LocalHost);
        for (int i = 0; i < clients; ++i) {
            auto *socket = new QTcpSocket(thread.root());
            socket->setProxy(QNetworkProxy::NoProxy);
            connect(socket, &QTcpSocket::connected, socket, [&, socket] { socket->write(data); });
            connect(socket, &QTcpSocket::readyRead, socket, [&, socket, mine = qint64(0)]() mutable {
                const QByteArray piece = socket->readAll();
                wrong += piece.size() - piece.count('d');
                mine += piece.size();
                received += piece.size();
                if (mine == data.size())
                    socket->disconnectFromHost();
            });
            connect(socket, &QTcpSocket::disconnected, socket, [&] { ++finished; });
            socket->connectToHost(QHostAddress::LocalHost, server->serverPort());
        }
    });
    QTRY_COMPARE(finished, clients);
    QTRY_COMPARE(serverSideEnded, clients);
    QCOMPARE(received, clients * data.size());
    QCOMPARE(wrong, 0);
    bool refused = false;
    thread.run([&] { // and a connection that nobody accepts
        const auto servers = thread.root()->findChildren<QTcpServer *>();
        const quint16 port = servers.constFirst()->serverPort();
        delete servers.constFirst();
        QTcpSocket socket;
        socket.setProxy(QNetworkProxy::NoProxy);
        connect(&socket, &QTcpSocket::errorOccurred, &socket, [&](QAbstractSocket::SocketError error) {
            refused = error == QAbstractSocket::ConnectionRefusedError;
        });
        socket.connectToHost(QHostAddress::LocalHost, port);
        nestUntil([&] { return refused; });
    });
    QVERIFY(refused);
}

/// Datagrams there and back, one after the other.
void TestEpollDispatcher::udp()
{
    constexpr int count = 1000;
    std::atomic<int> answered = 0;
    LoopThread thread;
    thread.run([&] {
        auto *server = new QUdpSocket(thread.root());
        auto *client = new QUdpSocket(thread.root());
        for (auto *socket : {server, client}) {
            socket->setProxy(QNetworkProxy::NoProxy);
            socket->bind(QHostAddress::LocalHost);
        }
        connect(server, &QUdpSocket::readyRead, server, [server] {
            while (server->hasPendingDatagrams()) {
                const QNetworkDatagram datagram = server->receiveDatagram();
                server->writeDatagram(datagram.makeReply(datagram.data()));
            }
        });
        const auto sendNext = [&, server, client] {
            client->writeDatagram(QByteArray::number(answered), QHostAddress::LocalHost, server->localPort());
        };
        connect(client, &QUdpSocket::readyRead, client, [&, client, sendNext] {
            while (client->hasPendingDatagrams()) {
                if (client->receiveDatagram().data() == QByteArray::number(answered) && ++answered < count)
                    sendNext();
            }
        });
        sendNext();
    });
    QTRY_COMPARE(answered, count);
}

QTEST_GUILESS_MAIN(TestEpollDispatcher)
#include "tst_epolldispatcher.moc"
