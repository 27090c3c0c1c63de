// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because of its tables: a row each for what a connection and a packet can go through.
#include "tests/unit/log/importfixture.h"
#include "tests/unit/log/pcapbuilder.h"

using namespace tcpflag;

class TestCaptureImport : public QObject
{
    Q_OBJECT
private slots:
    void linkTypes_data();
    void linkTypes();
    void conversation_data();
    void conversation();
    void keepsTimes();
    void nanoseconds();
    void unanswered();
    void otherPortsOfTheSameHosts();
    void unusualIp_data();
    void unusualIp();
    void holdsOnlySoMuch();
    void late();
    void forgetsSilentConversations();
    void cutFile();
    void cannotOpen_data();
    void cannotOpen();
    void cancels();
};

void TestCaptureImport::linkTypes_data()
{
    QTest::addColumn<quint32>("link");
    QTest::addColumn<bool>("ipv6");
    for (const quint32 link : {1U, 113U, 276U, 12U, 14U, 101U, 0U, 108U}) {
        QTest::addRow("%u IPv4", link) << link << false;
        QTest::addRow("%u IPv6", link) << link << true;
    }
    QTest::newRow("228 IPv4") << 228U << false;
    QTest::newRow("229 IPv6") << 229U << true;
}

void TestCaptureImport::linkTypes()
{
    QFETCH(quint32, link);
    QFETCH(bool, ipv6);
    TcpTalk talk;
    if (ipv6) {
        talk.client.host = QHostAddress(u"fd00::2"_qs);
        talk.server.host = QHostAddress(u"fd00::1"_qs);
    }
    PcapBuilder file(link);
    talk.handshake(file);
    file.packet(talk.fromClient(Ack, 1, "hello", 1)).packet(talk.fromServer(Ack, 1, "world", 6));
    file.packet(udpPacket(talk.client, talk.server, "datagram"));
    ImportFixture fixture;
    const auto log = fixture.import(file.bytes());
    QVERIFY2(log, qPrintable(fixture.message));
    const QString client = talk.client.toString();
    QCOMPARE(fixture.script(log),
             (QStringList{u"1 connected "_qs + client, u"1 > hello"_qs, u"1 < world"_qs, u"2 > datagram"_qs}));
    const Record record = fixture.records(log).at(1);
    QVERIFY(record.local == talk.server);
    QVERIFY(record.remote == talk.client);
    QVERIFY(log->isSealed());
}

