// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/session.h"
#include "model/sessionsink.h"
#include "tests/unit/logfixture.h"

#include <QSignalSpy>
#include <QTest>
#include <QUdpSocket>

class TestSessionSink : public QObject
{
    Q_OBJECT

private slots:
    void oneNoticeABatch();
    void oneSignalUntilItIsTaken();
};

void TestSessionSink::oneNoticeABatch()
{
    LogFixture fixture;
    int grew = 0;
    SessionSink sink(*fixture.log, {[&] { ++grew; }, {}});
    Peer peer;
    peer.id = sink.newPeer();
    peer.transport = Transport::Udp;
    peer.local = {QHostAddress(QHostAddress::LocalHost), 1};
    peer.remote = {QHostAddress(QHostAddress::LocalHost), 2};
    for (int batch = 1; batch <= 3; ++batch) {
        sink.begin();
        for (int i = 0; i < 1000; ++i)
            sink.data(peer, Direction::In, nowNs(), "datagram");
        QCOMPARE(grew, batch - 1);
        sink.end();
        QCOMPARE(grew, batch);
    }
    QCOMPARE(fixture.log->end(), RecordNumber(3000));
}

// However much comes, one signal waits for who shows it.
void TestSessionSink::oneSignalUntilItIsTaken()
{
    LogFixture fixture;
    Session session(fixture.log);
    QSignalSpy grew(&session, &Session::logGrew);
    session.open(EndpointUrl::parse(u"udp-server://127.0.0.1:0"_qs).value());
    QTRY_VERIFY(session.state() == Session::State::Open);
    QVERIFY(session.takeGrowth());
    grew.clear();
    QUdpSocket sender;
    for (int i = 0; i < 300; ++i)
        sender.writeDatagram("x", QHostAddress(QHostAddress::LocalHost), session.localAddress().port);
    QTRY_COMPARE(session.counters().rxRecords, quint64(300));
    QCoreApplication::processEvents();
    QCOMPARE(grew.size(), 1);
    QVERIFY(session.takeGrowth());
}

QTEST_GUILESS_MAIN(TestSessionSink)
#include "tst_sessionsink.moc"
