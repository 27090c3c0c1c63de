// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because the errors of the network need plain sockets, and a router, of the test's own.
#include "tests/unit/endpoint/endpointfixture.h"
#include "tests/unit/endpoint/ownnetwork.h"
#include "tests/unit/endpoint/plainsocket.h"
#include "tests/unit/endpoint/target.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTest>
#include <QTranslator>

#include <linux/if_ether.h>
#include <netinet/ip.h>
#include <netinet/ip_icmp.h>
#include <netinet/udp.h>
#include <poll.h>

#include <array>
#include <atomic>
#include <optional>
#include <thread>

namespace {

using Codes = QList<EventCode>;

/// A bound datagram socket without Qt.
class PlainDatagrams
{
public:
    explicit PlainDatagrams(const char *host = "127.0.0.1")
        : m_fd(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
    {
        const sockaddr_in any = PlainSocket::address(0, host);
        ::bind(m_fd.get(), reinterpret_cast<const sockaddr *>(&any), sizeof any);
        const int large = 8 << 20;
        ::setsockopt(m_fd.get(), SOL_SOCKET, SO_RCVBUF, &large, sizeof large);
    }
    quint16 port() const
    {
        sockaddr_in local{};
        socklen_t size = sizeof local;
        ::getsockname(m_fd.get(), reinterpret_cast<sockaddr *>(&local), &size);
        return ntohs(local.sin_port);
    }
    bool send(QByteArrayView bytes, quint16 port, const char *host = "127.0.0.1")
    {
        const sockaddr_in there = PlainSocket::address(port, host);
        return ::sendto(m_fd.get(), bytes.data(), size_t(bytes.size()), 0, reinterpret_cast<const sockaddr *>(&there),
                        sizeof there)
            == bytes.size();
    }
    /// Appends the datagrams received.
    void read(QByteArrayList &received)
    {
        char buffer[65536];
        ssize_t size = 0;
        while ((size = ::recv(m_fd.get(), buffer, sizeof buffer, 0)) >= 0)
            received.append(QByteArray(buffer, size));
    }

private:
    FileDescriptor m_fd;
};

/// Changes errno, as a translator that reads a file may.
class SpoilingTranslator : public QTranslator
{
public:
    QString translate(const char *, const char *, const char *, int) const override
    {
        errno = ENOENT;
        return {};
    }
    bool isEmpty() const override { return false; }
};

/// Acts as a router that cannot reach its hosts: answers each datagram for OwnNetwork::silent with several ICMP "port
/// unreachable", from a thread, so that an error may arrive between any two calls of the endpoint.
class Router
{
public:
    Router()
    {
        network->inOther([this] {
            m_passing = FileDescriptor(::socket(AF_PACKET, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, htons(ETH_P_IP)));
            m_errors = FileDescriptor(::socket(AF_INET, SOCK_RAW | SOCK_CLOEXEC, IPPROTO_ICMP));
        });
        m_thread = std::thread([this] { work(); });
    }
    ~Router()
    {
        m_ends = true;
        m_thread.join();
    }
    bool exists() const { return m_passing && m_errors; }

private:
    static constexpr int pollMs = 10;
    static constexpr int times = 4;

    struct Message
    {
        icmphdr icmp;
        iphdr ip; // the datagram's headers
        udphdr udp;
    };

    void work()
    {
        const in_addr_t silent = ::inet_addr(OwnNetwork::silent);
        const sockaddr_in here = PlainSocket::address(0, OwnNetwork::here);
        while (!m_ends) {
            Message message{};
            if (::recv(m_passing.get(), &message.ip, sizeof message.ip + sizeof message.udp, 0) < 0) {
                pollfd wait{m_passing.get(), POLLIN, 0};
                ::poll(&wait, 1, pollMs);
                continue;
            }
            if (message.ip.protocol != IPPROTO_UDP || message.ip.daddr != silent)
                continue;
            message.icmp.type = ICMP_DEST_UNREACH;
            message.icmp.code = ICMP_PORT_UNREACH;
            message.icmp.checksum = checksum(message);
            for (int i = 0; i < times && !m_ends; ++i) {
                ::sendto(m_errors.get(), &message, sizeof message, 0, reinterpret_cast<const sockaddr *>(&here),
                         sizeof here);
            }
        }
    }
    /// RFC 1071; the checksum field of the message is 0.
    static quint16 checksum(const Message &message)
    {
        std::array<quint16, sizeof message / 2> words;
        std::memcpy(words.data(), &message, sizeof message);
        quint32 sum = 0;
        for (const quint16 word : words)
            sum += word;
        while (sum >> 16)
            sum = (sum & 0xffff) + (sum >> 16);
        return quint16(~sum);
    }

