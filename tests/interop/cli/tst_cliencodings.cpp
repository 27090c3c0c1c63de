// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/textcodec.h"
#include "tests/interop/cliprocess.h"

class TestCliEncodings : public QObject
{
    Q_OBJECT
private slots:
    void codecs();
    void sends_data();
    void sends();

private:
    static QStringList arguments(const QUdpSocket &receiver, const QString &encoding)
    {
        return {u"udp://127.0.0.1:%1?encoding=%2"_qs.arg(receiver.localPort()).arg(encoding), u"--duration"_qs,
                u"2"_qs};
    }
};

/// A line for each encoding with its other names; --encoding takes them all.
void TestCliEncodings::codecs()
{
    CliProcess cli({u"codecs"_qs});
    QCOMPARE(cli.exitCode(), 0);
    QStringList names;
    for (const QString &line : QString::fromUtf8(cli.out()).split(u'\n', Qt::SkipEmptyParts)) {
        const QStringList words = line.split(u' ', Qt::SkipEmptyParts);
        names.append(words.first());
        for (const QString &word : words)
            QCOMPARE(TextCodec::find(word).value()->name(), words.first());
    }
    QCOMPARE(names, TextCodec::names());
}

void TestCliEncodings::sends_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes"); // empty: refused
    QTest::addColumn<QString>("says");
    QTest::newRow("as typed in Chinese") << u"GB2312"_qs << u"—·"_qs << "\xa1\xaa\xa1\xa4"_qba << QString();
    QTest::newRow("cp949") << u"EUC-KR"_qs << u"똠"_qs << "\x8c\x63"_qba << QString();
    QTest::newRow("strict") << u"EUC-KR-strict"_qs << u"똠"_qs << QByteArray() << u"choose another encoding"_qs;
    QTest::newRow("never silently") << u"GBK"_qs << u"3〜5"_qs << QByteArray() << u"--encoding GBK,nearest sends it"_qs;
    QTest::newRow("nearest") << u"GBK,nearest"_qs << u"3〜5"_qs << "3\xa1\xab\x35"_qba
                             << u"sent as “～” (U+FF5E) for “〜” (U+301C)"_qs;
    QTest::newRow("nearest, not needed") << u"GBK,nearest"_qs << u"3～5"_qs << "3\xa1\xab\x35"_qba << QString();
}

/// By --send and by standard input.
void TestCliEncodings::sends()
{
    QFETCH(QString, encoding);
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, says);
    QUdpSocket receiver;
    QVERIFY(receiver.bind(QHostAddress::LocalHost));
    CliProcess option(arguments(receiver, encoding) << u"--no-stdin"_qs << u"--send"_qs << text);
    QCOMPARE(option.exitCode(), bytes.isEmpty() ? 2 : 0);
    CliProcess input(arguments(receiver, encoding), text.toUtf8() + '\n');
    QCOMPARE(input.exitCode(), bytes.isEmpty() ? 1 : 0);
    for (CliProcess *cli : {&option, &input}) {
        QVERIFY2(cli->err().contains(says), qPrintable(cli->err()));
        QCOMPARE(cli->err().contains(u"sent as"), says.contains(u"sent as"));
    }
    if (bytes.isEmpty()) {
        QVERIFY(!receiver.hasPendingDatagrams());
        return;
    }
    QByteArray received(64, 0);
    received.truncate(receiver.readDatagram(received.data(), received.size()));
    QCOMPARE(received.toHex(), bytes.toHex());
    QVERIFY(receiver.waitForReadyRead(10'000) || receiver.hasPendingDatagrams());
    QByteArray second(64, 0);
    second.truncate(receiver.readDatagram(second.data(), second.size()));
    QVERIFY2(second.startsWith(bytes), second.toHex().constData()); // perhaps with the line ending
}

QTEST_GUILESS_MAIN(TestCliEncodings)
#include "tst_cliencodings.moc"
