// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/unit/log/importfixture.h"

/// Captures of other programs, compared with tshark stream by stream.
class TestForeignCaptures : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void holds_data();
    void holds();
    void asTshark_data();
    void asTshark();
    void trial();

private:
    QTemporaryDir m_made; // the captures of foreigncaptures.py
    const QString m_folder = QStringLiteral(TEST_PEERS "/../");
};

void TestForeignCaptures::initTestCase()
{
    QProcess process;
    process.start(u"tshark"_qs, {u"--version"_qs});
    QVERIFY2(process.waitForStarted(), "tshark is not installed");
    QVERIFY(process.waitForFinished(programPatienceMs));
    process.start(u"python3"_qs, {m_folder + u"foreigncaptures.py"_qs, m_made.path()});
    QVERIFY(process.waitForFinished(programPatienceMs));
    QVERIFY2(process.exitCode() == 0, process.readAllStandardError().constData());
}

void TestForeignCaptures::holds_data()
{
    QTest::addColumn<QStringList>("expected");
    const auto row = [](const char *name, const QStringList &expected) { QTest::newRow(name) << expected; };
    row("two_linktypes_eth_sll2.pcapng",
        {u"1 > eth0"_qs, u"1 < any0"_qs, u"1 > eth1"_qs, u"1 < any1"_qs, u"1 > eth2"_qs, u"1 < any2"_qs, u"1 > eth3"_qs,
         u"1 < any3"_qs});
    row("second_linktype_late.pcapng",
        {u"1 > eth0"_qs, u"1 > eth1"_qs, u"1 > eth2"_qs, u"1 > any0"_qs, u"1 > any1"_qs, u"1 > any2"_qs});
    row("two_snaplens.pcapng", {u"1 > pkt0"_qs, u"1 > pkt1"_qs, u"1 > pkt2"_qs});
    row("sections_le_be.pcapng", {u"1 > little"_qs, u"1 > big"_qs});
    QString large;
    for (int i = 0; i < 4000; ++i)
        large.append(QChar(i % 256));
    row("udp_empty_and_fragments.pcap", {u"1 > "_qs, u"1 > "_qs + large, u"1 > after"_qs});
    row("rst_out_of_window.pcap",
        {u"1 connected 10.0.0.5:40001"_qs, u"1 > one"_qs, u"1 capture-reset 10.0.0.9:9000 10.0.0.5:40001"_qs,
         u"1 > two"_qs, u"1 < ack"_qs});
}

/// The exact content of each capture in the folder.
void TestForeignCaptures::holds()
{
    QFETCH(QStringList, expected);
    ImportFixture fixture;
    const auto log = fixture.import(m_folder + u"captures/"_qs + QLatin1StringView(QTest::currentDataTag()));
    QVERIFY2(log, qPrintable(fixture.message));
    QCOMPARE(fixture.script(log), expected);
}

void TestForeignCaptures::asTshark_data()
{
    QTest::addColumn<QString>("file");
    for (const QString &folder : {m_folder + u"captures"_qs, m_made.path()}) {
        const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files, QDir::Name);
        QVERIFY(!files.isEmpty());
        for (const QFileInfo &file : files)
            QTest::newRow(qPrintable(file.fileName())) << file.filePath();
    }
}

/// Every stream has the bytes of tshark's “follow”.
void TestForeignCaptures::asTshark()
{
    QFETCH(QString, file);
    ImportFixture fixture;
    const auto log = fixture.import(file);
    QVERIFY2(log, qPrintable(fixture.message));
    QProcess process;
    process.start(u"python3"_qs, {m_folder + u"foreigncheck.py"_qs, file, log->segmentPath(1)});
    QVERIFY(process.waitForFinished(programPatienceMs));
    QVERIFY2(process.exitCode() == 0, process.readAll().constData());
}

/// Converts files for a trial: SOCKETSCOPE_TRIAL is a file of lines, each a capture and a folder for its log.
void TestForeignCaptures::trial()
{
    QFile list(qEnvironmentVariable("SOCKETSCOPE_TRIAL"));
    if (!list.open(QIODevice::ReadOnly))
        QSKIP("only with SOCKETSCOPE_TRIAL set");
    while (!list.atEnd()) {
        const QStringList fields = QString::fromUtf8(list.readLine().trimmed()).split(u'\t');
        QDir().mkpath(fields[1]);
        CaptureImporter importer;
        QSignalSpy finished(&importer, &CaptureImporter::finished);
        importer.start({fields[0], fields[1]});
        QVERIFY(finished.wait(120'000));
        QFile result(fields[1] + u"/result"_qs);
        QVERIFY(result.open(QIODevice::WriteOnly));
        result.write((finished[0][0].toBool() ? QByteArray("ok") : finished[0][1].toString().toUtf8()) + '\n');
        if (const auto log = importer.log()) {
            for (const Record &record : ImportFixture::records(log)) {
                if (record.kind == RecordKind::Event && record.event.code >= EventCode::CaptureGap
                    && record.event.code <= EventCode::CaptureDamaged)
                    result.write(eventText(record.event).toUtf8() + '\n');
            }
            result.close();
            QFile::copy(log->segmentPath(1), fields[1] + u"/log.pcapng"_qs);
        }
    }
}

QTEST_GUILESS_MAIN(TestForeignCaptures)
#include "tst_foreigncaptures.moc"
