// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/backgroundexport.h"
#include "model/log/pcapng/blockreader.h"
#include "tests/unit/log/logfixture.h"

#include <QBuffer>
#include <QSignalSpy>
#include <QTest>

#include <csignal>
#include <sys/resource.h>

class TestBackgroundExport : public QObject
{
    Q_OBJECT
private slots:
    void savesPcapng();
    void savesText();
    void cancelled();
    void cancelledWhileChoosing();
    void cancelledAtTheLastMoment();
    void cancelledAtTheNextRecord();
    void cannotWrite();
    void keepsTheOldFile();
    void tellsWhatIsMissing();

private:
    static void fill(LogFixture &fixture, int count);
    static ExportRequest request(const LogFixture &fixture, ExportFormat format);
};

void TestBackgroundExport::fill(LogFixture &fixture, int count)
{
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    TrafficLog::Writer(*fixture.log).connected(flow, true, 1);
    for (int i = 1; i < count; ++i)
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, i, "line " + QByteArray::number(i) + "\n");
}

ExportRequest TestBackgroundExport::request(const LogFixture &fixture, ExportFormat format)
{
    return {fixture.log,
            std::make_shared<RangeSelection>(*fixture.log),
            format,
            {.codec = TextCodec::find(u"UTF-8"_qs).value()}};
}

/// Several segments become one capture, the rest of a handshake included.
void TestBackgroundExport::savesPcapng()
{
    LogFixture fixture(5'000);
    fill(fixture, 300);
    QTemporaryDir folder;
    QDir(folder.path()).mkdir(u"saved"_qs);
    const QString file = folder.filePath(u"saved/segment-000001.pcapng"_qs);
    BackgroundExport exporter;
    QSignalSpy finished(&exporter, &BackgroundExport::finished);
    exporter.start(request(fixture, ExportFormat::Pcapng), file);
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY2(finished[0][0].toBool(), qPrintable(finished[0][1].toString()));
    TrafficLog::Options options;
    options.directory = folder.filePath(u"saved"_qs);
    const auto saved = TrafficLog::reopen(options).value();
    QCOMPARE(saved->end(), RecordNumber(300));
    LogReader reader(saved);
    QVERIFY(reader.read(0).value().event.code == EventCode::Connected);
    QCOMPARE(reader.read(299).value().payload, "line 299\n");
    QFile bytes(file);
    QVERIFY(bytes.open(QIODevice::ReadOnly));
    QByteArrayView rest = bytes.readAll();
    const QByteArray all = bytes.seek(0) ? bytes.readAll() : QByteArray();
    int blocks = 0;
    for (rest = all; !rest.isEmpty(); ++blocks)
        rest = rest.sliced(pcapng::blockLength(rest));
    QCOMPARE(blocks, 2 + 3 + 299);
}

void TestBackgroundExport::savesText()
{
    LogFixture fixture;
    fill(fixture, 3);
    QTemporaryDir folder;
    const QString name = folder.filePath(u"log.txt"_qs);
    BackgroundExport exporter;
    QSignalSpy finished(&exporter, &BackgroundExport::finished);
    exporter.start(request(fixture, ExportFormat::Text), name);
    QTRY_COMPARE(finished.size(), 1);
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY2(lines[0].endsWith(u"-- 127.0.0.1:5000 connected"), qPrintable(lines[0]));
    QVERIFY2(lines[1].endsWith(u"RX 127.0.0.1:5000 7 line 1␊"), qPrintable(lines[1]));
}

void TestBackgroundExport::cancelled()
{
    LogFixture fixture;
    fill(fixture, 5'000);
    QTemporaryDir folder;
    BackgroundExport exporter;
    QSignalSpy finished(&exporter, &BackgroundExport::finished);
    auto endless = request(fixture, ExportFormat::Pcapng);
    endless.selection = std::make_shared<RangeSelection>(0, RecordNumber(1) << 60);
    exporter.start(endless, folder.filePath(u"x"_qs));
    exporter.cancel();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!finished[0][0].toBool());
    QVERIFY(finished[0][1].toString().isEmpty());
    QCOMPARE(QDir(folder.path()).entryList(QDir::NoDotAndDotDot | QDir::AllEntries), QStringList());
}

/// A search that finds nothing must be possible to cancel, too.
void TestBackgroundExport::cancelledWhileChoosing()
{
    LogFixture fixture;
    fill(fixture, 300);
    BackgroundExport exporter;
    QSignalSpy finished(&exporter, &BackgroundExport::finished);
    auto endless = request(fixture, ExportFormat::Raw);
    endless.selection = std::make_shared<StreamSelection>(
        fixture.log, std::make_shared<RangeSelection>(0, RecordNumber(1) << 60), StreamChoice{.peer = PeerId(99)});
    exporter.start(endless, fixture.folder.filePath(u"x"_qs));
    exporter.cancel();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!QFile::exists(fixture.folder.filePath(u"x"_qs)));
}

