// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/exportrecords.h"
#include "tests/unit/log/logfixture.h"
#include "tests/unit/log/readonlyfolder.h"

#include <QDir>
#include <QFile>
#include <QTest>

#include <sys/resource.h>

/// Logs that a crash, a bad disk or a stranger left damaged: what can be read is shown, the rest is marked at its
/// place, and no byte of it is ever changed.
class TestLogRecovery : public QObject
{
    Q_OBJECT
private slots:
    void damageInTheMiddle_data();
    void damageInTheMiddle();
    void severalDamages();
    void damagedHeader();
    void unreadableSegment();
    void missingSegment();
    void nothingIsReadable();
    void cannotBeWritten();
    void noDescriptors();
    void goesOnBehindDamage();
    void quotaDropsDamagedSegments();
    void distancesEndAtDamage();
    void emptySegmentsDoNotPileUp();
    void exportsTheMark();

private:
    /// Writes datagrams with ascending numbers as text.
    static void write(LogFixture &fixture, int from, int to);
    /// The payloads, and for events their names.
    static QStringList script(const std::shared_ptr<const TrafficLog> &log);
    static QStringList numbers(int from, int to);
    static QByteArray bytesOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static void put(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write(bytes), bytes.size());
    }
    /// Where the block of the record with this payload begins: IPv4, UDP.
    static qsizetype blockOf(const QByteArray &bytes, int number)
    {
        constexpr qsizetype headers = 28 + 20 + 8;
        const QByteArray text = QByteArray::number(number).rightJustified(8, '0');
        return bytes.indexOf(text) - headers;
    }
};

void TestLogRecovery::write(LogFixture &fixture, int from, int to)
{
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    for (int i = from; i < to; ++i)
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, i + 1, QByteArray::number(i).rightJustified(8, '0'));
}

QStringList TestLogRecovery::script(const std::shared_ptr<const TrafficLog> &log)
{
    LogReader reader(log);
    QStringList lines;
    for (RecordNumber number = log->first(); number < log->end(); ++number) {
        const auto record = reader.read(number);
        lines.append(!record                                ? u"?"_qs
                         : record->kind == RecordKind::Data ? QString::number(record->payload.toInt())
                                                            : eventName(record->event.code));
    }
    return lines;
}

QStringList TestLogRecovery::numbers(int from, int to)
{
    QStringList lines;
    for (int i = from; i < to; ++i)
        lines.append(QString::number(i));
    return lines;
}

void TestLogRecovery::damageInTheMiddle_data()
{
    QTest::addColumn<int>("offset"); // into the block of record 100
    QTest::addColumn<QByteArray>("bytes");
    QTest::newRow("length 0") << 4 << QByteArray(4, '\0');
    QTest::newRow("huge length") << 4 << QByteArray(4, '\xff');
    QTest::newRow("length of another block") << 4 << QByteArray("\x40\0\0\0", 4);
    QTest::newRow("type") << 0 << QByteArray(4, '\xff');
    QTest::newRow("zeroes") << 0 << QByteArray(60, '\0');
    QTest::newRow("packet") << 28 << QByteArray(8, '\xff');
    QTest::newRow("frame") << 0 << QByteArray(20, 'x');
}

void TestLogRecovery::damageInTheMiddle()
{
    QFETCH(int, offset);
    QFETCH(QByteArray, bytes);
    LogFixture fixture;
    write(fixture, 0, 200);
    fixture.log.reset();
    const QString path = fixture.folder.filePath(u"segment-000001.pcapng"_qs);
    QByteArray content = bytesOf(path);
    content.replace(blockOf(content, 100) + offset, bytes.size(), bytes);
    put(path, content);

    fixture.log = TrafficLog::reopen(fixture.options).value();
    QCOMPARE(script(fixture.log), numbers(0, 100) + QStringList(u"log-damaged"_qs) + numbers(101, 200));
    QVERIFY(fixture.log->isDamaged());
    QCOMPARE(fixture.log->counters().rxRecords, 199U);
    QVERIFY(bytesOf(path) == content);
    // From anywhere, too.
    LogReader reader(fixture.log);
    for (const RecordNumber number : {199, 3, 101, 100, 99, 150, 100, 102})
        QCOMPARE(reader.read(number).value().number, number);
    QCOMPARE(reader.read(100).value().event.code, EventCode::LogDamaged);
    QCOMPARE(reader.read(100).value().timeNs, 100); // of the record before
    // And where the user opens the file himself.
    QCOMPARE(script(TrafficLog::openFile(path).value()),
             numbers(0, 100) + QStringList(u"log-damaged"_qs) + numbers(101, 200));
}