void TestCaptureImport::conversation_data()
{
    QTest::addColumn<QList<QByteArray>>("packets");
    QTest::addColumn<bool>("handshake");
    QTest::addColumn<QStringList>("expected");
    const TcpTalk talk;
    const auto c = [&](quint32 at, const QByteArray &payload, int flags = Ack) {
        return talk.fromClient(flags, at, payload, 1);
    };
    const auto s = [&](quint32 at, const QByteArray &payload, int flags = Ack, quint32 acknowledged = 1) {
        return talk.fromServer(flags, at, payload, acknowledged);
    };
    const auto row = [&](const char *name, const QList<QByteArray> &packets, const QStringList &expected,
                         bool handshake = true) {
        QStringList all = expected;
        if (handshake)
            all.prepend(u"1 connected 10.0.0.2:40000"_qs);
        QTest::newRow(name) << packets << handshake << all;
    };
    const QString gap = u"1 capture-gap %1 10.0.0.2:40000 10.0.0.1:80"_qs;
    row("in order", {c(1, "abc"), c(4, "def")}, {u"1 > abc"_qs, u"1 > def"_qs});
    row("retransmitted", {c(1, "abc"), c(1, "abc"), c(4, "d")}, {u"1 > abc"_qs, u"1 > d"_qs});
    row("retransmitted with more", {c(1, "abc"), c(1, "abcdef"), c(3, "cdef")}, {u"1 > abc"_qs, u"1 > def"_qs});
    row("out of order", {c(4, "def"), c(7, "ghi"), c(1, "abc")}, {u"1 > abc"_qs, u"1 > def"_qs, u"1 > ghi"_qs});
    row("out of order, overlapping", {c(3, "cde"), c(4, "defg"), c(1, "abc")},
        {u"1 > abc"_qs, u"1 > de"_qs, u"1 > fg"_qs});
    row("wraps around", {c(1, QByteArray(20, 'x')), c(21, "y")}, {u"1 > "_qs + QString(20, u'x'), u"1 > y"_qs});
    row("keep-alive probe", {c(1, "abc"), c(3, "?"), c(4, "d")}, {u"1 > abc"_qs, u"1 > d"_qs});
    row("gap at the end", {c(1, "a"), c(5, "e")}, {u"1 > a"_qs, gap.arg(3), u"1 > e"_qs});
    row("gap before the reset", {c(5, "e"), c(6, "", Rst)},
        {gap.arg(4), u"1 > e"_qs, u"1 reset-by-peer 10.0.0.2:40000"_qs});
    row("closed by the peer", {c(1, "a"), c(2, "b", Fin | Ack), s(1, "c", Fin | Ack, 4), c(4, "", Ack)},
        {u"1 > a"_qs, u"1 > b"_qs, u"1 closed-by-peer 10.0.0.2:40000"_qs, u"1 < c"_qs,
         u"1 closed-here 10.0.0.2:40000"_qs});
    row("the end before the last bytes", {c(3, "", Fin | Ack), c(1, "ab"), c(3, "", Fin | Ack)},
        {u"1 > ab"_qs, u"1 closed-by-peer 10.0.0.2:40000"_qs});
    row("reset with a reason", {c(1, "a"), c(2, "no more", Rst | Ack)},
        {u"1 > a"_qs, u"1 > no more"_qs, u"1 reset-by-peer 10.0.0.2:40000"_qs});
    row("reset outside the window", {c(1, "a"), c(0x60000000, "", Rst), c(2, "b"), s(1, "", Rst, 3)},
        {u"1 > a"_qs, u"1 capture-reset 10.0.0.2:40000 10.0.0.1:80"_qs, u"1 > b"_qs,
         u"1 reset-here 10.0.0.2:40000"_qs});
    row("reset that is older than what was acknowledged", {c(1, "abcdef"), s(1, "", Ack, 7), c(3, "", Rst), c(7, "g")},
        {u"1 > abcdef"_qs, u"1 capture-reset 10.0.0.2:40000 10.0.0.1:80"_qs, u"1 > g"_qs});
    row("reset within what was not acknowledged", {c(1, "abcdef"), c(3, "", Rst)},
        {u"1 > abcdef"_qs, u"1 reset-by-peer 10.0.0.2:40000"_qs});
    row("another connection whose beginning is missing", {c(1, "a"), c(0x50000001, "lost"), c(0x50000005, "shown")},
        {u"1 > a"_qs, u"2 > shown"_qs, u"0 capture-skipped 0 0 1"_qs});
    TcpTalk another;
    another.serverStart = 3'000'000'000;
    row("answered anew",
        {talk.fromClient(Syn, 0), talk.fromServer(Syn | Ack, 0, {}, 1), another.fromServer(Syn | Ack, 0, {}, 1),
         another.fromServer(Ack, 1, "here", 1)},
        {u"1 connected 10.0.0.2:40000"_qs, u"1 < here"_qs}, false);
    row("reset here", {s(1, "", Rst | Ack), s(1, "", Rst | Ack)}, {u"1 reset-here 10.0.0.2:40000"_qs});
    row("SYN with data", {talk.fromClient(Syn, 0, "early"), s(0, "", Syn | Ack, 6), c(6, "!")},
        {u"1 > early"_qs, u"1 connected 10.0.0.2:40000"_qs, u"1 > !"_qs}, false);
    row("refused", {talk.fromClient(Syn, 0), talk.fromServer(Rst | Ack, 0, {}, 1)}, {u"1 refused 10.0.0.1:80"_qs},
        false);
    row("refused twice",
        {talk.fromClient(Syn, 0), talk.fromServer(Rst | Ack, 0, {}, 1), talk.fromClient(Syn, 0),
         talk.fromServer(Rst | Ack, 0, {}, 1)},
        {u"1 refused 10.0.0.1:80"_qs, u"2 refused 10.0.0.1:80"_qs}, false);
    row("no SYN: the lower port is local", {s(1, "x"), c(1, "y")}, {u"1 < x"_qs, u"1 > y"_qs}, false);
    row("only the answer to the SYN", {s(0, "", Syn | Ack), c(1, "y")}, {u"1 connected 10.0.0.2:40000"_qs, u"1 > y"_qs},
        false);
    TcpTalk again;
    again.clientStart = 77;
    again.serverStart = 99;
    row("the same ports again",
        {c(1, "old"), c(4, "", Rst), again.fromClient(Syn, 0), again.fromServer(Syn | Ack, 0, {}, 1),
         again.fromClient(Ack, 1, "new", 1)},
        {u"1 > old"_qs, u"1 reset-by-peer 10.0.0.2:40000"_qs, u"2 connected 10.0.0.2:40000"_qs, u"2 > new"_qs});
}

