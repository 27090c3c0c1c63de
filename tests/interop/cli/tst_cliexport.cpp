// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/exportrecords.h"
#include "tests/interop/cliprocess.h"
#include "tests/interop/shellprocess.h"
#include "tests/unit/log/logfixture.h"
#include "tests/unit/log/pcapbuilder.h"

/// The verb `export` of the real program.
class TestCliExport : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void formats_data();
    void formats();
    void toFile();
    void usage_data();
    void usage();
    void cannotRead();
    void outputFull();
    void truncatedCapture();
    void damagedCapture();
    void foreignCapture_data();
    void foreignCapture();
    void cutForeignCapture();
    void gapInAStream();
    void interruptedWhileOutputBlocks();
    void interrupted();

private:
    static CliRun run(const QStringList &arguments) { return runCli(QStringList(u"export"_qs) + arguments); }
    /// The folders of the logs that a run has made.
    QStringList temporaryLogs() const
    {
        return QDir(m_folder->filePath(u"cache/socketscope-cli/captures"_qs))
            .entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    }
    QString foreign(PcapBuilder &pcap) const;
    QString capture() const { return m_folder->filePath(u"capture.pcapng"_qs); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<TrafficLog> m_log;
};

/// A capture of two peers, as --capture writes it.
void TestCliExport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_CACHE_HOME", QFile::encodeName(m_folder->filePath(u"cache"_qs)));
    TrafficLog::Options options;
    options.file = capture();
    m_log = TrafficLog::create(options).value();
    LogFlow a;
    a.id = m_log->nextPeerId();
    a.local = {QHostAddress(u"127.0.0.1"_qs), 8080};
    a.remote = {QHostAddress(u"127.0.0.1"_qs), 5000};
    LogFlow b = a;
    b.id = m_log->nextPeerId();
    b.local = {QHostAddress(u"::1"_qs), 8080};
    b.remote = {QHostAddress(u"::1"_qs), 5000};
    TrafficLog::Writer writer(*m_log);
    writer.connected(a, true, 1);
    for (int i = 0; i < 100; ++i) {
        writer.data(a, Direction::In, i, "\xc4\xe3\xba\xc3" + QByteArray::number(i) + ';');
        writer.data(b, Direction::In, i, "b" + QByteArray::number(i) + ';');
        writer.data(a, Direction::Out, i, "A" + QByteArray::number(i) + ';');
    }
}

void TestCliExport::formats_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<ExportFormat>("format");
    QTest::addColumn<ExportOptions>("options");
    QTest::addColumn<StreamChoice>("choice");
    const auto utf8 = TextCodec::find(u"UTF-8"_qs).value();
    const auto gbk = TextCodec::find(u"GBK"_qs).value();
    const SocketAddress a{QHostAddress(u"127.0.0.1"_qs), 5000};
    const SocketAddress b{QHostAddress(u"::1"_qs), 5000};
    const auto words = [](const QString &text) { return text.split(u' ', Qt::SkipEmptyParts); };
    const auto row = [&](const char *name, const QString &arguments, ExportFormat format, const ExportOptions &options,
                         const StreamChoice &choice = {}) {
        QTest::newRow(name) << words(arguments) << format << options << choice;
    };
    row("default", {}, ExportFormat::Text, {utf8});
    row("text in GBK", u"--encoding GBK"_qs, ExportFormat::Text, {gbk});
    row("csv", u"--format csv --encoding gbk --bom"_qs, ExportFormat::Csv, {gbk, false, true});
    row("hexdump", u"--format hexdump"_qs, ExportFormat::HexDump, {});
    row("netassist", u"--format netassist"_qs, ExportFormat::NetAssist, {utf8});
    row("netassist hex", u"--format netassist --hex"_qs, ExportFormat::NetAssist, {utf8, true});
    row("pcapng", u"--format pcapng"_qs, ExportFormat::Pcapng, {});
    row("raw", u"--format raw --peer 127.0.0.1:5000 --direction tx"_qs, ExportFormat::Raw, {}, {{}, a, Direction::Out});
    row("raw, IPv6", u"--format raw --peer [::1]:5000 --direction rx"_qs, ExportFormat::Raw, {},
        {{}, b, Direction::In});
    row("text of one", u"--peer [::1]:5000"_qs, ExportFormat::Text, {utf8}, {{}, b, {}});
}