    FileDescriptor m_passing;
    FileDescriptor m_errors;
    std::atomic<bool> m_ends = false;
    std::thread m_thread;
};

} // namespace

/// Datagrams that cannot be delivered, and those in the buffer of a socket that closes.
class TestUdpEnds : public QObject
{
    Q_OBJECT
private slots:
    void sendingFails_data();
    void sendingFails();
    void livingAmongTheDead_data();
    void livingAmongTheDead();
    void answersAmongTheDead();
    void errorsBetweenAttempts_data();
    void errorsBetweenAttempts();
    void closingLogsWhatHasCome_data();
    void closingLogsWhatHasCome();
    void closingAmongThoseWhoSend();
    void timeOfTheSystem();
    void noAnswerBeforeItsQuestion_data();
    void noAnswerBeforeItsQuestion();
};

void TestUdpEnds::sendingFails_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("code");
    QTest::newRow("forbidden route") << u"10.79.0.1"_qs << 1 << int(EventCode::Forbidden);
    QTest::newRow("unreachable route") << u"10.78.0.1"_qs << 1 << int(EventCode::Unreachable);
    QTest::newRow("blackhole route") << u"10.80.0.1"_qs << 1 << int(EventCode::NoRoute);
    QTest::newRow("no route") << u"10.90.0.1"_qs << 1 << int(EventCode::NoRoute);
    QTest::newRow("closed port") << u"10.77.1.2"_qs << 1 << int(EventCode::PortUnreachable);
    QTest::newRow("too large") << u"10.77.1.2"_qs << 65'508 << int(EventCode::DatagramTooLarge);
}

/// In the first row it is the first failure of this program, for which Qt loads and translates a text.
void TestUdpEnds::sendingFails()
{
    if (!network->exists())
        QSKIP(qPrintable(u"The system allows no network of one's own: "_qs + network->why));
    QFETCH(QString, host);
    QFETCH(int, size);
    QFETCH(int, code);
    if (code == int(EventCode::PortUnreachable)) {
#ifndef SOCKETSCOPE_LINUX_SOCKETS
        QSKIP("This platform file does not report ICMP errors.");
#endif
    }
    SpoilingTranslator translator;
    for (const bool translated : {false, true}) {
        if (translated)
            QCoreApplication::installTranslator(&translator);
        EndpointFixture us(u"udp-server://0.0.0.0:0"_qs);
        QTRY_VERIFY(us.isOpen());
        us.events.clear();
        QCOMPARE(us.send(QByteArray(size, 'x'), to(host, 7)), code == int(EventCode::PortUnreachable));
        QTRY_VERIFY(!us.events.isEmpty());
        QCOMPARE(us.events.first().code, EventCode(code));
        if (size == 1)
            QCOMPARE(us.events.first().args.first(), host + u":7"_qs);
        QCoreApplication::removeTranslator(&translator);
    }
}

void TestUdpEnds::livingAmongTheDead_data()
{
    QTest::addColumn<int>("between");
    QTest::newRow("in one go") << 0;
    QTest::newRow("with turns of the event loop") << 7;
}

