// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/fileplan.h"
#include "tests/unit/sending/jobfixture.h"

#include <QTemporaryDir>

#include <sys/socket.h>

namespace {

SendJob fileJob(const QString &path)
{
    SendJob job;
    job.makePlan = [path] { return FilePlan::open(path, {}, false); };
    job.ownPace = true;
    return job;
}

/// Memory of this process in KiB.
qint64 residentKb()
{
    QFile status(u"/proc/self/status"_qs);
    if (!status.open(QIODevice::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.mid(6).trimmed().split(' ').first().toLongLong();
    }
    return 0;
}

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

} // namespace

/// Files that a session sends.
class TestSendFile : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_server = JobFixture::listening(); }
    void cleanup() { m_server.reset(); }
    void fileToTwo();
    void fileToAHalfClosedPeer();
    void fileThatIsNotThere();
    void largeFileToASlowReader();

private:
    std::unique_ptr<JobFixture> m_server;
};

/// A peer that does not read does not delay the other.
void TestSendFile::fileToTwo()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QByteArray content(20 << 20, Qt::Uninitialized);
    for (qsizetype i = 0; i < content.size(); ++i)
        content[i] = char((i * 2654435761U) >> 13);
    file.write(content);
    file.close();
    JobClient slow(*m_server, 1);
    JobClient quick(*m_server);
    m_server->session.startSending(fileJob(file.fileName()));
    QByteArray got;
    QTRY_COMPARE_WITH_TIMEOUT((got += quick.readAll()).size(), content.size(), 30'000);
    QVERIFY(got == content);
    QVERIFY(!m_server->ended());
    slow.setReadBufferSize(0);
    QByteArray slowly;
    QTRY_COMPARE_WITH_TIMEOUT((slowly += slow.readAll()).size(), content.size(), 30'000);
    QVERIFY(slowly == content);
    QTRY_VERIFY(m_server->ended());
    QCOMPARE(m_server->outcome->kind, SendOutcome::Kind::Done);
    QCOMPARE(m_server->outcome->progress.bytes, quint64(2 * content.size()));
    QCOMPARE(m_server->outcome->progress.extent.bytes, quint64(2 * content.size()));
}

/// `nc -N host port </dev/null >file` sends FIN at once.
void TestSendFile::fileToAHalfClosedPeer()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(16 << 20));
    file.close();
    JobClient client(*m_server, 1);
    m_server->session.startSending(fileJob(file.fileName()));
    QTRY_VERIFY(m_server->progress.waiting);
    ::shutdown(int(client.socketDescriptor()), SHUT_WR);
    QTRY_VERIFY(m_server->logged().contains(EventCode::ClosedByPeer));
    client.setReadBufferSize(0);
    qint64 got = 0;
    QTRY_COMPARE_WITH_TIMEOUT(got += client.readAll().size(), file.size(), 30'000);
    QTRY_VERIFY(m_server->ended());
    QCOMPARE(m_server->outcome->kind, SendOutcome::Kind::Done);
    QTRY_VERIFY(m_server->session.peers().empty());
}

void TestSendFile::fileThatIsNotThere()
{
    JobClient client(*m_server);
    m_server->session.startSending(fileJob(u"/no/such/file"_qs));
    QTRY_VERIFY(m_server->ended());
    QCOMPARE(m_server->outcome->kind, SendOutcome::Kind::Failed);
    QTRY_VERIFY(m_server->saw(EventCode::SendingFailed));
    QVERIFY(eventText(m_server->events.last()).contains(u"/no/such/file"));
}

/// Of a large file, only the backlog is in memory. The log keeps its quota on disk.
void TestSendFile::largeFileToASlowReader()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"file"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.resize(qint64(300) << 20)); // sparse
    file.close();
    JobClient client(*m_server, 256 << 10);
    const qint64 before = residentKb();
    qint64 most = 0;
    qint64 got = 0;
    m_server->session.startSending(fileJob(file.fileName()));
    QByteArray buffer(1 << 20, '\0');
    const auto readSome = [&] {
        got += std::max<qint64>(client.read(buffer.data(), buffer.size()), 0);
        most = std::max(most, residentKb());
        return m_server->ended();
    };
    QTRY_VERIFY_WITH_TIMEOUT(readSome() || got > (qint64(8) << 20), 60'000);
    connect(&client, &QTcpSocket::readyRead, this, readSome);
    client.setReadBufferSize(4 << 20);
    QTRY_VERIFY_WITH_TIMEOUT(readSome() && got == file.size(), 90'000);
    QCOMPARE(m_server->outcome->progress.bytes, quint64(file.size()));
    // Sanitizers keep freed memory.
    const qint64 allowed = sanitized ? std::numeric_limits<qint64>::max() : 48 << 10;
    QVERIFY2(most - before < allowed, qPrintable(QString::number(most - before)));
}

QTEST_GUILESS_MAIN(TestSendFile)
#include "tst_sendfile.moc"
