// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because each fault is made, and checked the same, with several kinds of endpoint.
#include "tests/unit/endpoint/lossylink.h"
#include "tests/unit/endpoint/ownnetwork.h"
#include "tests/unit/endpoint/plainsocket.h"
#include "tests/unit/session/sessionfixture.h"

#include <QDir>
#include <QFile>

#include <sys/resource.h>

namespace {

/// What this process uses.
struct Usage
{
    qsizetype descriptors = 0;
    qsizetype threads = 0;
    qint64 memory = 0; // bytes

    static Usage now()
    {
        const auto entries = [](const QString &folder) {
            return QDir(folder).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size();
        };
        QFile memory(u"/proc/self/statm"_qs);
        const bool open = memory.open(QIODevice::ReadOnly);
        const qint64 pages = open ? memory.readAll().split(' ').value(1).toLongLong() : 0;
        return {entries(u"/proc/self/fd"_qs), entries(u"/proc/self/task"_qs), pages * ::sysconf(_SC_PAGESIZE)};
    }
    bool leaks(const Usage &before) const { return descriptors > before.descriptors || threads > before.threads; }
};

/// A record without its time and number.
QStringList scriptOf(const std::shared_ptr<TrafficLog> &log)
{
    QStringList lines;
    LogReader reader(log);
    for (RecordNumber number = log->first(); number < log->end(); ++number) {
        const auto record = reader.read(number);
        if (!record)
            lines.append(u"unreadable"_qs);
        else if (record->kind == RecordKind::Event)
            lines.append(u"%1 %2"_qs.arg(int(record->event.code)).arg(record->event.args.join(u' ')));
        else
            lines.append((record->direction == Direction::In ? u"< "_qs : u"> "_qs) + record->remote.toString() + u' '
                         + QString::fromLatin1(record->payload.toHex()));
    }
    return lines;
}

/// A UDP socket without Qt.
class FarDatagrams
{
public:
    explicit FarDatagrams(const char *host) : m_fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
    {
        const sockaddr_in local = PlainSocket::address(0, host);
        ::bind(m_fd.get(), reinterpret_cast<const sockaddr *>(&local), sizeof local);
    }
    void send(QByteArrayView bytes, quint16 port, const char *host)
    {
        const sockaddr_in to = PlainSocket::address(port, host);
        ::sendto(m_fd.get(), bytes.data(), size_t(bytes.size()), 0, reinterpret_cast<const sockaddr *>(&to), sizeof to);
    }
    /// All datagrams so far, one after another.
    QByteArray received()
    {
        char buffer[2048];
        ssize_t got = 0;
        while ((got = ::recv(m_fd.get(), buffer, sizeof buffer, MSG_DONTWAIT)) >= 0)
            m_received.append(buffer, got);
        return m_received;
    }

private:
    FileDescriptor m_fd;
    QByteArray m_received;
};

bool isAccepted(const PlainSocket &listener, PlainSocket &peer)
{
    if (!peer)
        peer = listener.accept();
    return bool(peer);
}

QByteArray pattern(qsizetype size, int seed)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = quint32(seed);
    for (char &byte : bytes)
        byte = char((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}

/// An address more, 10.77.1.9.
class ExtraAddress
{
public:
    ExtraAddress() { add(); }
    ~ExtraAddress()
    {
        if (m_isThere)
            remove();
    }
    Q_DISABLE_COPY_MOVE(ExtraAddress)
    void add() { m_isThere = network->run("ip address add 10.77.1.9/24 dev near"); }
    void remove() { m_isThere = !network->run("ip address del 10.77.1.9/24 dev near"); }

private:
    bool m_isThere = false;
};

const Target lastSender{Target::Kind::LastSender, PeerId::None, {}, 0};

} // namespace

/// After each fault the log, opened again, has all that happened, and nothing is leaked.
class TestFaults : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void thousandClientsReset();
    void slowReader();

    // In networks of the test's own
    void addressRemoved_data();
    void addressRemoved();
    void datagramsWithoutAddress();
    void interfaceDownAndUp_data();
    void interfaceDownAndUp();
    void lossyLink_data();
    void lossyLink();

private:
    /// The log as a program finds it that opens the capture.
    static void checkReopened(const SessionFixture &us);
    void checkLeaks() const;

