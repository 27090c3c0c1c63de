// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because each thing that can be at the path of a server, and each end of a connection, is a case.
#include "model/endpoint/system/localsocket.h"
#include "tests/unit/endpoint/endpointfixture.h"
#include "tests/unit/log/readonlyfolder.h"

#include <QTemporaryDir>
#include <QTest>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <thread>

namespace {

/// A plain socket of the system at a path.
class LocalPlain
{
public:
    enum class Until : quint8 { Made, Bound, Listening, Connected };

    LocalPlain(const QString &path, Until until, int type = SOCK_STREAM) : m_socket(::socket(AF_UNIX, type, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray name = QFile::encodeName(path);
        std::memcpy(address.sun_path, name.constData(), size_t(name.size()));
        const auto *plain = reinterpret_cast<const sockaddr *>(&address);
        works = until == Until::Connected ? ::connect(m_socket, plain, sizeof address) == 0
                                          : ::bind(m_socket, plain, sizeof address) == 0;
        if (until == Until::Listening)
            works = works && ::listen(m_socket, 1) == 0;
        ::fcntl(m_socket, F_SETFL, O_NONBLOCK);
    }
    ~LocalPlain() { close(); }
    Q_DISABLE_COPY_MOVE(LocalPlain)

    void close()
    {
        if (m_socket >= 0)
            ::close(std::exchange(m_socket, -1));
    }
    void finish() const { ::shutdown(m_socket, SHUT_WR); }
    bool send(const QByteArray &bytes) const
    {
        return ::send(m_socket, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL) == bytes.size();
    }
    /// What can be read now; nothing at the end.
    std::optional<QByteArray> read() const
    {
        QByteArray bytes(100'000, Qt::Uninitialized);
        const ssize_t got = ::recv(m_socket, bytes.data(), size_t(bytes.size()), 0);
        if (got == 0)
            return {};
        bytes.truncate(std::max<ssize_t>(got, 0));
        return bytes;
    }
    bool isAccepting() const { return ::accept(m_socket, nullptr, nullptr) >= 0; }

    bool works = false;

private:
    int m_socket;
};

using Until = LocalPlain::Until;

QString serverAt(const QString &path, const QString &query = {})
{
    return u"unix-server://"_qs + encodedPath(path) + query;
}

QString clientOf(const QString &path, const QString &query = {})
{
    return u"unix://"_qs + encodedPath(path) + query;
}

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

class TestLocal : public QObject
{
    Q_OBJECT
private slots:
    void init() { m_path = m_folder.filePath(u"a socket #%1 ü"_qs.arg(++m_number)); }
    void talk_data();
    void talk();
    void halfClose();
    void peerHasGone();
    void modes_data();
    void modes();
    void staleFile();
    void served();
    void aboutToListen();
    void otherType();
    void notASocket_data();
    void notASocket();
    void fileOfAnother_data();
    void fileOfAnother();
    void twoAtOnce();
    void folders_data();
    void folders();
    void connectFailures_data();
    void connectFailures();
    void fullQueue();
    void reconnects();
    void abstractName();

private:
    const QTemporaryDir m_folder;
    QString m_path;
    int m_number = 0;
};

void TestLocal::talk_data()
{
    QTest::addColumn<int>("size");
    QTest::newRow("few bytes") << 5;
    QTest::newRow("more than the system buffers") << (2 << 20);
}

/// A server and a client of ours: all bytes arrive, and each log names both ends.
void TestLocal::talk()
{
    QFETCH(int, size);
    QByteArray sent(size, 'x');
    for (qsizetype i = 0; i < sent.size(); ++i)
        sent[i] = char(i * 31);
    EndpointFixture server(serverAt(m_path));
    QVERIFY(server.isOpen());
    QCOMPARE(server.local.toString(), m_path);
    EndpointFixture client(clientOf(m_path));
    QTRY_VERIFY(client.isOpen() && server.peers.size() == 1);
    QCOMPARE(client.peers.first().remote.toString(), m_path);
    QCOMPARE(server.peers.first().remote.toString(), m_path + u" #1"_qs);
    QVERIFY(client.send(sent));
    QVERIFY(server.send(sent));
    QTRY_COMPARE(server.bytes(Direction::In), sent);
    QTRY_COMPARE(client.bytes(Direction::In), sent);
    client.endpoint->close();
    QTRY_VERIFY(server.peers.isEmpty());
    QCOMPARE(server.steps(), (QList{EventCode::Connected, EventCode::ClosedByPeer}));
    for (const Record &record : server.records()) {
        if (record.kind != RecordKind::Data && !hasPacket(record.event.code))
            continue;
        QCOMPARE(record.local, SocketAddress::ofLocalServer(m_path));
        QCOMPARE(record.remote, SocketAddress::ofLocalClient(m_path, PeerId(1)));
    }
    const bool isLinux = localsocket::hasAbstractNames();
    QCOMPARE(server.saw(EventCode::LocalPeer), isLinux);
    server.endpoint->close();
    QVERIFY(!QFileInfo::exists(m_path));
}

/// A client that has sent all and still reads gets what is sent to it.
void TestLocal::halfClose()
{
    EndpointFixture server(serverAt(m_path));
    server.endpoint->setHalfClosedTimeout(600'000);
    const LocalPlain client(m_path, Until::Connected);
    QVERIFY(client.works && client.send("question"));
    client.finish();
    QTRY_VERIFY(server.steps().contains(EventCode::HalfClosed));
    QCOMPARE(server.bytes(Direction::In), QByteArray("question"));
    QVERIFY(server.send("answer"));
    QByteArray got;
    QTRY_VERIFY((got += client.read().value_or(QByteArray())) == "answer");
    server.endpoint->finishSending();
    QTRY_VERIFY(server.peers.isEmpty());
    QVERIFY(!client.read());
}

/// The system tells when the peer has closed both directions: no half-closed connection is kept for it, and what it sent
/// before is in the log.
void TestLocal::peerHasGone()
{
    EndpointFixture server(serverAt(m_path));
    server.endpoint->setHalfClosedTimeout(600'000);
    LocalPlain client(m_path, Until::Connected);
    QTRY_COMPARE(server.peers.size(), 1);
    server.endpoint->pauseReceiving(true);
    QVERIFY(client.send("last words"));
    client.close();
    QVERIFY(server.send("too late"));
    server.endpoint->pauseReceiving(false);
    QTRY_VERIFY(server.peers.isEmpty());
    QCOMPARE(server.bytes(Direction::In), QByteArray("last words"));
    QCOMPARE(server.steps(), (QList{EventCode::Connected, EventCode::ClosedByPeer}));
    QVERIFY(server.saw(EventCode::Unsent));
    LocalPlain other(m_path, Until::Connected);
    QTRY_COMPARE(server.peers.size(), 1);
    other.close();
    QTRY_VERIFY(server.peers.isEmpty());
    QVERIFY(!server.saw(EventCode::HalfClosed));
}

void TestLocal::modes_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<int>("mode");
    QTest::newRow("default") << QString() << 0600;
    QTest::newRow("group") << u"?mode=0660"_qs << 0660;
    QTest::newRow("everyone") << u"?mode=666"_qs << 0666;
}

/// Whatever the umask.
void TestLocal::modes()
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
void TestLocal::staleFile()
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
void TestLocal::served()
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

/// Between bind() and listen() a socket refuses connections, as a stale one does.
void TestLocal::aboutToListen()
{
    if (!localsocket::hasAbstractNames())
        QSKIP("Only Linux tells that a socket is bound.");
    const LocalPlain other(m_path, Until::Bound);
    const quint64 inode = inodeOf(m_path);
    const EndpointFixture server(serverAt(m_path));
    QVERIFY(server.saw(EventCode::LocalInUse));
    QCOMPARE(inodeOf(m_path), inode);
}

void TestLocal::otherType()
{
    const LocalPlain datagrams(m_path, Until::Bound, SOCK_DGRAM);
    const EndpointFixture server(serverAt(m_path));
    QVERIFY(server.saw(EventCode::LocalInUse));
    const EndpointFixture client(clientOf(m_path));
    QVERIFY(client.saw(EventCode::LocalWrongType));
    QVERIFY(inodeOf(m_path) != 0);
}

void TestLocal::notASocket_data()
{
    QTest::addColumn<QString>("kind");
    QTest::newRow("file") << u"file"_qs;
    QTest::newRow("folder") << u"folder"_qs;
    QTest::newRow("link to nothing") << u"/nowhere/at/all"_qs;
    QTest::newRow("link to a stale socket") << u"stale"_qs;
}

void TestLocal::notASocket()
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
    if (kind == u"file")
        QVERIFY(EndpointFixture(clientOf(m_path)).saw(EventCode::LocalNotSocket));
}

void TestLocal::fileOfAnother_data()
{
    QTest::addColumn<bool>("replaced");
    QTest::newRow("replaced") << true;
    QTest::newRow("removed") << false;
}

/// The file that is at the path when the server closes is removed only if it is the server's.
void TestLocal::fileOfAnother()
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

/// Many that start at once over a stale file: one gets the path, and it works.
void TestLocal::twoAtOnce()
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

void TestLocal::folders_data()
{
    QTest::addColumn<bool>("exists");
    QTest::newRow("missing") << false;
    QTest::newRow("not ours to write") << true;
}

void TestLocal::folders()
{
    QFETCH(bool, exists);
    const QString folder = m_path;
    if (!exists) {
        QVERIFY(EndpointFixture(serverAt(folder + u"/s"_qs)).saw(EventCode::LocalNoFolder));
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

void TestLocal::connectFailures_data()
{
    QTest::addColumn<bool>("stale");
    QTest::addColumn<EventCode>("code");
    QTest::newRow("nothing there") << false << EventCode::LocalNotFound;
    QTest::newRow("nobody listens") << true << EventCode::LocalRefused;
}

void TestLocal::connectFailures()
{
    QFETCH(bool, stale);
    QFETCH(EventCode, code);
    if (stale)
        LocalPlain(m_path, Until::Listening).close();
    const EndpointFixture client(clientOf(m_path));
    QVERIFY(client.isClosed());
    QVERIFY(client.saw(code));
}

/// Connecting waits while too many others do, but not longer than it may.
void TestLocal::fullQueue()
{
    const LocalPlain server(m_path, Until::Listening);
    const LocalPlain first(m_path, Until::Connected);
    const LocalPlain second(m_path, Until::Connected);
    EndpointFixture waiting(clientOf(m_path, u"?timeout=600000"_qs));
    const EndpointFixture hasty(clientOf(m_path, u"?timeout=100"_qs));
    QTRY_VERIFY(hasty.saw(EventCode::LocalBusy));
    QVERIFY(!waiting.isOpen() && !waiting.isClosed());
    QVERIFY(server.isAccepting());
    QTRY_VERIFY(waiting.isOpen());
}

void TestLocal::reconnects()
{
    EndpointFixture client(clientOf(m_path, u"?reconnect=1"_qs));
    QVERIFY(client.saw(EventCode::LocalNotFound));
    auto server = std::make_unique<EndpointFixture>(serverAt(m_path));
    QTRY_VERIFY_WITH_TIMEOUT(client.isOpen(), 30'000);
    server.reset();
    QTRY_VERIFY(!client.isOpen());
    server = std::make_unique<EndpointFixture>(serverAt(m_path));
    QTRY_VERIFY_WITH_TIMEOUT(client.isOpen(), 30'000);
}

void TestLocal::abstractName()
{
    const QString path = u"@socketscope test %1"_qs.arg(::getpid());
    if (!localsocket::hasAbstractNames()) {
        QVERIFY(!EndpointUrl::parse(serverAt(path)));
        return;
    }
    const EndpointFixture server(serverAt(path));
    QVERIFY(server.isOpen());
    QVERIFY(!QFileInfo::exists(path));
    QVERIFY(EndpointFixture(serverAt(path)).saw(EventCode::LocalInUse));
    EndpointFixture client(clientOf(path));
    QTRY_VERIFY(client.isOpen());
    QVERIFY(client.send("hello"));
    QTRY_COMPARE(server.bytes(Direction::In), QByteArray("hello"));
    QVERIFY(EndpointFixture(clientOf(path + u" not"_qs)).saw(EventCode::LocalNotFound));
}

QTEST_GUILESS_MAIN(TestLocal)
#include "tst_local.moc"
