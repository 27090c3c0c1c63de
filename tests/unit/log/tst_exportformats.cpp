// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/exportrecords.h"
#include "model/log/recordclock.h"
#include "tests/unit/log/codec.h"
#include "tests/unit/log/logfixture.h"

#include <QBuffer>
#include <QTest>

#include <ctime>

namespace {

constexpr qint64 noon = 1'769'832'000'123'456'789; // 2026-01-31 12:00:00.123456789 +08:00

/// Every kind of record: both directions, events, IPv4 and IPv6, text of several lines, an empty
/// datagram, a character of three bytes cut in two, with another peer between.
void fill(LogFixture &fixture)
{
    LogFlow tcp = fixture.flow(Transport::Tcp, u"192.168.0.2"_qs);
    LogFlow udp = fixture.flow(Transport::Udp, u"fe80::1"_qs, 6000);
    TrafficLog::Writer writer(*fixture.log);
    writer.event({EventCode::Listening, {u"0.0.0.0:8080"_qs}}, noon);
    writer.connected(tcp, true, noon + 1);
    writer.data(tcp, Direction::In, noon + 2, "say \"hi\", you\r\nthere\x1b[2J\n");
    writer.data(tcp, Direction::Out, noon + 3, QByteArrayView("=1+2\0", 5));
    writer.data(tcp, Direction::In, noon + 4, "a\xe4\xb8");
    writer.data(udp, Direction::In, noon + 5, {});
    writer.data(tcp, Direction::In, noon + 6, "\xad!");
    writer.closed(tcp, EventCode::ResetByPeer, noon + 1'000'000'000);
}

QByteArray exported(const LogFixture &fixture, ExportFormat format, const ExportOptions &options,
                    std::shared_ptr<RecordSelection> selection = {})
{
    if (!selection)
        selection = std::make_shared<RangeSelection>(*fixture.log);
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    const auto summary = exportRecords({fixture.log, selection, format, options}, out, {});
    return summary && summary->bytes == quint64(out.size()) ? out.data() : "failed";
}

constexpr auto golden = R"(
2026-01-31 12:00:00.123456789 -- Listening on 0.0.0.0:8080
2026-01-31 12:00:00.123456790 -- 192.168.0.2:5000 connected
2026-01-31 12:00:00.123456791 RX 192.168.0.2:5000 25 say "hi", you␍␊there␛[2J␊
2026-01-31 12:00:00.123456792 TX 192.168.0.2:5000 5 =1+2␀
2026-01-31 12:00:00.123456793 RX 192.168.0.2:5000 3 a…
2026-01-31 12:00:00.123456794 RX [fe80::1]:6000 0 
2026-01-31 12:00:00.123456795 RX 192.168.0.2:5000 2 中!
2026-01-31 12:00:01.123456789 -- 192.168.0.2:5000 reset the connection (RST): its program aborted it or its computer restarted
)";

constexpr auto netAssistGolden = R"(
[2026-01-31 12:00:00.123]# Listening on 0.0.0.0:8080

[2026-01-31 12:00:00.123]# Client 192.168.0.2:5000 gets online.

[2026-01-31 12:00:00.123]# RECV ASCII FROM 192.168.0.2 :5000>
say "hi", you%there␛[2J


[2026-01-31 12:00:00.123]# SEND ASCII TO 192.168.0.2 :5000>
=1+2␀

[2026-01-31 12:00:00.123]# RECV ASCII FROM 192.168.0.2 :5000>
a…

[2026-01-31 12:00:00.123]# RECV ASCII FROM fe80::1 :6000>


[2026-01-31 12:00:00.123]# RECV ASCII FROM 192.168.0.2 :5000>
中!

[2026-01-31 12:00:01.123]# Client 192.168.0.2:5000 gets offline.

)";

constexpr auto csvGolden = R"(
number,time,direction,peer,local,kind,bytes,text,hex
0,2026-01-31T12:00:00.123456789+08:00,,,,listening,,Listening on 0.0.0.0:8080,
1,2026-01-31T12:00:00.123456790+08:00,,192.168.0.2:5000,127.0.0.1:8080,connected,,192.168.0.2:5000 connected,
2,2026-01-31T12:00:00.123456791+08:00,rx,192.168.0.2:5000,127.0.0.1:8080,data,25,"say ""hi"", you
there␛[2J%",73 61 79 20 22 68 69 22 2C 20 79 6F 75 0D 0A 74 68 65 72 65 1B 5B 32 4A 0A
3,2026-01-31T12:00:00.123456792+08:00,tx,192.168.0.2:5000,127.0.0.1:8080,data,5,'=1+2␀,3D 31 2B 32 00
4,2026-01-31T12:00:00.123456793+08:00,rx,192.168.0.2:5000,127.0.0.1:8080,data,3,a…,61 E4 B8
5,2026-01-31T12:00:00.123456794+08:00,rx,[fe80::1]:6000,[::1]:8080,data,0,,
6,2026-01-31T12:00:00.123456795+08:00,rx,192.168.0.2:5000,127.0.0.1:8080,data,2,中!,AD 21
7,2026-01-31T12:00:01.123456789+08:00,,192.168.0.2:5000,127.0.0.1:8080,reset-by-peer,,192.168.0.2:5000 reset the connection (RST): its program aborted it or its computer restarted,
)";

constexpr auto hexDumpGolden = R"(
2026-01-31 12:00:00.123456789 -- Listening on 0.0.0.0:8080

2026-01-31 12:00:00.123456790 -- 192.168.0.2:5000 connected

2026-01-31 12:00:00.123456791 RX 192.168.0.2:5000 25
00000000  73 61 79 20 22 68 69 22  2C 20 79 6F 75 0D 0A 74  say "hi", you..t
00000010  68 65 72 65 1B 5B 32 4A  0A                       here.[2J.

2026-01-31 12:00:00.123456792 TX 192.168.0.2:5000 5
00000000  3D 31 2B 32 00                                    =1+2.

2026-01-31 12:00:00.123456793 RX 192.168.0.2:5000 3
00000000  61 E4 B8                                          a..

2026-01-31 12:00:00.123456794 RX [fe80::1]:6000 0

2026-01-31 12:00:00.123456795 RX 192.168.0.2:5000 2
00000000  AD 21                                             .!

2026-01-31 12:00:01.123456789 -- 192.168.0.2:5000 reset the connection (RST): its program aborted it or its computer restarted

)";

} // namespace

class TestExportFormats : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void fractions_data();
    void fractions();
    void golden_data();
    void golden();
    void encodings_data();
    void encodings();
    void netAssistHex();
    void netAssistOutgoing();
    void ownDatagrams();
    void formulas_data();
    void formulas();
    void byteOrderMark();
    void csvReadByPython();
    void rawStreams_data();
    void rawStreams();
    void partOfACapture();
    void names();
};