    Usage m_before;
};

void TestFaults::initTestCase()
{
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, 8192);
    ::setrlimit(RLIMIT_NOFILE, &limit);
    { // What Qt keeps for the process
        SessionFixture us(u"tcp-server://127.0.0.1:0"_qs);
        QTRY_VERIFY(us.isOpen());
    }
    m_before = Usage::now();
}

void TestFaults::checkReopened(const SessionFixture &us)
{
    const auto again = TrafficLog::openFile(us.log->segmentPath(1));
    QVERIFY2(again, again ? "" : qPrintable(again.error().message));
    QCOMPARE((*again)->unreadBytes(), 0);
    QCOMPARE(scriptOf(*again), scriptOf(us.log));
}

void TestFaults::checkLeaks() const
{
    QTRY_VERIFY2(!Usage::now().leaks(m_before),
                 qPrintable(u"%1 descriptors, %2 threads; before %3, %4"_qs.arg(Usage::now().descriptors)
                                .arg(Usage::now().threads)
                                .arg(m_before.descriptors)
                                .arg(m_before.threads)));
}

/// Each peer's bytes are before its reset, and the server goes on.
void TestFaults::thousandClientsReset()
{
    constexpr int count = 1000;
    rlimit limit{};
    ::getrlimit(RLIMIT_NOFILE, &limit);
    if (limit.rlim_cur < 3 * count)
        QSKIP("The system allows too few open files.");
    {
        SessionFixture us(u"tcp-server://127.0.0.1:0"_qs);
        QTRY_VERIFY(us.isOpen());
        std::vector<PlainSocket> clients;
        QHash<quint16, QByteArray> sent;
        for (int i = 0; i < count; ++i) {
            clients.push_back(PlainSocket::connected(us.port()));
            QVERIFY(clients.back());
            const QByteArray bytes = pattern(10 + i, i);
            QCOMPARE(clients.back().write(bytes), bytes.size());
            sent.insert(clients.back().port(), bytes);
        }
        QTRY_COMPARE(us.session.peers().size(), size_t(count));
        for (PlainSocket &client : clients)
            client.reset();
        QTRY_VERIFY(us.haveLeft(count));
        QTRY_COMPARE(us.logged().count(EventCode::ResetByPeer), count);
        QCOMPARE(us.logged().count(EventCode::Connected), count);

        QHash<quint16, QByteArray> logged;
        QSet<quint16> ended;
        for (const Record &record : us.records()) {
            const quint16 port = record.remote.port;
            if (record.kind == RecordKind::Data) {
                QVERIFY(!ended.contains(port));
                logged[port].append(record.payload);
            } else if (record.event.code == EventCode::ResetByPeer) {
                ended.insert(record.event.args.value(0).section(u':', -1).toUShort());
            }
        }
        QVERIFY(logged == sent);
        QCOMPARE(ended.size(), count);

        PlainSocket another = PlainSocket::connected(us.port());
        another.write("still there");
        QTRY_VERIFY(us.bytes(Direction::In).endsWith("still there"));
        another.close();
        QTRY_VERIFY(us.haveLeft(count + 1));
        us.session.close();
        QTRY_VERIFY(us.isClosed());
        checkReopened(us);
    }
    checkLeaks();
}

/// What a peer does not read is neither logged as sent nor kept without limit.
void TestFaults::slowReader()
{
    {
        SessionFixture us(u"tcp-server://127.0.0.1:0"_qs);
        QTRY_VERIFY(us.isOpen());
        PlainSocket client = PlainSocket::connected(us.port());
        QTRY_COMPARE(us.session.peers().size(), size_t(1));
        const qint64 memory = Usage::now().memory;
        constexpr qint64 mostMemory = qint64(64) << 20;
        for (int round = 0; round < 4; ++round) {
            us.events.clear();
            for (int i = 0; i < 40; ++i) // different bytes: shared ones would use no memory
                us.session.send({}, QByteArray(1 << 20, char(i)));
            QTRY_VERIFY(us.saw(EventCode::PeerTooSlow));
            QTRY_VERIFY2(Usage::now().memory - memory < mostMemory,
                         qPrintable(QString::number(Usage::now().memory - memory)));
        }
        const qint64 sentBefore = qint64(us.session.counters().txBytes);
        QVERIFY(sentBefore < mostMemory);
        // Then it reads on: all that was queued comes, and the log has just that.
        const auto isAll = [&] {
            client.read();
            return us.session.waiting({}) == 0 && client.received.size() == qsizetype(us.session.counters().txBytes);
        };
        QTRY_VERIFY(isAll());
        QVERIFY(client.received.size() >= sentBefore);
        QVERIFY(us.bytes(Direction::Out) == client.received);
        client.reset();
        QTRY_VERIFY(us.haveLeft());
        us.session.close();
        QTRY_VERIFY(us.isClosed());
        checkReopened(us);
    }
    checkLeaks();
}

