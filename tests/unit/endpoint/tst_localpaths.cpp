// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// What can be at the path of a server, before it opens and while it serves.
#include "model/endpoint/system/localsocket.h"
#include "tests/unit/endpoint/endpointfixture.h"
#include "tests/unit/endpoint/localplain.h"
#include "tests/unit/log/readonlyfolder.h"

#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

#include <thread>

using Until = LocalPlain::Until;

namespace {

quint64 inodeOf(const QString &path)
{
    struct stat status
    {
    };
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? quint64(status.st_ino) : 0;
}

int modeOf(const QString &path)
{
    struct stat status
    {
    };
    return ::lstat(QFile::encodeName(path).constData(), &status) == 0 ? int(status.st_mode & 0777) : -1;
}

} // namespace

class TestLocalPaths : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_path = m_folder.filePath(u"a socket #%1 ü"_qs.arg(++m_number)); }
    void modes_data();
    void modes();
    void staleFile();
    void served();
    void aboutToListen_data();
    void aboutToListen();
    void otherType();
    void notASocket_data();
    void notASocket();
    void fileOfAnother_data();
    void fileOfAnother();
    void goneWhileServing_data();
    void goneWhileServing();
    void twoAtOnce();
    void folders_data();
    void folders();

private:
    const QTemporaryDir m_folder;
    QString m_path;
    int m_number = 0;
};

void TestLocalPaths::modes_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("mode");
    QTest::newRow("default") << QString() << 0600;
    QTest::newRow("group") << u"?mode=0660"_qs << 0660;
    QTest::newRow("everyone") << u"?mode=666"_qs << 0666;
}

/// Whatever the umask.
void TestLocalPaths::modes()
{
    QFETCH(QString, query);
    QFETCH(int, mode);
    const mode_t before = ::umask(0027);
    const EndpointFixture server(serverAt(m_path, query));
    ::umask(before);
    QVERIFY(server.isOpen());
    QCOMPARE(modeOf(m_path), mode);
}

/// The file of a program that was killed is replaced.
void TestLocalPaths::staleFile()
{
    LocalPlain killed(m_path, Until::Listening);
    killed.close();
    QVERIFY(QFileInfo::exists(m_path));
    const EndpointFixture server(serverAt(m_path));
    QVERIFY(server.isOpen());
    QVERIFY(server.saw(EventCode::LocalStaleReplaced));
    QVERIFY(LocalPlain(m_path, Until::Connected).works);
}

/// Another program's socket is left alone, and the program is named.
void TestLocalPaths::served()
{
    const LocalPlain other(m_path, Until::Listening);
    const quint64 inode = inodeOf(m_path);
    {
        const EndpointFixture server(serverAt(m_path));
        QVERIFY(server.isClosed());
        QVERIFY(server.saw(EventCode::LocalInUse));
        if (localsocket::hasAbstractNames())
            QVERIFY(server.events.first().args.value(1).contains(u"PID %1"_qs.arg(::getpid())));
    }
    QCOMPARE(inodeOf(m_path), inode);
    QVERIFY(other.isAccepting());
}

void TestLocalPaths::aboutToListen_data()
{
    QTest::addColumn<QString>("folder"); // as the other program names it
    QTest::newRow("absolute") << m_folder.path();
    QTest::newRow("relative") << u"."_qs;
    QTest::newRow("relative to another folder") << u"../"_qs + QFileInfo(m_folder.path()).fileName();
    QTest::newRow("over a link") << m_folder.filePath(u"link"_qs);
}