void TestCaptureImport::conversation()
{
    QFETCH(QList<QByteArray>, packets);
    QFETCH(bool, handshake);
    QFETCH(QStringList, expected);
    PcapBuilder file;
    if (handshake)
        TcpTalk().handshake(file);
    for (const QByteArray &packet : packets)
        file.packet(packet);
    ImportFixture fixture;
    const auto log = fixture.import(file.bytes());
    QVERIFY2(log, qPrintable(fixture.message));
    QCOMPARE(fixture.script(log), expected);
}

void TestCaptureImport::keepsTimes()
{
    const TcpTalk talk;
    PcapBuilder file;
    talk.handshake(file);
    file.packet(talk.fromClient(Ack, 4, "later", 1)).packet(talk.fromClient(Ack, 1, "abc", 1));
    ImportFixture fixture;
    const auto records = fixture.records(fixture.import(file.bytes()));
    QCOMPARE(records.size(), 3);
    constexpr qint64 start = 1'700'000'000'000'000'000;
    QCOMPARE(records[0].timeNs, start + 2'000'000); // the answer to the SYN
    QCOMPARE(records[1].timeNs, start + 5'000'000);
    QCOMPARE(records[2].timeNs, start + 4'000'000);
}

void TestCaptureImport::nanoseconds()
{
    PcapBuilder file(101, 0xa1b23c4d);
    file.packet(udpPacket({QHostAddress(u"1.2.3.4"_qs), 1}, {QHostAddress(u"1.2.3.5"_qs), 2}, "x"));
    ImportFixture fixture;
    const auto records = fixture.records(fixture.import(file.bytes()));
    QCOMPARE(records.size(), 1);
    QCOMPARE(records[0].timeNs, 1'700'000'000'000'001'000);
}

void TestCaptureImport::unanswered()
{
    const TcpTalk talk;
    PcapBuilder file;
    file.packet(talk.fromClient(Syn, 0)).wait(1000).packet(talk.fromClient(Syn, 0));
    ImportFixture fixture;
    const auto log = fixture.import(file.bytes());
    QCOMPARE(fixture.script(log), QStringList(u"1 connecting 10.0.0.1:80"_qs));
    QCOMPARE(fixture.records(log).at(0).timeNs, 1'700'000'000'001'000'000);
}

void TestCaptureImport::otherPortsOfTheSameHosts()
{
    PcapBuilder file;
    const SocketAddress server{QHostAddress(u"10.0.0.1"_qs), 53};
    for (quint16 port = 1000; port < 1010; ++port) {
        const SocketAddress client{QHostAddress(u"10.0.0.2"_qs), port};
        file.packet(udpPacket(client, server, "?")).packet(udpPacket(server, client, "!"));
    }
    ImportFixture fixture;
    const auto log = fixture.import(file.bytes());
    QStringList expected;
    for (int peer = 1; peer <= 10; ++peer)
        expected << u"%1 > ?"_qs.arg(peer) << u"%1 < !"_qs.arg(peer);
    QCOMPARE(fixture.script(log), expected);
    QCOMPARE(log->counters().rxRecords, 10U);
    QCOMPARE(log->counters().txBytes, 10U);
}