void TestExportFormats::initTestCase()
{
    qputenv("TZ", "CST-8");
    tzset();
}

void TestExportFormats::fractions_data()
{
    QTest::addColumn<qint64>("timeNs");
    QTest::addColumn<QByteArray>("digits");
    QTest::newRow("1970") << qint64(0) << QByteArray("000000000");
    QTest::newRow("after") << qint64(1'000'000'001) << QByteArray("000000001");
    QTest::newRow("before") << qint64(-1) << QByteArray("999999999");
    QTest::newRow("last") << std::numeric_limits<qint64>::max() << QByteArray("854775807");
    QTest::newRow("first") << std::numeric_limits<qint64>::min() << QByteArray("145224192");
}

void TestExportFormats::fractions()
{
    QFETCH(qint64, timeNs);
    QFETCH(QByteArray, digits);
    QByteArray out;
    RecordClock().append(out, timeNs, ' ', 9);
    QCOMPARE(out.mid(out.indexOf('.') + 1), digits);
}

void TestExportFormats::golden_data()
{
    QTest::addColumn<ExportFormat>("format");
    QTest::addColumn<QByteArray>("expected");
    const QByteArray csv = QByteArray(csvGolden).mid(1).replace('\n', "\r\n").replace('%', "\n");
    QTest::newRow("text") << ExportFormat::Text << QByteArray(::golden).mid(1);
    QTest::newRow("netassist") << ExportFormat::NetAssist << QByteArray(netAssistGolden).mid(1).replace('%', "\r\n");
    QTest::newRow("csv") << ExportFormat::Csv << csv;
    QTest::newRow("hexdump") << ExportFormat::HexDump << QByteArray(hexDumpGolden).mid(1);
}

void TestExportFormats::golden()
{
    QFETCH(ExportFormat, format);
    QFETCH(QByteArray, expected);
    LogFixture fixture;
    fill(fixture);
    const QList<QByteArray> lines = exported(fixture, format, {.codec = codec()}).split('\n');
    const QList<QByteArray> expectedLines = expected.split('\n');
    for (qsizetype i = 0; i < std::min(lines.size(), expectedLines.size()); ++i)
        QCOMPARE(QString::fromUtf8(lines[i]), QString::fromUtf8(expectedLines[i]));
    QCOMPARE(lines.size(), expectedLines.size());
}

void TestExportFormats::encodings_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("text");
    QTest::newRow("GBK") << u"GBK"_qs << QByteArray("\xc4\xe3\xba\xc3,2") << u"你好,2"_qs;
    QTest::newRow("invalid in GBK") << u"GBK"_qs << QByteArray("\xff.") << u"\\xFF."_qs;
    QTest::newRow("bidi") << u"UTF-8"_qs << QByteArray("\xe2\x80\xaetxt") << u"<U+202E>txt"_qs;
}

