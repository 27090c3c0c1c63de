// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because whatever happens to a connection has to be passed on, in both directions.
#include "tests/reservedport.h"
#include "tests/unit/endpoint/endpointfixture.h"
#include "tests/unit/endpoint/plainsocket.h"

#include <QNetworkInterface>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <memory>

namespace {

/// A relay on the test's own thread, with plain sockets on both sides.
class RelayedTalk
{
public:
    explicit RelayedTalk(const QString &options = {})
        : listener(PlainSocket::listening()),
          us(u"tcp-relay://127.0.0.1:0?to=127.0.0.1:%1%2"_qs.arg(listener.port()).arg(options))
    {
        if (QTest::qWaitFor([this] { return us.isOpen(); }, patienceMs))
            isConnected = connectPair(client, server);
    }

    bool connectPair(PlainSocket &one, PlainSocket &other) const
    {
        one = PlainSocket::connected(us.port());
        const qsizetype before = us.peers.size();
        const auto accepted = [&] {
            if (!other)
                other = listener.accept();
            return other && us.peers.size() == before + 2;
        };
        return QTest::qWaitFor(accepted, patienceMs);
    }
    PlainSocket &end(bool ofClient) { return ofClient ? client : server; }
    /// The peers: the client's, or the server's.
    PeerId id(bool ofClient) const
    {
        const auto found = std::find_if(us.peers.begin(), us.peers.end(), [ofClient](const Peer &peer) {
            return (peer.client == PeerId::None) == ofClient;
        });
        return found == us.peers.end() ? PeerId::None : found->id;
    }
    bool gets(PlainSocket &end, const QByteArray &bytes)
    {
        return QTest::qWaitFor(
                   [&] {
                       end.read();
                       return end.received.size() >= bytes.size();
                   },
                   patienceMs)
            && end.received == bytes;
    }
    bool ends(PlainSocket &end)
    {
        return QTest::qWaitFor([&] { return end.hasEnded(); }, patienceMs);
    }
    bool isOver()
    {
        return QTest::qWaitFor([this] { return us.peers.isEmpty(); }, patienceMs);
    }

    PlainSocket listener;
    EndpointFixture us;
    PlainSocket client;
    PlainSocket server;
    bool isConnected = false;
};

void bothEnds()
{
    QTest::addColumn<bool>("client");
    QTest::newRow("client") << true;
    QTest::newRow("server") << false;
}

/// Different bytes everywhere.
QByteArray numbered(int size)
{
    QByteArray bytes;
    bytes.reserve(size + 16);
    for (int i = 0; bytes.size() < size; ++i)
        bytes.append(QByteArray::number(i)).append(' ');
    bytes.truncate(size);
    return bytes;
}

} // namespace

class TestRelay : public QObject
{
    Q_OBJECT
private slots:
    void passesBothWays();
    void passesTheFin_data() { bothEnds(); }
    void passesTheFin();
    void passesTheReset_data() { bothEnds(); }
    void passesTheReset();
    void passesWhatCameBeforeTheReset();
    void nobodyListens();
    void reportsWhatWasNotPassedOn();
    void waitsForTheSlowSide_data() { bothEnds(); }
    void waitsForTheSlowSide();
    void pauses();
    void endsWithEitherSide_data();
    void endsWithEitherSide();
    void injects_data() { bothEnds(); }
    void injects();
    void keepsPairsApart();
    void neverOpensToItself_data();
    void neverOpensToItself();
    void opensToNeighbours();
    void closesWhenItRelaysToItself();
    void closes();
    void delays();
    void resetsAfter();
    void cuts();
    void changesWhileRunning();
};

void TestRelay::passesBothWays()
{
    RelayedTalk talk;
    QVERIFY(talk.isConnected);
    talk.client.write("question");
    QVERIFY(talk.gets(talk.server, "question"));
    talk.server.write("answer");
    QVERIFY(talk.gets(talk.client, "answer"));
    // The log has what came from either side, and what was sent to the other.
    QCOMPARE(talk.us.bytes(Direction::In, talk.id(true)), "question");
    QCOMPARE(talk.us.bytes(Direction::Out, talk.id(false)), "question");
    QCOMPARE(talk.us.bytes(Direction::In, talk.id(false)), "answer");
    QCOMPARE(talk.us.bytes(Direction::Out, talk.id(true)), "answer");
    QCOMPARE(talk.us.logged().count(EventCode::RelaysTo), 1);
    talk.client.finish();
    talk.server.finish();
    QVERIFY(talk.isOver());
    QVERIFY(talk.us.isOpen());
}

