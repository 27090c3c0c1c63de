// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/localsocket.h"
#include "tests/unit/endpoint/endpointfixture.h"
#include "tests/unit/endpoint/localplain.h"

#include <QTemporaryDir>
#include <QTest>

using Until = LocalPlain::Until;

class TestLocal : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_path = m_folder.filePath(u"a socket #%1 ü"_qs.arg(++m_number)); }
    void talk_data();
    void talk();
    void halfClose();
    void halfClosedPeerGoes();
    void peerHasGone();
    void connectFailures_data();
    void connectFailures();
    void hiddenByItsFolder();
    void fullQueue();
    void reconnects();
    void abstractName();
    void longestNames();

private:
    const QTemporaryDir m_folder;
    QString m_path;
    int m_number = 0;
};

void TestLocal::talk_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("few bytes") << 5;
    QTest::newRow("more than the system buffers") << (2 << 20);
}

/// A server and a client of ours: all bytes arrive, and each log names both ends.
void TestLocal::talk()
{
    QFETCH(int, size);
    QByteArray sent(size, 'x');
    for (qsizetype i = 0; i < sent.size(); ++i)
        sent[i] = char(i * 31);
    EndpointFixture server(serverAt(m_path));
    QVERIFY(server.isOpen());
    QCOMPARE(server.local.toString(), m_path);
    EndpointFixture client(clientOf(m_path));
    QTRY_VERIFY(client.isOpen() && server.peers.size() == 1);
    QCOMPARE(client.peers.first().remote.toString(), m_path);
    QCOMPARE(server.peers.first().remote.toString(), m_path + u" #1"_qs);
    QVERIFY(client.send(sent));
    QVERIFY(server.send(sent));
    QTRY_COMPARE(server.bytes(Direction::In), sent);
    QTRY_COMPARE(client.bytes(Direction::In), sent);
    client.endpoint->close();
    QTRY_VERIFY(server.peers.isEmpty());
    QCOMPARE(server.steps(), (QList{EventCode::Connected, EventCode::ClosedByPeer}));
    for (const Record &record : server.records()) {
        if (record.kind != RecordKind::Data && !hasPacket(record.event.code))
            continue;
        QCOMPARE(record.local, SocketAddress::ofLocalServer(m_path));
        QCOMPARE(record.remote, SocketAddress::ofLocalClient(m_path, PeerId(1)));
    }
    const bool isLinux = localsocket::hasAbstractNames();
    QCOMPARE(server.saw(EventCode::LocalPeer), isLinux);
    server.endpoint->close();
    QVERIFY(!QFileInfo::exists(m_path));
}

