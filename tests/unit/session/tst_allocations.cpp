// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// Counts the allocations between a socket and the log: none for a record, once all buffers have grown.
#include "model/endpoint/stream/tcpconnection.h"
#include "model/endpoint/udp/udpendpoint.h"
#include "model/files/filedescriptor.h"
#include "model/session/sessionsink.h"
#include "tests/unit/log/logfixture.h"

#include <QTest>

#include <malloc.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cstdlib>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool canCount = false; // the sanitizer has its own malloc
static thread_local qint64 allocations = 0;
#else
constexpr bool canCount = true;
static thread_local qint64 allocations = 0; // of this thread

extern "C" {
// NOLINTBEGIN(bugprone-reserved-identifier)
void *__libc_malloc(size_t size);
void *__libc_calloc(size_t count, size_t size);
void *__libc_realloc(void *old, size_t size);
// NOLINTEND(bugprone-reserved-identifier)

void *malloc(size_t size)
{
    ++allocations;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    ++allocations;
    return __libc_calloc(count, size);
}

void *realloc(void *old, size_t size)
{
    ++allocations;
    return __libc_realloc(old, size);
}
}
#endif

namespace {

constexpr int few = 600;
constexpr int many = 6000;
constexpr qint64 indexGrowth = 24; // a vector that doubles now and then

/// How often `work` allocates on this thread.
template<typename Work>
qint64 countIn(Work work)
{
    const qint64 before = allocations;
    work();
    return allocations - before;
}

} // namespace

class TestAllocations : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void appending_data();
    void appending();
    void datagrams();
    void stream_data();
    void stream();
    void index();
};

void TestAllocations::initTestCase()
{
    if (!canCount)
        QSKIP("A sanitizer's malloc cannot be counted.");
    QVERIFY(countIn([] { delete new QByteArray(100, 'x'); }) > 0); // otherwise the test proves nothing
}

void TestAllocations::appending_data()
{
    QTest::addColumn<int>("transport");
    QTest::addColumn<QString>("remote");
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {0, 64, 1500, 65'000}) {
        QTest::addRow("udp %d", int(size)) << int(Transport::Udp) << u"127.0.0.1"_qs << size;
        QTest::addRow("udp ipv6 %d", int(size)) << int(Transport::Udp) << u"::1"_qs << size;
        QTest::addRow("tcp %d", int(size + 1)) << int(Transport::Tcp) << u"127.0.0.1"_qs << size + 1;
    }
}

void TestAllocations::appending()
{
    QFETCH(int, transport);
    QFETCH(QString, remote);
    QFETCH(qsizetype, size);
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport(transport), remote);
    const QByteArray payload(size, 'x');
    const auto append = [&](int batches) {
        for (int i = 0; i < batches; ++i) {
            TrafficLog::Writer writer(*fixture.log);
            for (int k = 0; k < 8; ++k)
                writer.data(flow, Direction::In, i, payload);
        }
    };
    append(few / 8);
    // A new segment is a new file, with a name.
    QVERIFY(countIn([&] { append(few / 8); }) <= indexGrowth + (size > 10'000 ? 40 : 0));
    QVERIFY(countIn([&] { append(size > 10'000 ? few / 8 : many / 8); }) <= indexGrowth + (size > 10'000 ? 40 : 0));
}

/// The real endpoint, on this thread, with real datagrams.
void TestAllocations::datagrams()
{
    LogFixture fixture;
    SessionSink sink(*fixture.log);
    Resolver resolver;
    SocketAddress local; // outlives the endpoint, which emits stateChanged() at the end
    UdpEndpoint endpoint(EndpointUrl::parse(u"udp-server://127.0.0.1:0"_qs).value(), {sink, resolver});
    connect(&endpoint, &Endpoint::stateChanged, this,
            [&](Endpoint::State, const SocketAddress &address) { local = address; });
    endpoint.open();
    QTRY_VERIFY(local.port != 0);
    const FileDescriptor sender(::socket(AF_INET, SOCK_DGRAM, 0));
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(local.port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    QCOMPARE(::connect(sender.get(), reinterpret_cast<const sockaddr *>(&to), sizeof to), 0);
    const QByteArray payload(64, 'x');
    const auto receive = [&](int count) {
        const RecordNumber end = fixture.log->end() + quint64(count);
        for (int i = 0; i < count; ++i) {
            ::send(sender.get(), payload.constData(), size_t(payload.size()), 0);
            while (i % 50 == 49 && fixture.log->end() < end - quint64(count - 1 - i))
                QCoreApplication::processEvents();
        }
    };
    receive(few);
    const qint64 first = countIn([&] { receive(few); });
    const qint64 then = countIn([&] { receive(many); });
    // Without what Qt's event loop allocates for a turn: one for 50 datagrams.
    QVERIFY2(then <= indexGrowth + first * 2 || then <= many / 50, qPrintable(QString::number(then)));
}

void TestAllocations::stream_data()
{
    QTest::addColumn<qsizetype>("size");
    for (const qsizetype size : {1, 64, 1500, 16'000, 20'000, 30'000})
        QTest::addRow("%d bytes", int(size)) << size;
}

void TestAllocations::stream()
{
    QFETCH(qsizetype, size);
    LogFixture fixture;
    SessionSink sink(*fixture.log);
    int ends[2] = {-1, -1};
    QCOMPARE(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0, ends), 0);
    const FileDescriptor other(ends[1]);
    const Peer peer{sink.newPeer(),
                    Transport::Tcp,
                    {QHostAddress(QHostAddress::LocalHost), 1},
                    {QHostAddress(QHostAddress::LocalHost), 2},
                    true};
    auto socket = std::make_unique<QTcpSocket>();
    QVERIFY(socket->setSocketDescriptor(ends[0]));
    const TcpConnection connection(std::move(socket), peer, sink, nullptr);
    const QByteArray payload(size, 'x');
    const auto receive = [&](int count) {
        for (int i = 0; i < count; ++i) {
            const RecordNumber next = fixture.log->end() + 1;
            ::send(other.get(), payload.constData(), size_t(payload.size()), 0);
            while (fixture.log->end() < next)
                QCoreApplication::processEvents();
        }
    };
    receive(few);
    constexpr int reads = many / 4;
    const qint64 then = countIn([&] { receive(reads); });
    const int perRead = size > 16'384 ? 1 : 0; // what Qt reads into
    QVERIFY2(then <= indexGrowth + perRead * reads, qPrintable(QString::number(then)));
}

/// The index takes 24 bytes for 64 records (place, earliest and latest time), twice that just after its vectors grew.
void TestAllocations::index()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    const auto append = [&](int records) {
        TrafficLog::Writer writer(*fixture.log);
        for (int i = 0; i < records; ++i)
            writer.data(flow, Direction::In, i, "12345678");
    };
    append(1000);
    const size_t before = ::mallinfo2().uordblks + ::mallinfo2().hblkhd;
    constexpr int records = 300'000;
    append(records);
    const size_t grown = ::mallinfo2().uordblks + ::mallinfo2().hblkhd - before;
    QVERIFY2(grown <= size_t(records) / 64 * 48 + 4096, qPrintable(QString::number(grown)));
}

QTEST_GUILESS_MAIN(TestAllocations)
#include "tst_allocations.moc"
