// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it has both roles, programs as peers and plain sockets.
// A peer that says FIN first still reads: what is left is sent to it, or what a person answers, until the input has
// ended or a time is over. With ncat, socat, Python and sockets of the system as peers.
#include "model/bytes/codecs/textcodec.h"
#include "tests/interop/cliprocess.h"
#include "tests/interop/interopfixture.h"
#include "tests/interop/plainpeer.h"
#include "tests/interop/randombytes.h"

#include <sys/socket.h>

class TestHalfClosed : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void inputBehindTheServersFin_data();
    void inputBehindTheServersFin();
    void sentBehindTheServersFin_data();
    void sentBehindTheServersFin();
    void clientEndsAtOnce_data();
    void clientEndsAtOnce();
    void reconnectsAtOnce();
    void inputIsTooLate_data();
    void inputIsTooLate();
    void serverHasGone();
    void fileForAClientWithNothingToSay_data();
    void fileForAClientWithNothingToSay();
    void answeredByHand_data();
    void answeredByHand();
    void answeredByRules();
    void serverEndsConnections_data();
    void serverEndsConnections();
    void anyTimeForAPerson();
    void timeSinceTheLastBytes();
    void ourFinEndsIt();
    void rulesGoBefore();
    void moreToCome();
    void endOfWhatIsToCome();

private:
    static void halfClose(const QTcpSocket &socket) { ::shutdown(int(socket.socketDescriptor()), SHUT_WR); }
    /// Connects, asks, and sends nothing more.
    static void ask(QTcpSocket &client, quint16 port, const QByteArray &question = {})
    {
        client.connectToHost(u"127.0.0.1"_qs, port);
        QVERIFY(client.waitForConnected());
        client.write(question);
        QTRY_COMPARE(client.bytesToWrite(), 0);
        halfClose(client);
    }
    static QStringList words(const QString &text) { return text.split(u' ', Qt::SkipEmptyParts); }

    QTemporaryDir m_folder;
    QByteArray m_bytes;
    QString m_file;
};

namespace {

const QString halfClosedReported = u"the connection stays half-closed"_qs;

/// Other programs, each told to connect to 127.0.0.1 and the port PORT. They say FIN when their input has ended, and
/// print what they still get.
void addClients()
{
    const QString python = u"import socket, sys\n"
                           "peer = socket.create_connection(('127.0.0.1', PORT), 30)\n"
                           "peer.sendall(sys.stdin.buffer.read())\n"
                           "peer.shutdown(socket.SHUT_WR)\n"
                           "while piece := peer.recv(65536):\n"
                           "    sys.stdout.buffer.write(piece)\n"_qs;
    QTest::newRow("ncat") << QStringList{u"ncat"_qs, u"127.0.0.1"_qs, u"PORT"_qs};
    QTest::newRow("socat") << QStringList{u"socat"_qs, u"-t100"_qs, u"-"_qs, u"TCP:127.0.0.1:PORT"_qs};
    QTest::newRow("Python") << QStringList{u"python3"_qs, u"-c"_qs, python};
}

/// One of them, running.
class Client : public RunningProgram
{
public:
    Client(const QStringList &command, quint16 port, const QByteArray &input)
        : RunningProgram(command.first(), command.sliced(1).replaceInStrings(u"PORT"_qs, QString::number(port)), input)
    {
    }
};

/// Says FIN at once, and reads to the end.
class FinishingPeer : public PlainPeer
{
public:
    FinishingPeer()
        : PlainPeer([](PlainPeer &self) {
              self.finish();
              self.ended = self.readToEnd();
          })
    {
    }
};

} // namespace

void TestHalfClosed::initTestCase()
{
    m_bytes = randomBytes(24 << 20);
    m_file = m_folder.filePath(u"bytes"_qs);
    QFile file(m_file);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(m_bytes) == m_bytes.size());
}

void TestHalfClosed::inputBehindTheServersFin_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("raw") << u"--raw"_qs << QByteArray("twenty bytes of data") << QByteArray("twenty bytes of data");
    QTest::newRow("lines") << QString() << QByteArray("one\ntwo\nthree") << QByteArray("one\ntwo\nthree");
    QTest::newRow("hex") << u"--hex"_qs << QByteArray("01 03\n00 FF\n") << QByteArray::fromHex("010300ff");
    QTest::newRow("behind --send") << u"--send begin"_qs << QByteArray("end") << QByteArray("beginend");
    QTest::newRow("kept open") << u"--raw --keep-open"_qs << QByteArray("kept") << QByteArray("kept");
    QTest::newRow("nothing comes") << u"--raw"_qs << QByteArray() << QByteArray();
}

