// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/relay/relay.h"
#include "tests/unit/endpoint/endpointfixture.h"

#include <QTest>
#include <QUdpSocket>

#include <algorithm>

#include <sys/resource.h>

namespace {

/// A UDP relay, its server and a client.
class RelayedDatagrams
{
public:
    explicit RelayedDatagrams(const QString &options = {})
        : isBound(server.bind(QHostAddress::LocalHost) && client.bind(QHostAddress::LocalHost)),
          us(u"udp-relay://127.0.0.1:0?to=127.0.0.1:%1%2"_qs.arg(server.localPort()).arg(options))
    {
        isBound = isBound && QTest::qWaitFor([this] { return us.isOpen(); }, patienceMs);
    }
    void send(QUdpSocket &from, const QByteArray &bytes) const
    {
        from.writeDatagram(bytes, QHostAddress::LocalHost, us.port());
    }
    /// The next datagrams, as they come; `sender` gets the port of the last.
    static QByteArrayList next(QUdpSocket &to, int count, quint16 *sender = nullptr)
    {
        QByteArrayList all;
        const auto received = [&] {
            while (to.hasPendingDatagrams() && all.size() < count) {
                QByteArray bytes(int(to.pendingDatagramSize()), 0);
                to.readDatagram(bytes.data(), bytes.size(), nullptr, sender);
                all.append(bytes);
            }
            return all.size() >= count;
        };
        return QTest::qWaitFor(received, patienceMs) ? all : QByteArrayList{"nothing came"};
    }

    QUdpSocket server;
    QUdpSocket client;
    bool isBound = false;
    EndpointFixture us;
};

} // namespace

class TestUdpRelay : public QObject
{
    Q_OBJECT
private slots:
    void passesBothWays();
    void keepsClientsApart();
    void loses();
    void injects_data();
    void injects();
    void neverOpensToItself_data();
    void neverOpensToItself();
    void reportsWhoHadToMakeRoom();
};

void TestUdpRelay::passesBothWays()
{
    RelayedDatagrams talk;
    QVERIFY(talk.isBound);
    talk.send(talk.client, "question");
    quint16 onward = 0;
    QCOMPARE(RelayedDatagrams::next(talk.server, 1, &onward), QByteArrayList{"question"});
    QVERIFY(onward != talk.us.port() && onward != talk.client.localPort());
    talk.server.writeDatagram("", QHostAddress::LocalHost, onward);
    talk.server.writeDatagram("answer", QHostAddress::LocalHost, onward);
    quint16 sender = 0;
    QCOMPARE(RelayedDatagrams::next(talk.client, 2, &sender), (QByteArrayList{"", "answer"}));
    QCOMPARE(sender, talk.us.port());
    QTRY_COMPARE(talk.us.peers.size(), 2);
    QCOMPARE(talk.us.bytes(Direction::In), "questionanswer");
    QCOMPARE(talk.us.bytes(Direction::Out), "questionanswer");
    QCOMPARE(talk.us.logged().count(EventCode::RelaysTo), 1);
    talk.us.endpoint->close();
    QVERIFY(talk.us.peers.isEmpty());
    QCOMPARE(talk.us.logged().last(), EventCode::Stopped);
    QCOMPARE(talk.us.logged().count(EventCode::Stopped), 1);
}

void TestUdpRelay::keepsClientsApart()
{
    RelayedDatagrams talk;
    QUdpSocket other;
    QVERIFY(talk.isBound && other.bind(QHostAddress::LocalHost));
    quint16 one = 0;
    quint16 two = 0;
    talk.send(talk.client, "1");
    QCOMPARE(RelayedDatagrams::next(talk.server, 1, &one), QByteArrayList{"1"});
    talk.send(other, "2");
    QCOMPARE(RelayedDatagrams::next(talk.server, 1, &two), QByteArrayList{"2"});
    QVERIFY(one != two);
    talk.server.writeDatagram("to 2", QHostAddress::LocalHost, two);
    talk.server.writeDatagram("to 1", QHostAddress::LocalHost, one);
    QCOMPARE(RelayedDatagrams::next(talk.client, 1), QByteArrayList{"to 1"});
    QCOMPARE(RelayedDatagrams::next(other, 1), QByteArrayList{"to 2"});
}

