// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/exportrecords.h"
#include "model/log/import/capturekind.h"
#include "model/log/pcapng/blockwriter.h"
#include "model/log/pcapng/pcapng.h"
#include "tests/unit/log/importfixture.h"
#include "tests/unit/log/logfixture.h"

/// Captures of our own, opened where they are; and what is no capture.
class TestOpenFile : public QObject
{
    Q_OBJECT
private slots:
    void showsWhatWasLogged();
    void writesNothing();
    void isNotSavedOverItself();
    void everyCut();
    void damageInTheMiddle();
    void otherVersions();
    void damagedBeginning();
    void bytesTakenOut();
    void kinds_data();
    void kinds();
    void stops();

private:
    /// The bytes of a small log of every sort of record.
    static QByteArray capture();
};

QByteArray TestOpenFile::capture()
{
    LogFixture fixture;
    LogFlow tcp = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    LogFlow udp = fixture.flow(Transport::Udp, u"::1"_qs);
    {
        TrafficLog::Writer writer(*fixture.log);
        writer.event({EventCode::Listening, {u"127.0.0.1:8080"_qs}}, 1);
        writer.connected(tcp, true, 2);
        writer.data(tcp, Direction::In, 3, "hello");
        writer.data(udp, Direction::Out, 4, "datagram");
        writer.data(tcp, Direction::Out, 5, "world");
        writer.closed(tcp, EventCode::ClosedByPeer, 6);
    }
    QFile file(fixture.log->segmentPath(1));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestOpenFile::showsWhatWasLogged()
{
    ImportFixture fixture;
    const auto log = TrafficLog::openFile(fixture.write(capture())).value();
    QCOMPARE(fixture.script(log),
             (QStringList{u"0 listening 127.0.0.1:8080"_qs, u"1 connected 127.0.0.1:5000"_qs, u"1 > hello"_qs,
                          u"2 < datagram"_qs, u"1 < world"_qs, u"1 closed-by-peer 127.0.0.1:5000"_qs}));
    QCOMPARE(log->counters().rxBytes, 5U);
    QCOMPARE(log->counters().txRecords, 2U);
    QCOMPARE(log->unreadBytes(), 0);
}

void TestOpenFile::writesNothing()
{
    ImportFixture fixture;
    const QByteArray bytes = capture() + "torn";
    const QString path = fixture.write(bytes);
    QFile::setPermissions(path, QFile::ReadOwner);
    {
        const auto log = TrafficLog::openFile(path).value();
        QVERIFY(log->isSealed());
        QCOMPARE(log->unreadBytes(), 4);
        const RecordNumber end = log->end();
        LogFlow flow;
        flow.id = log->nextPeerId();
        TrafficLog::Writer(*log).data(flow, Direction::In, 1, "more");
        TrafficLog::Writer(*log).event({EventCode::NoPeer, {}}, 1);
        QCOMPARE(log->end(), end);
        QCOMPARE(log->counters().rxRecords, 1U);
        QVERIFY(!log->takeFileEvent());
    }
    QFile file(path);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), bytes);
    QCOMPARE(QDir(fixture.folder.path()).entryList(QDir::Files), QStringList(u"capture.pcap"_qs));
}

void TestOpenFile::isNotSavedOverItself()
{
    ImportFixture fixture;
    const QByteArray bytes = capture();
    const QString path = fixture.write(bytes);
    const auto log = TrafficLog::openFile(path).value();
    const auto saved = exportToFile({log, std::make_shared<RangeSelection>(*log), ExportFormat::Pcapng, {}}, path, {});
    QVERIFY(!saved);
    QVERIFY(saved.error().message.contains(u"another name"));
    QCOMPARE(fixture.script(log).size(), 6);
}

void TestOpenFile::everyCut()
{
    ImportFixture fixture;
    const QByteArray bytes = capture();
    const QStringList all = fixture.script(TrafficLog::openFile(fixture.write(bytes)).value());
    qsizetype shown = 0;
    for (qsizetype size = 0; size < bytes.size(); ++size) {
        const QString path = fixture.write(bytes.first(size));
        const auto kind = detectCaptureKind(path);
        if (size < pcapng::headerSize() && !kind) {
            QVERIFY2(kind.error().message.contains(u"capture.pcap"), qPrintable(kind.error().message));
            continue;
        }
        QVERIFY(kind);
        if (*kind == CaptureKind::Foreign) { // libpcap then says that it ends early
            QVERIFY(size < pcapng::headerSize());
            QVERIFY(!fixture.import(path) || fixture.message.isEmpty());
            continue;
        }
        const auto log = TrafficLog::openFile(path).value();
        const QStringList script = fixture.script(log);
        QCOMPARE(script, all.first(script.size()));
        QVERIFY(script.size() >= shown);
        shown = script.size();
        QCOMPARE(QFileInfo(path).size(), size); // nothing was cut off
        QVERIFY(log->unreadBytes() < pcapng::maxBlockSize);
    }
    QCOMPARE(shown, all.size() - 1);
}

void TestOpenFile::damageInTheMiddle()
{
    ImportFixture fixture;
    QByteArray bytes = capture();
    const qsizetype at = bytes.indexOf("hello") - 50;
    bytes.replace(at, 30, QByteArray(30, '\xff'));
    const auto log = TrafficLog::openFile(fixture.write(bytes)).value();
    const QStringList script = fixture.script(log);
    QVERIFY2(script.size() == 6 && script[2].contains(u"log-damaged"), qPrintable(script.join(u'\n')));
    QVERIFY(log->isDamaged());
    QVERIFY(log->unreadBytes() > 50);
}

