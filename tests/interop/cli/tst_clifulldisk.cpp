// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// socketscope-cli on a full disk: a file system of 4 MiB, in a mount namespace of this test.
#include "model/log/logreader.h"
#include "tests/interop/cliprocess.h"
#include "tests/interop/peerprocess.h"

#include <sched.h>
#include <sys/mount.h>

class TestCliFullDisk : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void init();
    void cleanup();
    void roomAgain_data();
    void roomAgain();
    void diskStaysFull();
    void endsWithoutRoom();
    void datagrams();
    void fileIsRemoved();
    void exportToFullDisk();

private:
    QString disk(const QString &name) const { return m_disk.filePath(name); }
    /// Fills the disk up to this many bytes.
    void fillUp(qint64 left)
    {
        QFile file(disk(u"filler"_qs));
        QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        const QByteArray page(4096, 'f');
        while (QStorageInfo(m_disk.path()).bytesAvailable() > left)
            QVERIFY(file.write(page) == page.size());
    }
    void makeRoom() { QVERIFY(QFile::remove(disk(u"filler"_qs))); }
    static QByteArray numbered(int lines)
    {
        QByteArray all;
        for (int i = 0; i < lines; ++i)
            all += QByteArray::number(i).rightJustified(7, '0') + '\n';
        return all;
    }
    static QJsonObject stats(const QString &err)
    {
        const qsizetype at = err.indexOf(u"{\""_qs); // the only line in JSON
        return QJsonDocument::fromJson(err.mid(at).toUtf8()).object();
    }
    static QByteArray stored(const QString &file)
    {
        const auto log = TrafficLog::openFile(file).value();
        LogReader reader(log);
        QByteArray all;
        for (RecordNumber number = 0; number < log->end(); ++number)
            all += reader.read(number).value().payload;
        return log->unreadBytes() == 0 ? all : "torn";
    }

    const QString m_full = u"No space left on device"_qs;
    QTemporaryDir m_disk;
    bool m_mounted = false;
};