void TestExportFormats::encodings()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, text);
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, noon, bytes);
    const ExportOptions options{.codec = codec(name)};
    QVERIFY(exported(fixture, ExportFormat::Text, options).endsWith(u" %1\n"_qs.arg(text).toUtf8()));
    QVERIFY(exported(fixture, ExportFormat::NetAssist, options).endsWith(u">\n%1\n\n"_qs.arg(text).toUtf8()));
    const QString cell = text.contains(u',') ? u"\"%1\""_qs.arg(text) : text;
    QVERIFY(exported(fixture, ExportFormat::Csv, options).contains(u",%1,"_qs.arg(cell).toUtf8()));
}

void TestExportFormats::netAssistHex()
{
    LogFixture fixture;
    fill(fixture);
    const auto selection = std::make_shared<RangeSelection>(3, 5);
    QCOMPARE(exported(fixture, ExportFormat::NetAssist, {.codec = codec(), .hex = true}, selection),
             "[2026-01-31 12:00:00.123]# SEND HEX TO 192.168.0.2 :5000>\n3D 31 2B 32 00\n\n"
             "[2026-01-31 12:00:00.123]# RECV HEX FROM 192.168.0.2 :5000>\n61 E4 B8\n\n");
}

/// Whom we connected to is no client.
void TestExportFormats::netAssistOutgoing()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"192.168.0.2"_qs);
    TrafficLog::Writer(*fixture.log).connected(flow, false, noon);
    TrafficLog::Writer(*fixture.log).closed(flow, EventCode::ClosedByPeer, noon);
    QVERIFY(!exported(fixture, ExportFormat::NetAssist, {.codec = codec()}).contains("Client"));
}

/// What was sent to a group comes back: marked, also after it was stored.
void TestExportFormats::ownDatagrams()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"192.168.0.2"_qs);
    flow.own = true;
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, noon, "x");
    QVERIFY(fixture.records().first().own);
    const ExportOptions options{.codec = codec()};
    QVERIFY(exported(fixture, ExportFormat::Text, options).contains(" RX 192.168.0.2:5000 (own) 1 x"));
    QVERIFY(exported(fixture, ExportFormat::HexDump, options).contains(" RX 192.168.0.2:5000 (own) 1\n"));
    QVERIFY(exported(fixture, ExportFormat::Csv, options).contains(",rx,192.168.0.2:5000,127.0.0.1:8080,own,1,x,78"));
    QVERIFY(!exported(fixture, ExportFormat::Session, options).contains("expect"));
}