/// Received, never sent, and counted.
void TestUdpRelay::loses()
{
    RelayedDatagrams talk(u"&up-loss=30&down-duplicate=50&seed=1"_qs);
    QVERIFY(talk.isBound);
    constexpr int count = 1000;
    for (int i = 1; i <= count; ++i) {
        talk.send(talk.client, "x");
        if (i % 50 == 0)
            QTRY_COMPARE(talk.us.bytes(Direction::In).size(), i);
    }
    const auto passed = talk.us.bytes(Direction::Out).size();
    QVERIFY2(passed > 640 && passed < 760, qPrintable(QString::number(passed))); // four standard deviations of 14.5
    talk.us.endpoint->close();
    QVERIFY(talk.us.saw(EventCode::RelayTotals));
    QCOMPARE(argsOf(talk.us.events, EventCode::RelayTotals).value(0).toLongLong(), count - passed);
    qint64 dropped = 0;
    for (const Event &event : std::as_const(talk.us.events))
        dropped += event.code == EventCode::RelayImpaired ? event.args.value(2).toLongLong() : 0;
    QCOMPARE(dropped, count - passed);
}

void TestUdpRelay::injects_data()
{
    QTest::addColumn<bool>("client");
    QTest::newRow("client") << true;
    QTest::newRow("server") << false;
}

void TestUdpRelay::injects()
{
    QFETCH(bool, client);
    RelayedDatagrams talk;
    QVERIFY(talk.isBound);
    talk.send(talk.client, "first");
    QCOMPARE(RelayedDatagrams::next(talk.server, 1), QByteArrayList{"first"});
    const Target side{client ? Target::Kind::Clients : Target::Kind::Servers, {}, {}, 0};
    QVERIFY(talk.us.send("own", side));
    quint16 sender = 0;
    QCOMPARE(RelayedDatagrams::next(client ? talk.client : talk.server, 1, &sender), QByteArrayList{"own"});
    QVERIFY(!client || sender == talk.us.port());
    QTRY_COMPARE(talk.us.peers.size(), 2);
}

void TestUdpRelay::neverOpensToItself_data()
{
    QTest::addColumn<QString>("bind");
    QTest::addColumn<QString>("to");
    QTest::addColumn<bool>("opens");
    QTest::newRow("its group") << u"239.255.0.1"_qs << u"239.255.0.1"_qs << false;
    QTest::newRow("own broadcasts") << QString() << u"255.255.255.255"_qs << false;
    QTest::newRow("broadcasts do not come to one address") << u"127.0.0.1"_qs << u"255.255.255.255"_qs << true;
    QTest::newRow("another group") << u"127.0.0.1"_qs << u"239.255.0.1"_qs << true;
}

/// What is sent to the server would come from a new client each time.
void TestUdpRelay::neverOpensToItself()
{
    QFETCH(QString, bind);
    QFETCH(QString, to);
    QFETCH(bool, opens);
    QUdpSocket free;
    QVERIFY(free.bind(QHostAddress::LocalHost));
    const quint16 port = free.localPort();
    free.close();
    const EndpointFixture us(u"udp-relay://%1:%2?to=%3:%2"_qs.arg(bind).arg(port).arg(to));
    QTRY_VERIFY(opens ? us.isOpen() : us.isClosed());
    QCOMPARE(us.saw(EventCode::RelayLoop), !opens);
}

/// At once for the first, then all of them together, and the rest at the end.
void TestUdpRelay::reportsWhoHadToMakeRoom()
{
    rlimit before = {};
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit enough = before;
    enough.rlim_cur = std::min<rlim_t>(before.rlim_max, 4096);
    ::setrlimit(RLIMIT_NOFILE, &enough);
    const auto restore = qScopeGuard([&] { ::setrlimit(RLIMIT_NOFILE, &before); });
    constexpr int count = int(Relay::maxDatagramClients);
    constexpr int more = 5;
    RelayedDatagrams talk;
    QVERIFY(talk.isBound);
    const auto evicted = [&] {
        QList<Event> events;
        for (const Record &record : talk.us.records()) {
            if (record.kind == RecordKind::Event && record.event.code == EventCode::RelayEvicted)
                events.append(record.event);
        }
        return events;
    };
    QStringList clients;
    for (int i = 1; i <= count + more; ++i) {
        QUdpSocket client;
        const QHostAddress address(quint32(127 << 24 | 1 << 16 | i)); // ports may be used again
        QVERIFY(client.bind(address));
        clients.append(SocketAddress{address, client.localPort()}.toString());
        talk.send(client, "x");
        if (i % 50 == 0 || i > count) {
            QTRY_COMPARE(talk.us.bytes(Direction::In).size(), i);
            QCOMPARE(evicted().isEmpty(), i <= count);
        }
    }
    const QString limit = QString::number(count);
    QCOMPARE(evicted().first().args, (QStringList{u"1"_qs, clients[0], limit}));
    talk.us.endpoint->close();
    QVERIFY(evicted().size() < more); // 2, if that took less than ten seconds
    QCOMPARE(evicted().last().args[1], clients[more - 1]);
    qint64 sum = 0;
    for (const Event &event : evicted())
        sum += event.args[0].toLongLong();
    QCOMPARE(sum, more);
}

QTEST_GUILESS_MAIN(TestUdpRelay)
#include "tst_udprelay.moc"