/// An ICMP error about one peer makes the next call for another fail.
void TestUdpEnds::livingAmongTheDead()
{
    QFETCH(int, between);
    PlainDatagrams living;
    QList<quint16> dead;
    {
        std::vector<PlainDatagrams> sockets(50);
        for (const PlainDatagrams &socket : sockets)
            dead.append(socket.port());
    }
    EndpointFixture us(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(us.isOpen());
    constexpr int count = 5000;
    QByteArrayList received;
    QByteArrayList expected;
    for (int i = 0; i < count; ++i) {
        QVERIFY(us.send("x", to(u"127.0.0.1"_qs, dead[i % dead.size()])));
        if (i % 3 == 0)
            QVERIFY(us.send("x", to(u"127.0.0.1"_qs, dead[(i * 7) % dead.size()])));
        expected.append(QByteArray::number(i));
        QVERIFY(us.send(expected.last(), to(u"127.0.0.1"_qs, living.port())));
        living.read(received);
        if (between > 0 && i % between == 0)
            QCoreApplication::processEvents();
    }
    const auto all = [&] {
        living.read(received);
        return received.size() >= count;
    };
    QTRY_VERIFY(all());
    QCOMPARE(received, expected);
    us.endpoint->close();
#ifdef SOCKETSCOPE_LINUX_SOCKETS
    QVERIFY(us.logged().contains(EventCode::PortUnreachable));
#endif
    for (const Event &event : std::as_const(us.events)) {
        if (event.code == EventCode::Bound || event.code == EventCode::Stopped)
            continue;
        QCOMPARE(event.code, EventCode::PortUnreachable);
        QVERIFY(dead.contains(event.args.first().section(u':', -1).toUShort()));
    }
}

/// As an echo: most peers have gone when the reply is sent.
void TestUdpEnds::answersAmongTheDead()
{
    EndpointFixture us(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(us.isOpen());
    QList<std::pair<PeerId, QByteArray>> asked;
    us.sink.onReceived = [&](const Peer &peer, QByteArrayView bytes) { asked.append({peer.id, bytes.toByteArray()}); };
    us.sink.beforeEnd = [&] {
        for (const auto &[peer, bytes] : std::exchange(asked, {}))
            us.endpoint->reply(peer, {true, bytes, nullptr, Reply::Then::Keep});
    };
    PlainDatagrams living;
    QByteArrayList received;
    QByteArrayList expected;
    for (int i = 0; i < 3000; ++i) {
        PlainDatagrams().send("asked, and gone", us.port());
        if (i % 5 == 0) {
            expected.append(QByteArray::number(i));
            QVERIFY(living.send(expected.last(), us.port()));
        }
        if (i % 50 == 0)
            QCoreApplication::processEvents();
    }
    const auto all = [&] {
        living.read(received);
        return received.size() >= expected.size();
    };
    QTRY_VERIFY(all());
    QCOMPARE(received, expected);
    QCOMPARE(us.bytes(Direction::In), us.bytes(Direction::Out));
}

void TestUdpEnds::errorsBetweenAttempts_data()
{
    QTest::addColumn<bool>("full");
    QTest::newRow("errors are reported") << false;
    QTest::newRow("full receive buffer, with no room for errors") << true;
}

/// An ICMP error may come at any time, so also between the call that failed because of one and the next attempt.
void TestUdpEnds::errorsBetweenAttempts()
{
    if (!network->exists())
        QSKIP(qPrintable(u"The system allows no network of one's own: "_qs + network->why));
    QFETCH(bool, full);
    Router router;
    QVERIFY(router.exists());
    std::optional<PlainDatagrams> living;
    network->inOther([&] { living.emplace(OwnNetwork::there); });
    EndpointFixture us(u"udp-server://0.0.0.0:0"_qs);
    QTRY_VERIFY(us.isOpen());
    for (int i = 0; full && i < 15'000; ++i)
        QVERIFY(living->send(QByteArray(i < 3000 ? 8000 : 1, 'x'), us.port(), OwnNetwork::here));
    const QString there = QString::fromLatin1(OwnNetwork::there);
    const QString silent = QString::fromLatin1(OwnNetwork::silent);
    QByteArrayList received;
    QByteArrayList expected;
    int refused = 0;
    for (int i = 0; i < 5000; ++i) {
        for (const int one : {i, i * 7})
            refused += us.send("x", to(silent, quint16(1000 + one % 50))) ? 0 : 1;
        expected.append(QByteArray::number(i));
        refused += us.send(expected.last(), to(there, living->port())) ? 0 : 1;
        living->read(received);
        if (!full && i % 7 == 0) // nothing is read, so that the buffer fills
            QCoreApplication::processEvents();
    }
    QCOMPARE(refused, 0);
    const auto all = [&] {
        living->read(received);
        return received.size() >= expected.size();
    };
    QTRY_VERIFY(all());
    QCOMPARE(received, expected);
    QVERIFY(!us.saw(EventCode::SendFailed));
#ifdef SOCKETSCOPE_LINUX_SOCKETS
    if (!full)
        QTRY_VERIFY(us.saw(EventCode::PortUnreachable)); // the errors arrived
#endif
}

void TestUdpEnds::closingLogsWhatHasCome_data()
{
    QTest::addColumn<int>("size");
    QTest::addColumn<bool>("errors");
    QTest::newRow("small") << 10 << false;
    QTest::newRow("small, with ICMP errors") << 10 << true;
    QTest::newRow("large") << 8000 << false;
    QTest::newRow("large, with ICMP errors") << 8000 << true;
}

/// A full buffer of 8 MiB: each datagram is logged or counted.
void TestUdpEnds::closingLogsWhatHasCome()
{
    QFETCH(int, size);
    QFETCH(bool, errors);
    EndpointFixture us(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(us.isOpen());
    quint16 dead = 0;
    dead = PlainDatagrams().port();
    PlainDatagrams sender;
    const int count = size > 1000 ? 3000 : 40'000;
    for (int i = 0; i < count; ++i) {
        QByteArray datagram(size, 'x');
        datagram.replace(0, 6, QByteArray::number(i).rightJustified(6, '0'));
        QVERIFY(sender.send(datagram, us.port()));
        if (errors && i % 500 == 0)
            us.send("x", to(u"127.0.0.1"_qs, dead));
    }
    us.endpoint->close();
    qint64 logged = 0;
    quint64 dropped = 0;
    bool inOrder = true;
    QByteArray last;
    for (const Record &record : us.records()) {
        if (record.kind == RecordKind::Event && record.event.code == EventCode::KernelDrops)
            dropped += record.event.args.first().toULongLong();
        if (record.kind != RecordKind::Data || record.direction != Direction::In)
            continue;
        ++logged;
        inOrder = inOrder && record.payload.first(6) > last && record.payload.size() == size;
        last = record.payload.first(6);
    }
    QVERIFY(inOrder);
#ifdef SOCKETSCOPE_LINUX_SOCKETS
    QCOMPARE(logged + qint64(dropped), count);
#else
    QVERIFY(logged > 0);
#endif
    if (size > 1000)
        QVERIFY(logged < count); // the buffer was full
    QCOMPARE(us.logged().last(), EventCode::Stopped);
}

/// A peer goes on sending while we close: what arrived before is logged, or counted.
void TestUdpEnds::closingAmongThoseWhoSend()
{
    constexpr int first = 200; // more than is read at a time, and few enough for any buffer
    for (int round = 0; round < 20; ++round) {
        EndpointFixture us(u"udp-server://127.0.0.1:0"_qs);
        QTRY_VERIFY(us.isOpen());
        std::atomic<int> count = 0;
        std::atomic<bool> ends = false;
        std::thread sending([&] {
            PlainDatagrams sender;
            while (!ends) {
                if (sender.send(QByteArray::number(count), us.port()))
                    ++count;
            }
        });
        while (count < first)
            std::this_thread::yield(); // the endpoint's event loop does not run
        const int before = count;
        us.endpoint->close();
        ends = true;
        sending.join();
        QSet<int> logged;
        qint64 dropped = 0;
        for (const Record &record : us.records()) {
            if (record.kind == RecordKind::Data)
                logged.insert(record.payload.toInt());
            else if (record.event.code == EventCode::KernelDrops)
                dropped += record.event.args.first().toLongLong();
        }
        qint64 missing = 0;
        for (int i = 0; i < before; ++i)
            missing += logged.contains(i) ? 0 : 1;
        QVERIFY2(
            missing <= dropped,
            qPrintable(u"round %1: %2 of %3 missing, %4 reported"_qs.arg(round).arg(missing).arg(before).arg(dropped)));
        QCOMPARE(us.logged().last(), EventCode::Stopped);
    }
}

/// A datagram that is read late has its time of arrival.
void TestUdpEnds::timeOfTheSystem()
{
#ifndef SOCKETSCOPE_LINUX_SOCKETS
    QSKIP("This platform file does not know when a datagram came, only when it was read.");
#endif
    EndpointFixture us(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(us.isOpen());
    PlainDatagrams sender;
    // Linux starts to take time stamps a moment after the first socket has enabled them.
    bool begun = false;
    for (int i = 0; i < 100 && !begun; ++i) {
        const RecordNumber next = us.log->end();
        QVERIFY(sender.send("first", us.port()));
        QTest::qSleep(5);
        const qint64 late = nowNs();
        QTRY_VERIFY(us.log->end() > next);
        begun = us.records().last().timeNs < late;
    }
    QVERIFY(begun);
    const RecordNumber next = us.log->end();
    QList<std::pair<qint64, qint64>> around;
    for (int i = 0; i < 20; ++i) {
        const qint64 before = nowNs();
        QVERIFY(sender.send("timed", us.port()));
        around.append({before, nowNs()});
    }
    QTest::qSleep(300); // nothing is read meanwhile
    QTRY_COMPARE(us.log->end(), next + 20);
    const QList<Record> records = us.records().last(20);
    for (int i = 0; i < 20; ++i) {
        QVERIFY(records[i].timeNs >= around[i].first);
        QVERIFY(records[i].timeNs <= around[i].second);
    }
}

void TestUdpEnds::noAnswerBeforeItsQuestion_data()
{
    QTest::addColumn<bool>("ourselves");
    QTest::newRow("from a peer that waits for nothing") << false;
    QTest::newRow("from ourselves") << true; // arrives before the sending call returns
}

void TestUdpEnds::noAnswerBeforeItsQuestion()
{
    QFETCH(bool, ourselves);
    constexpr int pairs = 2000;
    EndpointFixture us(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(us.isOpen());
    PlainDatagrams peer;
    std::atomic<bool> ends = false;
    std::thread answering([&] {
        QByteArrayList questions;
        while (!ends) {
            questions.clear();
            peer.read(questions);
            for (const QByteArray &question : questions)
                peer.send(question, us.port());
        }
    });
    const QString here = u"127.0.0.1"_qs;
    bool sent = true;
    bool answered = true;
    int answers = 0;
    us.sink.onReceived = [&](const Peer &, QByteArrayView) { ++answers; };
    for (int i = 0; i < pairs && sent && answered; ++i) {
        sent = us.send(QByteArray::number(i), to(here, ourselves ? us.port() : peer.port()));
        QElapsedTimer patience;
        patience.start();
        while (answers <= i && !patience.hasExpired(patienceMs))
            QCoreApplication::processEvents();
        answered = answers == i + 1;
    }
    ends = true;
    answering.join();
    QVERIFY(sent);
    QVERIFY(answered);
    QHash<QByteArray, qint64> sentNs;
    int compared = 0;
    for (const Record &record : us.records()) {
        if (record.kind != RecordKind::Data)
            continue;
        if (record.direction == Direction::Out) {
            sentNs.insert(record.payload, record.timeNs);
            continue;
        }
        QVERIFY(sentNs.contains(record.payload));
        QVERIFY2(sentNs.value(record.payload) <= record.timeNs, record.payload.constData());
        ++compared;
    }
    QCOMPARE(compared, pairs);
}

OWN_NETWORK_MAIN(TestUdpEnds)
#include "tst_udpends.moc"
