// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// The files that socketscope-cli leaves and replaces.
#include "model/log/logreader.h"
#include "model/log/store/logstore.h"
#include "tests/interop/cliprocess.h"

#include <sys/stat.h>

class TestCliLogs : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void endsInOrder_data();
    void endsInOrder();
    void killedIsListed();
    void killedLogsAreRemoved();
    void privateLogsAreRemoved();
    void severalAtOnce();
    void nohup();
    void twoWriters_data();
    void twoWriters();
    void existingFile();
    void emptyFile();
    void noRegularFile_data();
    void noRegularFile();
    void permissionsAreReported();
    void runReplacesNoFile();
    void exportReplacesNoFile();

private:
    QString in(const QString &name) const { return m_folder->filePath(name); }
    QString captures() const { return in(u"cache/socketscope-cli/captures"_qs); }
    QStringList left() const
    {
        return QDir(captures()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
    }
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
    static QStringList server(const QStringList &options = {})
    {
        return QStringList{u"tcp-server://127.0.0.1:0"_qs, u"--no-stdin"_qs} + options;
    }
    /// It has received a line, which is in its log.
    static void converse(CliProcess &cli)
    {
        QTRY_VERIFY(cli.port() != 0);
        QTcpSocket client;
        client.connectToHost(u"127.0.0.1"_qs, cli.port());
        client.write("hello\n");
        QTRY_VERIFY(cli.out().contains("hello"));
    }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCliLogs::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    qputenv("XDG_CACHE_HOME", QFile::encodeName(in(u"cache"_qs)));
    qputenv("XDG_CONFIG_HOME", QFile::encodeName(in(u"config"_qs)));
}

void TestCliLogs::endsInOrder_data()
{
    QTest::addColumn<int>("signal");
    QTest::newRow("SIGINT") << SIGINT;
    QTest::newRow("SIGTERM") << SIGTERM;
    QTest::newRow("SIGHUP") << SIGHUP;
}

void TestCliLogs::endsInOrder()
{
    QFETCH(int, signal);
    CliProcess cli(server({u"--stats"_qs}));
    converse(cli);
    QCOMPARE(left().size(), 1);
    cli.signal(signal);
    QCOMPARE(cli.exitCode(), 0);
    QCOMPARE(cli.process().exitStatus(), QProcess::NormalExit);
    QVERIFY2(cli.err().contains(u"rx_bytes"), qPrintable(cli.err()));
    QCOMPARE(left(), QStringList());
}

void TestCliLogs::killedIsListed()
{
    {
        CliProcess cli(server());
        converse(cli);
        const QString session = captures() + u'/' + left().value(0) + u"/session.json"_qs;
        QTRY_VERIFY(QFile::exists(session));
    } // killed
    const LogStore store(in(u"cache/socketscope/captures"_qs), {captures()});
    const auto logs = store.logs();
    QCOMPARE(logs.size(), size_t(1));
    QVERIFY(logs[0].isFromCommandLine() && logs[0].hasCrashed() && !logs[0].isOffered());
    QCOMPARE(logs[0].description.title, u"tcp-server://127.0.0.1:0"_qs);
    TrafficLog::Options options;
    options.directory = logs[0].path;
    const auto log = TrafficLog::reopen(options).value();
    QCOMPARE(log->counters().rxBytes, 6U);
}

/// Killed programs once left 42 folders in an afternoon.
void TestCliLogs::killedLogsAreRemoved()
{
    QVERIFY(QDir().mkpath(in(u"config/socketscope"_qs)));
    put(in(u"config/socketscope/socketscope.json"_qs), R"({"format": 1, "values": {"logs/count": 2}})");
    for (int i = 0; i < 5; ++i) {
        CliProcess cli(server());
        converse(cli);
    }
    CliProcess cli(server());
    QTRY_VERIFY(cli.port() != 0);
    QTRY_COMPARE(left().size(), 3); // two, and its own
    cli.signal(SIGTERM);
    QCOMPARE(cli.exitCode(), 0);
    QCOMPARE(left().size(), 2);
}

void TestCliLogs::privateLogsAreRemoved()
{
    QVERIFY(QDir().mkpath(in(u"config/socketscope"_qs)));
    put(in(u"config/socketscope/socketscope.json"_qs), R"({"format": 1, "values": {"logs/private": true}})");
    {
        CliProcess cli(server());
        converse(cli);
        QTRY_VERIFY(LogDescription::read(captures() + u'/' + left().value(0)).isPrivate);
    }
    CliProcess cli(server());
    QTRY_VERIFY(cli.port() != 0);
    QTRY_COMPARE(left().size(), 1); // its own
}