void TestLogRecovery::severalDamages()
{
    LogFixture fixture;
    write(fixture, 0, 300);
    fixture.log.reset();
    const QString path = fixture.folder.filePath(u"segment-000001.pcapng"_qs);
    QByteArray content = bytesOf(path);
    const qsizetype from = blockOf(content, 50) + 12;
    content.replace(from, blockOf(content, 70) + 4 - from, QByteArray(blockOf(content, 70) + 4 - from, '\x55'));
    content.replace(blockOf(content, 200), 4, "\xee\xee\xee\xee");
    content.chop(10);
    put(path, content);
    fixture.log = TrafficLog::reopen(fixture.options).value();
    const QStringList mark(u"log-damaged"_qs);
    QCOMPARE(script(fixture.log), numbers(0, 50) + mark + numbers(71, 200) + mark + numbers(201, 299) + mark);
    QVERIFY(bytesOf(path) == content);
}

/// It was taken for an empty file, and cut to nothing.
void TestLogRecovery::damagedHeader()
{
    LogFixture fixture;
    write(fixture, 0, 10);
    fixture.log.reset();
    const QString path = fixture.folder.filePath(u"segment-000001.pcapng"_qs);
    QByteArray content = bytesOf(path);
    content.replace(0, 16, QByteArray(16, '\0'));
    put(path, content);
    fixture.log = TrafficLog::reopen(fixture.options).value();
    QCOMPARE(script(fixture.log), QStringList(u"log-damaged"_qs) + numbers(0, 10));
    QVERIFY(bytesOf(path) == content);
}

