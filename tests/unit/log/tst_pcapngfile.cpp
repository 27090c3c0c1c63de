// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/import/capturekind.h"
#include "tests/unit/log/importfixture.h"
#include "tests/unit/log/pcapbuilder.h"

#include <QProcess>

/// pcapng of other programs, block by block.
class TestPcapngFile : public QObject
{
    Q_OBJECT
private slots:
    void clocks_data();
    void clocks();
    void kindsOfBlocks();
    void brokenBlocks_data();
    void brokenBlocks();
    void cutFile();
    void compressed_data();
    void compressed();

private:
    static QByteArray number(quint32 value, int size = 4)
    {
        value = qToLittleEndian(value);
        return QByteArray(reinterpret_cast<const char *>(&value), size);
    }
    static QByteArray block(quint32 type, QByteArray body)
    {
        body.append((4 - body.size() % 4) % 4, '\0');
        const QByteArray length = number(quint32(body.size()) + 12);
        return number(type) + length + body + length;
    }
    static QByteArray section() { return block(0x0a0d0d0a, number(0x1a2b3c4d) + number(1) + QByteArray(8, '\xff')); }
    static QByteArray interface(const QByteArray &options = {}, quint32 linkType = 101, quint32 snapLength = 0)
    {
        return block(1, number(linkType) + number(snapLength) + options);
    }
    static QByteArray resolution(char value) { return number(9, 2) + number(1, 2) + value + QByteArray(3, '\0'); }
    static QByteArray offset(qint64 seconds)
    {
        return number(14, 2) + number(8, 2) + number(quint32(seconds)) + number(quint32(quint64(seconds) >> 32));
    }
    static QByteArray packet(const QByteArray &bytes, quint64 time = 0, quint32 id = 0)
    {
        return block(6,
                     number(id) + number(quint32(time >> 32)) + number(quint32(time)) + number(quint32(bytes.size()))
                         + number(quint32(bytes.size())) + bytes);
    }
    static QByteArray datagram(const QByteArray &payload)
    {
        return udpPacket({QHostAddress(u"10.0.0.2"_qs), 1}, {QHostAddress(u"10.0.0.1"_qs), 2}, payload);
    }
};