void TestCliExport::formats()
{
    QFETCH(QStringList, arguments);
    QFETCH(ExportFormat, format);
    QFETCH(ExportOptions, options);
    QFETCH(StreamChoice, choice);
    const auto all = std::make_shared<RangeSelection>(*m_log);
    QBuffer expected;
    expected.open(QIODevice::WriteOnly);
    QVERIFY(
        exportRecords({m_log, std::make_shared<StreamSelection>(m_log, all, choice), format, options}, expected, {}));
    QVERIFY(expected.size() > 100);
    const CliRun shown = run(QStringList(capture()) + arguments);
    QCOMPARE(shown.err, QString());
    QCOMPARE(shown.code, 0);
    QCOMPARE(shown.out, expected.data());
}

void TestCliExport::toFile()
{
    const QString name = m_folder->filePath(u"x.csv"_qs);
    const CliRun written = run({capture(), u"--format=csv"_qs, u"--output"_qs, name});
    QCOMPARE(written.code, 0);
    QCOMPARE(written.out, "");
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), run({capture(), u"--format=csv"_qs}).out);
    QCOMPARE(QDir(m_folder->filePath(u"cache/socketscope-cli"_qs)).entryList(QDir::Dirs | QDir::NoDotAndDotDot),
             QStringList());
    const CliRun refused = run({capture(), u"--output"_qs, u"/nonexistent/x"_qs});
    QCOMPARE(refused.code, 1);
    QVERIFY(refused.err.contains(u"/nonexistent/x"));
}

void TestCliExport::usage_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QString>("says");
    QTest::newRow("no capture") << QString() << u"--help"_qs;
    QTest::newRow("format") << u"x --format xml"_qs << u"netassist"_qs;
    QTest::newRow("encoding") << u"x --encoding morse"_qs << u"morse"_qs;
    QTest::newRow("option") << u"x --frobnicate"_qs << u"frobnicate"_qs;
    QTest::newRow("peer") << u"x --peer ::1:5000"_qs << u"[::1]:5000"_qs;
    QTest::newRow("direction") << u"x --direction up"_qs << u"rx or tx"_qs;
    QTest::newRow("raw without direction") << u"x --format raw"_qs << u"--direction"_qs;
    QTest::newRow("given twice") << u"x --format raw --format csv"_qs << u"--format is given twice"_qs;
    QTest::newRow("empty") << u"x --output="_qs << u"--output needs a value"_qs;
    QTest::newRow("empty encoding") << u"x --encoding="_qs << u"--encoding needs a value"_qs;
    QTest::newRow("hex of a table") << u"x --format csv --hex"_qs << u"--hex has no effect"_qs;
    QTest::newRow("mark in a capture") << u"x --format pcapng --bom"_qs << u"--bom has no effect"_qs;
    QTest::newRow("encoding of bytes") << u"x --format hexdump --encoding GBK"_qs << u"--encoding has no effect"_qs;
    QTest::newRow("raw of several") << u"CAPTURE --format raw --direction rx"_qs << u"127.0.0.1:5000, [::1]:5000"_qs;
}

void TestCliExport::usage()
{
    QFETCH(QString, arguments);
    QFETCH(QString, says);
    const CliRun refused = run(arguments.replace(u"CAPTURE"_qs, capture()).split(u' ', Qt::SkipEmptyParts));
    QCOMPARE(refused.code, 2);
    QCOMPARE(refused.out, "");
    QVERIFY2(refused.err.contains(says), qPrintable(refused.err));
}

void TestCliExport::cannotRead()
{
    const CliRun missing = run({u"/nonexistent.pcapng"_qs});
    QCOMPARE(missing.code, 1);
    QVERIFY(missing.err.contains(u"/nonexistent.pcapng"));
    const CliRun foreign = run({u"/etc/passwd"_qs});
    QCOMPARE(foreign.code, 1);
    QVERIFY2(foreign.err.contains(u"/etc/passwd"), qPrintable(foreign.err));
}