/// In its direction only.
void TestRelay::passesTheFin()
{
    QFETCH(bool, client);
    RelayedTalk talk;
    QVERIFY(talk.isConnected);
    PlainSocket &first = talk.end(client);
    PlainSocket &second = talk.end(!client);
    const QByteArray last = numbered(1 << 20);
    qsizetype written = 0;
    QTRY_VERIFY((second.read(), written += first.write(last.sliced(written)), written == last.size()));
    first.finish();
    QVERIFY(talk.ends(second));
    QCOMPARE(second.error, 0);
    QVERIFY(second.received == last);
    second.write("still here");
    QVERIFY(talk.gets(first, "still here"));
    QCOMPARE(talk.us.peers.size(), 2);
    second.finish();
    QVERIFY(talk.ends(first));
    QCOMPARE(first.error, 0);
    QVERIFY(talk.isOver());
    QCOMPARE(talk.us.steps().count(EventCode::ClosedByPeer), 2);
    QCOMPARE(talk.us.steps().count(EventCode::ClosedHere), 2);
}

void TestRelay::passesTheReset()
{
    QFETCH(bool, client);
    RelayedTalk talk;
    QVERIFY(talk.isConnected);
    talk.end(client).reset();
    QVERIFY(talk.ends(talk.end(!client)));
    QCOMPARE(talk.end(!client).error, ECONNRESET);
    QVERIFY(talk.isOver());
    QCOMPARE(talk.us.steps().count(EventCode::ResetByPeer), 1);
    QCOMPARE(talk.us.steps().count(EventCode::ResetHere), 1);
}

void TestRelay::passesWhatCameBeforeTheReset()
{
    RelayedTalk talk(u"&delay=30"_qs);
    QVERIFY(talk.isConnected);
    talk.client.write("last words");
    QTRY_COMPARE(talk.us.bytes(Direction::In), "last words");
    talk.client.reset();
    QVERIFY(talk.gets(talk.server, "last words"));
    QVERIFY(talk.ends(talk.server));
    QCOMPARE(talk.server.error, ECONNRESET);
}

void TestRelay::nobodyListens()
{
    const ReservedPort port;
    EndpointFixture us(u"tcp-relay://127.0.0.1:0?to=127.0.0.1:%1"_qs.arg(port.number()));
    QTRY_VERIFY(us.isOpen());
    PlainSocket client = PlainSocket::connected(us.port());
    client.write("hello");
    QTRY_VERIFY(client.hasEnded());
    QCOMPARE(client.error, ECONNRESET);
    QTRY_VERIFY(us.saw(EventCode::Refused) && us.saw(EventCode::RelayFailed));
    const QList<EventCode> logged = us.logged();
    QVERIFY(logged.indexOf(EventCode::Refused) < logged.indexOf(EventCode::RelayFailed));
    QVERIFY(logged.indexOf(EventCode::RelayFailed) < logged.indexOf(EventCode::ResetHere));
    QVERIFY(us.isOpen());
}

/// The client speaks first, and TLS with the server fails.
void TestRelay::reportsWhatWasNotPassedOn()
{
    const PlainSocket listener = PlainSocket::listening();
    EndpointFixture us(u"tcp-relay://127.0.0.1:0?to=tls://127.0.0.1:%1"_qs.arg(listener.port()));
    QTRY_VERIFY(us.isOpen());
    PlainSocket client = PlainSocket::connected(us.port());
    client.write("hello");
    QTRY_VERIFY(!us.peers.isEmpty());
    const PeerId id = us.peers.first().id;
    QTRY_COMPARE(us.bytes(Direction::In, id), "hello");
    PlainSocket server;
    QTRY_VERIFY(server || (server = listener.accept()));
    server.reset();
    QTRY_VERIFY(client.hasEnded());
    QTRY_VERIFY(us.saw(EventCode::RelayUnsent));
    QVERIFY(us.saw(EventCode::RelayFailed) && !us.saw(EventCode::Unsent));
    const QStringList unsent = argsOf(us.events, EventCode::RelayUnsent);
    QCOMPARE(unsent.value(1), u"127.0.0.1:%1"_qs.arg(listener.port()));
    QCOMPARE(unsent.value(2), u"5"_qs);
}

