// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/piecesplan.h"
#include "tests/unit/endpoint/target.h"
#include "tests/unit/sending/jobfixture.h"

#include <QSignalSpy>
#include <QUdpSocket>

using namespace std::chrono_literals;

/// Send jobs of a session.
class TestSessionSender : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_server = JobFixture::listening(); }
    void cleanup() { m_server.reset(); }
    void sendsSoManyTimes();
    void measuresItsIntervals();
    void stopsAtOnce();
    void stopsFlatOut();
    void anotherJobEndsTheFirst();
    void endsWithItsPeer();
    void endsWithTheEndpoint();
    void nobodyToSendTo();
    void closedSession();
    void someClients();
    void newClientsGetItToo();
    void aStuckClientIsPassedOver();
    void piecesGoOutAsCut();
    void udpByName();
    void unknownName();
    void whatCannotBeSent();

private:
    std::unique_ptr<JobFixture> m_server;
};

void TestSessionSender::sendsSoManyTimes()
{
    JobClient client(*m_server);
    m_server->session.startSending(JobFixture::repeat("tick\n", 20, 2ms));
    QVERIFY(m_server->session.isSending());
    QTRY_VERIFY(m_server->ended());
    QVERIFY(!m_server->session.isSending());
    QCOMPARE(m_server->outcome->kind, SendOutcome::Kind::Done);
    QCOMPARE(m_server->outcome->progress.messages, quint64(20));
    QCOMPARE(m_server->outcome->progress.bytes, quint64(100));
    QCOMPARE(m_server->outcome->progress.extent.messages, quint64(20));
    QTRY_COMPARE(client.bytesAvailable(), 100);
    QCOMPARE(m_server->bytes(Direction::Out), QByteArray("tick\n").repeated(20));
}

void TestSessionSender::measuresItsIntervals()
{
    JobClient client(*m_server);
    m_server->session.startSending(JobFixture::repeat("x", 0, 5ms));
    QTRY_VERIFY(m_server->progress.interval.count >= 20);
    QVERIFY(m_server->progress.interval.min <= m_server->progress.interval.mean
            && m_server->progress.interval.mean <= m_server->progress.interval.max);
    // However late some were, none was made up for.
    const double wanted = double(m_server->progress.elapsed.count()) / 5e6;
    QVERIFY(double(m_server->progress.messages + m_server->progress.missed) < wanted + 2);
    m_server->session.stopSending();
    QTRY_VERIFY(m_server->ended());
    QCOMPARE(m_server->outcome->kind, SendOutcome::Kind::Stopped);
}

void TestSessionSender::stopsAtOnce()
{
    JobClient client(*m_server);
    m_server->session.startSending(JobFixture::repeat("x", 0, 1h));
    QTRY_COMPARE(client.bytesAvailable(), 1);
    m_server->session.stopSending();
    QTRY_VERIFY(m_server->ended());
    QCOMPARE(m_server->outcome->progress.messages, quint64(1));
}

void TestSessionSender::stopsFlatOut()
{
    JobClient client(*m_server, 1);
    m_server->session.startSending(JobFixture::repeat(QByteArray(1000, 'x'), 0, 0ns));
    QTRY_VERIFY(m_server->progress.waiting);
    m_server->session.stopSending();
    QTRY_VERIFY(m_server->ended());
    QVERIFY(m_server->session.waiting({}) <= Session::roomBelow + 1000);
    QVERIFY(!m_server->saw(EventCode::PeerTooSlow));
}

void TestSessionSender::anotherJobEndsTheFirst()
{
    JobClient client(*m_server);
    m_server->session.startSending(JobFixture::repeat("a", 0, 1ms));
    QTRY_VERIFY(client.bytesAvailable() > 3);
    m_server->session.startSending(JobFixture::repeat("b", 5, 1ms));
    QTRY_VERIFY(m_server->ended());
    QCOMPARE(m_server->outcome->kind, SendOutcome::Kind::Done);
    QCOMPARE(m_server->outcome->progress.messages, quint64(5));
    QTRY_VERIFY(client.peek(1 << 20).endsWith("abbbbb"));
}

void TestSessionSender::endsWithItsPeer()
{
    JobClient client(*m_server);
    const Target one = to(m_server->session.peers()[0].id);
    SendJob job = JobFixture::repeat("x", 0, 1h); // it is noticed before the next message
    job.targets = {one};
    m_server->session.startSending(job);
    QTRY_COMPARE(client.bytesAvailable(), 1);
    std::optional<bool> known; // whether the peer is known to have gone when the end is reported
    connect(&m_server->session, &Session::sendingEnded, &client, [&] { known = m_server->session.peers().empty(); });
    client.disconnectFromHost();
    QTRY_VERIFY(m_server->ended());
    QCOMPARE(m_server->outcome->kind, SendOutcome::Kind::PeerGone);
    QCOMPARE(known, true);
    QTRY_VERIFY(m_server->saw(EventCode::SendingPeerGone));
    QVERIFY(!m_server->saw(EventCode::NoPeer));
}

void TestSessionSender::endsWithTheEndpoint()
{
    JobClient client(*m_server);
    m_server->session.startSending(JobFixture::repeat("x", 0, 1h));
    QTRY_COMPARE(client.bytesAvailable(), 1);
    m_server->session.close();
    QTRY_VERIFY(m_server->ended());
    QCOMPARE(m_server->outcome->kind, SendOutcome::Kind::Closed);
    QVERIFY(!m_server->saw(EventCode::SendingPeerGone));
}