void TestExportFormats::formulas_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QByteArray>("cell");
    QTest::newRow("=") << QByteArray("=cmd|' /C calc'!A0") << QByteArray("'=cmd|' /C calc'!A0");
    QTest::newRow("+") << QByteArray("+1") << QByteArray("'+1");
    QTest::newRow("-") << QByteArray("-1,5") << QByteArray("\"'-1,5\"");
    QTest::newRow("@") << QByteArray("@SUM(1)") << QByteArray("'@SUM(1)");
    QTest::newRow("tab") << QByteArray("\t=1") << QByteArray("'\t=1");
    QTest::newRow("cr") << QByteArray("\r=1") << QByteArray("\"'\r=1\"");
    QTest::newRow("harmless") << QByteArray("1=1") << QByteArray("1=1");
}

void TestExportFormats::formulas()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QByteArray, cell);
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, noon, bytes);
    const QByteArray row = exported(fixture, ExportFormat::Csv, {.codec = codec()});
    QVERIFY2(row.endsWith("," + cell + "," + bytes.toHex(' ').toUpper() + "\r\n"), row.constData());
}

void TestExportFormats::byteOrderMark()
{
    LogFixture fixture;
    const ExportOptions options{.codec = codec(), .byteOrderMark = true};
    QCOMPARE(exported(fixture, ExportFormat::Csv, options).first(9), "\xef\xbb\xbfnumber");
    QCOMPARE(exported(fixture, ExportFormat::Raw, options), "");
}