/// The other side is not read meanwhile, and memory is bounded.
void TestRelay::waitsForTheSlowSide()
{
    QFETCH(bool, client);
    RelayedTalk talk(u"&rcvbuf=65536"_qs);
    QVERIFY(talk.isConnected);
    PlainSocket &fast = talk.end(client);
    PlainSocket &slow = talk.end(!client);
    const QByteArray all = numbered(32 << 20);
    qsizetype written = 0;
    int unchanged = 0;
    while (written < all.size() && unchanged < 20) {
        const qsizetype more = fast.write(all.sliced(written));
        written += more;
        unchanged = more > 0 ? 0 : unchanged + 1;
        QTest::qWait(5);
    }
    QVERIFY2(written < 24 << 20, qPrintable(QString::number(written))); // most of it in the system's buffers
    const qint64 held = talk.us.bytes(Direction::In).size() - talk.us.bytes(Direction::Out).size();
    QVERIFY2(held <= 2 << 20, qPrintable(QString::number(held)));
    // The opposite direction goes on.
    slow.write("but");
    QVERIFY(talk.gets(fast, "but"));
    QTRY_VERIFY((slow.read(), written += fast.write(all.sliced(written)), written == all.size()));
    fast.finish();
    QVERIFY(talk.ends(slow));
    QVERIFY(slow.received == all);
    QVERIFY(!talk.us.saw(EventCode::PeerTooSlow) && !talk.us.saw(EventCode::Unsent));
}

void TestRelay::pauses()
{
    RelayedTalk talk;
    QVERIFY(talk.isConnected);
    talk.us.endpoint->pauseReceiving(true);
    PlainSocket client;
    PlainSocket server;
    QVERIFY(talk.connectPair(client, server)); // new ones too
    talk.client.write("one");
    talk.server.write("two");
    client.write("three");
    QTest::qWait(50);
    QCOMPARE(talk.us.bytes(Direction::In), QByteArray());
    talk.us.endpoint->pauseReceiving(false);
    QVERIFY(talk.gets(talk.server, "one"));
    QVERIFY(talk.gets(talk.client, "two"));
    QVERIFY(talk.gets(server, "three"));
}

void TestRelay::endsWithEitherSide_data()
{
    QTest::addColumn<bool>("client");
    QTest::addColumn<bool>("reset");
    QTest::newRow("client closed") << true << false;
    QTest::newRow("client reset") << true << true;
    QTest::newRow("server closed") << false << false;
    QTest::newRow("server reset") << false << true;
}

/// The user disconnects one: the other follows in the same way.
void TestRelay::endsWithEitherSide()
{
    QFETCH(bool, client);
    QFETCH(bool, reset);
    RelayedTalk talk;
    QVERIFY(talk.isConnected);
    talk.us.endpoint->disconnectPeer(talk.id(client), reset);
    QVERIFY(talk.ends(talk.client));
    QVERIFY(talk.ends(talk.server));
    QCOMPARE(talk.client.error, reset ? ECONNRESET : 0);
    QCOMPARE(talk.server.error, reset ? ECONNRESET : 0);
    talk.end(!client).close();
    QVERIFY(talk.isOver());
}

void TestRelay::injects()
{
    QFETCH(bool, client);
    RelayedTalk talk;
    QVERIFY(talk.isConnected);
    const Target side{client ? Target::Kind::Clients : Target::Kind::Servers, {}, {}, 0};
    QCOMPARE(talk.us.endpoint->recipients(side), std::vector{talk.id(client)});
    QVERIFY(talk.us.send("own", side));
    QVERIFY(talk.gets(talk.end(client), "own"));
    QVERIFY(talk.us.send("again", {Target::Kind::One, talk.id(client), {}, 0}));
    QVERIFY(talk.gets(talk.end(client), "ownagain"));
    QCOMPARE(talk.us.bytes(Direction::Out, talk.id(client)), "ownagain");
    talk.end(!client).read();
    QVERIFY(talk.end(!client).received.isEmpty());
    talk.client.close();
    talk.server.close();
    QVERIFY(talk.isOver());
    QVERIFY(!talk.us.send("nobody", side));
    QVERIFY(talk.us.saw(EventCode::NoPeer));
}