void TestPcapngFile::clocks_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<quint64>("time");
    QTest::addColumn<qint64>("expected");
    const auto row = [](const char *name, const QByteArray &options, quint64 time, qint64 expected) {
        QTest::newRow(name) << options << time << expected;
    };
    constexpr qint64 second = 1'000'000'000;
    row("microseconds unless told otherwise", {}, 1'700'000'000'123'456, 1'700'000'000'123'456'000);
    row("nanoseconds", resolution(9), 1'700'000'000'123'456'789, 1'700'000'000'123'456'789);
    row("seconds", resolution(0), 1'700'000'000, 1'700'000'000 * second);
    row("picoseconds", resolution(12), 1'234'567'890'123'456'789, 1'234'567 * second + 890'123'456);
    row("finer than all", resolution(127), ~quint64(0), 0);
    row("powers of two", resolution(char(0x80 | 10)), (quint64(1'700'000'000) << 10) + 512,
        1'700'000'000 * second + second / 2);
    row("powers of two, fine", resolution(char(0x80 | 60)), (quint64(3) << 60) + (quint64(1) << 58),
        3 * second + second / 4);
    row("powers of two, finer than all", resolution(char(0xff)), ~quint64(0), 0);
    row("shifted", offset(1000), 5'000'000, 1005 * second);
    row("before 1970", offset(-10), 1'250'000, -9 * second + 250'000'000);
    row("before 1900", offset(std::numeric_limits<qint64>::min()), 0, -2'208'988'800 * second);
    row("far future", offset(std::numeric_limits<qint64>::max()), ~quint64(0) / 2,
        7'000'000'000 * second + 775'807'000);
    row("largest", resolution(9), ~quint64(0), 7'000'000'000 * second + 709'551'615);
}

void TestPcapngFile::clocks()
{
    QFETCH(QByteArray, options);
    QFETCH(quint64, time);
    QFETCH(qint64, expected);
    ImportFixture fixture;
    const auto log = fixture.import(section() + interface(options) + packet(datagram("x"), time));
    QVERIFY2(log, qPrintable(fixture.message));
    const auto records = fixture.records(log);
    QCOMPARE(records.size(), 1);
    QCOMPARE(records[0].timeNs, expected);
}

void TestPcapngFile::kindsOfBlocks()
{
    const QByteArray simple = datagram("simple");
    const QByteArray old = datagram("old");
    const QByteArray capture = section() + block(0x80001234, QByteArray(300'000, 'x')) + interface()
        + block(4, "names!") + packet(datagram("first"), 2'000'000) + block(3, number(quint32(simple.size())) + simple)
        + block(2, number(0) + number(0) + number(9) + number(quint32(old.size())) + number(quint32(old.size())) + old)
        + block(5, "statistics, and more") + packet(datagram("last"), 3'000'000);
    ImportFixture fixture;
    const auto log = fixture.import(capture);
    QVERIFY2(log, qPrintable(fixture.message));
    QCOMPARE(fixture.script(log), (QStringList{u"1 > first"_qs, u"1 > simple"_qs, u"1 > old"_qs, u"1 > last"_qs}));
    QCOMPARE(fixture.records(log).at(1).timeNs, 2'000'000'000); // has none: that of the packet before
    QCOMPARE(fixture.records(log).at(2).timeNs, 9'000);
}

void TestPcapngFile::brokenBlocks_data()
{
    QTest::addColumn<QByteArray>("between");
    QTest::addColumn<QString>("expected"); // at the end of the script
    const QString goesOn = u"0 capture-skipped 0 0 1"_qs;
    QTest::newRow("interface that is not described") << packet(datagram("x"), 0, 7) << goesOn;
    QTest::newRow("packet longer than its block")
        << block(6, QByteArray(12, '\0') + number(5000) + number(5000) + "x") << goesOn;
    QTest::newRow("block too short for a packet") << block(6, "short") << goesOn;
    QTest::newRow("simple packet without a length") << block(3, {}) << goesOn;
    QTest::newRow("length below that of a block")
        << number(6) + number(4) + number(4) << u"a block with an invalid length at byte 132"_qs;
    QTest::newRow("huge packet block") << number(6) + number(17 << 20) + QByteArray((17 << 20) - 12, '\0')
            + number(17 << 20) << u"a block with an invalid length at byte 132"_qs;
    QTest::newRow("another byte order mark")
        << block(0x0a0d0d0a, QByteArray(16, 'x')) << u"a section of an unknown version at byte 132"_qs;
}

/// What can be read is shown, and the rest is told.
void TestPcapngFile::brokenBlocks()
{
    QFETCH(QByteArray, between);
    QFETCH(QString, expected);
    ImportFixture fixture;
    const auto log = fixture.import(section() + interface() + interface({}, 187) + packet(datagram("good")) + between
                                    + packet(datagram("behind")));
    QVERIFY2(log, qPrintable(fixture.message));
    const QStringList script = fixture.script(log);
    const bool goesOn = expected.contains(u"skipped");
    QCOMPARE(script.size(), goesOn ? 3 : 2);
    QCOMPARE(script.first(), u"1 > good"_qs);
    QCOMPARE(script.contains(u"1 > behind"_qs), goesOn);
    QVERIFY2(script.last().contains(expected), qPrintable(script.last()));
}

/// Wherever a file ends.
void TestPcapngFile::cutFile()
{
    const QByteArray head = section() + interface() + packet(datagram("one"));
    const QByteArray all = head + packet(datagram("two"));
    ImportFixture fixture;
    for (qsizetype size = head.size(); size < all.size(); ++size) {
        const auto log = fixture.import(all.first(size));
        QVERIFY2(log, qPrintable(fixture.message));
        const QStringList script = fixture.script(log);
        QCOMPARE(script.first(), u"1 > one"_qs);
        QCOMPARE(script.size(), size == head.size() ? 1 : 2);
        if (size > head.size()) {
            const QString rest = u"Its last %1 bytes are not shown."_qs.arg(size - head.size());
            QVERIFY2(script.last().endsWith(rest), qPrintable(script.last()));
        }
    }
}

void TestPcapngFile::compressed_data()
{
    QTest::addColumn<bool>("pcapng");
    QTest::addColumn<bool>("cut");
    for (const bool pcapng : {false, true}) {
        QTest::addRow("%s", pcapng ? "pcapng" : "pcap") << pcapng << false;
        QTest::addRow("%s, cut off", pcapng ? "pcapng" : "pcap") << pcapng << true;
    }
}

void TestPcapngFile::compressed()
{
    QFETCH(bool, pcapng);
    QFETCH(bool, cut);
    QByteArray capture = section() + interface();
    PcapBuilder pcap(101);
    for (int i = 0; i < 2000; ++i) {
        const QByteArray bytes = datagram(QByteArray::number(i));
        capture += packet(bytes);
        pcap.packet(bytes);
    }
    ImportFixture fixture;
    const QString path = fixture.write(pcapng ? capture : pcap.bytes());
    QProcess gzip;
    gzip.start(u"gzip"_qs, {path});
    QVERIFY(gzip.waitForFinished(programPatienceMs));
    QFile packed(path + u".gz"_qs);
    if (cut)
        QVERIFY(packed.resize(packed.size() / 2));
    QVERIFY(detectCaptureKind(packed.fileName()) == CaptureKind::Foreign);
    const auto log = fixture.import(packed.fileName());
    QVERIFY2(log, qPrintable(fixture.message));
    const QStringList script = fixture.script(log);
    const QStringList shown = script.filter(u" > "_qs);
    for (int i = 0; i < shown.size(); ++i)
        QCOMPARE(shown[i], u"1 > %1"_qs.arg(i));
    if (cut) {
        QVERIFY(shown.size() > 100 && shown.size() < 2000);
        QVERIFY2(script.last().contains(u"damaged or cut off"), qPrintable(script.last()));
    } else {
        QCOMPARE(script.size(), 2000);
    }
    QVERIFY(QDir(fixture.folder.path()).entryList({u"unpacked"_qs}).isEmpty());
}

QTEST_GUILESS_MAIN(TestPcapngFile)
#include "tst_pcapngfile.moc"