/// A reader that isn't ours finds every row, cell and byte.
void TestExportFormats::csvReadByPython()
{
    LogFixture fixture;
    fill(fixture);
    LogFlow flow = fixture.flow(Transport::Udp, u"10.0.0.1"_qs);
    for (int i = 0; i < 256; ++i)
        TrafficLog::Writer(*fixture.log).data(flow, Direction::Out, noon + i, QByteArray(3, char(i)) + "\"x\",\r\n");
    QFile file(fixture.folder.filePath(u"log.csv"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(exported(fixture, ExportFormat::Csv, {.codec = codec()}));
    file.close();
    QProcess python;
    python.start(u"/usr/bin/python3"_qs,
                 {u"-c"_qs,
                  u"import csv, sys\n"
                  "for row in csv.DictReader(open(sys.argv[1], encoding='utf-8', newline=''), strict=True):\n"
                  "    assert len(row) == 9 and None not in row.values(), row\n"
                  "    if row['kind'] == 'data': assert len(bytes.fromhex(row['hex'])) == int(row['bytes'])\n"
                  "    print(row['number'], row['peer'], row['hex'].replace(' ', '').lower())\n"_qs,
                  file.fileName()});
    QVERIFY(python.waitForFinished(programPatienceMs));
    QCOMPARE(python.readAllStandardError(), "");
    QByteArray expected;
    for (const Record &record : fixture.records()) {
        const QString peer = record.remote.host.isNull() ? QString() : record.remote.toString();
        expected += QByteArray::number(record.number) + ' ' + peer.toUtf8() + ' ' + record.payload.toHex() + '\n';
    }
    QCOMPARE(python.readAllStandardOutput(), expected);
}

void TestExportFormats::rawStreams_data()
{
    QTest::addColumn<StreamChoice>("choice");
    QTest::addColumn<QByteArray>("expected");
    const SocketAddress first{QHostAddress(u"10.0.0.1"_qs), 5000};
    const SocketAddress second{QHostAddress(u"::1"_qs), 5000};
    QTest::newRow("first, received") << StreamChoice{PeerId(1), {}, Direction::In} << QByteArray("a0a1a2");
    QTest::newRow("first, sent") << StreamChoice{{}, first, Direction::Out} << QByteArray("A0A1A2");
    QTest::newRow("second, received") << StreamChoice{{}, second, Direction::In} << QByteArray("b0b1b2");
    QTest::newRow("second, sent") << StreamChoice{PeerId(2), second, Direction::Out} << QByteArray("B0B1B2");
    QTest::newRow("nobody") << StreamChoice{PeerId(3), {}, Direction::In} << QByteArray();
}

void TestExportFormats::rawStreams()
{
    QFETCH(StreamChoice, choice);
    QFETCH(QByteArray, expected);
    LogFixture fixture;
    LogFlow a = fixture.flow(Transport::Tcp, u"10.0.0.1"_qs);
    LogFlow b = fixture.flow(Transport::Tcp, u"::1"_qs);
    TrafficLog::Writer(*fixture.log).connected(a, true, noon);
    for (int i = 0; i < 3; ++i) {
        const QByteArray number = QByteArray::number(i);
        TrafficLog::Writer writer(*fixture.log);
        writer.data(a, Direction::In, noon, "a" + number);
        writer.data(b, Direction::In, noon, "b" + number);
        writer.data(b, Direction::Out, noon, "B" + number);
        writer.data(a, Direction::Out, noon, "A" + number);
        writer.event({EventCode::NoPeer, {}}, noon);
    }
    const auto all = std::make_shared<RangeSelection>(*fixture.log);
    const auto stream = std::make_shared<StreamSelection>(fixture.log, all, choice);
    QCOMPARE(exported(fixture, ExportFormat::Raw, {}, stream), expected);
}

/// Where records are left out, text of the exported capture is still decoded from the right pieces.
void TestExportFormats::partOfACapture()
{
    LogFixture fixture;
    LogFlow a = fixture.flow(Transport::Tcp, u"10.0.0.1"_qs);
    LogFlow b = fixture.flow(Transport::Tcp, u"10.0.0.2"_qs);
    constexpr quint64 before = 0xffff'fffd; // more than 32 bits count soon
    a.sequence[size_t(Direction::In)] = before;
    const QByteArray text = u"中文字符"_qs.toUtf8();
    for (qsizetype i = 0; i < text.size(); ++i) {
        TrafficLog::Writer writer(*fixture.log);
        writer.data(a, Direction::In, noon, text.sliced(i, 1));
        for (qsizetype j = 0; j <= i; ++j)
            writer.data(b, Direction::In, noon, "-");
    }
    const auto all = std::make_shared<RangeSelection>(*fixture.log);
    const auto onlyA = std::make_shared<StreamSelection>(fixture.log, all, StreamChoice{.peer = a.id});
    QTemporaryDir folder;
    QFile file(folder.filePath(u"segment-000001.pcapng"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(exported(fixture, ExportFormat::Pcapng, {}, onlyA));
    file.close();
    LogFixture copy;
    copy.log = TrafficLog::reopen({.directory = folder.path(), .file = {}}).value();
    const QList<Record> records = copy.records();
    QCOMPARE(records.size(), text.size());
    for (const Record &record : records) {
        QCOMPARE(record.previousInStream, quint32(record.number == 0 ? 0 : 1));
        QCOMPARE(record.streamOffset, before + record.number);
    }
    const QByteArray lines = exported(copy, ExportFormat::Text, {.codec = codec()});
    QVERIFY2(lines.contains(u"1 字"_qs.toUtf8()), lines.constData());
    QCOMPARE(exported(copy, ExportFormat::Raw, {}), text);
}

void TestExportFormats::names()
{
    QCOMPARE(exportFormats().size(), size_t(ExportFormat::Session) + 1);
    for (const ExportFormatInfo &format : exportFormats()) {
        const auto found = exportFormatFromName(QLatin1StringView(format.name));
        QVERIFY(found && &exportFormatInfo(*found) == &format);
    }
    QVERIFY(exportFormatFromName(u"xml"_qs).error().message.contains(u"netassist"));
}

QTEST_GUILESS_MAIN(TestExportFormats)
#include "tst_exportformats.moc"