void TestSessionSender::nobodyToSendTo()
{
    m_server->session.startSending(JobFixture::repeat("x", 5, 1ms));
    QTRY_VERIFY(m_server->ended());
    QCOMPARE(m_server->outcome->kind, SendOutcome::Kind::PeerGone);
}

void TestSessionSender::closedSession()
{
    SessionFixture closed;
    QSignalSpy spy(&closed.session, &Session::sendingEnded);
    closed.session.startSending(JobFixture::repeat("x", 5, 1ms));
    QTRY_COMPARE(spy.size(), 1);
    QVERIFY(!closed.session.isSending());
}

void TestSessionSender::someClients()
{
    JobClient clients[3]{JobClient(*m_server), JobClient(*m_server), JobClient(*m_server)};
    SendJob job = JobFixture::repeat("x", 4, 1ms);
    job.targets.clear();
    for (const size_t i : {size_t(0), size_t(2)}) {
        const Target target = to(m_server->session.peers()[i].id);
        job.targets.push_back(target);
    }
    m_server->session.startSending(job);
    QTRY_VERIFY(m_server->ended());
    QCOMPARE(m_server->outcome->progress.messages, quint64(4));
    QCOMPARE(m_server->outcome->progress.bytes, quint64(8));
    QTRY_COMPARE(clients[0].bytesAvailable(), 4);
    QTRY_COMPARE(clients[2].bytesAvailable(), 4);
    QCOMPARE(clients[1].bytesAvailable(), 0);
}

void TestSessionSender::newClientsGetItToo()
{
    JobClient first(*m_server);
    m_server->session.startSending(JobFixture::repeat("x", 0, 2ms));
    JobClient second(*m_server);
    QTRY_VERIFY(second.bytesAvailable() > 2);
    first.disconnectFromHost();
    const qint64 before = second.bytesAvailable();
    QTRY_VERIFY(second.bytesAvailable() > before + 2);
    QVERIFY(!m_server->ended());
}

void TestSessionSender::aStuckClientIsPassedOver()
{
    JobClient stuck(*m_server, 1);
    JobClient good(*m_server);
    qint64 got = 0;
    connect(&good, &QTcpSocket::readyRead, this, [&] { got += good.readAll().size(); });
    SendJob job = JobFixture::repeat(QByteArray(200'000, 'x'), 0, 1ms);
    job.skipSlowPeers = true;
    m_server->session.startSending(job);
    QTRY_VERIFY(m_server->progress.skipped > 10);
    QTRY_VERIFY(got > (30 << 20));
    QVERIFY(!m_server->saw(EventCode::PeerTooSlow));
}

/// Each piece is a write of its own, also half a character.
void TestSessionSender::piecesGoOutAsCut()
{
    JobClient client(*m_server);
    SendJob job;
    job.makePlan = [] {
        return std::make_unique<PiecesPlan>(std::make_unique<ListPlan>(QByteArray("\xba\xc3\xb5\xc4"), 1, 0ns),
                                            SendPieces{1, 3, {}, 20ms});
    };
    m_server->session.startSending(job);
    QTRY_COMPARE(client.bytesAvailable(), 4);
    QTRY_VERIFY(m_server->ended());
    QList<QByteArray> logged;
    for (const Record &record : m_server->records()) {
        if (record.kind == RecordKind::Data)
            logged.append(record.payload);
    }
    QCOMPARE(logged, (QList<QByteArray>{"\xba\xc3\xb5", "\xc4"}));
}

void TestSessionSender::udpByName()
{
    QUdpSocket receiver;
    QVERIFY(receiver.bind(QHostAddress::LocalHost));
    m_server->open(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(m_server->isOpen());
    SendJob job = JobFixture::repeat("x", 5, 1ms);
    const Target target = to(u"localhost"_qs, receiver.localPort());
    job.targets = {target};
    m_server->session.startSending(job);
    QTRY_VERIFY(m_server->ended());
    QCOMPARE(m_server->outcome->kind, SendOutcome::Kind::Done);
    int got = 0;
    QTRY_COMPARE((got += receiver.hasPendingDatagrams() && receiver.readDatagram(nullptr, 0) >= 0), 5);
}

void TestSessionSender::unknownName()
{
    m_server->open(u"udp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(m_server->isOpen());
    SendJob job = JobFixture::repeat("x", 5, 1ms);
    const Target target = to(u"no-such-host.invalid"_qs, 9);
    job.targets = {target};
    m_server->session.startSending(job);
    QTRY_VERIFY_WITH_TIMEOUT(m_server->ended(), 30'000);
    QCOMPARE(m_server->outcome->kind, SendOutcome::Kind::Failed);
    QVERIFY(m_server->saw(EventCode::HostNotFound));
}

void TestSessionSender::whatCannotBeSent()
{
    m_server->open(u"udp://127.0.0.1:9?local=127.0.0.1:0"_qs);
    QTRY_VERIFY(m_server->isOpen());
    m_server->session.startSending(JobFixture::repeat(QByteArray(65'508, 'x'), 5, 1ms));
    QTRY_VERIFY(m_server->ended());
    QCOMPARE(m_server->outcome->kind, SendOutcome::Kind::Done);
    QCOMPARE(m_server->outcome->progress.messages, quint64(0));
    QCOMPARE(m_server->outcome->progress.bytes, quint64(0));
    QCOMPARE(m_server->outcome->progress.failed, quint64(5));
    QVERIFY(m_server->saw(EventCode::DatagramTooLarge));
    QCOMPARE(m_server->session.counters().txRecords, quint64(0));
}

QTEST_GUILESS_MAIN(TestSessionSender)
#include "tst_sessionsender.moc"
