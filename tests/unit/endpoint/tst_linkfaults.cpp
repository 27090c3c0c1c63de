// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// What happens to addresses, interfaces and links, in networks of the test's own.
#include "tests/unit/endpoint/faulttest.h"
#include "tests/unit/endpoint/lossylink.h"
#include "tests/unit/endpoint/ownnetwork.h"
#include "tests/unit/endpoint/plainsocket.h"
#include "tests/unit/endpoint/talk.h"

namespace {

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

class TestLinkFaults : public FaultTest
{
    Q_OBJECT
private slots:
    void initTestCase() { startCounting(); }
    void addressRemoved_data() { bothRoles(); }
    void addressRemoved();
    void datagramsWithoutAddress();
    void interfaceDownAndUp_data();
    void interfaceDownAndUp();
    void lossyLink_data() { bothRoles(); }
    void lossyLink();
};

/// The connection ends with its own event, and what was not sent is reported.
void TestLinkFaults::addressRemoved()
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
void TestLinkFaults::datagramsWithoutAddress()
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

void TestLinkFaults::interfaceDownAndUp_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("any address") << u"udp-server://0.0.0.0:0"_qs;
    QTest::newRow("its address") << u"udp-server://10.77.1.1:0"_qs;
}

void TestLinkFaults::interfaceDownAndUp()
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

/// Byte-exact both ways over a link that loses every tenth packet and takes 100 ms.
void TestLinkFaults::lossyLink()
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

OWN_NETWORK_MAIN(TestLinkFaults)
#include "tst_linkfaults.moc"