/// All of it is sent, and then the connection ends from here.
void TestHalfClosed::inputBehindTheServersFin()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, sent);
    FinishingPeer peer;
    CliProcess cli(words(peer.url() + u' ' + arguments));
    QTRY_VERIFY(cli.err().contains(halfClosedReported) || cli.hasEnded());
    for (qsizetype at = 0; at < input.size(); ++at)
        cli.type(input.sliced(at, 1));
    cli.endInput();
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.err()));
    peer.wait();
    QCOMPARE(peer.received, sent);
    QVERIFY(peer.ended);
    QCOMPARE(cli.err().count(halfClosedReported), 1);
    QVERIFY2(cli.err().contains(u"closed from this side (FIN)"), qPrintable(cli.err()));
}

void TestHalfClosed::sentBehindTheServersFin_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<QByteArray>("sent");
    QTest::newRow("file") << u"--no-stdin --send-file FILE"_qs << m_bytes;
    QTest::newRow("file, kept open") << u"--keep-open --send-file FILE"_qs << m_bytes;
    QTest::newRow("so often") << u"--no-stdin --send ab --every 20 --count 10"_qs << QByteArray("ab").repeated(10);
    QTest::newRow("file, with a line behind it") << u"--send-file FILE"_qs << m_bytes + "line\n";
}

/// To a server that is slow to read.
void TestHalfClosed::sentBehindTheServersFin()
{
    QFETCH(QString, arguments);
    QFETCH(QByteArray, sent);
    PlainPeer peer([](PlainPeer &p) {
        p.finish();
        for (qsizetype most = 1; most < (1 << 20) && !p.ended; most *= 2)
            p.ended = p.readToEnd(p.received.size() + most);
        p.ended = p.ended || p.readToEnd();
    });
    const bool line = sent.endsWith("line\n");
    CliProcess cli(words(peer.url() + u' ' + arguments.replace(u"FILE"_qs, m_file)),
                   line ? QByteArray("line\n") : QByteArray());
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.err()));
    peer.wait();
    QCOMPARE(peer.received.size(), sent.size());
    QVERIFY(peer.received == sent);
    QVERIFY(peer.ended);
}

void TestHalfClosed::clientEndsAtOnce_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::newRow("no input") << u"--no-stdin"_qs;
    QTest::newRow("rules") << u"--reply echo"_qs;
}

/// Where nothing is left to be sent, the server's FIN is the end.
void TestHalfClosed::clientEndsAtOnce()
{
    QFETCH(QString, arguments);
    FinishingPeer peer;
    CliProcess cli(words(peer.url() + u' ' + arguments)); // whose input does not end
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.err()));
    peer.wait();
    QVERIFY(peer.ended);
    QVERIFY2(!cli.err().contains(halfClosedReported), qPrintable(cli.err()));

    FinishingPeer second;
    CliProcess limited({second.url() + u"?half-closed=0"_qs});
    QVERIFY2(limited.exitCode() == 0, qPrintable(limited.err()));
    QVERIFY2(!limited.err().contains(halfClosedReported), qPrintable(limited.err()));
}

/// What comes from standard input is for the next connection.
void TestHalfClosed::reconnectsAtOnce()
{
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    CliProcess cli({u"tcp://127.0.0.1:%1?reconnect=1"_qs.arg(server.serverPort())});
    QTRY_VERIFY(server.hasPendingConnections());
    halfClose(*server.nextPendingConnection());
    QTRY_VERIFY(server.hasPendingConnections());
    QTcpSocket *again = server.nextPendingConnection();
    QVERIFY2(!cli.err().contains(halfClosedReported), qPrintable(cli.err()));
    cli.type("next\n");
    QTRY_COMPARE(again->peek(100), QByteArray("next\n"));
    cli.signal(SIGTERM);
    QVERIFY2(cli.exitCode() == 0, qPrintable(cli.err()));
}

