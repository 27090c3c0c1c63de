// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/logexport.h"
#include "tests/unit/logfixture.h"

#include <QBuffer>
#include <QProcess>
#include <QTest>

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
    void tornCapture();
    void interrupted();

private:
    struct Run
    {
        int code = -1;
        QByteArray out;
        QString err;
    };
    Run run(const QStringList &arguments, const QString &output = {}) const;
    QString capture() const { return m_folder->filePath(u"capture.pcapng"_qs); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<TrafficLog> m_log;
};

/// A capture as --capture writes it, of two peers.
void TestCliExport::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    TrafficLog::Options options;
    options.file = capture();
    m_log = TrafficLog::create(options).value();
    LogFlow a;
    a.peer = m_log->nextPeerId();
    a.local = {QHostAddress(u"127.0.0.1"_qs), 8080};
    a.remote = {QHostAddress(u"127.0.0.1"_qs), 5000};
    LogFlow b = a;
    b.peer = m_log->nextPeerId();
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

TestCliExport::Run TestCliExport::run(const QStringList &arguments, const QString &output) const
{
    QProcess cli;
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"XDG_CACHE_HOME"_qs, m_folder->filePath(u"cache"_qs));
    cli.setProcessEnvironment(environment);
    if (!output.isEmpty())
        cli.setStandardOutputFile(output);
    cli.start(QStringLiteral(TEST_CLI), QStringList(u"export"_qs) + arguments);
    if (!cli.waitForFinished() || cli.exitStatus() != QProcess::NormalExit)
        return {};
    return {cli.exitCode(), cli.readAllStandardOutput(), QString::fromUtf8(cli.readAllStandardError())};
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
    const Run shown = run(QStringList(capture()) + arguments);
    QCOMPARE(shown.err, QString());
    QCOMPARE(shown.code, 0);
    QCOMPARE(shown.out, expected.data());
}

void TestCliExport::toFile()
{
    const QString name = m_folder->filePath(u"x.csv"_qs);
    const Run written = run({capture(), u"--format=csv"_qs, u"--output"_qs, name});
    QCOMPARE(written.code, 0);
    QCOMPARE(written.out, "");
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    QCOMPARE(file.readAll(), run({capture(), u"--format=csv"_qs}).out);
    QCOMPARE(QDir(m_folder->filePath(u"cache/socketscope-cli"_qs)).entryList(QDir::Dirs | QDir::NoDotAndDotDot),
             QStringList());
    const Run refused = run({capture(), u"--output"_qs, u"/nonexistent/x"_qs});
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
    QTest::newRow("raw of several") << u"CAPTURE --format raw --direction rx"_qs << u"127.0.0.1:5000, [::1]:5000"_qs;
}

void TestCliExport::usage()
{
    QFETCH(QString, arguments);
    QFETCH(QString, says);
    const Run refused = run(arguments.replace(u"CAPTURE"_qs, capture()).split(u' ', Qt::SkipEmptyParts));
    QCOMPARE(refused.code, 2);
    QCOMPARE(refused.out, "");
    QVERIFY2(refused.err.contains(says), qPrintable(refused.err));
}

void TestCliExport::cannotRead()
{
    const Run missing = run({u"/nonexistent.pcapng"_qs});
    QCOMPARE(missing.code, 1);
    QVERIFY(missing.err.contains(u"/nonexistent.pcapng"));
    const Run foreign = run({u"/etc/passwd"_qs});
    QCOMPARE(foreign.code, 1);
    QVERIFY2(foreign.err.contains(u"/etc/passwd"), qPrintable(foreign.err));
}

void TestCliExport::outputFull()
{
    const Run full = run({capture()}, u"/dev/full"_qs);
    QCOMPARE(full.code, 1);
    QVERIFY(!full.err.isEmpty());
}

/// What can be read is written; the capture itself stays as it is.
void TestCliExport::tornCapture()
{
    m_log.reset();
    const qint64 torn = QFileInfo(capture()).size() - 7;
    QVERIFY(QFile::resize(capture(), torn));
    QFile::setPermissions(capture(), QFile::ReadOwner);
    const Run shown = run({capture()});
    QCOMPARE(shown.code, 0);
    QCOMPARE(shown.out.count('\n'), 300);
    QCOMPARE(QFileInfo(capture()).size(), torn);
}

/// Whenever it is stopped, there is the whole file or none.
void TestCliExport::interrupted()
{
    LogFlow flow;
    flow.peer = m_log->nextPeerId();
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
        QVERIFY(cli.waitForFinished());
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