void TestCaptureImport::unusualIp_data()
{
    QTest::addColumn<QByteArray>("frame");
    QTest::addColumn<qsizetype>("cut");
    QTest::addColumn<QStringList>("expected");
    const SocketAddress a{QHostAddress(u"10.0.0.2"_qs), 1000};
    const SocketAddress b{QHostAddress(u"10.0.0.1"_qs), 2000};
    const SocketAddress a6{QHostAddress(u"fd00::2"_qs), 1000};
    const SocketAddress b6{QHostAddress(u"fd00::1"_qs), 2000};
    const QByteArray mac(12, '\x02');
    const auto ethernet = [&](quint16 type, const QByteArray &bytes) { return mac + PcapBuilder::big16(type) + bytes; };
    const QByteArray udp = udpPacket(a, b, "payload");
    const QByteArray udp6 = udpPacket(a6, b6, "payload");
    const auto extended = [&](quint8 protocol, const QByteArray &headers) {
        QByteArray packet = udp6.first(40) + headers + udp6.sliced(40);
        packet[6] = char(protocol);
        qToBigEndian(quint16(packet.size() - 40), packet.data() + 4);
        return packet;
    };
    const auto skipped = [](int others, int fragments, int damaged, const QString &kind = {}) {
        QStringList lines(u"0 capture-skipped %1 %2 %3"_qs.arg(others).arg(fragments).arg(damaged));
        if (!kind.isEmpty())
            lines.append(u"0 capture-left-out 1 "_qs + kind);
        return lines;
    };
    const auto row = [](const char *name, const QByteArray &frame, const QStringList &expected, qsizetype cut = 0) {
        QTest::newRow(name) << frame << cut << expected;
    };
    const QStringList shown(u"1 > payload"_qs);
    const QByteArray tag("\x00\x05", 2);
    row("VLAN", ethernet(0x8100, tag + PcapBuilder::big16(0x0800) + udp), shown);
    row("two VLANs", ethernet(0x88a8, tag + PcapBuilder::big16(0x8100) + tag + PcapBuilder::big16(0x86dd) + udp6),
        shown);
    row("Ethernet's padding", ethernet(0x0800, udp + QByteArray(20, '\0')), shown);
    QByteArray options = udp.first(20) + QByteArray("\x01\x01\x01\x00", 4) + udp.sliced(20);
    options[0] = 0x46;
    options[3] = char(options.size());
    row("IPv4 options", ethernet(0x0800, options), shown);
    QByteArray later = udp;
    qToBigEndian(quint16(0x2010), later.data() + 6);
    row("later fragment", ethernet(0x0800, later), skipped(0, 1, 0));
    QByteArray first = udp;
    qToBigEndian(quint16(0x2000), first.data() + 6);
    qToBigEndian(quint16(8 + 100), first.data() + 24);
    row("first fragment", ethernet(0x0800, first),
        {u"1 > payload"_qs, u"1 capture-partial 93 10.0.0.2:1000 10.0.0.1:2000 7"_qs});
    QByteArray tso = udp;
    qToBigEndian(quint16(0), tso.data() + 2);
    row("length left to the card", ethernet(0x0800, tso), shown);
    const QByteArray hop("\x3c\x00\x01\x04\0\0\0\0", 8);                          // then destination options
    const QByteArray destination("\x11\x01\x01\x0c\0\0\0\0\0\0\0\0\0\0\0\0", 16); // then UDP
    row("IPv6 extension headers", ethernet(0x86dd, extended(0, hop + destination)), shown);
    row("IPv6 later fragment", ethernet(0x86dd, extended(44, QByteArray("\x11\0\0\x08\0\0\0\1", 8))), skipped(0, 1, 0));
    row("IPv6 atomic fragment", ethernet(0x86dd, extended(44, QByteArray("\x11\0\0\0\0\0\0\1", 8))), shown);
    row("IPv6 without next header", ethernet(0x86dd, extended(59, {})), skipped(1, 0, 0, u"IP protocol 59"_qs));
    row("cut by snaplen", ethernet(0x0800, udp), {u"1 > payl"_qs, u"1 capture-gap 3 10.0.0.2:1000 10.0.0.1:2000"_qs},
        3);
    row("cut within UDP's header", ethernet(0x0800, udp), skipped(0, 0, 1), 9);
    row("cut within the link header", ethernet(0x0800, udp), skipped(0, 0, 1), udp.size() + 3);
    row("ARP", ethernet(0x0806, QByteArray(28, '\1')), skipped(1, 0, 0, u"ARP"_qs));
    QByteArray icmp = udp;
    icmp[9] = 1;
    row("ICMP", ethernet(0x0800, icmp), skipped(1, 0, 0, u"ICMP"_qs));
    QByteArray liar = udp;
    qToBigEndian(quint16(60000), liar.data() + 24);
    row("longer than its packet", ethernet(0x0800, liar), shown);
    row("empty datagram", ethernet(0x0800, udpPacket(a, b, {})), {u"1 > "_qs});
    const TcpTalk talk;
    row("TCP cut by snaplen", ethernet(0x0800, talk.fromClient(Ack, 1, "payload")),
        {u"1 > pay"_qs, u"1 capture-gap 4 10.0.0.2:40000 10.0.0.1:80"_qs}, 4);
}