void TestRelay::keepsPairsApart()
{
    RelayedTalk talk;
    QVERIFY(talk.isConnected);
    constexpr int count = 50;
    std::vector<std::pair<PlainSocket, PlainSocket>> pairs(count);
    for (auto &[client, server] : pairs)
        QVERIFY(talk.connectPair(client, server));
    for (int i = 0; i < count; ++i) {
        pairs[size_t(i)].first.write("from client " + QByteArray::number(i));
        pairs[size_t(i)].second.write("from server " + QByteArray::number(i));
    }
    for (int i = 0; i < count; ++i) {
        QVERIFY(talk.gets(pairs[size_t(i)].second, "from client " + QByteArray::number(i)));
        QVERIFY(talk.gets(pairs[size_t(i)].first, "from server " + QByteArray::number(i)));
    }
    QCOMPARE(talk.us.peers.size(), 2 * count + 2);
    pairs.clear();
    QTRY_COMPARE(talk.us.peers.size(), 2);
}

void TestRelay::neverOpensToItself_data()
{
    QTest::addColumn<QString>("bind");
    QTest::addColumn<QString>("to");
    QTest::newRow("same address") << u"127.0.0.1"_qs << u"127.0.0.1"_qs;
    QTest::newRow("name") << u"127.0.0.1"_qs << u"localhost"_qs;
    QTest::newRow("all addresses of IPv4") << u"127.0.0.1"_qs << u"0.0.0.0"_qs;
    QTest::newRow("on all of IPv4") << u"0.0.0.0"_qs << u"127.0.0.2"_qs;
    QTest::newRow("on all") << QString() << u"127.0.0.1"_qs;
    QTest::newRow("IPv6") << u"[::1]"_qs << u"[::1]"_qs;
    QTest::newRow("all addresses of IPv6") << QString() << u"[::]"_qs;
    QTest::newRow("mapped") << u"127.0.0.1"_qs << u"[::ffff:127.0.0.1]"_qs;
    for (const QHostAddress &own : QNetworkInterface::allAddresses()) {
        if (!own.isLoopback() && own.protocol() == QAbstractSocket::IPv4Protocol)
            QTest::addRow("%s", qPrintable(own.toString())) << QString() << own.toString();
    }
}

/// It would be its own client without end.
void TestRelay::neverOpensToItself()
{
    QFETCH(QString, bind);
    QFETCH(QString, to);
    if (to.startsWith(u"[::1")
        && !QNetworkInterface::allAddresses().contains(QHostAddress(QHostAddress::LocalHostIPv6)))
        QSKIP("There is no IPv6");
    for (const QString &scheme : {u"tcp-relay"_qs, u"udp-relay"_qs}) {
        const quint16 port = PlainSocket::listening().port();
        const EndpointFixture us(u"%1://%2:%3?to=%4:%3"_qs.arg(scheme, bind).arg(port).arg(to));
        QTRY_VERIFY(us.isClosed());
        QCOMPARE(us.port(), 0);
        QCOMPARE(us.events.size(), 1);
        QCOMPARE(us.events[0].code, EventCode::RelayLoop);
        QCOMPARE(us.logged(), QList{EventCode::RelayLoop});
    }
}

/// Only the port, or only the name, is the same.
void TestRelay::opensToNeighbours()
{
    const ReservedPort reserved;
    const quint16 port = reserved.number();
    const EndpointFixture us(u"tcp-relay://127.0.0.1:%1?to=127.0.0.2:%1"_qs.arg(port));
    QTRY_VERIFY(us.isOpen());
    const EndpointFixture other(u"tcp-relay://127.0.0.2:%1?to=127.0.0.1:%2"_qs.arg(port).arg(port == 1 ? 2 : port - 1));
    QTRY_VERIFY(other.isOpen());
}

