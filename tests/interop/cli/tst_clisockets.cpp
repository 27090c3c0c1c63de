// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Options of sockets and connecting again, as other programs see them.
#include "tests/interop/cliprocess.h"
#include "tests/interop/peerprocess.h"
#include "tests/interop/shellprocess.h"
#include "tests/reservedport.h"
#include "tests/unit/endpoint/localplain.h"

class TestCliSockets : public QObject
{
    Q_OBJECT
private slots:
    void peerSeesTheHeader_data();
    void peerSeesTheHeader();
    void systemHasTheOptions();
    void saysWhatIsInEffect();
    void refusesClientsOfOtherPrograms_data();
    void refusesClientsOfOtherPrograms();
    void serverGoesAndComesBack();
    void localPeerGoes();
    void givesUp_data();
    void givesUp();

private:
    /// The lines of `ss` about the established connections of a port.
    static QString connectionsOf(quint16 port)
    {
        ShellProcess ss(u"ss -Htno state established \"( sport = :$1 or dport = :$1 )\""_qs, QString::number(port));
        return ss.exitCode() == 0 ? QString::fromUtf8(ss.out()) : u"ss failed: "_qs + ss.err();
    }
};

void TestCliSockets::peerSeesTheHeader_data()
{
    QTest::addColumn<QString>("host");
    QTest::newRow("IPv4") << u"127.0.0.1"_qs;
    QTest::newRow("IPv6") << u"::1"_qs;
}

void TestCliSockets::peerSeesTheHeader()
{
    QFETCH(const QString, host);
    PeerProcess peer(u"header_receiver"_qs, 0, {u"--host"_qs, host});
    QTRY_VERIFY(peer.port() != 0);
    const QString address = host.contains(u':') ? u'[' + host + u']' : host;
    const CliRun run = runCli({u"udp://%1:%2?ttl=7&dscp=AF41"_qs.arg(address).arg(peer.port()), u"--send"_qs, u"x"_qs,
                               u"--no-stdin"_qs, u"--duration"_qs, u"2"_qs});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    QVERIFY(peer.exitCode() == 0);
    QVERIFY2(peer.said(u"hops 7"_qs) && peer.said(u"dscp 34"_qs), peer.out().constData());
}

void TestCliSockets::systemHasTheOptions()
{
    CliProcess server({u"tcp-server://127.0.0.1:0?keepalive=900,80,7"_qs, u"--no-stdin"_qs});
    QTRY_VERIFY(server.port() != 0);
    CliProcess client({u"tcp://127.0.0.1:%1?keepalive=200&iface=lo"_qs.arg(server.port()), u"--no-stdin"_qs});
    QTRY_VERIFY(client.err().contains(u"connected"));
    // A connection of a server has them from its listening socket.
    const QRegularExpression ofServer(u"timer:\\(keepalive,1[45]min"_qs);
    const QRegularExpression ofClient(u"%lo:.*timer:\\(keepalive,3min"_qs);
    const QString lines = connectionsOf(server.port());
    QVERIFY2(ofServer.match(lines).hasMatch(), qPrintable(lines));
    QVERIFY2(ofClient.match(lines).hasMatch(), qPrintable(lines));
}

void TestCliSockets::saysWhatIsInEffect()
{
    const CliRun run = runCli({u"tcp-server://127.0.0.1:0?ttl=9&dscp=46&rcvbuf=2147483647"_qs, u"--no-stdin"_qs,
                               u"--duration"_qs, u"0.1"_qs, u"--stats"_qs});
    QVERIFY2(run.code == 0, qPrintable(run.err));
    static const QRegularExpression line(u"In effect for [0-9.:]+: ttl=9, dscp=EF, rcvbuf=(\\d+)\\. Asked for: "
                                         "rcvbuf=2147483647\n"_qs);
    const auto match = line.match(run.err);
    QVERIFY2(match.hasMatch(), qPrintable(run.err));
    const QString json = run.err.section(u'\n', -2, -2);
    const QJsonObject options = QJsonDocument::fromJson(json.toUtf8())[u"socket_options"].toObject();
    QCOMPARE(options[u"ttl"].toInt(), 9);
    QCOMPARE(options[u"dscp"].toString(), u"EF"_qs);
    QCOMPARE(options[u"rcvbuf"].toInt(), match.captured(1).toInt());
    QCOMPARE(options[u"keepalive"].toInt(-1), 0);
}

void TestCliSockets::refusesClientsOfOtherPrograms_data()
{
    QTest::addColumn<QString>("option");
    QTest::addColumn<QString>("text");
    QTest::newRow("address") << u"allow=10.0.0.0/8"_qs << u" whose addresses are not allowed"_qs;
    QTest::newRow("limit") << u"max-clients=1"_qs << u", because 1 are connected"_qs;
}