/// Each keeps its own log, whatever the others remove.
void TestCliLogs::severalAtOnce()
{
    QVERIFY(QDir().mkpath(in(u"config/socketscope"_qs)));
    put(in(u"config/socketscope/socketscope.json"_qs), R"({"format": 1, "values": {"logs/count": 0}})");
    std::vector<std::unique_ptr<CliProcess>> all;
    for (int i = 0; i < 6; ++i)
        all.push_back(std::make_unique<CliProcess>(server()));
    for (const auto &cli : all)
        converse(*cli);
    QCOMPARE(left().size(), 6);
    for (const auto &cli : all)
        cli->signal(SIGHUP);
    for (const auto &cli : all)
        QVERIFY2(cli->exitCode() == 0, qPrintable(cli->err()));
    QTRY_COMPARE(left(), QStringList());
}

/// An ignored SIGHUP stays ignored.
void TestCliLogs::nohup()
{
    RunningProgram cli(u"nohup"_qs, QStringList(QStringLiteral(TEST_CLI)) + server());
    QTRY_VERIFY(cli.err().contains(u"listening on"));
    cli.signal(SIGHUP);
    QVERIFY(!cli.process().waitForFinished(300));
    cli.signal(SIGTERM);
    QCOMPARE(cli.exitCode(), 0);
}

void TestCliLogs::twoWriters_data()
{
    QTest::addColumn<QString>("link"); // how the second one calls the file
    QTest::newRow("same name") << QString();
    QTest::newRow("symbolic link") << u"symbolic"_qs;
    QTest::newRow("hard link") << u"hard"_qs;
}

void TestCliLogs::twoWriters()
{
    QFETCH(QString, link);
    const QString file = in(u"same.pcapng"_qs);
    CliProcess first(server({u"--capture"_qs, file}));
    converse(first);
    QString other = file;
    if (!link.isEmpty()) {
        other = in(link + u".pcapng"_qs);
        QVERIFY(link == u"hard" ? ::link(QFile::encodeName(file).constData(), QFile::encodeName(other).constData()) == 0
                                : QFile::link(file, other));
    }
    const QByteArray before = bytesOf(file);
    for (const QStringList &more : {QStringList(), QStringList(u"--overwrite"_qs)}) {
        CliProcess second(server(QStringList{u"--capture"_qs, other} + more));
        QCOMPARE(second.exitCode(), 1);
        QVERIFY2(second.err().contains(u"Another log is being written to "_qs + other), qPrintable(second.err()));
    }
    QVERIFY(bytesOf(file).startsWith(before));
    CliProcess exported({u"export"_qs, file, u"--format=csv"_qs, u"--overwrite"_qs, u"--output"_qs, other});
    QCOMPARE(exported.exitCode(), 1);
    first.signal(SIGTERM);
    QCOMPARE(first.exitCode(), 0);
    QCOMPARE(TrafficLog::openFile(file).value()->counters().rxBytes, 6U);
    // The lock ends with the program.
    CliProcess third(server({u"--capture"_qs, other, u"--overwrite"_qs}));
    QTRY_VERIFY(third.port() != 0);
}

void TestCliLogs::existingFile()
{
    const QString file = in(u"capture.pcapng"_qs);
    put(file, "of great value");
    put(in(u"capture-2.pcapng"_qs), "too");
    CliProcess refused(server({u"--capture"_qs, file}));
    QCOMPARE(refused.exitCode(), 1);
    const QString said = u"%1 exists; --overwrite replaces it, %2 is free."_qs.arg(file, in(u"capture-3.pcapng"_qs));
    QVERIFY2(refused.err().contains(said), qPrintable(refused.err()));
    QCOMPARE(bytesOf(file), "of great value");
    CliProcess byUrl({u"tcp-server://127.0.0.1:0?capture="_qs + file, u"--no-stdin"_qs});
    QCOMPARE(byUrl.exitCode(), 1);
    QCOMPARE(bytesOf(file), "of great value");

    CliProcess asked({u"tcp-server://127.0.0.1:0?overwrite=1&capture="_qs + file, u"--no-stdin"_qs});
    converse(asked);
    asked.signal(SIGTERM);
    QCOMPARE(asked.exitCode(), 0);
    QCOMPARE(TrafficLog::openFile(file).value()->counters().rxBytes, 6U);
    CliProcess byOption(server({u"--capture"_qs, file, u"--overwrite"_qs, u"--duration"_qs, u"0.1"_qs}));
    QCOMPARE(byOption.exitCode(), 0);
    QCOMPARE(TrafficLog::openFile(file).value()->counters().rxBytes, 0U);
}