void TestLogRecovery::unreadableSegment()
{
    LogFixture fixture(5'000);
    write(fixture, 0, 200);
    const auto second = fixture.log->index().groupOf(100).value().segment;
    QVERIFY(second > 1);
    const RecordNumber first = [&] {
        RecordNumber number = 100;
        while (fixture.log->index().groupOf(number - 1)->segment == second)
            --number;
        return number;
    }();
    const RecordNumber end = [&] {
        RecordNumber number = 100;
        while (fixture.log->index().groupOf(number)->segment == second)
            ++number;
        return number;
    }();
    const QString path = fixture.log->segmentPath(second);
    fixture.log.reset();
    QVERIFY(QFile::remove(path) && QDir().mkdir(path)); // also root cannot read it
    fixture.log = TrafficLog::reopen(fixture.options).value();
    QCOMPARE(script(fixture.log),
             numbers(0, int(first)) + QStringList(u"log-part-unreadable"_qs) + numbers(int(end), 200));
    QVERIFY(!fixture.log->isSealed());
}

void TestLogRecovery::missingSegment()
{
    LogFixture fixture(5'000);
    write(fixture, 0, 200);
    QVERIFY(QFile::exists(fixture.log->segmentPath(4)));
    const QString paths[] = {fixture.log->segmentPath(2), fixture.log->segmentPath(3)};
    fixture.log.reset();
    for (const QString &path : paths)
        QVERIFY(QFile::remove(path));
    fixture.log = TrafficLog::reopen(fixture.options).value();
    const QStringList lines = script(fixture.log);
    QCOMPARE(lines.count(u"log-missing"_qs), 1);
    QVERIFY(lines.first() == u"0" && lines.last() == u"199");
    const auto mark = LogReader(fixture.log).read(RecordNumber(lines.indexOf(u"log-missing"_qs)));
    QCOMPARE(mark->event.more, 1U);
}

void TestLogRecovery::nothingIsReadable()
{
    LogFixture fixture;
    const QString path = fixture.log->segmentPath(1);
    fixture.log.reset();
    QVERIFY(QFile::remove(path) && QDir().mkdir(path));
    const auto log = TrafficLog::reopen(fixture.options);
    QVERIFY(!log);
    QVERIFY2(log.error().message.contains(u"segment-000001"), qPrintable(log.error().message));
    QVERIFY(QFileInfo::exists(path));
}

/// A read-only disk: the log is shown, sealed.
void TestLogRecovery::cannotBeWritten()
{
    LogFixture fixture;
    write(fixture, 0, 10);
    fixture.log.reset();
    const ReadOnlyFolder readOnly(fixture.folder.path());
    if (!readOnly.isReadOnly())
        QSKIP("neither permissions nor a mount can make a folder read-only here");
    const auto log = TrafficLog::reopen(fixture.options).value();
    QCOMPARE(script(log), numbers(0, 10));
    QVERIFY(log->isSealed());
    QVERIFY2(log->writeProblem().contains(u"segment-000002"), qPrintable(log->writeProblem()));
}

void TestLogRecovery::noDescriptors()
{
    LogFixture fixture;
    write(fixture, 0, 10);
    fixture.log.reset();
    const QByteArray content = bytesOf(fixture.folder.filePath(u"segment-000001.pcapng"_qs));
    rlimit before{};
    ::getrlimit(RLIMIT_NOFILE, &before);
    rlimit none = before;
    none.rlim_cur = 0;
    ::setrlimit(RLIMIT_NOFILE, &none);
    const auto log = TrafficLog::reopen(fixture.options);
    ::setrlimit(RLIMIT_NOFILE, &before);
    QVERIFY(!log || (*log)->isSealed()); // the folder cannot even be listed
    QVERIFY(bytesOf(fixture.folder.filePath(u"segment-000001.pcapng"_qs)) == content);
    QCOMPARE(script(TrafficLog::reopen(fixture.options).value()), numbers(0, 10));
}

/// What is appended later stands behind the marks, which are found again, and not doubled, each time.
void TestLogRecovery::goesOnBehindDamage()
{
    LogFixture fixture;
    write(fixture, 0, 100);
    fixture.log.reset();
    const QString path = fixture.folder.filePath(u"segment-000001.pcapng"_qs);
    QByteArray content = bytesOf(path);
    content.replace(blockOf(content, 30), 4, "\xee\xee\xee\xee");
    content.chop(10);
    put(path, content);
    const QStringList mark(u"log-damaged"_qs);
    for (int round = 0; round < 3; ++round) {
        fixture.log = TrafficLog::reopen(fixture.options).value();
        QVERIFY(!fixture.log->isSealed() && fixture.log->writeProblem().isEmpty());
        write(fixture, 100 + round * 70, 170 + round * 70);
        QCOMPARE(script(fixture.log), numbers(0, 30) + mark + numbers(31, 99) + mark + numbers(100, 170 + round * 70));
        fixture.log.reset();
    }
    QVERIFY(bytesOf(path) == content);
}

void TestLogRecovery::quotaDropsDamagedSegments()
{
    LogFixture fixture(10'000, 50'000);
    write(fixture, 0, 90);
    fixture.log.reset();
    const QString path = fixture.folder.filePath(u"segment-000001.pcapng"_qs);
    QByteArray content = bytesOf(path);
    content.replace(blockOf(content, 30), 4, "\xee\xee\xee\xee");
    put(path, content);
    fixture.log = TrafficLog::reopen(fixture.options).value();
    write(fixture, 90, 2000);
    QVERIFY(fixture.log->first() > 90);
    QTRY_VERIFY(!QFile::exists(path));
    const QStringList lines = script(fixture.log);
    QCOMPARE(lines, numbers(2000 - int(lines.size()), 2000));
}

void TestLogRecovery::distancesEndAtDamage()
{
    LogFixture fixture;
    write(fixture, 0, 100);
    fixture.log.reset();
    const QString path = fixture.folder.filePath(u"segment-000001.pcapng"_qs);
    QByteArray content = bytesOf(path);
    content.replace(blockOf(content, 50), blockOf(content, 53) - blockOf(content, 50),
                    QByteArray(blockOf(content, 53) - blockOf(content, 50), '\0'));
    put(path, content);
    fixture.log = TrafficLog::reopen(fixture.options).value();
    LogReader reader(fixture.log);
    QCOMPARE(reader.read(50)->event.code, EventCode::LogDamaged);
    QCOMPARE(reader.read(51)->previousInStream, 0U);
    QCOMPARE(reader.view(51)->previousInStream, 0U);
    QCOMPARE(reader.read(52)->previousInStream, 1U);
}

void TestLogRecovery::emptySegmentsDoNotPileUp()
{
    LogFixture fixture;
    write(fixture, 0, 10);
    for (int round = 0; round < 5; ++round) {
        fixture.log.reset();
        fixture.log = TrafficLog::reopen(fixture.options).value();
        QCOMPARE(script(fixture.log), numbers(0, 10));
    }
    QCOMPARE(QDir(fixture.folder.path()).entryList(QDir::Files).size(), 2);
}

void TestLogRecovery::exportsTheMark()
{
    LogFixture fixture;
    write(fixture, 0, 20);
    fixture.log.reset();
    const QString path = fixture.folder.filePath(u"segment-000001.pcapng"_qs);
    QByteArray content = bytesOf(path);
    content.replace(blockOf(content, 10), 4, "\xee\xee\xee\xee");
    put(path, content);
    const std::shared_ptr<const TrafficLog> log = TrafficLog::reopen(fixture.options).value();
    const QString copy = fixture.folder.filePath(u"copy.pcapng"_qs);
    QVERIFY(exportToFile({log, std::make_shared<RangeSelection>(*log), ExportFormat::Pcapng, {}}, copy, {}));
    QCOMPARE(script(TrafficLog::openFile(copy).value()),
             numbers(0, 10) + QStringList(u"log-damaged"_qs) + numbers(11, 20));
}

QTEST_GUILESS_MAIN(TestLogRecovery)
#include "tst_logrecovery.moc"