void TestFaults::addressRemoved_data()
{
    QTest::addColumn<bool>("server");
    QTest::newRow("TCP server") << true;
    QTest::newRow("TCP client") << false;
}

/// The connection ends with its own event, and what was not sent is reported.
void TestFaults::addressRemoved()
{
    OWN_NETWORK();
    QFETCH(bool, server);
    {
        ExtraAddress address;
        SessionFixture us;
        PlainSocket peer;
        PlainSocket listener;
        if (server) {
            us.open(u"tcp-server://10.77.1.9:0"_qs);
            QTRY_VERIFY(us.isOpen());
            network->inOther([&] { peer = PlainSocket::connected(us.port(), "10.77.1.9", OwnNetwork::there); });
        } else {
            network->inOther([&] { listener = PlainSocket::listening(OwnNetwork::there); });
            us.open(u"tcp://10.77.1.2:%1?local=10.77.1.9:0"_qs.arg(listener.port()));
            QTRY_VERIFY(isAccepted(listener, peer));
        }
        QTRY_COMPARE(us.session.peers().size(), size_t(1));
        peer.write("before");
        QTRY_COMPARE(us.bytes(Direction::In), "before");
        address.remove();
        us.session.send({}, "anybody there?");
        QTRY_VERIFY_WITH_TIMEOUT(us.session.peers().empty(), programPatienceMs);
        const QList<EventCode> logged = us.logged();
        QVERIFY2(logged.contains(EventCode::ConnectionTimeout) || logged.contains(EventCode::ConnectionCutOff),
                 qPrintable(scriptOf(us.log).join(u'\n')));
        QVERIFY(!logged.contains(EventCode::ResetByPeer) && !logged.contains(EventCode::ClosedByPeer));
        if (server) {
            QVERIFY(us.isOpen()); // and serves again once the address is back
            address.add();
            PlainSocket another;
            network->inOther([&] { another = PlainSocket::connected(us.port(), "10.77.1.9", OwnNetwork::there); });
            another.write(", after");
            QTRY_COMPARE(us.bytes(Direction::In), "before, after");
            another.reset();
        }
        us.session.close();
        QTRY_VERIFY(us.isClosed());
        checkReopened(us);
        peer.reset();
    }
    checkLeaks();
}

/// Datagrams that cannot be sent are reported, not logged as sent; the endpoint goes on once the address is back.
void TestFaults::datagramsWithoutAddress()
{
    OWN_NETWORK();
    {
        ExtraAddress address;
        SessionFixture us(u"udp-server://10.77.1.9:0"_qs);
        QTRY_VERIFY(us.isOpen());
        std::optional<FarDatagrams> peer;
        network->inOther([&] { peer.emplace(OwnNetwork::there); });
        peer->send("one", us.port(), "10.77.1.9");
        QTRY_COMPARE(us.bytes(Direction::In), "one");
        address.remove();
        us.session.send(lastSender, "lost");
        QTRY_VERIFY2(us.saw(EventCode::AddressNotLocal), qPrintable(scriptOf(us.log).join(u'\n')));
        address.add();
        QCOMPARE(us.bytes(Direction::Out), QByteArray());
        us.session.send(lastSender, "two");
        QTRY_COMPARE(peer->received(), "two");
        QTRY_COMPARE(us.bytes(Direction::Out), "two");
        us.session.close();
        QTRY_VERIFY(us.isClosed());
        checkReopened(us);
    }
    checkLeaks();
}