/// Between bind() and listen() a socket refuses connections, as a stale one does.
void TestLocalPaths::aboutToListen()
{
    if (!localsocket::hasAbstractNames())
        QSKIP("Only Linux tells that a socket is bound.");
    QFETCH(QString, folder);
    QFile::link(m_folder.path(), m_folder.filePath(u"link"_qs));
    const QString before = QDir::currentPath();
    QVERIFY(QDir::setCurrent(m_folder.path()));
    LocalPlain other(folder + u'/' + QFileInfo(m_path).fileName(), Until::Bound);
    QVERIFY(QDir::setCurrent(before));
    QVERIFY(other.works);
    const quint64 inode = inodeOf(m_path);
    QVERIFY(inode != 0);
    {
        const EndpointFixture server(serverAt(m_path));
        QVERIFY(server.saw(EventCode::LocalInUse));
    }
    QCOMPARE(inodeOf(m_path), inode);
    other.close();
    QVERIFY(EndpointFixture(serverAt(m_path)).saw(EventCode::LocalStaleReplaced));
}

void TestLocalPaths::otherType()
{
    const LocalPlain datagrams(m_path, Until::Bound, SOCK_DGRAM);
    const EndpointFixture server(serverAt(m_path));
    QVERIFY(server.saw(EventCode::LocalInUse));
    const EndpointFixture client(clientOf(m_path));
    QVERIFY(client.saw(EventCode::LocalWrongType));
    QVERIFY(inodeOf(m_path) != 0);
}

void TestLocalPaths::notASocket_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("file") << u"file"_qs;
    QTest::newRow("folder") << u"folder"_qs;
    QTest::newRow("link to nothing") << u"/nowhere/at/all"_qs;
    QTest::newRow("link to a stale socket") << u"stale"_qs;
}

void TestLocalPaths::notASocket()
{
    QFETCH(QString, kind);
    if (kind == u"stale") {
        kind = m_path + u" target"_qs;
        LocalPlain(kind, Until::Listening).close();
    }
    if (kind == u"file") {
        QFile file(m_path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("precious") == 8);
    } else if (kind == u"folder") {
        QVERIFY(QDir().mkdir(m_path));
    } else {
        QVERIFY(QFile::link(kind, m_path));
    }
    const quint64 inode = inodeOf(m_path);
    {
        const EndpointFixture server(serverAt(m_path));
        QVERIFY(server.saw(EventCode::LocalNotSocket));
    }
    QCOMPARE(inodeOf(m_path), inode);
    if (kind == u"file") {
        const EndpointFixture client(clientOf(m_path));
        QVERIFY(client.saw(EventCode::LocalNotSocket));
        QVERIFY2(eventText(client.events.last()).endsWith(u"Start the server or check the path."),
                 qPrintable(eventText(client.events.last())));
    }
}

void TestLocalPaths::fileOfAnother_data()
{
    QTest::addColumn<bool>("replaced");
    QTest::newRow("replaced") << true;
    QTest::newRow("removed") << false;
}

/// The file that is at the path when the server closes is removed only if it is the server's.
void TestLocalPaths::fileOfAnother()
{
    QFETCH(bool, replaced);
    EndpointFixture server(serverAt(m_path));
    QVERIFY(QFile::rename(m_path, m_path + u".old"_qs));
    const std::unique_ptr<LocalPlain> other =
        replaced ? std::make_unique<LocalPlain>(m_path, Until::Listening) : nullptr;
    const quint64 inode = inodeOf(m_path);
    server.endpoint->close();
    QCOMPARE(inodeOf(m_path), inode);
    QVERIFY(server.saw(EventCode::LocalFileGone));
    if (replaced)
        QVERIFY(LocalPlain(m_path, Until::Connected).works);
}

void TestLocalPaths::goneWhileServing_data()
{
    QTest::addColumn<QString>("what");
    for (const char *what : {"removed", "renamed", "replaced by a file", "replaced by a socket", "folder removed"})
        QTest::newRow(what) << QString::fromLatin1(what);
}

