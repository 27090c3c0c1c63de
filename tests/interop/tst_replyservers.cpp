// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT

// socketscope-cli --reply as the servers of tutorials, with the Python programs that talk to them.
#include "tests/interop/cliprocess.h"
#include "tests/interop/interopfixture.h"

namespace {

/// socketscope-cli with a capture; ended by SIGTERM.
class Server
{
public:
    Server(const QString &url, const QStringList &options)
        : m_capture(m_folder.filePath(u"c.pcapng"_qs)),
          m_process(QStringList{url, u"--no-stdin"_qs, u"--capture"_qs, m_capture} + options)
    {
    }
    ~Server() { end(); }

    quint16 port() { return m_process.port(); }
    bool printed(const QString &words) { return QString::fromUtf8(m_process.out()).contains(words); }
    bool reported(const QString &words) { return m_process.err().contains(words); }
    void end()
    {
        m_process.process().terminate();
        m_process.exitCode();
    }
    /// The payloads of the log as tshark reads them: direction and bytes.
    QList<QPair<QString, QByteArray>> payloads()
    {
        end();
        QList<QPair<QString, QByteArray>> all;
        const QStringList lines = captureCheck({QStringLiteral("records"), m_capture}).split(u'\n');
        for (const QString &line : lines) {
            const QStringList fields = line.split(u' ');
            if (fields.size() == 6 && fields[4] != u"-")
                all.append({fields[0], QByteArray::fromHex(fields[4].toLatin1())});
        }
        return all;
    }
    QString expert() { return captureCheck({QStringLiteral("expert"), m_capture}).trimmed(); }

private:
    QTemporaryDir m_folder;
    QString m_capture;
    CliProcess m_process;
};

using Payloads = QList<QPair<QString, QByteArray>>;

} // namespace

class TestReplyServers : public QObject
{
    Q_OBJECT
private slots:
    void tcpTime();
    void udpTime();
    void gbk();
    void dialogue();
    void greeting();
    void files_data();
    void files();
    void rules();
    void wholeMessages_data();
    void wholeMessages();
    void twoEchoes();
    void usage_data();
    void usage();
};

void TestReplyServers::tcpTime()
{
    Server server(u"tcp-server://127.0.0.1:0"_qs, {u"--reply"_qs, u"time"_qs});
    QTRY_VERIFY(server.port() != 0);
    PeerProcess client(u"line_client"_qs, server.port());
    client.type(u"time please"_qs);
    QTRY_VERIFY(!client.after(u"got"_qs).isEmpty());
    const QRegularExpression form(u"^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \\d]\\d \\d\\d:\\d\\d:\\d\\d \\d{4}$"_qs);
    QVERIFY2(form.match(client.after(u"got"_qs)).hasMatch(), qPrintable(client.after(u"got"_qs)));
    client.endInput();
    QTRY_VERIFY(client.hasEnded());
    QCOMPARE(server.payloads(), (Payloads{{u"in"_qs, "time please"}, {u"out"_qs, client.after(u"got"_qs).toLatin1()}}));
    QCOMPARE(server.expert(), QString());
}

void TestReplyServers::udpTime()
{
    Server server(u"udp-server://127.0.0.1:0"_qs, {u"--reply"_qs, u"time"_qs});
    QTRY_VERIFY(server.port() != 0);
    PeerProcess client(u"udp_time_client"_qs, server.port());
    client.type(u"now"_qs);
    QTRY_VERIFY(client.after(u"got"_qs).endsWith(QDate::currentDate().toString(u"yyyy")));
    QCOMPARE(server.payloads(), (Payloads{{u"in"_qs, "now"}, {u"out"_qs, client.after(u"got"_qs).toLatin1()}}));
}

