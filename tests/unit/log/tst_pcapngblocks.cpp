// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/pcapng/blockreader.h"
#include "model/log/pcapng/blockwriter.h"
#include "model/log/search/recordfilter.h"

#include <QTest>

namespace {

constexpr qint64 stamp = 1'700'000'000'123'456'789;

/// The blocks one after another.
QList<QByteArray> split(QByteArrayView bytes)
{
    QList<QByteArray> blocks;
    while (!bytes.isEmpty()) {
        const qint64 length = pcapng::blockLength(bytes);
        if (length <= 0 || length > bytes.size())
            return {};
        blocks.append(bytes.first(length).toByteArray());
        bytes = bytes.sliced(length);
    }
    return blocks;
}

LogFlow flow(Transport transport, const QString &local, const QString &remote)
{
    LogFlow flow;
    flow.id = PeerId(7);
    flow.transport = transport;
    flow.local = {QHostAddress(local), 8080};
    flow.remote = {QHostAddress(remote), 50000};
    return flow;
}

} // namespace

class TestPcapngBlocks : public QObject
{
    Q_OBJECT
private slots:
    void header();
    void data_data();
    void data();
    void streamPlaces();
    void farStreamPlaces();
    void interfaces_data();
    void interfaces();
    void localSocket_data();
    void localSocket();
    void connection_data();
    void connection();
    void events_data();
    void events();
    void damage();
};

void TestPcapngBlocks::header()
{
    const QByteArray header = pcapng::fileHeader();
    QCOMPARE(header.size(), pcapng::headerSize());
    const auto blocks = split(header);
    QCOMPARE(blocks.size(), 2);
    for (const QByteArray &block : blocks)
        QVERIFY(!pcapng::isRecord(block));
}

void TestPcapngBlocks::data_data()
{
    QTest::addColumn<int>("transport");
    QTest::addColumn<QString>("local");
    QTest::addColumn<QString>("remote");
    QTest::addColumn<int>("direction");
    QTest::addColumn<qsizetype>("size");
    for (const int transport : {int(Transport::Tcp), int(Transport::Udp)}) {
        for (const bool ipv6 : {false, true}) {
            for (const int direction : {int(Direction::In), int(Direction::Out)}) {
                for (const qsizetype size : {0, 1, 2, 3, 4, 1500, 65495}) {
                    if (transport == int(Transport::Tcp) && size == 0)
                        continue;
                    QTest::addRow("%s ipv%d %s %d", transport ? "udp" : "tcp", ipv6 ? 6 : 4, direction ? "out" : "in",
                                  int(size))
                        << transport << (ipv6 ? u"::1"_qs : u"127.0.0.1"_qs)
                        << (ipv6 ? u"2001:db8::9"_qs : u"192.0.2.9"_qs) << direction << size;
                }
            }
        }
    }
    QTest::newRow("largest datagram") << int(Transport::Udp) << u"127.0.0.1"_qs << u"192.0.2.9"_qs << 0
                                      << qsizetype(65507);
    QTest::newRow("bound to any") << int(Transport::Udp) << u"::"_qs << u"192.0.2.9"_qs << 1 << qsizetype(5);
}

void TestPcapngBlocks::data()
{
    QFETCH(int, transport);
    QFETCH(QString, local);
    QFETCH(QString, remote);
    QFETCH(int, direction);
    QFETCH(qsizetype, size);
    QByteArray payload(size, Qt::Uninitialized);
    for (qsizetype i = 0; i < size; ++i)
        payload[i] = char(i * 7);
    LogFlow flow = ::flow(Transport(transport), local, remote);
    QByteArray out;
    pcapng::appendData(out, flow, Direction(direction), stamp, payload, 41);
    QCOMPARE(split(out).size(), 1);
    QVERIFY(pcapng::isRecord(QByteArrayView(out).first(std::min(out.size(), pcapng::peekSize))));
    const auto record = pcapng::parseRecord(out, 41);
    QVERIFY(record.has_value());
    QCOMPARE(record->number, RecordNumber(41));
    QVERIFY(record->kind == RecordKind::Data);
    QVERIFY(record->direction == Direction(direction));
    QVERIFY(record->transport == Transport(transport));
    QVERIFY(record->peer == PeerId(7));
    QCOMPARE(record->timeNs, stamp);
    QCOMPARE(record->remote.toString(), flow.remote.toString());
    QCOMPARE(record->local.port, 8080);
    QCOMPARE(record->payload, payload);
    QCOMPARE(record->previousInStream, 0U);
}

