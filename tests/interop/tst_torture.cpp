// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT

// Bad conditions for a log: cut characters, many peers at once, resets, crashes.
#include "model/log/pcapng/blockwriter.h"
#include "model/log/segmentscan.h"
#include "tests/interop/cliprocess.h"
#include "tests/interop/interopfixture.h"

#include <csignal>

class TestTorture : public QObject
{
    Q_OBJECT
private slots:
    void characterCutAtEveryByte_data();
    void characterCutAtEveryByte();
    void twoEncodingsInterleaved();
    void bulkIsByteExact();
    void brokenOffByReset();
    void samePortAgain();
    void cutCapturesOpen();
    void killedInMidTraffic();
};

void TestTorture::characterCutAtEveryByte_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::newRow("GBK") << u"GBK"_qs;
    QTest::newRow("UTF-8") << u"UTF-8"_qs;
    QTest::newRow("GB18030") << u"GB18030"_qs;
}

void TestTorture::characterCutAtEveryByte()
{
    QFETCH(QString, encoding);
    InteropFixture us(encoding);
    us.listen();
    const QString line = u"A中文字符B"_qs;
    PeerProcess client(u"split_sender"_qs, us.port(), {u"--encoding"_qs, encoding, u"--text"_qs, line});
    QTRY_VERIFY_WITH_TIMEOUT(!client.after(u"sent"_qs).isEmpty(), 30'000);
    QTRY_VERIFY(us.haveLeft());
    const int cuts = client.after(u"sent"_qs).toInt();
    QCOMPARE(us.text(Direction::In), line.repeated(cuts));
    QVERIFY(us.session.counters().rxRecords > quint64(cuts)); // the cuts did arrive as such
    us.checkCapture();
}

void TestTorture::twoEncodingsInterleaved()
{
    InteropFixture us(u"GBK"_qs);
    us.listen();
    PeerProcess clients(u"interleave"_qs, us.port());
    QTRY_VERIFY(clients.hasEnded());
    QTRY_VERIFY(us.haveLeft(2));
    const QString text = u"你好,我是客户端小白!!"_qs;
    // The peers of the log, in the order in which they connected.
    QCOMPARE(us.text(Direction::In, PeerId(1)), text);
    QCOMPARE(us.bytes(Direction::In, PeerId(2)), text.toUtf8());
    us.codec = TextCodec::find(u"UTF-8"_qs).value(); // the same log, read anew
    QCOMPARE(us.text(Direction::In, PeerId(2)), text);
    us.checkCapture();
}

/// 64 MiB: the stream has the sender's SHA-256, as read by tshark.
void TestTorture::bulkIsByteExact()
{
    InteropFixture us;
    us.listen();
    PeerProcess sender(u"bulk_sender"_qs, us.port(), {u"--mib"_qs, u"64"_qs});
    QTRY_VERIFY_WITH_TIMEOUT(!sender.after(u"sha256"_qs).isEmpty(), 30'000);
    QTRY_COMPARE(us.session.counters().rxBytes, quint64(64) << 20);
    QTRY_VERIFY(us.haveLeft());
    // The capture has several segments of 64 MiB: saved as one file, as a user would.
    QTemporaryDir folder;
    const QString file = folder.filePath(u"whole.pcapng"_qs);
    QFile out(file);
    QVERIFY(out.open(QIODevice::WriteOnly));
    out.write(pcapng::fileHeader());
    LogReader reader(us.log);
    for (RecordNumber number = us.log->first(); number < us.log->end(); ++number)
        out.write(reader.rawBlocks(number));
    out.close();
    QCOMPARE(captureCheck({u"stream"_qs, file, u"0"_qs, u"in"_qs}).trimmed(), sender.after(u"sha256"_qs));
}

void TestTorture::brokenOffByReset()
{
    InteropFixture us;
    us.listen();
    PeerProcess client(u"rst_client"_qs, us.port());
    QTRY_VERIFY(client.said(u"reset"_qs));
    QTRY_VERIFY(us.haveLeft());
    QCOMPARE(us.text(Direction::In), u"about to vanish\n"_qs);
    QTRY_COMPARE(us.logged().last(), EventCode::ResetByPeer);
    us.checkCapture();
}

/// A client that connects again from the same port: tshark too sees two streams.
void TestTorture::samePortAgain()
{
    InteropFixture us;
    us.listen();
    PeerProcess client(u"same_port_client"_qs, us.port());
    for (int left = 1; left <= 3; ++left) {
        QTRY_VERIFY(us.haveLeft(left));
        client.type(u"go on"_qs);
    }
    int index = 0;
    for (const QByteArray &word : {QByteArray("one"), QByteArray("two"), QByteArray("three")}) {
        QCOMPARE(us.bytes(Direction::In, PeerId(index + 1)), word);
        const QByteArray hash = QCryptographicHash::hash(word, QCryptographicHash::Sha256).toHex();
        const QStringList stream{u"stream"_qs, us.capture(), QString::number(index), u"in"_qs};
        QCOMPARE(captureCheck(stream).trimmed(), QString::fromLatin1(hash));
        ++index;
    }
    us.checkCapture();
}

void TestTorture::cutCapturesOpen()
{
    InteropFixture us;
    us.listen();
    PeerProcess client(u"interleave"_qs, us.port());
    QTRY_VERIFY(client.hasEnded());
    QTRY_VERIFY(us.haveLeft(2));
    const QString printed = captureCheck({u"cuts"_qs, us.capture()});
    QVERIFY2(printed.endsWith(u"cuts\n") && !printed.startsWith(u"FAILED"), qPrintable(printed));
}

/// SIGKILL while lines are received: the capture is complete up to the last batch.
void TestTorture::killedInMidTraffic()
{
    QTemporaryDir folder;
    const QString file = folder.filePath(u"killed.pcapng"_qs);
    CliProcess victim(
        {u"tcp-server://127.0.0.1:0"_qs, u"--no-stdin"_qs, u"--capture"_qs, file, u"--duration"_qs, u"30"_qs});
    QTRY_VERIFY2(victim.port() != 0, qPrintable(victim.err()));
    PeerProcess sender(u"numbered_sender"_qs, victim.port());
    QTRY_VERIFY(sender.said(u"running"_qs));
    QTRY_VERIFY(QFileInfo(file).size() > 1'000'000);
    victim.signal(SIGKILL);
    QVERIFY(victim.process().waitForFinished(programPatienceMs));
    QTRY_VERIFY(!sender.after(u"last"_qs).isEmpty());

    // Read by the model, as after a crash.
    QDir(folder.path()).mkdir(u"left"_qs);
    QVERIFY(QFile::copy(file, folder.filePath(u"left/segment-000001.pcapng"_qs)));
    TrafficLog::Options options;
    options.directory = folder.filePath(u"left"_qs);
    const auto log = TrafficLog::reopen(options).value();
    LogReader reader(log);
    QByteArray received;
    for (RecordNumber number = 0; number < log->end(); ++number)
        received.append(reader.read(number).value().payload);
    constexpr qsizetype lineSize = 11;
    const qsizetype lines = received.size() / lineSize;
    for (qsizetype i = 0; i < lines; ++i)
        QCOMPARE(received.sliced(i * lineSize, lineSize).toLongLong(), i);
    // The missing bytes were in socket buffers, or in the last batch.
    const qint64 missing = sender.after(u"last"_qs).toLongLong() - lines;
    QVERIFY2(missing >= 0 && missing * lineSize < (32 << 20), qPrintable(QString::number(missing)));
    // And by tshark, up to the same byte. Recovery does not change the file, and tshark reads no incomplete block.
    const QString left = folder.filePath(u"left/segment-000001.pcapng"_qs);
    QVERIFY(QFile::resize(left, scanSegment(left).value().bytes));
    QByteArray hash = QCryptographicHash::hash(received, QCryptographicHash::Sha256).toHex();
    QCOMPARE(captureCheck({u"stream"_qs, left, u"0"_qs, u"in"_qs}).trimmed(), QString::fromLatin1(hash));
}

QTEST_GUILESS_MAIN(TestTorture)
#include "tst_torture.moc"