/// Whenever it is cancelled, even after the last record, nothing stays under the file's name.
void TestBackgroundExport::cancelledAtTheLastMoment()
{
    LogFixture fixture;
    fill(fixture, 40);
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"saved.txt"_qs);
    const auto cancelAfter = [&](int questions) {
        int asked = 0;
        const auto summary = exportToFile(request(fixture, ExportFormat::Text), file,
                                          [&](quint64, quint64) { return ++asked < questions; });
        return std::pair(asked, summary.has_value() && summary->cancelled);
    };
    const int all = cancelAfter(std::numeric_limits<int>::max()).first;
    QVERIFY(all > 0 && QFile::remove(file));
    for (int questions = all; questions > 0; --questions) {
        QCOMPARE(cancelAfter(questions), std::pair(questions, true));
        QVERIFY(!QFile::exists(file));
    }
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList());
}

/// However large the records are, and none of them chosen: no other one is looked at.
void TestBackgroundExport::cancelledAtTheNextRecord()
{
    class Asked : public RangeSelection
    {
    public:
        using RangeSelection::RangeSelection;
        std::optional<RecordNumber> next(RecordNumber from, RecordNumber before) override
        {
            asked += before - from;
            return {};
        }
        RecordNumber asked = 0;
    };
    LogFixture fixture;
    auto some = request(fixture, ExportFormat::Raw);
    const auto selection = std::make_shared<Asked>(10, 10'000);
    some.selection = selection;
    QBuffer out;
    QVERIFY(out.open(QIODevice::WriteOnly));
    const auto summary = exportRecords(some, out, [](quint64 done, quint64) { return done < 3; });
    QVERIFY(summary && summary->cancelled);
    QCOMPARE(selection->asked, RecordNumber(3));
}

void TestBackgroundExport::cannotWrite()
{
    LogFixture fixture;
    fill(fixture, 3);
    BackgroundExport exporter;
    QSignalSpy finished(&exporter, &BackgroundExport::finished);
    exporter.start(request(fixture, ExportFormat::Pcapng), u"/nonexistent/x.pcapng"_qs);
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(finished[0][1].toString().contains(u"/nonexistent/x.pcapng"));
}

/// What was there stays until all that takes its place is written: here the disk is full.
void TestBackgroundExport::keepsTheOldFile()
{
    LogFixture fixture;
    fill(fixture, 100'000);
    QTemporaryDir folder;
    const QString name = folder.filePath(u"old"_qs);
    QFile old(name);
    QVERIFY(old.open(QIODevice::WriteOnly) && old.write("old") == 3);
    old.close();
    rlimit before = {};
    getrlimit(RLIMIT_FSIZE, &before);
    const rlimit small = {1'500'000, before.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    BackgroundExport exporter;
    QSignalSpy finished(&exporter, &BackgroundExport::finished);
    exporter.start(request(fixture, ExportFormat::Csv), name);
    QTRY_COMPARE(finished.size(), 1);
    setrlimit(RLIMIT_FSIZE, &before);
    QVERIFY(!finished[0][0].toBool());
    QVERIFY2(finished[0][1].toString().contains(name), qPrintable(finished[0][1].toString()));
    QVERIFY(old.open(QIODevice::ReadOnly));
    QCOMPARE(old.readAll(), "old");
    QCOMPARE(QDir(folder.path()).entryList(QDir::Files), QStringList(u"old"_qs));
}

/// Records that went while the export was on its way to them are not passed over in silence.
void TestBackgroundExport::tellsWhatIsMissing()
{
    LogFixture fixture(5'000, 20'000);
    fill(fixture, 3'000);
    QVERIFY(fixture.log->first() > 0);
    auto all = request(fixture, ExportFormat::Text);
    all.selection = std::make_shared<RangeSelection>(0, fixture.log->end());
    BackgroundExport exporter;
    QSignalSpy finished(&exporter, &BackgroundExport::finished);
    exporter.start(all, fixture.folder.filePath(u"x"_qs));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(finished[0][0].toBool());
    QVERIFY(finished[0][1].toString().endsWith(QString::number(fixture.log->first())));
}

QTEST_GUILESS_MAIN(TestBackgroundExport)
#include "tst_backgroundexport.moc"