/// The offset in the stream and the way back count for each direction on its own.
void TestPcapngBlocks::streamPlaces()
{
    LogFlow flow = ::flow(Transport::Tcp, u"127.0.0.1"_qs, u"127.0.0.1"_qs);
    QByteArray out;
    pcapng::appendConnected(out, flow, true, stamp);
    pcapng::appendData(out, flow, Direction::In, stamp, "12345", 10);
    pcapng::appendData(out, flow, Direction::Out, stamp, "abc", 11);
    pcapng::appendData(out, flow, Direction::In, stamp, "6", 15);
    QList<Record> records;
    for (const QByteArray &block : split(out)) {
        if (const auto record = pcapng::parseRecord(block, 0))
            records.append(*record);
    }
    QCOMPARE(records.size(), 4); // of the handshake only the SYN counts
    QCOMPARE(records[1].streamOffset, quint64(0));
    QCOMPARE(records[2].streamOffset, quint64(0));
    QCOMPARE(records[2].previousInStream, 0U);
    QCOMPARE(records[3].streamOffset, quint64(5));
    QCOMPARE(records[3].previousInStream, 5U);
}

/// Behind what sequence numbers can count.
void TestPcapngBlocks::farStreamPlaces()
{
    LogFlow flow = ::flow(Transport::Tcp, u"127.0.0.1"_qs, u"127.0.0.1"_qs);
    flow.sequence[size_t(Direction::In)] = 0xffff'fffe;
    QByteArray out;
    pcapng::appendData(out, flow, Direction::In, stamp, "1234567", 10);
    pcapng::appendData(out, flow, Direction::In, stamp, "8", 12);
    pcapng::appendData(out, flow, Direction::Out, stamp, "9", 13);
    const QList<QByteArray> blocks = split(out);
    QCOMPARE(blocks.size(), 3);
    QCOMPARE(pcapng::parseRecord(blocks[0], 0)->streamOffset, quint64(0xffff'fffe));
    const auto behind = pcapng::parseRecord(blocks[1], 0);
    QVERIFY(behind);
    QCOMPARE(behind->streamOffset, quint64(0x1'0000'0005));
    QCOMPARE(behind->payload, "8");
    QVERIFY(behind->peer == flow.id);
    QCOMPARE(behind->previousInStream, 2U);
    QCOMPARE(pcapng::parseRecord(blocks[2], 0)->streamOffset, quint64(0));
}

void TestPcapngBlocks::interfaces_data()
{
    QTest::addColumn<QString>("local");
    QTest::addColumn<QString>("remote");
    QTest::newRow("link-local") << u"fe80::1%eth0"_qs << u"fe80::2%eth0"_qs;
    QTest::newRow("longest name") << u"fe80::1%abcdefghijklmno"_qs << u"fe80::2%abcdefghijklmno"_qs;
    QTest::newRow("short name") << u"fe80::1%l"_qs << u"fe80::2%l"_qs;
    QTest::newRow("a group") << u"fe80::1%eth0"_qs << u"ff02::fb"_qs;
    QTest::newRow("none") << u"::1"_qs << u"2001:db8::2"_qs;
}

/// No packet tells the interface of a link-local address: it stands beside, whatever else does.
void TestPcapngBlocks::interfaces()
{
    QFETCH(QString, local);
    QFETCH(QString, remote);
    for (const Transport transport : {Transport::Tcp, Transport::Udp}) {
        LogFlow flow = ::flow(transport, local, remote);
        QByteArray out;
        if (transport == Transport::Tcp)
            pcapng::appendConnected(out, flow, true, stamp);
        pcapng::appendData(out, flow, Direction::In, stamp, "in", 1);
        flow.sequence[size_t(Direction::Out)] = 0x1'0000'0000; // a number more in the options
        pcapng::appendData(out, flow, Direction::Out, stamp, "out", 2);
        if (transport == Transport::Tcp)
            pcapng::appendClosed(out, flow, EventCode::ClosedByPeer, stamp);
        int records = 0;
        for (const QByteArray &block : split(out)) {
            if (!pcapng::isRecord(block))
                continue;
            const auto record = pcapng::parseRecord(block, 0);
            QVERIFY(record);
            ++records;
            QCOMPARE(record->local, flow.local);
            QCOMPARE(record->remote, flow.remote);
            QCOMPARE(pcapng::viewRecord(block)->remote(), flow.remote);
            QVERIFY(record->kind == RecordKind::Data || record->event.args.first() == flow.remote.toString());
        }
        QCOMPARE(records, transport == Transport::Tcp ? 4 : 2);
    }
}

void TestPcapngBlocks::localSocket_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<bool>("server");
    const QString longest = u'/' + QString(106, u'x');
    for (const QString &path : {u"/run/my.sock"_qs, u"@abstract"_qs, u"/ü #3"_qs, longest}) {
        QTest::addRow("server %s", qPrintable(path)) << path << true;
        QTest::addRow("client %s", qPrintable(path)) << path << false;
    }
}

/// Each block on its own names both ends, whatever was dropped before it.
void TestPcapngBlocks::localSocket()
{
    QFETCH(QString, path);
    QFETCH(bool, server);
    LogFlow flow;
    flow.id = PeerId(70'000);
    flow.incoming = server;
    flow.local = SocketAddress::ofLocalServer(path);
    flow.remote = SocketAddress::ofLocalClient(path, flow.id);
    if (!server)
        std::swap(flow.local, flow.remote);
    QByteArray out;
    pcapng::appendConnected(out, flow, server, stamp);
    pcapng::appendData(out, flow, Direction::In, stamp, "12345", 10);
    pcapng::appendData(out, flow, Direction::Out, stamp, "abc", 11);
    pcapng::appendClosed(out, flow, EventCode::ClosedByPeer, stamp);
    int records = 0;
    for (const QByteArray &block : split(out)) {
        QVERIFY(block.contains("unix:" + path.toUtf8()));
        if (const auto record = pcapng::parseRecord(block, 0)) {
            ++records;
            QCOMPARE(record->local, flow.local);
            QCOMPARE(record->remote, flow.remote);
            const auto passes = [&](const QString &peer) {
                RecordFilter filter;
                filter.peer = peer;
                return HeaderFilter::make(filter)->passes(*pcapng::viewRecord(block));
            };
            QVERIFY(passes(path) && passes(flow.remote.toString()));
            QVERIFY(!passes(path + u" #7"_qs) && !passes(flow.remote.host.toString()) && !passes(u"49151"_qs));
        }
    }
    QCOMPARE(records, 4);
}

void TestPcapngBlocks::connection_data()
{
    QTest::addColumn<int>("how");
    QTest::addColumn<int>("direction");
    QTest::newRow("fin in") << int(EventCode::ClosedByPeer) << int(Direction::In);
    QTest::newRow("fin out") << int(EventCode::ClosedHere) << int(Direction::Out);
    QTest::newRow("rst in") << int(EventCode::ResetByPeer) << int(Direction::In);
    QTest::newRow("rst out") << int(EventCode::ResetHere) << int(Direction::Out);
}

void TestPcapngBlocks::connection()
{
    QFETCH(int, how);
    QFETCH(int, direction);
    LogFlow flow = ::flow(Transport::Tcp, u"127.0.0.1"_qs, u"127.0.0.1"_qs);
    QByteArray out;
    pcapng::appendClosed(out, flow, EventCode(how), stamp);
    const auto record = pcapng::parseRecord(out, 3);
    QVERIFY(record.has_value());
    QVERIFY(record->kind == RecordKind::Event);
    QVERIFY(record->event == (Event{EventCode(how), {u"127.0.0.1:50000"_qs}}));
    QVERIFY(record->direction == Direction(direction));
}

void TestPcapngBlocks::events_data()
{
    QTest::addColumn<Event>("event");
    QTest::newRow("no arguments") << Event{EventCode::NoPeer, {}};
    QTest::newRow("two") << Event{EventCode::TimedOut, {u"10.0.0.9:80"_qs, u"500"_qs}};
    QTest::newRow("odd characters") << Event{EventCode::Other, {u"a\nb=c\"]"_qs, u"你好😀"_qs}};
    QTest::newRow("many") << Event{EventCode::Unreachable, {u"10.0.0.9:80"_qs}, 9'999'999'999};
    QTest::newRow("empty argument") << Event{EventCode::PortInUse, {u"80"_qs, u""_qs}};
}

void TestPcapngBlocks::events()
{
    QFETCH(Event, event);
    QByteArray out;
    pcapng::appendEvent(out, event, stamp, PeerId(3));
    QCOMPARE(split(out).size(), 1);
    const auto record = pcapng::parseRecord(out, 9);
    QVERIFY(record.has_value());
    QVERIFY(record->event == event);
    QCOMPARE(record->timeNs, stamp);
    QVERIFY(record->peer == PeerId(3));
}

/// Whatever is wrong with a block, reading it ends well.
void TestPcapngBlocks::damage()
{
    LogFlow flow = ::flow(Transport::Tcp, u"127.0.0.1"_qs, u"127.0.0.1"_qs);
    QByteArray block;
    pcapng::appendData(block, flow, Direction::In, stamp, "payload", 1);
    for (qsizetype size = 0; size < block.size(); ++size)
        QVERIFY(!pcapng::parseRecord(block.first(size), 1));
    for (qsizetype at = 0; at < block.size(); ++at) {
        for (const char value : {'\0', '\xff', '\x45', '\x60'}) {
            QByteArray changed = block;
            changed[at] = value;
            pcapng::parseRecord(changed, 1);
            pcapng::blockLength(changed);
        }
    }
    QCOMPARE(pcapng::blockLength(QByteArray(12, '\0')), -1);
}

QTEST_GUILESS_MAIN(TestPcapngBlocks)
#include "tst_pcapngblocks.moc"