/// As mktemp creates it: it may be written without --overwrite.
void TestCliLogs::emptyFile()
{
    const QString file = in(u"made.pcapng"_qs);
    put(file, {});
    CliProcess cli(server({u"--capture"_qs, file, u"--duration"_qs, u"0.1"_qs}));
    QCOMPARE(cli.exitCode(), 0);
    QVERIFY(!bytesOf(file).isEmpty());
}

void TestCliLogs::noRegularFile_data()
{
    QTest::addColumn<QString>("name");
    QTest::newRow("folder") << u"."_qs;
    QTest::newRow("FIFO") << u"fifo"_qs;
    QTest::newRow("full") << u"/dev/full"_qs;
    QTest::newRow("missing folder") << u"missing/x.pcapng"_qs;
}

void TestCliLogs::noRegularFile()
{
    QFETCH(QString, name);
    const QString file = QDir(m_folder->path()).absoluteFilePath(name);
    if (name == u"fifo")
        QVERIFY(::mkfifo(QFile::encodeName(file).constData(), 0600) == 0);
    CliProcess cli(server({u"--capture"_qs, file, u"--overwrite"_qs}));
    QCOMPARE(cli.exitCode(), 1);
    QVERIFY2(cli.err().contains(u"The log cannot be written to "_qs), qPrintable(cli.err()));
    QVERIFY(cli.err().count(u'\n') == 1);
}

void TestCliLogs::permissionsAreReported()
{
    const QString file = in(u"wide.pcapng"_qs);
    put(file, "x");
    ::chmod(QFile::encodeName(file).constData(), 0644);
    CliProcess wide(server({u"--capture"_qs, file, u"--overwrite"_qs, u"--duration"_qs, u"0.1"_qs}));
    QCOMPARE(wide.exitCode(), 0);
    QVERIFY2(wide.err().contains(u"(0644)"), qPrintable(wide.err()));
    struct stat status = {};
    QVERIFY(::stat(QFile::encodeName(file).constData(), &status) == 0 && (status.st_mode & 0777) == 0644);
    CliProcess narrow(server({u"--capture"_qs, in(u"new.pcapng"_qs), u"--duration"_qs, u"0.1"_qs}));
    QCOMPARE(narrow.exitCode(), 0);
    QVERIFY(!narrow.err().contains(u"permissions"));
    QVERIFY(::stat(QFile::encodeName(in(u"new.pcapng"_qs)).constData(), &status) == 0);
    QCOMPARE(status.st_mode & 0777, mode_t(0600));
}

void TestCliLogs::runReplacesNoFile()
{
    const QString file = in(u"run.pcapng"_qs);
    put(file, "of great value");
    put(in(u"session.json"_qs), R"({"endpoint": "udp-server://127.0.0.1:0", "steps": [{"delay_ms": 1}]})");
    const QStringList arguments{u"run"_qs, in(u"session.json"_qs), u"--capture"_qs, file};
    CliProcess refused(arguments);
    QCOMPARE(refused.exitCode(), 1);
    QVERIFY2(refused.err().contains(u"--overwrite"), qPrintable(refused.err()));
    QCOMPARE(bytesOf(file), "of great value");
    CliProcess asked(arguments + QStringList(u"--overwrite"_qs));
    QVERIFY2(asked.exitCode() == 0, qPrintable(asked.err()));
    QVERIFY(bytesOf(file) != "of great value");
}

void TestCliLogs::exportReplacesNoFile()
{
    const QString file = in(u"capture.pcapng"_qs);
    CliProcess made(server({u"--capture"_qs, file, u"--duration"_qs, u"0.1"_qs}));
    QCOMPARE(made.exitCode(), 0);
    const QString out = in(u"out.csv"_qs);
    put(out, "mine");
    const QStringList arguments{u"export"_qs, file, u"--format=csv"_qs, u"--output"_qs};
    CliProcess refused(arguments + QStringList(out));
    QCOMPARE(refused.exitCode(), 1);
    QVERIFY2(refused.err().contains(in(u"out-2.csv"_qs)), qPrintable(refused.err()));
    QCOMPARE(bytesOf(out), "mine");
    CliProcess asked(arguments + QStringList{out, u"--overwrite"_qs});
    QCOMPARE(asked.exitCode(), 0);
    QVERIFY(bytesOf(out) != "mine");
    // --overwrite does not replace the capture that is exported.
    const QByteArray before = bytesOf(file);
    CliProcess self(arguments + QStringList{file, u"--overwrite"_qs});
    QCOMPARE(self.exitCode(), 1);
    QCOMPARE(bytesOf(file), before);
}

QTEST_GUILESS_MAIN(TestCliLogs)
#include "tst_clilogs.moc"