/// When the name of the server has become the relay's own.
void TestRelay::closesWhenItRelaysToItself()
{
    const auto known = std::make_shared<std::atomic<bool>>(false);
    const auto query = [known](const QString &name) -> Resolver::Addresses {
        if (!known->load())
            return tl::unexpected(Event{EventCode::HostNotFound, {name}});
        return QList{QHostAddress(QHostAddress::LocalHost)};
    };
    const ReservedPort port;
    EndpointFixture us(u"tcp-relay://127.0.0.1:%1?to=server.test:%1"_qs.arg(port.number()), query);
    QTRY_VERIFY(us.isOpen());
    *known = true;
    const PlainSocket client = PlainSocket::connected(port.number());
    QTRY_VERIFY(us.isClosed());
    QVERIFY(us.saw(EventCode::RelayLoop));
    QVERIFY(us.peers.isEmpty());
    QVERIFY(us.logged().count(EventCode::Connected) < 10);
}

void TestRelay::closes()
{
    RelayedTalk talk(u"&up-delay=60000"_qs);
    QVERIFY(talk.isConnected);
    talk.client.write("late");
    QTRY_COMPARE(talk.us.bytes(Direction::In), "late");
    talk.us.endpoint->close();
    QVERIFY(talk.us.isClosed());
    QVERIFY(talk.us.peers.isEmpty());
    QVERIFY(talk.us.saw(EventCode::Unsent)); // what was still delayed
    QCOMPARE(talk.us.logged().last(), EventCode::Stopped);
    QVERIFY(talk.ends(talk.client));
    QVERIFY(talk.ends(talk.server));
}

void TestRelay::delays()
{
    RelayedTalk talk(u"&down-delay=60"_qs);
    QVERIFY(talk.isConnected);
    talk.client.write("at once");
    QVERIFY(talk.gets(talk.server, "at once"));
    talk.server.write("late");
    talk.server.finish();
    QVERIFY(talk.gets(talk.client, "late"));
    QVERIFY(talk.ends(talk.client));
    QCOMPARE(talk.client.error, 0);
    QList<qint64> times;
    for (const Record &record : talk.us.records()) {
        if (record.kind == RecordKind::Data && record.payload == "late")
            times.append(record.timeNs);
    }
    QCOMPARE(times.size(), 2);
    QVERIFY(times[1] - times[0] >= 59'000'000);
    talk.us.endpoint->close();
    QVERIFY(talk.us.saw(EventCode::RelayImpairs) && talk.us.saw(EventCode::RelayTotals));
}

void TestRelay::resetsAfter()
{
    RelayedTalk talk(u"&up-reset-after=5"_qs);
    QVERIFY(talk.isConnected);
    talk.client.write("0123456789");
    QVERIFY(talk.gets(talk.server, "01234"));
    QVERIFY(talk.ends(talk.server));
    QCOMPARE(talk.server.error, ECONNRESET);
    QVERIFY(talk.ends(talk.client));
    QCOMPARE(talk.client.error, ECONNRESET);
    QVERIFY(talk.isOver());
    QTRY_VERIFY(talk.us.saw(EventCode::RelayReset) && talk.us.saw(EventCode::Unsent));
}

void TestRelay::cuts()
{
    RelayedTalk talk(u"&up-cut=4&up-cut-gap=1"_qs);
    QVERIFY(talk.isConnected);
    talk.client.write("0123456789");
    QVERIFY(talk.gets(talk.server, "0123456789"));
    QByteArrayList pieces;
    for (const Record &record : talk.us.records()) {
        if (record.kind == RecordKind::Data && record.direction == Direction::Out)
            pieces.append(record.payload);
    }
    QCOMPARE(pieces, (QByteArrayList{"0123", "4567", "89"}));
}

void TestRelay::changesWhileRunning()
{
    RelayedTalk talk(u"&delay=60000"_qs);
    QVERIFY(talk.isConnected);
    talk.client.write("one");
    QTRY_COMPARE(talk.us.bytes(Direction::In), "one");
    Impairments slower;
    slower.down.bytesPerSec = 1000;
    talk.us.endpoint->setImpairments(slower);
    talk.server.write("two");
    QVERIFY(talk.gets(talk.client, "two"));
    QCOMPARE(talk.us.logged().count(EventCode::RelayImpairs), 2);
    QCOMPARE(talk.us.bytes(Direction::Out), "two"); // what was delayed before stays so
}

QTEST_GUILESS_MAIN(TestRelay)
#include "tst_relay.moc"