void TestReplyServers::gbk()
{
    Server server(u"tcp-server://127.0.0.1:0"_qs, {u"--reply"_qs, u"gbk-server"_qs, u"--encoding"_qs, u"GBK"_qs});
    QTRY_VERIFY(server.port() != 0);
    PeerProcess client(u"gbk_tcp_client"_qs, server.port());
    QTRY_VERIFY(client.said(u"got 好的,我是服务端"_qs));
    QTRY_VERIFY(client.hasEnded());
    server.end();
    QVERIFY(server.printed(u"你好,我是客户端小白!!"_qs));
    const auto codec = TextCodec::find(u"GBK"_qs).value();
    QCOMPARE(server.payloads().last().second, codec->encode(u"好的,我是服务端"_qs).value());
}

void TestReplyServers::dialogue()
{
    Server server(u"tcp-server://127.0.0.1:0?reply=accepted"_qs, {});
    QTRY_VERIFY(server.port() != 0);
    PeerProcess client(u"line_client"_qs, server.port());
    client.type(u"one"_qs);
    QTRY_VERIFY(client.said(u"got accepted"_qs));
    client.type(u"Close"_qs);
    QTRY_VERIFY(client.said(u"got closed"_qs));
    QTRY_VERIFY(client.hasEnded());
    const Payloads expected{{u"in"_qs, "one"}, {u"out"_qs, "accepted"}, {u"in"_qs, "Close"}, {u"out"_qs, "closed"}};
    QCOMPARE(server.payloads(), expected);
    QCOMPARE(server.expert(), QString());
}

void TestReplyServers::greeting()
{
    Server server(u"tcp-server://127.0.0.1:0"_qs, {u"--reply"_qs, u"greeting"_qs});
    QTRY_VERIFY(server.port() != 0);
    for (int i = 0; i < 2; ++i) {
        PeerProcess client(u"greeting_client"_qs, server.port());
        QTRY_VERIFY(client.said(u"got Thank you for connecting"_qs));
    }
    QCOMPARE(server.payloads(), (Payloads(2, {u"out"_qs, "Thank you for connecting"})));
    QCOMPARE(server.expert(), QString());
}

void TestReplyServers::files_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<qint64>("size"); // -1: refused
    QTest::addColumn<double>("pause");
    QTest::newRow("small") << u"small.txt"_qs << qint64(11) << 0.0;
    QTest::newRow("empty") << u"empty"_qs << qint64(0) << 0.0;
    QTest::newRow("Chinese name") << u"图片.bin"_qs << qint64(3 << 20) << 0.0;
    QTest::newRow("to one who is in no hurry") << u"large"_qs << qint64(40 << 20) << 0.5;
    QTest::newRow("outside") << u"../outside"_qs << qint64(-1) << 0.0;
    QTest::newRow("absolute") << u"/etc/hostname"_qs << qint64(-1) << 0.0;
}

void TestReplyServers::files()
{
    QFETCH(QString, name);
    QFETCH(qint64, size);
    QFETCH(double, pause);
    const QTemporaryDir folder;
    QVERIFY(QDir().mkpath(folder.filePath(u"served"_qs)));
    QFile outside(folder.filePath(u"outside"_qs));
    QVERIFY(outside.open(QIODevice::WriteOnly) && outside.write("secret") == 6);
    QByteArray bytes;
    if (size >= 0) {
        for (quint32 i = 0; bytes.size() < size; ++i)
            bytes.append(reinterpret_cast<const char *>(&i), 4);
        bytes.truncate(size);
        QFile file(folder.filePath(u"served/"_qs + name));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(bytes) == size);
    }
    Server server(u"tcp-server://127.0.0.1:0"_qs, {u"--reply"_qs, u"files="_qs + folder.filePath(u"served"_qs)});
    QTRY_VERIFY(server.port() != 0);
    PeerProcess client(u"file_client"_qs, server.port(), {u"--name"_qs, name, u"--pause"_qs, QString::number(pause)});
    const QByteArray digest = QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
    QTRY_COMPARE_WITH_TIMEOUT(client.after(u"got"_qs), u"%1 %2"_qs.arg(bytes.size()).arg(QString::fromLatin1(digest)),
                              15'000);
    QByteArray sent;
    for (const auto &[direction, payload] : server.payloads()) {
        if (direction == u"out")
            sent.append(payload);
    }
    QVERIFY(sent == bytes);
    QCOMPARE(server.reported(u"was refused the file “%1”"_qs.arg(name)), size < 0);
}