void TestHalfClosed::inputIsTooLate_data()
{
    QTest::addColumn<QByteArray>("before");
    QTest::newRow("nothing") << QByteArray();
    QTest::newRow("a part") << QByteArray("a part");
}

/// The time is over before the input has ended: that is told, and a failure.
void TestHalfClosed::inputIsTooLate()
{
    QFETCH(QByteArray, before);
    const QString seconds = before.isEmpty() ? u"1"_qs : u"4"_qs; // the part must not be too late
    FinishingPeer peer;
    CliProcess cli({peer.url() + u"?half-closed="_qs + seconds, u"--raw"_qs});
    QTRY_VERIFY(cli.err().contains(halfClosedReported) || cli.hasEnded());
    cli.type(before);
    QCOMPARE(cli.exitCode(), 1);
    peer.wait();
    QCOMPARE(peer.received, before);
    QVERIFY(peer.ended);
    QVERIFY2(cli.err().contains(u"for %1 s: the half-closed connection is closed"_qs.arg(seconds)),
             qPrintable(cli.err()));
    QVERIFY2(cli.err().contains(u"Standard input had not ended"), qPrintable(cli.err()));
}

/// Of a server that reads no more either, we hear when something is sent.
void TestHalfClosed::serverHasGone()
{
    PlainPeer peer([](PlainPeer &p) { p.close(); });
    CliProcess cli({peer.url()});
    QTRY_VERIFY(cli.err().contains(halfClosedReported) || cli.hasEnded());
    peer.wait();
    cli.type("is anybody there?\n");
    QCOMPARE(cli.exitCode(), 1);
    QVERIFY2(cli.err().contains(u"reset the connection (RST)"), qPrintable(cli.err()));
}

void TestHalfClosed::fileForAClientWithNothingToSay_data()
{
    QTest::addColumn<QStringList>("client");
    addClients();
}

/// It gets all of standard input; with it the server ends.
void TestHalfClosed::fileForAClientWithNothingToSay()
{
    QFETCH(QStringList, client);
    for (const QString &more : {u"--raw"_qs, u"--raw --exit-on-close"_qs}) {
        QProcess server;
        server.setStandardInputFile(m_file);
        server.start(QStringLiteral(TEST_CLI), words(u"tcp-server://127.0.0.1:0 "_qs + more));
        QByteArray said;
        QTRY_VERIFY((said += server.readAllStandardError()).contains('\n'));
        Client reader(client, said.first(said.indexOf('\n')).split(':').last().toUShort(), {});
        QTRY_VERIFY_WITH_TIMEOUT(reader.hasEnded(), programPatienceMs);
        QCOMPARE(reader.out().size(), m_bytes.size());
        QVERIFY(reader.out() == m_bytes);
        QTRY_COMPARE(server.state(), QProcess::NotRunning);
        QVERIFY2(server.exitCode() == 0, server.readAllStandardError().constData());
    }
}

void TestHalfClosed::answeredByHand_data()
{
    QTest::addColumn<QStringList>("client");
    addClients();
}

/// As `printf x | nc -N` asks.
void TestHalfClosed::answeredByHand()
{
    QFETCH(QStringList, client);
    CliProcess server({u"tcp-server://127.0.0.1:0"_qs});
    QTRY_VERIFY(server.port() != 0);
    Client asking(client, server.port(), "question");
    QTRY_COMPARE(server.out(), QByteArray("question"));
    QTRY_VERIFY2(server.err().contains(halfClosedReported), qPrintable(server.err()));
    server.type("an answer\n");
    QTRY_COMPARE(asking.out(), QByteArray("an answer\n"));
    QVERIFY(!asking.hasEnded());
    server.type("another\n");
    server.endInput(); // nothing can come any more
    QTRY_VERIFY(asking.hasEnded());
    QCOMPARE(asking.out(), QByteArray("an answer\nanother\n"));
    server.signal(SIGTERM);
    QVERIFY2(server.exitCode() == 0, qPrintable(server.err()));
}