/// Captures of other versions of the program are ours too.
void TestOpenFile::otherVersions()
{
    ImportFixture fixture;
    QByteArray bytes = capture();
    const QByteArray version = "SocketScope " SOCKETSCOPE_VERSION;
    const qsizetype padded = (version.size() + 3) / 4 * 4;
    bytes.replace(28, padded, QByteArray("SocketScope 12.34.56").leftJustified(20, '\0')); // behind the option's head
    bytes[26] = 20;
    const quint32 old = qFromLittleEndian<quint32>(bytes.data() + 4);
    const quint32 now = old + 20 - quint32(padded);
    qToLittleEndian(now, bytes.data() + 4);
    qToLittleEndian(now, bytes.data() + now - 4);
    const QString path = fixture.write(bytes);
    QVERIFY(detectCaptureKind(path) == CaptureKind::Own);
    QCOMPARE(fixture.script(TrafficLog::openFile(path).value()).size(), 6);
}

/// Whatever byte of the header is wrong, the records are shown.
void TestOpenFile::damagedBeginning()
{
    ImportFixture fixture;
    const QByteArray whole = capture();
    const auto records = TrafficLog::openFile(fixture.write(whole)).value()->end();
    for (qsizetype at = 0; at < pcapng::headerSize(); ++at) {
        if (at >= whole.indexOf("SocketScope ") && at < whole.indexOf("SocketScope ") + 12)
            continue; // read as a capture of another program then
        QByteArray bytes = whole;
        bytes[at] = char(bytes[at] ^ 4);
        const QString path = fixture.write(bytes);
        const auto kind = detectCaptureKind(path);
        QVERIFY2(kind && *kind == CaptureKind::Own, qPrintable(QString::number(at)));
        const auto log = TrafficLog::openFile(path).value();
        // Damage before the first record is marked by one more, unless it is in a part that means nothing.
        QVERIFY2(log->end() == records || log->end() == records + 1, qPrintable(QString::number(at)));
    }
}

/// What follows is no longer at a multiple of 4.
void TestOpenFile::bytesTakenOut()
{
    ImportFixture fixture;
    const QByteArray whole = capture();
    const auto records = TrafficLog::openFile(fixture.write(whole)).value()->end();
    const qsizetype hello = whole.indexOf("hello");
    for (int count = 1; count <= 3; ++count) {
        const QString path = fixture.write(QByteArray(whole).remove(hello, count));
        const auto log = TrafficLog::openFile(path).value();
        QVERIFY(log->isDamaged());
        QCOMPARE(log->end(), records); // a mark stands for the one that is damaged
    }
}

void TestOpenFile::kinds_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("why"); // empty: Foreign
    const QString none = u"not a capture file"_qs;
    QTest::newRow("empty") << QByteArray() << u"empty"_qs;
    QTest::newRow("text") << QByteArray("hello, this is a text\n") << none;
    QTest::newRow("one byte") << QByteArray("\x0a") << none;
    QTest::newRow("picture") << QByteArray("\x89PNG\r\n\x1a\n and so on") << none;
    QTest::newRow("zeroes") << QByteArray(1000, '\0') << none;
    QTest::newRow("damaged gzip") << QByteArray("\x1f\x8b\x08\x00 and so on", 14) << u"damaged"_qs;
    QTest::newRow("zstd") << QByteArray("\x28\xb5\x2f\xfd and so on", 14) << u"unzstd"_qs;
    QTest::newRow("xz") << QByteArray("\xfd\x37zXZ\0 and so on", 16) << u"unxz"_qs;
    QTest::newRow("pcap's magic only") << QByteArray("\xd4\xc3\xb2\xa1", 4) << u"within its header"_qs;
    QTest::newRow("pcapng's magic only") << QByteArray("\x0a\x0d\x0d\x0a", 4) << u"within its header"_qs;
    QTest::newRow("pcap") << QByteArray("\xd4\xc3\xb2\xa1", 4) + QByteArray(20, '\0') << QString();
    QTest::newRow("pcap, big-endian") << QByteArray("\xa1\xb2\xc3\xd4", 4) + QByteArray(20, '\0') << QString();
    QByteArray rewritten = capture();
    for (qsizetype at = 0; (at = rewritten.indexOf(QByteArray("\x01\x80\x08\x00", 4), at)) >= 0;)
        rewritten[at] = '\x02'; // another option
    QTest::newRow("ours without numbers of peers") << rewritten << QString();
}

void TestOpenFile::kinds()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, why);
    ImportFixture fixture;
    const QString path = fixture.write(bytes);
    const auto kind = detectCaptureKind(path);
    QCOMPARE(kind.has_value(), why.isEmpty());
    if (kind) {
        QVERIFY(*kind == CaptureKind::Foreign);
        return;
    }
    QVERIFY2(kind.error().message.contains(why), qPrintable(kind.error().message));
    QVERIFY(kind.error().message.contains(path));
    QVERIFY(!detectCaptureKind(fixture.folder.path()));
    QVERIFY(!detectCaptureKind(u"/nonexistent/file.pcap"_qs));
}

void TestOpenFile::stops()
{
    LogFixture source;
    LogFlow flow = source.flow(Transport::Udp, u"127.0.0.1"_qs);
    {
        TrafficLog::Writer writer(*source.log);
        for (int i = 0; i < 40'000; ++i)
            writer.data(flow, Direction::In, i, "x");
    }
    int calls = 0;
    const auto log = TrafficLog::openFile(source.log->segmentPath(1), [&](qint64 done, qint64 total) {
        ++calls;
        return done > total;
    });
    QCOMPARE(calls, 1);
    QVERIFY(log.value()->end() < 40'000);
}

QTEST_GUILESS_MAIN(TestOpenFile)
#include "tst_openfile.moc"