void TestReplyServers::rules()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"rules.json"_qs));
    const QByteArray json = R"-([{"when": {"regex": "^add (\\d+)"}, "reply": {"text": "${1} of ${count} 好"}}])-";
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(json) == json.size());
    file.close();
    Server server(u"tcp-server://127.0.0.1:0"_qs, {u"--rules"_qs, file.fileName(), u"--encoding"_qs, u"UTF-8"_qs});
    QTRY_VERIFY(server.port() != 0);
    PeerProcess client(u"line_client"_qs, server.port());
    client.type(u"add 17"_qs);
    QTRY_VERIFY(client.said(u"got 17 of 1 好"_qs));
}

void TestReplyServers::wholeMessages_data()
{
    QTest::addColumn<QString>("query");
    QTest::addColumn<QStringList>("options");
    QTest::newRow("option") << u""_qs << QStringList{u"--framing"_qs, u"line"_qs};
    QTest::newRow("URL") << u"?framing=delimiter:'%5Cn'"_qs << QStringList();
}

void TestReplyServers::wholeMessages()
{
    QFETCH(QString, query);
    QFETCH(QStringList, options);
    Server server(u"tcp-server://127.0.0.1:0"_qs + query, QStringList{u"--reply"_qs, u"accepted"_qs} + options);
    QTRY_VERIFY(server.port() != 0);
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, server.port());
    QVERIFY(client.waitForConnected(30'000));
    client.write("one\ntwo\ncl");
    QTRY_COMPARE(client.peek(100), "acceptedaccepted");
    client.write("ose\n");
    QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
    QCOMPARE(client.readAll(), "acceptedacceptedclosed");
}

void TestReplyServers::twoEchoes()
{
    Server server(u"tcp-server://127.0.0.1:0"_qs, {u"--reply"_qs, u"echo"_qs});
    QTRY_VERIFY(server.port() != 0);
    Server client(u"tcp://127.0.0.1:%1"_qs.arg(server.port()), {u"--reply"_qs, u"echo"_qs, u"--send"_qs, u"ping"_qs});
    QTRY_VERIFY(client.reported(u"were stopped: it sent"_qs));
}

void TestReplyServers::usage_data()
{
    QTest::addColumn<QStringList>("arguments");
    QTest::addColumn<QString>("part");
    const QString url = u"tcp-server://127.0.0.1:0"_qs;
    QTest::newRow("unknown preset") << QStringList{url, u"--reply"_qs, u"eco"_qs} << u"“eco”"_qs;
    QTest::newRow("in the URL") << QStringList{url + u"?reply=eco"_qs} << u"position 32"_qs;
    QTest::newRow("both") << QStringList{url, u"--reply"_qs, u"echo"_qs, u"--rules"_qs, u"x"_qs} << u"Only one"_qs;
    QTest::newRow("framing") << QStringList{url, u"--framing"_qs, u"fixed:0"_qs} << u"position 7"_qs;
    QTest::newRow("no file") << QStringList{url, u"--rules"_qs, u"/no/such"_qs} << u"/no/such"_qs;
    QTest::newRow("no folder") << QStringList{url, u"--reply"_qs, u"files=/no/such"_qs} << u"/no/such"_qs;
}

void TestReplyServers::usage()
{
    QFETCH(QStringList, arguments);
    QFETCH(QString, part);
    CliProcess refused(arguments);
    QCOMPARE(refused.exitCode(), 2);
    QVERIFY2(refused.err().contains(part), qPrintable(refused.err()));
}

QTEST_GUILESS_MAIN(TestReplyServers)
#include "tst_replyservers.moc"
