// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/servedfolder.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>

class TestServedFolder : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void asks_data();
    void asks();
    void noSuchFolder();
    void linkThatChanges();

private:
    static void write(const QString &path, const QByteArray &bytes)
    {
        QFile file(path);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size());
    }
    static void link(const QByteArray &to, const QString &name)
    {
        QCOMPARE(::symlink(to.constData(), QFile::encodeName(name).constData()), 0);
    }

    QTemporaryDir m_folder;
    QString m_served;
    std::shared_ptr<const ServedFolder> m_files;
};

void TestServedFolder::initTestCase()
{
    m_served = m_folder.filePath(u"served"_qs);
    QVERIFY(QDir().mkpath(m_served + u"/sub"_qs) && QDir().mkpath(m_folder.filePath(u"served-too"_qs)));
    write(m_folder.filePath(u"secret"_qs), "secret");
    write(m_folder.filePath(u"served-too/secret"_qs), "secret");
    write(m_served + u"/a.txt"_qs, "a");
    write(m_served + u"/图片.png"_qs, "picture");
    write(m_served + u"/sub/b"_qs, "b");
    write(m_served + u"/%2e%2e"_qs, "odd");
    link("sub/b", m_served + u"/inner"_qs);
    link("../secret", m_served + u"/out"_qs);
    link("../served-too", m_served + u"/neighbour"_qs);
    link("/etc/hostname", m_served + u"/absolute"_qs);
    link("..", m_served + u"/up"_qs);
    link("loop", m_served + u"/loop"_qs);
    link("/proc/self/root/etc/hostname", m_served + u"/magic"_qs);
    QCOMPARE(::mkfifo(QFile::encodeName(m_served + u"/pipe"_qs).constData(), 0600), 0);
    m_files = ServedFolder::open(m_served).value();
}

void TestServedFolder::asks_data()
{
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QByteArray>("content"); // null: refused
    QTest::addColumn<QString>("reason");
    const auto good = [](const char *row, const QByteArray &name, const char *content) {
        QTest::newRow(row) << name << QByteArray(content) << QString();
    };
    const auto bad = [](const char *row, const QByteArray &name, const char *reason) {
        QTest::newRow(row) << name << QByteArray() << QString::fromLatin1(reason);
    };
    good("plain", "a.txt", "a");
    good("line ending", "a.txt\r\n", "a");
    good("Chinese", "图片.png", "picture");
    good("in a folder", "sub/b", "b");
    good("odd slashes", "./sub//b", "b");
    good("link that stays", "inner", "b");
    good("a name like an encoding is a name", "%2e%2e", "odd");
    bad("nothing", "\n", "empty");
    bad("up", "../secret", "outside");
    bad("up and down", "sub/../a.txt", "outside");
    bad("up by backslash", "..\\secret", "outside");
    bad("up, encoded", "%2e%2e/secret", "no such");
    bad("up, encoded twice", "%252e%252e%252fsecret", "no such");
    bad("up, over-long UTF-8", "\xc0\xae\xc0\xae/secret", "UTF-8");
    bad("up, full width", "．．/secret", "no such");
    bad("absolute", "/etc/hostname", "absolute");
    bad("NUL", QByteArray("a.txt\0.png", 10), "NUL");
    bad("GBK", "\xc4\xe3.png", "UTF-8");
    bad("too long", QByteArray(5000, 'a'), "too long");
    bad("a step too long", QByteArray(300, 'a'), "too long");
    bad("missing", "nothing", "no such");
    bad("file as folder", "a.txt/b", "no such");
    bad("folder", "sub", "folder");
    bad("the folder itself", ".", "folder");
    bad("link out", "out", "outside");
    bad("link to a neighbour with the same beginning", "neighbour/secret", "outside");
    bad("absolute link", "absolute", "outside");
    bad("link up", "up/secret", "outside");
    bad("link to itself", "loop", "outside");
    bad("link through /proc", "magic", "outside");
    bad("pipe", "pipe", "regular");
}

void TestServedFolder::asks()
{
    QFETCH(QByteArray, name);
    QFETCH(QByteArray, content);
    QFETCH(QString, reason);
    for (const auto method : {ServedFolder::Method::Kernel, ServedFolder::Method::StepByStep}) {
        const auto opened = m_files->file(name, method);
        QCOMPARE(opened.has_value(), !content.isNull());
        if (opened)
            QCOMPARE((*opened)->read(100).value(), content);
        else
            QVERIFY2(opened.error().reason.contains(reason), qPrintable(opened.error().reason));
    }
}

void TestServedFolder::noSuchFolder()
{
    QVERIFY(!ServedFolder::open(m_folder.filePath(u"nowhere"_qs)));
    const auto file = ServedFolder::open(m_served + u"/a.txt"_qs);
    QVERIFY(!file && file.error().message.contains(u"a.txt"));
}

/// A name that changes between a file and a link out of the folder never reveals the secret.
void TestServedFolder::linkThatChanges()
{
    const QString name = m_served + u"/changing"_qs;
    const QString other = m_served + u"/other"_qs;
    write(name, "mine");
    link("../secret", other);
    std::atomic<bool> stop = false;
    const std::unique_ptr<QThread> swapper(QThread::create([&] {
        const QByteArray one = QFile::encodeName(name);
        const QByteArray two = QFile::encodeName(other);
        while (!stop)
            ::renameat2(AT_FDCWD, one.constData(), AT_FDCWD, two.constData(), RENAME_EXCHANGE);
    }));
    swapper->start();
    int given = 0;
    for (int i = 0; i < 4000; ++i) {
        const auto opened =
            m_files->file("changing", i % 2 ? ServedFolder::Method::Kernel : ServedFolder::Method::StepByStep);
        given += opened ? 1 : 0;
        if (opened && (*opened)->read(100).value() != "mine") {
            stop = true;
            swapper->wait();
            QFAIL("the secret is out");
        }
    }
    stop = true;
    swapper->wait();
    QVERIFY(given > 0);
}

QTEST_GUILESS_MAIN(TestServedFolder)
#include "tst_servedfolder.moc"