/// It has what it asked for: it is not kept waiting.
void TestHalfClosed::answeredByRules()
{
    CliProcess server({u"tcp-server://127.0.0.1:0"_qs, u"--reply"_qs, u"echo"_qs});
    QTRY_VERIFY(server.port() != 0);
    Client asking({u"ncat"_qs, u"127.0.0.1"_qs, u"PORT"_qs}, server.port(), "question");
    QTRY_VERIFY(asking.hasEnded());
    QCOMPARE(asking.out(), QByteArray("question"));
    QVERIFY2(!server.err().contains(halfClosedReported), qPrintable(server.err()));
}

void TestHalfClosed::serverEndsConnections_data()
{
    QTest::addColumn<QString>("arguments");
    QTest::addColumn<bool>("told");
    QTest::newRow("limit") << u"?half-closed=1"_qs << true;
    QTest::newRow("limit, without input") << u"?half-closed=60 --no-stdin"_qs << false;
    QTest::newRow("limit, with rules") << u"?half-closed=60 --reply echo"_qs << false;
    QTest::newRow("limit 0") << u"?half-closed=0"_qs << false;
    QTest::newRow("no input") << u" --no-stdin"_qs << false;
}

/// The client hears our FIN, and the server goes on.
void TestHalfClosed::serverEndsConnections()
{
    QFETCH(QString, arguments);
    QFETCH(bool, told);
    CliProcess server(words(u"tcp-server://127.0.0.1:0"_qs + arguments));
    QTRY_VERIFY(server.port() != 0);
    for (int round = 1; round <= 2; ++round) {
        QTcpSocket client;
        ask(client, server.port());
        QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
        QCOMPARE(client.error(), QTcpSocket::RemoteHostClosedError);
        QTRY_COMPARE(server.err().count(u"the half-closed connection is closed"_qs), told ? round : 0);
        QCOMPARE(server.err().count(halfClosedReported), told ? round : 0);
    }
    server.signal(SIGTERM);
    QVERIFY2(server.exitCode() == 0, qPrintable(server.err()));
}

/// In the window: the server stays half closed, and what a person sends arrives and is in the capture.
void TestHalfClosed::anyTimeForAPerson()
{
    InteropFixture us;
    us.session.open(EndpointUrl::parse(u"tcp-server://127.0.0.1:0"_qs).value());
    QTRY_VERIFY(us.isOpen());
    QTcpSocket client;
    ask(client, us.port(), "question");
    QTRY_COMPARE(
        us.logged(),
        (QList<EventCode>{EventCode::Listening, EventCode::Connected, EventCode::ClosedByPeer, EventCode::HalfClosed}));
    QTRY_COMPARE(us.session.peers().size(), size_t(1));
    const SocketAddress address = us.session.peers().front().remote;
    QCOMPARE(us.records().last().event.args, (QStringList{address.toString(), u"60"_qs}));
    us.session.send({}, "an answer");
    QTRY_COMPARE(client.peek(100), QByteArray("an answer"));
    us.session.send({}, ", and more");
    QTRY_COMPARE(client.peek(100), QByteArray("an answer, and more"));
    QCOMPARE(client.state(), QTcpSocket::ConnectedState);
    us.session.disconnectPeer(us.session.peers().front().id, false);
    QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
    QTRY_VERIFY(us.session.peers().empty());
    QCOMPARE(us.logged().mid(4), QList<EventCode>{EventCode::ClosedHere});
    QCOMPARE(us.bytes(Direction::Out), QByteArray("an answer, and more"));
    us.session.close();
    QTRY_VERIFY(us.isClosed());
    us.checkCapture();
}