void TestCliSockets::refusesClientsOfOtherPrograms()
{
    QFETCH(const QString, option);
    QFETCH(const QString, text);
    CliProcess server({u"tcp-server://127.0.0.1:0?"_qs + option, u"--no-stdin"_qs});
    QTRY_VERIFY(server.port() != 0);
    const QString url = u"TCP:127.0.0.1:%1"_qs.arg(server.port());
    std::optional<ShellProcess> first;
    if (option.startsWith(u"max")) {
        first.emplace(u"exec socat -u STDIN \"$1\""_qs, url); // is connected until its input ends
        QTRY_VERIFY(server.err().contains(u"connected\n"));
    }
    ShellProcess refused(u"exec socat -u \"$1\" STDOUT"_qs, url);
    QCOMPARE(refused.exitCode(), 0); // it is closed
    QTRY_VERIFY2(server.err().contains(text), qPrintable(server.err()));
}

/// The same port is served again after a while: one line about the failures, one about the end.
void TestCliSockets::serverGoesAndComesBack()
{
    const QString serve = u"exec socat -u TCP-LISTEN:$1,bind=127.0.0.1,reuseaddr STDOUT"_qs;
    const ReservedPort reserved;
    const QString port = QString::number(reserved.number());
    CliProcess client({u"tcp://127.0.0.1:%1?reconnect=10,50"_qs.arg(port), u"--no-stdin"_qs, u"--send"_qs,
                       u"hello\n"_qs, u"--every"_qs, u"20"_qs});
    QTRY_VERIFY(client.err().contains(u"refused the connection"));
    for (int outage = 1; outage <= 2; ++outage) {
        ShellProcess server(serve, port);
        QTRY_VERIFY2(server.out().contains("hello"), qPrintable(client.err()));
        QTRY_COMPARE(client.err().count(u"is connected again after"), outage);
        server.signal(SIGTERM);
        QTRY_VERIFY(server.hasEnded());
        const auto ends = [&] { return client.err().count(u"closed the connection") + client.err().count(u" reset "); };
        QTRY_COMPARE(ends(), outage);
    }
    // Once in each outage; those within a second become one.
    const auto refused = client.err().count(u"refused the connection");
    QVERIFY2(refused >= 1 && refused <= 3, qPrintable(client.err()));
    client.signal(SIGTERM);
    client.exitCode();
    QVERIFY2(client.err().contains(u"Stopped connecting to"), qPrintable(client.err()));
}

/// Of a local client that half-closes, the end is reported as soon as it goes.
void TestCliSockets::localPeerGoes()
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"socket"_qs);
    CliProcess server({serverAt(path)});
    QTRY_VERIFY(server.err().contains(u"listening on"));
    LocalPlain client(path, LocalPlain::Until::Connected);
    QVERIFY(client.works);
    client.finish();
    QTRY_VERIFY(server.err().contains(u"the connection stays half-closed"));
    client.close();
    QTRY_VERIFY(server.err().contains(u"no longer receives either"));
}

void TestCliSockets::givesUp_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<bool>("accepts");
    QTest::newRow("nobody listens") << u"tcp://127.0.0.1:PORT"_qs << false;
    QTest::newRow("TCP") << u"tcp://127.0.0.1:PORT"_qs << true;
    QTest::newRow("TLS") << u"tls://127.0.0.1:PORT"_qs << true;
    QTest::newRow("local socket") << u"unix://PATH"_qs << true;
}

/// A server that closes each connection at once is no success either.
void TestCliSockets::givesUp()
{
    QFETCH(QString, url);
    QFETCH(const bool, accepts);
    const ReservedPort port;
    const QTemporaryDir folder;
    const QString path = folder.filePath(u"socket"_qs);
    std::optional<ShellProcess> server;
    if (accepts) {
        const QString listener = url.startsWith(u"unix")
            ? u"UNIX-LISTEN:"_qs + path
            : u"TCP-LISTEN:%1,bind=127.0.0.1,reuseaddr"_qs.arg(port.number());
        server.emplace(u"exec socat -d -d -U \"$1,fork\" EXEC:true"_qs, listener);
        QTRY_VERIFY(server->err().contains(u"listening on"));
    }
    url.replace(u"PORT"_qs, QString::number(port.number())).replace(u"PATH"_qs, path);
    const CliRun run = runCli({url + u"?reconnect=400,400,4"_qs, u"--no-stdin"_qs});
    QVERIFY2(run.code == 1, qPrintable(run.err));
    QVERIFY2(run.err.contains(u"attempt 4 was the last that is allowed"), qPrintable(run.err));
    QCOMPARE(run.err.count(u"refused"), accepts ? 0 : 1);
}

QTEST_GUILESS_MAIN(TestCliSockets)
#include "tst_clisockets.moc"