/// That nobody can connect any more is reported at once, and only once; those that are connected stay.
void TestLocalPaths::goneWhileServing()
{
    QFETCH(QString, what);
    QVERIFY(QDir().mkdir(m_path));
    const QString path = m_path + u"/socket"_qs;
    EndpointFixture server(serverAt(path));
    const LocalPlain client(path, Until::Connected);
    QTRY_COMPARE(server.peers.size(), 1);
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup)); // no reason
    QVERIFY(client.send("before"));
    QTRY_COMPARE(server.bytes(Direction::In), QByteArray("before"));
    const auto reports = [&] { return server.logged().count(EventCode::LocalFileGone); };
    QCOMPARE(reports(), 0);

    const QString otherPath = m_path + u"/other"_qs;
    std::unique_ptr<LocalPlain> other;
    if (what == u"removed") {
        QVERIFY(QFile::remove(path));
    } else if (what == u"renamed") {
        QVERIFY(QFile::rename(path, otherPath));
    } else if (what == u"folder removed") {
        QVERIFY(QDir(m_path).removeRecursively());
    } else {
        if (what == u"replaced by a socket")
            other = std::make_unique<LocalPlain>(otherPath, Until::Listening);
        else
            QVERIFY(QFile(otherPath).open(QIODevice::WriteOnly));
        QCOMPARE(::rename(QFile::encodeName(otherPath).constData(), QFile::encodeName(path).constData()), 0);
    }
    QTRY_COMPARE(reports(), 1);
    QVERIFY(server.isOpen());
    QVERIFY(client.send(", after"));
    QTRY_COMPARE(server.bytes(Direction::In), QByteArray("before, after"));
    const quint64 inode = inodeOf(path);
    server.endpoint->close();
    QCOMPARE(reports(), 1);
    QCOMPARE(inodeOf(path), inode);
    if (inode == 0 && QFileInfo::exists(m_path)) { // as the report advises
        server.endpoint->open();
        QVERIFY(server.isOpen());
        QVERIFY(LocalPlain(path, Until::Connected).works);
    }
}

/// Many that start at once over a stale file: one gets the path, and it works.
void TestLocalPaths::twoAtOnce()
{
    for (int round = 0; round < 20; ++round) {
        const QString path = u"%1 %2"_qs.arg(m_path).arg(round);
        LocalPlain(path, Until::Listening).close();
        std::array<tl::expected<localsocket::Listener, Event>, 4> results;
        {
            std::vector<std::thread> threads;
            for (auto &result : results)
                threads.emplace_back([&result, path] { result = localsocket::listen(path, 0600, 10); });
            for (std::thread &thread : threads)
                thread.join();
        }
        const LocalPlain client(path, Until::Connected);
        int listening = 0;
        for (auto &result : results) {
            if (result) {
                ++listening;
                QVERIFY(localsocket::removeFile(path, *result->file));
                ::close(int(result->socket));
            } else {
                QCOMPARE(result.error().code, EventCode::LocalInUse);
            }
        }
        QCOMPARE(listening, 1);
        QVERIFY(client.works);
    }
}

void TestLocalPaths::folders_data()
{
    QTest::addColumn<QString>("kind");
    for (const char *kind : {"missing", "of the system", "not ours to write"})
        QTest::newRow(kind) << QString::fromLatin1(kind);
}

void TestLocalPaths::folders()
{
    QFETCH(QString, kind);
    const QString folder = m_path;
    if (kind == u"missing") {
        QVERIFY(EndpointFixture(serverAt(folder + u"/s"_qs)).saw(EventCode::LocalNoFolder));
        return;
    }
    if (kind == u"of the system") {
        if (!QFileInfo(u"/proc"_qs).isDir())
            QSKIP("There is no /proc.");
        QVERIFY(EndpointFixture(serverAt(u"/proc/s"_qs)).saw(EventCode::LocalFolderForbidden));
        return;
    }
    QVERIFY(QDir().mkdir(folder));
    const ReadOnlyFolder readOnly(folder);
    if (!readOnly.isReadOnly())
        QSKIP("The system does not allow making a folder read-only.");
    const EndpointFixture server(serverAt(folder + u"/s"_qs));
    QVERIFY(server.isClosed());
    QVERIFY(server.saw(::geteuid() == 0 ? EventCode::LocalReadOnly : EventCode::LocalFolderForbidden));
}

QTEST_GUILESS_MAIN(TestLocalPaths)
#include "tst_localpaths.moc"