/// What is sent begins the time anew.
void TestHalfClosed::timeSinceTheLastBytes()
{
    InteropFixture us;
    us.openSuccessfully(u"tcp-server://127.0.0.1:0?half-closed=4"_qs);
    QTcpSocket client;
    ask(client, us.port());
    QTRY_VERIFY(us.saw(EventCode::HalfClosed));
    us.session.send({}, "x");
    QTRY_COMPARE(client.peek(100), QByteArray("x"));
    QTRY_VERIFY(us.session.peers().empty());
    QCOMPARE(us.logged(),
             (QList<EventCode>{EventCode::Listening, EventCode::Connected, EventCode::ClosedByPeer,
                               EventCode::HalfClosed, EventCode::HalfClosedTimeout, EventCode::ClosedHere}));
    qint64 sentNs = 0;
    qint64 overNs = 0;
    for (const Record &record : us.records()) {
        if (record.kind == RecordKind::Data)
            sentNs = record.timeNs;
        else if (record.event.code == EventCode::HalfClosedTimeout)
            overNs = record.timeNs;
    }
    QVERIFY2(overNs - sentNs > 3'600'000'000, qPrintable(QString::number(overNs - sentNs))); // coarse timers
    QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
    QCOMPARE(client.error(), QTcpSocket::RemoteHostClosedError);
}

/// Of both directions, nothing is left to wait for.
void TestHalfClosed::ourFinEndsIt()
{
    InteropFixture us;
    us.openSuccessfully(u"tcp-server://127.0.0.1:0?half-closed=60"_qs);
    QTcpSocket client;
    ask(client, us.port());
    QTRY_VERIFY(us.saw(EventCode::HalfClosed));
    us.session.send({}, "the last");
    us.session.finishSending();
    QTRY_VERIFY(us.session.peers().empty());
    QCOMPARE(us.logged().last(), EventCode::ClosedHere);
    QVERIFY(!us.saw(EventCode::HalfClosedTimeout));
    QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
    QCOMPARE(client.readAll(), QByteArray("the last"));
}

/// Unless the URL says a time, who is answered by rules is not kept waiting; one that asks without their knowing is
/// not either.
void TestHalfClosed::rulesGoBefore()
{
    InteropFixture us;
    us.session.open(EndpointUrl::parse(u"tcp-server://127.0.0.1:0?reply=echo"_qs).value());
    QTRY_VERIFY(us.isOpen());
    for (const QByteArray &question : {QByteArray("question"), QByteArray()}) {
        QTcpSocket client;
        ask(client, us.port(), question);
        QTRY_COMPARE(client.state(), QTcpSocket::UnconnectedState);
        QCOMPARE(client.readAll(), question);
    }
    QTRY_VERIFY(us.haveLeft(2));
    QVERIFY(!us.saw(EventCode::HalfClosed));
}

/// A client goes with its server, unless it has more to send; what waits is always sent.
void TestHalfClosed::moreToCome()
{
    for (const bool more : {false, true}) {
        FinishingPeer peer;
        SessionFixture us;
        if (more)
            us.session.setMoreToCome(true);
        us.open(peer.url());
        QTRY_VERIFY(more ? us.saw(EventCode::HalfClosed) : us.isClosed());
        if (more) {
            QTRY_COMPARE(us.session.peers().size(), size_t(1));
            us.session.send({}, m_bytes.first(4 << 20)); // some of it waits
            us.session.setMoreToCome(false);
        }
        QTRY_VERIFY(us.isClosed());
        peer.wait();
        QCOMPARE(peer.received, more ? m_bytes.first(4 << 20) : QByteArray());
        QVERIFY(peer.ended);
        QCOMPARE(us.saw(EventCode::HalfClosed), more);
        QVERIFY(!us.saw(EventCode::HalfClosedTimeout) && !us.saw(EventCode::Unsent));
    }
}

/// It is said while connections are half closed, too.
void TestHalfClosed::endOfWhatIsToCome()
{
    SessionFixture us;
    us.session.setMoreToCome(true);
    us.session.open(EndpointUrl::parse(u"tcp-server://127.0.0.1:0"_qs).value());
    QTRY_VERIFY(us.isOpen());
    QTcpSocket clients[3];
    for (QTcpSocket &client : clients) {
        client.connectToHost(u"127.0.0.1"_qs, us.port());
        QVERIFY(client.waitForConnected());
    }
    halfClose(clients[0]);
    halfClose(clients[1]);
    QTRY_COMPARE(us.logged().count(EventCode::HalfClosed), 2);
    us.session.setMoreToCome(false);
    QTRY_COMPARE(us.session.peers().size(), size_t(1));
    QTRY_COMPARE(clients[0].state(), QTcpSocket::UnconnectedState);
    QTRY_COMPARE(clients[1].state(), QTcpSocket::UnconnectedState);
    QCOMPARE(clients[2].state(), QTcpSocket::ConnectedState);
    halfClose(clients[2]);
    QTRY_VERIFY(us.haveLeft(3));
    QCOMPARE(us.logged().count(EventCode::HalfClosed), 2);
}

QTEST_GUILESS_MAIN(TestHalfClosed)
#include "tst_halfclosed.moc"
