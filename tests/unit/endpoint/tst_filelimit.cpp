// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/files/filedescriptor.h"
#include "model/session/deadlinetimer.h"
#include "tests/unit/endpoint/endpointfixture.h"
#include "tests/unit/endpoint/plainsocket.h"
#include "tests/unit/sending/jobfixture.h"

#include <QTest>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

/// Limits the number of further descriptors that the process may open.
class FilesLeft
{
public:
    explicit FilesLeft(rlim_t count)
    {
        ::getrlimit(RLIMIT_NOFILE, &m_before);
        const int lowestFree = ::dup(STDERR_FILENO); // below it, all are taken
        ::close(lowestFree);
        rlimit limit = m_before;
        limit.rlim_cur = rlim_t(lowestFree) + count;
        ::setrlimit(RLIMIT_NOFILE, &limit);
    }
    ~FilesLeft() { ::setrlimit(RLIMIT_NOFILE, &m_before); }
    Q_DISABLE_COPY_MOVE(FilesLeft)

private:
    rlimit m_before{};
};

sockaddr_in loopback(quint16 port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

} // namespace

/// The process may open no more files and sockets: it is reported, and everything open keeps working.
class TestFileLimit : public QObject
{
    Q_OBJECT
private slots:
    void connectionsWithoutEpoll();
    void timersWithoutDescriptors();
    void sessionsWithoutDescriptors();
    void endpointsWithoutDescriptors_data();
    void endpointsWithoutDescriptors();
    void clientsWithoutDescriptors();
    void halfClosedClientsMakeRoom();
};

/// The connection gets the last descriptor, and there is none for epoll.
void TestFileLimit::connectionsWithoutEpoll()
{
    SessionFixture server;
    server.open(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    const FileDescriptor client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const sockaddr_in address = loopback(server.port());
    {
        const FilesLeft one(1);
        QCOMPARE(::connect(client.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address), 0);
        QTRY_COMPARE(server.session.peers().size(), size_t(1));
        QCOMPARE(::dup(STDERR_FILENO), -1); // none is left
    }
    QCOMPARE(::send(client.get(), "hello", 5, 0), 5);
    QTRY_COMPARE(server.bytes(Direction::In), "hello");
    // More than the system accepts at once: the rest is sent when there is room.
    const QByteArray much(6 << 20, 'x');
    server.session.send({}, much);
    QByteArray got;
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    while (got.size() < much.size()) {
        const ssize_t count = ::recv(client.get(), buffer.data(), size_t(buffer.size()), 0);
        QVERIFY(count > 0);
        got.append(buffer.first(count));
    }
    QCOMPARE(got, much);
    ::shutdown(client.get(), SHUT_WR);
    QTRY_VERIFY(server.session.peers().empty());
    QTRY_VERIFY(server.logged().contains(EventCode::ClosedByPeer));
}

void TestFileLimit::timersWithoutDescriptors()
{
    int calls = 0;
    const auto make = [&] {
        const FilesLeft none(0);
        return std::make_unique<DeadlineTimer>(nullptr, [&calls] { ++calls; });
    };
    const auto timer = make();
    const auto start = DeadlineTimer::now();
    timer->start(start + std::chrono::milliseconds(30));
    QTRY_COMPARE(calls, 1);
    QVERIFY(DeadlineTimer::now() - start >= std::chrono::milliseconds(30));
    timer->start(start); // has passed
    QTRY_COMPARE(calls, 2);
    timer->start(DeadlineTimer::now() + std::chrono::milliseconds(20));
    timer->stop();
    QTest::qWait(40);
    QCOMPARE(calls, 2);
}

/// Qt aborts the program when a thread gets no descriptor for its event loop.
void TestFileLimit::sessionsWithoutDescriptors()
{
    const LogFixture fixture;
    QList<Event> events;
    const auto make = [&] {
        const FilesLeft one(1);
        auto session = std::make_unique<Session>(fixture.log);
        connect(session.get(), &Session::happened, this, [&](const Event &event) { events.append(event); });
        session->setEncoding({});
        session->open(EndpointUrl::parse(u"udp://127.0.0.1:9"_qs).value());
        session->send({}, "x");
        session->startSending(JobFixture::repeat("x", 3, std::chrono::milliseconds(2)));
        session->close();
        return session;
    };
    make().reset(); // it can end without ever having run
    QCOMPARE(events.takeFirst().code, EventCode::NoThread);
    events.clear();
    const auto session = make();
    QCOMPARE(events.first().code, EventCode::NoThread);
    QCOMPARE(session->state(), Session::State::Closed);
    // With room again it works, its timer of milliseconds too.
    session->open(EndpointUrl::parse(u"udp://127.0.0.1:9"_qs).value());
    QTRY_COMPARE(session->state(), Session::State::Open);
    session->startSending(JobFixture::repeat("x", 3, std::chrono::milliseconds(2)));
    QTRY_COMPARE(session->counters().txRecords, 3U);
}

void TestFileLimit::endpointsWithoutDescriptors_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("client") << u"tcp://127.0.0.1:9"_qs;
    QTest::newRow("client from a port") << u"tcp://127.0.0.1:9?local=127.0.0.1:0"_qs;
    QTest::newRow("server") << u"tcp-server://127.0.0.1:0"_qs;
    QTest::newRow("datagrams") << u"udp-server://:0"_qs;
    QTest::newRow("target") << u"udp://127.0.0.1:9"_qs;
}