void TestCaptureImport::unusualIp()
{
    QFETCH(QByteArray, frame);
    QFETCH(qsizetype, cut);
    QFETCH(QStringList, expected);
    ImportFixture fixture;
    const auto log = fixture.import(PcapBuilder().frame(frame, cut).bytes());
    QVERIFY2(log, qPrintable(fixture.message));
    QCOMPARE(fixture.script(log), expected);
}

/// A gap is given up when the bound of held bytes is reached, and what comes after it is whole.
void TestCaptureImport::holdsOnlySoMuch()
{
    const TcpTalk talk;
    PcapBuilder file(101);
    talk.handshake(file);
    QByteArray sent;
    quint32 at = 101; // 100 bytes never come
    for (int i = 0; i < 200; ++i) {
        const QByteArray piece(10'000, char('a' + i % 26));
        file.packet(talk.fromClient(Ack, at, piece, 1));
        at += quint32(piece.size());
        sent += piece;
    }
    ImportFixture fixture;
    const auto log = fixture.import(file.bytes());
    QVERIFY(log);
    QCOMPARE(fixture.script(log).at(1), u"1 capture-gap 100 10.0.0.2:40000 10.0.0.1:80"_qs);
    QCOMPARE(fixture.streams(log).first(), sent);
}

/// Bytes that come after they were given up are shown, with the place that they have in the stream.
void TestCaptureImport::late()
{
    const TcpTalk talk;
    PcapBuilder file(101);
    talk.handshake(file);
    file.packet(talk.fromClient(Ack, 1, "ab", 1)).packet(talk.fromClient(Ack, 9, "ij", 1));
    for (int i = 0; i < 6; ++i)
        file.wait(100).packet(talk.fromServer(Ack, 1, {}, 11));
    file.packet(talk.fromClient(Ack, 5, "efgh", 1)).packet(talk.fromClient(Fin | Ack, 11, {}, 1));
    file.packet(talk.fromClient(Ack, 1, "abcdefghij", 1)).packet(talk.fromClient(Ack, 1, "abcdefghij", 1));
    ImportFixture fixture;
    const auto log = fixture.import(file.bytes());
    QVERIFY2(log, qPrintable(fixture.message));
    QCOMPARE(
        fixture.script(log),
        (QStringList{u"1 connected 10.0.0.2:40000"_qs, u"1 > ab"_qs, u"1 capture-gap 6 10.0.0.2:40000 10.0.0.1:80"_qs,
                     u"1 > ij"_qs, u"1 > efgh"_qs, u"1 closed-by-peer 10.0.0.2:40000"_qs, u"1 > cd"_qs}));
    const auto records = fixture.records(log);
    QCOMPARE(records[3].streamOffset, 8U);
    QCOMPARE(records[4].streamOffset, 4U);
    QCOMPARE(records[6].streamOffset, 2U);
}

void TestCaptureImport::forgetsSilentConversations()
{
    PcapBuilder file(101);
    const SocketAddress server{QHostAddress(u"10.0.0.1"_qs), 53};
    for (quint32 i = 0; i < 20'000; ++i)
        file.packet(udpPacket({QHostAddress(0x0b000000 + i), 7}, server, "?"));
    file.packet(udpPacket({QHostAddress(0x0b000000), 7}, server, "again"));
    ImportFixture fixture;
    const auto log = fixture.import(file.bytes());
    QVERIFY(log);
    QCOMPARE(log->end(), RecordNumber(20'001));
    LogReader reader(log);
    QCOMPARE(quint32(reader.read(20'000)->peer), 20'001U);
}

/// Wherever a file ends, what is whole is shown and the rest is told.
void TestCaptureImport::cutFile()
{
    const TcpTalk talk;
    PcapBuilder file(101);
    talk.handshake(file);
    file.packet(talk.fromClient(Ack, 1, "hello", 1)).packet(talk.fromClient(Ack, 6, "world", 1));
    ImportFixture fixture;
    for (qsizetype size = 24; size < file.bytes().size(); ++size) {
        const auto log = fixture.import(file.bytes().first(size));
        QVERIFY2(log, qPrintable(fixture.message));
        QStringList script = fixture.script(log);
        const bool whole = size == 24 || script.isEmpty() || !script.last().contains(u"capture-damaged");
        const QByteArray received = fixture.streams(log).isEmpty() ? QByteArray() : fixture.streams(log).first();
        QVERIFY(QByteArrayView("helloworld").startsWith(received));
        QVERIFY(whole || script.last().contains(u"truncated"));
    }
}

void TestCaptureImport::cannotOpen_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("why");
    const QByteArray section(
        "\x0a\x0d\x0d\x0a\x1c\0\0\0\x4d\x3c\x2b\x1a\2\0\0\0\xff\xff\xff\xff\xff\xff\xff\xff\x1c\0\0\0", 28);
    QTest::newRow("unknown link type") << PcapBuilder(187).frame("x").frame("y").bytes()
                                       << u"all 2 packets in it have the link type Bluetooth"_qs;
    QTest::newRow("pcapng of another version") << section << u"unknown version"_qs;
}

void TestCaptureImport::cannotOpen()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, why);
    ImportFixture fixture;
    QVERIFY(!fixture.import(bytes));
    QVERIFY2(fixture.message.contains(why) && fixture.message.contains(u"capture.pcap"), qPrintable(fixture.message));
}

void TestCaptureImport::cancels()
{
    PcapBuilder file(101);
    for (int i = 0; i < 50'000; ++i)
        file.packet(udpPacket({QHostAddress(u"10.0.0.2"_qs), 1}, {QHostAddress(u"10.0.0.1"_qs), 2}, "x"));
    ImportFixture fixture;
    const QString path = fixture.write(file.bytes());
    CaptureImporter importer;
    QSignalSpy finished(&importer, &CaptureImporter::finished);
    importer.start({path, fixture.folder.path()});
    importer.cancel();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!finished[0][0].toBool());
    QVERIFY(finished[0][1].toString().isEmpty());
    QVERIFY(!importer.log());
}

QTEST_GUILESS_MAIN(TestCaptureImport)
#include "tst_captureimport.moc"