void TestCliExport::outputFull()
{
    ShellProcess full(u"exec \"$0\" export \"$1\" > /dev/full"_qs, capture());
    QCOMPARE(full.exitCode(), 1);
    QVERIFY(!full.err().isEmpty());
}

/// Everything readable is written, and the capture does not change.
void TestCliExport::truncatedCapture()
{
    m_log.reset();
    const qint64 torn = QFileInfo(capture()).size() - 7;
    QVERIFY(QFile::resize(capture(), torn));
    QFile::setPermissions(capture(), QFile::ReadOwner);
    const CliRun shown = run({capture()});
    QCOMPARE(shown.code, 1);
    QVERIFY2(shown.err.contains(u"capture.pcapng: The last"_qs), qPrintable(shown.err));
    QCOMPARE(shown.out.count('\n'), 300);
    QCOMPARE(QFileInfo(capture()).size(), torn);
    const CliRun written = run({capture(), u"--output"_qs, m_folder->filePath(u"x.txt"_qs)});
    QCOMPARE(written.code, 1);
    QFile file(m_folder->filePath(u"x.txt"_qs));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), shown.out);
}

void TestCliExport::damagedCapture()
{
    m_log.reset();
    QFile file(capture());
    QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(file.size() / 2) && file.write(QByteArray(40, '\xff')) == 40);
    file.close();
    const CliRun shown = run({capture()});
    QCOMPARE(shown.code, 1);
    QVERIFY2(shown.err.contains(u"capture.pcapng: "_qs), qPrintable(shown.err));
    QVERIFY(shown.out.count('\n') > 100);
}

/// A conversation as tcpdump would have written it.
QString TestCliExport::foreign(PcapBuilder &pcap) const
{
    const SocketAddress client{QHostAddress(u"192.0.2.1"_qs), 40000};
    const SocketAddress server{QHostAddress(u"192.0.2.2"_qs), 7000};
    pcap.packet(udpPacket(client, server, "question")).packet(udpPacket(server, client, "answer"));
    const QString name = m_folder->filePath(u"foreign.pcap"_qs);
    QFile file(name);
    return file.open(QIODevice::WriteOnly) && file.write(pcap.bytes()) > 0 ? name : QString();
}

void TestCliExport::foreignCapture_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("holds");
    for (const char *format : {"text", "netassist", "csv", "session"})
        QTest::newRow(format) << u"--format "_qs + QLatin1StringView(format) << QByteArray("question");
    QTest::newRow("pcapng") << u"--format pcapng"_qs << QByteArray("answer");
    QTest::newRow("hexdump") << u"--format hexdump"_qs << QByteArray("question");
    QTest::newRow("raw, one direction") << u"--format raw --direction rx"_qs << QByteArray();
    QTest::newRow("raw, the other") << u"--format raw --direction tx"_qs << QByteArray();
}

void TestCliExport::foreignCapture()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, holds);
    PcapBuilder pcap;
    const QString name = foreign(pcap);
    const CliRun shown = run(QStringList(name) + arguments.split(u' '));
    QCOMPARE(shown.err, QString());
    QCOMPARE(shown.code, 0);
    if (holds.isEmpty())
        QVERIFY2(shown.out == "question" || shown.out == "answer", shown.out.constData());
    else
        QVERIFY2(shown.out.contains(holds), shown.out.constData());
    QCOMPARE(temporaryLogs(), QStringList()); // nothing stays
    const CliRun none = run({name, u"--peer"_qs, u"192.0.2.77:1"_qs});
    QCOMPARE(none.code, 1);
    QVERIFY2(none.err.contains(u"Nothing in the capture"_qs), qPrintable(none.err));
}

void TestCliExport::cutForeignCapture()
{
    PcapBuilder pcap;
    const QString name = foreign(pcap);
    QVERIFY(QFile::resize(name, QFileInfo(name).size() - 3));
    const CliRun shown = run({name});
    QCOMPARE(shown.code, 1);
    QVERIFY2(shown.err.contains(u"foreign.pcap: "_qs), qPrintable(shown.err));
    QVERIFY(shown.out.contains("question"));
}