void TestFileLimit::endpointsWithoutDescriptors()
{
    QFETCH(QString, url);
    SessionFixture fixture;
    fixture.open(u"udp-server://127.0.0.1:0"_qs); // its thread runs
    QTRY_VERIFY(fixture.isOpen());
    fixture.session.close();
    QTRY_VERIFY(fixture.isClosed());
    fixture.events.clear();
    {
        const FilesLeft none(0);
        fixture.open(url);
        QTRY_VERIFY(fixture.saw(EventCode::NoFreeFiles));
        QTRY_VERIFY(fixture.isClosed());
    }
    QVERIFY(eventText(fixture.events.last()).contains(u"ulimit"));
}

/// It is reported once, and the client is accepted once there is a descriptor.
void TestFileLimit::clientsWithoutDescriptors()
{
    EndpointFixture server(u"tcp-server://127.0.0.1:0"_qs);
    QTRY_VERIFY(server.isOpen());
    PlainSocket first = PlainSocket::connected(server.port());
    QTRY_COMPARE(server.peers.size(), 1);
    PlainSocket last;
    {
        const FilesLeft one(1);
        last = PlainSocket::connected(server.port());
        QTRY_VERIFY(server.saw(EventCode::TooManyOpenFiles));
        QTest::qWait(300); // it is tried again and again
        first.write("still heard");
    }
    last.write(" and room");
    QTRY_COMPARE(server.bytes(Direction::In), "still heard and room");
    QCOMPARE(server.logged().count(EventCode::TooManyOpenFiles), 1);
}

/// Half-closed connections are closed for new clients.
void TestFileLimit::halfClosedClientsMakeRoom()
{
    EndpointFixture server(u"tcp-server://127.0.0.1:0"_qs);
    server.endpoint->setHalfClosedTimeout(600'000);
    QTRY_VERIFY(server.isOpen());
    PlainSocket first = PlainSocket::connected(server.port());
    const QString oldest = u"127.0.0.1:%1"_qs.arg(first.port());
    first.finish();
    QTRY_COMPARE(server.logged().count(EventCode::HalfClosed), 1);
    PlainSocket second = PlainSocket::connected(server.port());
    second.finish();
    QTRY_COMPARE(server.logged().count(EventCode::HalfClosed), 2);
    PlainSocket last;
    {
        const FilesLeft one(1);
        last = PlainSocket::connected(server.port()); // there is none for the server's side
        QVERIFY(last);
        QCOMPARE(::dup(STDERR_FILENO), -1);
        QTRY_VERIFY(first.hasEnded());
        QCOMPARE(first.error, 0);
        QVERIFY(!second.hasEnded());
    }
    last.write("room");
    QTRY_COMPARE(server.bytes(Direction::In), "room");
    QVERIFY(!server.saw(EventCode::TooManyOpenFiles));
    QVERIFY(!second.hasEnded());
    // The reason is logged for the closed one.
    QList<EventCode> steps;
    for (const Record &record : server.records()) {
        if (record.kind == RecordKind::Event && record.event.args.value(0) == oldest)
            steps.append(record.event.code);
    }
    QCOMPARE(steps,
             (QList<EventCode>{EventCode::Connected, EventCode::ClosedByPeer, EventCode::HalfClosed,
                               EventCode::HalfClosedEvicted, EventCode::ClosedHere}));
    QCOMPARE(server.logged().count(EventCode::HalfClosedEvicted), 1);
}

QTEST_GUILESS_MAIN(TestFileLimit)
#include "tst_filelimit.moc"