void TestCliFullDisk::initTestCase()
{
    if (::unshare(CLONE_NEWNS) != 0 || ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        QSKIP("No mount namespace can be made here (that needs administrator rights).");
}

void TestCliFullDisk::init()
{
    const QByteArray path = QFile::encodeName(m_disk.path());
    m_mounted = ::mount("none", path.constData(), "tmpfs", 0, "size=4m") == 0;
    if (!m_mounted)
        QSKIP("No small file system can be mounted here.");
    qputenv("XDG_CACHE_HOME", path); // of the temporary log
}

void TestCliFullDisk::cleanup()
{
    if (m_mounted)
        ::umount2(QFile::encodeName(m_disk.path()).constData(), MNT_DETACH);
}

void TestCliFullDisk::roomAgain_data()
{
    QTest::addColumn<bool>("named");
    QTest::newRow("capture") << true;
    QTest::newRow("temporary log") << false;
}

/// Every byte arrives in order, in the log and on standard output.
void TestCliFullDisk::roomAgain()
{
    QFETCH(bool, named);
    fillUp(500'000);
    const QString file = disk(u"kept.pcapng"_qs);
    QStringList arguments{u"tcp-server://127.0.0.1:0"_qs, u"--raw"_qs, u"--no-stdin"_qs, u"--exit-on-close"_qs,
                          u"--stats"_qs};
    if (named)
        arguments += {u"--capture"_qs, file};
    CliProcess cli(arguments);
    QTRY_VERIFY(cli.port() != 0);
    PeerProcess sender(u"numbered_lines"_qs, cli.port(), {u"--lines"_qs, u"400000"_qs});
    QTRY_VERIFY(cli.err().contains(m_full));
    QCOMPARE(cli.err().count(m_full), 1);
    QVERIFY(!QTest::qWaitFor([&] { return cli.hasEnded() || cli.err().count(m_full) != 1; }, 1200));
    makeRoom();
    QCOMPARE(cli.exitCode(), 0);
    QVERIFY(cli.err().contains(u" again, after "));
    QCOMPARE(cli.err().count(m_full), 1);
    const QByteArray all = numbered(400'000);
    QVERIFY(cli.out() == all);
    QCOMPARE(stats(cli.err())[u"rx_bytes"].toInteger(), all.size());
    QCOMPARE(stats(cli.err())[u"not_stored_bytes"].toInteger(-1), 0);
    if (!named)
        return;
    QVERIFY(stored(file) == all);
    const CliRun exported = runCli({u"export"_qs, file, u"--format"_qs, u"raw"_qs, u"--direction"_qs, u"rx"_qs});
    QCOMPARE(exported.code, 0);
    QVERIFY2(exported.out == all, qPrintable(exported.err));
}

/// SIGTERM ends it at once; the file ends with a complete block.
void TestCliFullDisk::diskStaysFull()
{
    fillUp(500'000);
    const QString file = disk(u"kept.pcapng"_qs);
    CliProcess cli(
        {u"tcp-server://127.0.0.1:0"_qs, u"--raw"_qs, u"--no-stdin"_qs, u"--stats"_qs, u"--capture"_qs, file});
    QTRY_VERIFY(cli.port() != 0);
    PeerProcess sender(u"numbered_lines"_qs, cli.port(), {u"--lines"_qs, u"400000"_qs});
    QTRY_VERIFY(cli.err().contains(m_full));
    cli.signal(SIGTERM);
    QCOMPARE(cli.exitCode(), 1);
    const QJsonObject counts = stats(cli.err());
    const QByteArray all = numbered(400'000);
    const QByteArray kept = stored(file);
    QVERIFY(!kept.isEmpty() && all.startsWith(kept));
    QVERIFY(cli.out() == kept);
    QCOMPARE(kept.size() + counts[u"not_stored_bytes"].toInteger(), counts[u"rx_bytes"].toInteger());
    QVERIFY(counts[u"not_stored_bytes"].toInteger() > 0);
    QVERIFY2(!cli.err().contains(u"Standard output"), qPrintable(cli.err()));
    QVERIFY2(cli.err().contains(u"The log still cannot be written: %1 records with %2 bytes are not in it."_qs
                                    .arg(counts[u"not_stored_records"].toInteger())
                                    .arg(counts[u"not_stored_bytes"].toInteger())),
             qPrintable(cli.err()));
}

void TestCliFullDisk::endsWithoutRoom()
{
    fillUp(0);
    CliProcess cli({u"tcp://127.0.0.1:1"_qs, u"--no-stdin"_qs, u"--capture"_qs, disk(u"kept.pcapng"_qs)});
    QCOMPARE(cli.exitCode(), 1);
    QVERIFY2(!cli.err().contains(u"Standard output"), qPrintable(cli.err()));
}

/// Received and dropped datagrams add up to those sent.
void TestCliFullDisk::datagrams()
{
    fillUp(200'000);
    const QString file = disk(u"kept.pcapng"_qs);
    CliProcess cli(
        {u"udp-server://127.0.0.1:0?rcvbuf=100000"_qs, u"--no-stdin"_qs, u"--stats"_qs, u"--capture"_qs, file});
    QTRY_VERIFY(cli.port() != 0);
    constexpr int count = 20'000;
    PeerProcess sender(u"udp_blast"_qs, cli.port(), {u"--count"_qs, QString::number(count), u"--rate"_qs, u"1e6"_qs});
    QTRY_VERIFY_WITH_TIMEOUT(sender.after(u"sent"_qs).startsWith(QString::number(count)), 30'000);
    QTRY_VERIFY(cli.err().contains(m_full));
    makeRoom();
    QTRY_VERIFY(cli.err().contains(u" again, after "));
    QTRY_VERIFY(cli.err().contains(u"The system dropped"));
    cli.signal(SIGTERM);
    QCOMPARE(cli.exitCode(), 1); // as some were lost
    const QJsonObject counts = stats(cli.err());
    QCOMPARE(counts[u"rx_records"].toInteger() + counts[u"kernel_drops"].toInteger(), count);
    QCOMPARE(counts[u"not_stored_records"].toInteger(), 0);
    const auto log = TrafficLog::openFile(file).value();
    QCOMPARE(log->counters().rxRecords, quint64(counts[u"rx_records"].toInteger()));
}

/// Another program removes the capture: the log continues in a second file, and the exit code is 1.
void TestCliFullDisk::fileIsRemoved()
{
    const QString file = disk(u"kept.pcapng"_qs);
    CliProcess cli({u"tcp-server://127.0.0.1:0"_qs, u"--no-stdin"_qs, u"--exit-on-close"_qs, u"--capture"_qs, file});
    QTRY_VERIFY(cli.port() != 0);
    QVERIFY(QFile::remove(file));
    QTRY_VERIFY(cli.err().contains(u"Another program has removed, replaced or truncated the log file %1"_qs.arg(file)));
    PeerProcess sender(u"numbered_lines"_qs, cli.port(), {u"--lines"_qs, u"1000"_qs});
    QCOMPARE(cli.exitCode(), 1);
    QCOMPARE(cli.out(), numbered(1'000));
    const QString second = disk(u"kept-2.pcapng"_qs);
    QCOMPARE(stored(second), numbered(1'000));
    const CliRun exported = runCli({u"export"_qs, second});
    QCOMPARE(exported.code, 1);
    QVERIFY2(exported.out.contains("kept.pcapng (1 records)."), exported.out.left(500).constData());
    QVERIFY(exported.err.contains(u"where records are missing: 1"));
}

void TestCliFullDisk::exportToFullDisk()
{
    const QString file = disk(u"kept.pcapng"_qs);
    {
        CliProcess cli(
            {u"tcp-server://127.0.0.1:0"_qs, u"--no-stdin"_qs, u"--exit-on-close"_qs, u"--capture"_qs, file});
        QTRY_VERIFY(cli.port() != 0);
        PeerProcess sender(u"numbered_lines"_qs, cli.port(), {u"--lines"_qs, u"100000"_qs});
        QCOMPARE(cli.exitCode(), 0);
    }
    fillUp(100'000);
    const QString to = disk(u"out.txt"_qs);
    const CliRun exported = runCli({u"export"_qs, file, u"--output"_qs, to});
    QCOMPARE(exported.code, 1);
    QVERIFY2(exported.err.contains(m_full) && exported.err.contains(to), qPrintable(exported.err));
    QCOMPARE(QDir(m_disk.path()).entryList({u"out*"_qs}), QStringList());
}

QTEST_GUILESS_MAIN(TestCliFullDisk)
#include "tst_clifulldisk.moc"