/// A raw stream cannot show where bytes are missing; other formats have a line there.
void TestCliExport::gapInAStream()
{
    const auto peer = m_log->nextPeerId();
    LogFlow flow;
    flow.id = peer;
    flow.local = {QHostAddress(u"127.0.0.1"_qs), 1};
    flow.remote = {QHostAddress(u"127.0.0.1"_qs), 2};
    {
        TrafficLog::Writer writer(*m_log);
        writer.data(flow, Direction::In, 1000, "before");
        writer.event({EventCode::CaptureGap, {u"10"_qs, u"127.0.0.1:2"_qs, u"127.0.0.1:1"_qs}}, 1000, peer);
        writer.data(flow, Direction::In, 1000, "after");
    }
    const QStringList raw{u"--format"_qs, u"raw"_qs, u"--direction"_qs, u"rx"_qs, u"--peer"_qs};
    const CliRun gap = run(QStringList(capture()) + raw + QStringList(u"127.0.0.1:2"_qs));
    QCOMPARE(gap.out, "beforeafter");
    QCOMPARE(gap.code, 1);
    QVERIFY2(gap.err.contains(u"10 bytes"_qs), qPrintable(gap.err));
    QCOMPARE(run(QStringList(capture()) + raw + QStringList(u"[::1]:5000"_qs)).code, 0);
    QCOMPARE(run({capture()}).code, 0);
}

/// SIGTERM ends it while standard output is blocked, and no file remains.
void TestCliExport::interruptedWhileOutputBlocks()
{
    PcapBuilder pcap;
    const SocketAddress client{QHostAddress(u"192.0.2.1"_qs), 40000};
    const SocketAddress server{QHostAddress(u"192.0.2.2"_qs), 7000};
    for (int i = 0; i < 200; ++i)
        pcap.packet(udpPacket(client, server, QByteArray(1400, 'x')));
    const QString name = foreign(pcap);
    const QString pipe = m_folder->filePath(u"pipe"_qs);
    QCOMPARE(QProcess::execute(u"mkfifo"_qs, {pipe}), 0);
    ShellProcess cli(u"exec \"$0\" export \"$1\" > %1"_qs.arg(pipe), name);
    QFile reader(pipe); // opens when the other end does
    QVERIFY(reader.open(QIODevice::ReadOnly | QIODevice::Unbuffered));
    QCOMPARE(reader.read(1).size(), 1);
    cli.signal(SIGTERM);
    QCOMPARE(cli.exitCode(), 1);
    QVERIFY(cli.err().contains(u"Interrupted"));
    QCOMPARE(temporaryLogs(), QStringList());
}

/// Whenever it is stopped, there is the complete file or none.
void TestCliExport::interrupted()
{
    LogFlow flow;
    flow.id = m_log->nextPeerId();
    for (int i = 0; i < 2000; ++i)
        TrafficLog::Writer(*m_log).data(flow, Direction::In, i, QByteArray(60'000, 'x'));
    QFile file(m_folder->filePath(u"big.csv"_qs));
    const QStringList arguments{u"export"_qs, capture(), u"--format=csv"_qs, u"--output"_qs, file.fileName()};
    int stopped = 0;
    for (int delay = 0; delay < 400; delay += 50) {
        QProcess cli;
        cli.start(QStringLiteral(TEST_CLI), arguments);
        QVERIFY(cli.waitForStarted());
        cli.waitForFinished(delay);
        cli.terminate();
        QVERIFY(cli.waitForFinished(programPatienceMs));
        const bool done = cli.exitStatus() == QProcess::NormalExit && cli.exitCode() == 0;
        stopped += done ? 0 : 1;
        QCOMPARE(file.exists(), done);
        QVERIFY(!done || file.size() > 2000 * 60'000 * 4);
        file.remove();
        QCOMPARE(QDir(m_folder->path()).entryList({u"big.csv*"_qs}), QStringList());
    }
    QVERIFY(stopped > 0);
}

QTEST_GUILESS_MAIN(TestCliExport)
#include "tst_cliexport.moc"
