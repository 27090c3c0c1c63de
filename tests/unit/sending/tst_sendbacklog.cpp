// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/sendbacklog.h"
#include "tests/unit/endpoint/target.h"
#include "tests/unit/session/clientsocket.h"

#include <QSignalSpy>
#include <QTest>

class TestSendBacklog : public QObject
{
    Q_OBJECT
private slots:
    void countsWhatWaits();
    void tellsOnceThatThereIsRoom();
    void oneStuckPeerDoesNotHideAnother();
    void sessionGoesAsFastAsItsPeer();
    void noPeerNoBacklog();
    void droppedWithTheEndpoint();
};

namespace {

constexpr PeerId anna{1};
constexpr PeerId bert{2};
constexpr qint64 much = SendBacklog::lowWaterMark + 1;

} // namespace

void TestSendBacklog::countsWhatWaits()
{
    SendBacklog backlog([] {});
    backlog.setInEndpoint(anna, 100);
    backlog.setInEndpoint(bert, 300);
    QCOMPARE(backlog.waiting(anna), 100);
    QCOMPARE(backlog.waiting(PeerId::None), 300);
    auto way = backlog.inTransit(1000);
    QCOMPARE(backlog.waiting(anna), 1100);
    QCOMPARE(backlog.waiting(PeerId{7}), 1000);
    auto copy = way;
    way.reset();
    QCOMPARE(backlog.waiting(anna), 1100);
    copy.reset();
    backlog.setInEndpoint(bert, 0);
    QCOMPARE(backlog.waiting(PeerId::None), 100);
}

void TestSendBacklog::tellsOnceThatThereIsRoom()
{
    int told = 0;
    SendBacklog backlog([&] { ++told; });
    backlog.setInEndpoint(anna, much);
    backlog.setInEndpoint(anna, 0);
    QCOMPARE(told, 0); // waiting() was not called
    backlog.setInEndpoint(anna, 2 * much);
    QCOMPARE(backlog.waiting(anna), 2 * much);
    backlog.setInEndpoint(anna, much);
    QCOMPARE(told, 0);
    backlog.setInEndpoint(anna, SendBacklog::lowWaterMark);
    QCOMPARE(told, 1);
    backlog.setInEndpoint(anna, much);
    backlog.setInEndpoint(anna, 0);
    QCOMPARE(told, 1); // waiting() was not called again
    auto way = backlog.inTransit(much);
    backlog.waiting(PeerId::None);
    way.reset();
    QCOMPARE(told, 2);
}

void TestSendBacklog::oneStuckPeerDoesNotHideAnother()
{
    int told = 0;
    SendBacklog backlog([&] { ++told; });
    backlog.setInEndpoint(anna, much);
    backlog.setInEndpoint(bert, much);
    backlog.waiting(anna);
    backlog.waiting(bert);
    backlog.waiting(PeerId::None);
    backlog.setInEndpoint(bert, 0);
    QCOMPARE(told, 1);
    backlog.setInEndpoint(anna, 0);
    QCOMPARE(told, 2); // for anna and for all
}

/// A slow peer gets more bytes than the limit: nothing is refused.
void TestSendBacklog::sessionGoesAsFastAsItsPeer()
{
    SessionFixture server(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    ClientSocket client(server, 1 << 20);
    QTRY_COMPARE(server.session.peers().size(), size_t(1));
    constexpr qint64 all = qint64(40) << 20;
    const QByteArray piece(1 << 16, 'x');
    qint64 handed = 0;
    qint64 mostWaiting = 0;
    const auto feed = [&] {
        while (handed < all && server.session.waiting({}) <= Session::roomBelow) {
            server.session.send({}, piece);
            handed += piece.size();
        }
        mostWaiting = std::max(mostWaiting, server.session.waiting({}));
    };
    QSignalSpy room(&server.session, &Session::roomToSend);
    connect(&server.session, &Session::roomToSend, this, feed);
    feed();
    QTRY_VERIFY(server.session.waiting({}) > Session::roomBelow); // the peer does not read
    QVERIFY(handed < all);
    qint64 got = 0;
    QTRY_COMPARE_WITH_TIMEOUT(got += client.readAll().size(), all, 30'000);
    QTRY_COMPARE(server.session.waiting({}), 0);
    QVERIFY(!server.saw(EventCode::PeerTooSlow));
    QVERIFY(mostWaiting <= 2 * Session::roomBelow);
    QVERIFY2(room.size() <= handed / piece.size(), qPrintable(QString::number(room.size())));
    server.session.disconnect(this);
}

void TestSendBacklog::noPeerNoBacklog()
{
    SessionFixture server(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    server.session.send({}, QByteArray(1 << 20, 'x'));
    QTRY_VERIFY(server.saw(EventCode::NoPeer));
    QTRY_COMPARE(server.session.waiting({}), 0);
}

/// Bytes for a peer that disconnected, or for a closed endpoint, are no longer counted.
void TestSendBacklog::droppedWithTheEndpoint()
{
    SessionFixture server(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    ClientSocket client(server, 1);
    QTRY_COMPARE(server.session.peers().size(), size_t(1));
    const Target one = to(server.session.peers()[0].id);
    server.session.send({}, QByteArray(16 << 20, 'x'));
    QTRY_VERIFY(server.session.waiting(one) > 0);
    QVERIFY(server.session.waiting(one) > Session::roomBelow);
    QSignalSpy room(&server.session, &Session::roomToSend);
    server.session.close();
    QTRY_COMPARE(room.size(), 1);
    QCOMPARE(server.session.waiting(one), 0);
}

QTEST_GUILESS_MAIN(TestSendBacklog)
#include "tst_sendbacklog.moc"