/// A client that has sent all and still reads gets what is sent to it.
void TestLocal::halfClose()
{
    EndpointFixture server(serverAt(m_path));
    server.endpoint->setHalfClosedTimeout(600'000);
    const LocalPlain client(m_path, Until::Connected);
    QVERIFY(client.works && client.send("question"));
    client.finish();
    QTRY_VERIFY(server.steps().contains(EventCode::HalfClosed));
    QCOMPARE(server.bytes(Direction::In), QByteArray("question"));
    QVERIFY(server.send("answer"));
    QByteArray got;
    QTRY_VERIFY((got += client.read().value_or(QByteArray())) == "answer");
    server.endpoint->finishSending();
    QTRY_VERIFY(server.peers.isEmpty());
    QVERIFY(!client.read());
}

void TestLocal::halfClosedPeerGoes()
{
    EndpointFixture server(serverAt(m_path));
    server.endpoint->setHalfClosedTimeout(600'000);
    LocalPlain client(m_path, Until::Connected);
    client.finish();
    QTRY_VERIFY(server.steps().contains(EventCode::HalfClosed));
    client.close();
    QVERIFY(server.send("too late")); // not every event loop tells before
    QTRY_VERIFY(server.peers.isEmpty());
    QCOMPARE(server.steps(),
             (QList{EventCode::Connected, EventCode::ClosedByPeer, EventCode::HalfClosed, EventCode::HalfClosedGone}));
}

/// The system tells when the peer has closed both directions: no half-closed connection is kept for it, and what it sent
/// before is in the log.
void TestLocal::peerHasGone()
{
    EndpointFixture server(serverAt(m_path));
    server.endpoint->setHalfClosedTimeout(600'000);
    LocalPlain client(m_path, Until::Connected);
    QTRY_COMPARE(server.peers.size(), 1);
    server.endpoint->pauseReceiving(true);
    QVERIFY(client.send("last words"));
    client.close();
    QVERIFY(server.send("too late"));
    server.endpoint->pauseReceiving(false);
    QTRY_VERIFY(server.peers.isEmpty());
    QCOMPARE(server.bytes(Direction::In), QByteArray("last words"));
    QCOMPARE(server.steps(), (QList{EventCode::Connected, EventCode::ClosedByPeer}));
    QVERIFY(server.saw(EventCode::Unsent));
    LocalPlain other(m_path, Until::Connected);
    QTRY_COMPARE(server.peers.size(), 1);
    other.close();
    QTRY_VERIFY(server.peers.isEmpty());
    QVERIFY(!server.saw(EventCode::HalfClosed));
}

void TestLocal::connectFailures_data()
{
    QTest::addColumn<bool>("stale");
    QTest::addColumn<EventCode>("code");
    QTest::newRow("nothing there") << false << EventCode::LocalNotFound;
    QTest::newRow("nobody listens") << true << EventCode::LocalRefused;
}

void TestLocal::connectFailures()
{
    QFETCH(bool, stale);
    QFETCH(EventCode, code);
    if (stale)
        LocalPlain(m_path, Until::Listening).close();
    const EndpointFixture client(clientOf(m_path));
    QVERIFY(client.isClosed());
    QVERIFY(client.saw(code));
}

/// In a folder that may not be looked into: its owner is named, as the file's is not known.
void TestLocal::hiddenByItsFolder()
{
    if (::geteuid() != 0)
        QSKIP("Needs the right to become another user for a moment.");
    const LocalPlain server(m_path, Until::Listening);
    QVERIFY(QFile::setPermissions(m_folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner));
    QCOMPARE(::seteuid(65534), 0);
    const EndpointFixture client(clientOf(m_path));
    QCOMPARE(::seteuid(0), 0);
    const Event expected{EventCode::LocalNoPermission, {m_path, u"root"_qs}};
    QVERIFY2(client.events.contains(expected), qPrintable(eventText(client.events.last())));
}

/// Connecting waits while too many others do, but not longer than it may.
void TestLocal::fullQueue()
{
    const LocalPlain server(m_path, Until::Listening);
    const LocalPlain first(m_path, Until::Connected);
    const LocalPlain second(m_path, Until::Connected);
    EndpointFixture waiting(clientOf(m_path, u"?timeout=600000"_qs));
    const EndpointFixture hasty(clientOf(m_path, u"?timeout=100"_qs));
    QTRY_VERIFY(hasty.saw(EventCode::LocalBusy));
    QVERIFY(!waiting.isOpen() && !waiting.isClosed());
    QVERIFY(server.isAccepting());
    QTRY_VERIFY(waiting.isOpen());
}

void TestLocal::reconnects()
{
    EndpointFixture client(clientOf(m_path, u"?reconnect=1"_qs));
    QVERIFY(client.saw(EventCode::LocalNotFound));
    auto server = std::make_unique<EndpointFixture>(serverAt(m_path));
    QTRY_VERIFY_WITH_TIMEOUT(client.isOpen(), 30'000);
    server.reset();
    QTRY_VERIFY(!client.isOpen());
    server = std::make_unique<EndpointFixture>(serverAt(m_path));
    QTRY_VERIFY_WITH_TIMEOUT(client.isOpen(), 30'000);
}

void TestLocal::abstractName()
{
    const QString path = u"@socketscope test %1"_qs.arg(::getpid());
    if (!localsocket::hasAbstractNames()) {
        QVERIFY(!EndpointUrl::parse(serverAt(path)));
        return;
    }
    const EndpointFixture server(serverAt(path));
    QVERIFY(server.isOpen());
    QVERIFY(!QFileInfo::exists(path));
    QVERIFY(EndpointFixture(serverAt(path)).saw(EventCode::LocalInUse));
    EndpointFixture client(clientOf(path));
    QTRY_VERIFY(client.isOpen());
    QVERIFY(client.send("hello"));
    QTRY_COMPARE(server.bytes(Direction::In), QByteArray("hello"));
    QVERIFY(EndpointFixture(clientOf(path + u" not"_qs)).saw(EventCode::LocalNotFound));
}

/// The system's limit is for the name without the @ that stands for its NUL.
void TestLocal::longestNames()
{
    const auto filled = [](const QString &begin, qsizetype bytes) {
        return begin + QString(bytes - QFile::encodeName(begin).size(), u'x');
    };
    const int most = localsocket::maxPathBytes();
    for (const QString &begin : {m_path, u"@socketscope %1 "_qs.arg(::getpid())}) {
        const bool isAbstract = begin.startsWith(u'@');
        if (isAbstract && !localsocket::hasAbstractNames())
            continue;
        const QString longest = filled(begin, most + (isAbstract ? 1 : 0));
        const EndpointFixture server(serverAt(longest));
        QVERIFY(server.isOpen());
        const EndpointFixture client(clientOf(longest));
        QTRY_VERIFY(client.isOpen() && server.peers.size() == 1);
        const auto longer = EndpointUrl::parse(serverAt(longest + u'x'));
        QVERIFY(!longer);
        QVERIFY2(longer.error().message.contains(QString::number(most + 1)), qPrintable(longer.error().message));
    }
}

QTEST_GUILESS_MAIN(TestLocal)
#include "tst_local.moc"