void TestFaults::interfaceDownAndUp_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("any address") << u"udp-server://0.0.0.0:0"_qs;
    QTest::newRow("its address") << u"udp-server://10.77.1.1:0"_qs;
}

void TestFaults::interfaceDownAndUp()
{
    OWN_NETWORK();
    QFETCH(QString, url);
    {
        SessionFixture us(url);
        QTRY_VERIFY(us.isOpen());
        std::optional<FarDatagrams> peer;
        network->inOther([&] { peer.emplace(OwnNetwork::there); });
        peer->send("one,", us.port(), OwnNetwork::here);
        QTRY_COMPARE(us.bytes(Direction::In), "one,");
        QVERIFY(network->run("ip link set near down"));
        us.session.send(lastSender, "lost");
        const bool failed = QTest::qWaitFor([&] { return us.events.size() > 1; }, patienceMs);
        QVERIFY(network->run("ip link set near up"));
        QVERIFY2(failed, qPrintable(scriptOf(us.log).join(u'\n')));
        QCOMPARE(us.bytes(Direction::Out), QByteArray());
        // The interface takes a moment.
        const auto arrived = [&] {
            peer->send("two", us.port(), OwnNetwork::here);
            return QTest::qWaitFor([&] { return us.bytes(Direction::In).endsWith("two"); }, 100);
        };
        QTRY_VERIFY(arrived());
        us.session.send(lastSender, "back");
        QTRY_VERIFY(peer->received().endsWith("back"));
        QTRY_COMPARE(us.bytes(Direction::Out), "back");
        QVERIFY(us.isOpen());
        us.session.close();
        QTRY_VERIFY(us.isClosed());
        checkReopened(us);
    }
    checkLeaks();
}

void TestFaults::lossyLink_data()
{
    QTest::addColumn<bool>("server");
    QTest::newRow("TCP server") << true;
    QTest::newRow("TCP client") << false;
}

/// Byte-exact both ways over a link that loses every tenth packet and takes 100 ms.
void TestFaults::lossyLink()
{
    OWN_NETWORK();
    LossyLink link(100, 100);
    if (!link.exists())
        QSKIP(qPrintable(u"The system allows no TUN device: "_qs + link.why()));
    QVERIFY(network->run("echo 15 > /proc/sys/net/ipv4/tcp_retries2"));
    QFETCH(bool, server);
    constexpr qsizetype size = 64 << 10;
    const QByteArray ours = pattern(size, 1);
    const QByteArray theirs = pattern(size, 2);
    {
        SessionFixture us;
        PlainSocket peer;
        PlainSocket listener;
        if (server) {
            us.open(u"tcp-server://%1:0"_qs.arg(QLatin1StringView(LossyLink::here)));
            QTRY_VERIFY(us.isOpen());
            network->inOther([&] { peer = PlainSocket::connected(us.port(), LossyLink::here); });
        } else {
            network->inOther([&] { listener = PlainSocket::listening(LossyLink::there); });
            us.open(u"tcp://%1:%2"_qs.arg(QLatin1StringView(LossyLink::there)).arg(listener.port()));
            QTRY_VERIFY(isAccepted(listener, peer));
        }
        QVERIFY(peer);
        QTRY_COMPARE(us.session.peers().size(), size_t(1));
        us.session.send({}, ours);
        qsizetype written = 0;
        const auto isAll = [&] {
            written += peer.write(QByteArrayView(theirs).sliced(written));
            peer.read();
            return peer.received.size() == size && us.session.counters().rxBytes == quint64(size);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isAll(), programPatienceMs);
        QVERIFY(peer.received == ours);
        QVERIFY(us.bytes(Direction::In) == theirs);
        QVERIFY(us.bytes(Direction::Out) == ours);
        QVERIFY(link.lost() > 0);
        peer.finish();
        QTRY_VERIFY_WITH_TIMEOUT(us.haveLeft(), programPatienceMs);
        QCOMPARE(us.logged().count(EventCode::Unsent), 0);
        QVERIFY(us.logged().contains(EventCode::ClosedByPeer));
        us.session.close();
        QTRY_VERIFY(us.isClosed());
        checkReopened(us);
    }
    link.stop();
    checkLeaks();
}

OWN_NETWORK_MAIN(TestFaults)
#include "tst_faults.moc"
