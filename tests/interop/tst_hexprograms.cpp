// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hex/hex.h"
#include "tests/interop/runningprogram.h"

#include <QRandomGenerator>

/// Reads what other programs print of the same bytes.
class TestHexPrograms : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void readsDump_data();
    void readsDump();

private:
    QList<QByteArray> m_contents;
};

/// Bytes whose text looks like hexadecimal digits, blanks and zeros, of which programs leave out lines, and any bytes.
void TestHexPrograms::initTestCase()
{
    QRandomGenerator random(1);
    const auto make = [&](qsizetype size, const QByteArray &alphabet) {
        QByteArray bytes;
        while (bytes.size() < size)
            bytes.append(alphabet.isEmpty() ? char(random.bounded(256)) : alphabet[random.bounded(alphabet.size())]);
        return bytes;
    };
    for (const qsizetype size : {1, 2, 8, 14, 15, 16, 17, 33}) {
        m_contents.append(make(size, "0123456789abcdefABCDEF"));
        m_contents.append(make(size, "ab1 2"));
    }
    m_contents.append(make(1000, {}));
    m_contents.append(make(100, "  A"));
    m_contents.append(make(100, " .|<>*:-/\\'\"{}[]"));
    m_contents.append(QByteArray(64, '\0') + make(5, {}) + QByteArray(100, ' ') + "end");
}

void TestHexPrograms::readsDump_data()
{
    QTest::addColumn<QString>("program");
    QTest::addColumn<QString>("command"); // the bytes are its standard input
    QTest::addColumn<int>("form");
    const auto row = [](const char *command, HexForm form, const char *program = nullptr) {
        const QString text = QString::fromLatin1(command);
        const QString needs = program ? QString::fromLatin1(program) : text.section(u' ', 0, 0);
        QTest::newRow(command) << needs << text << int(form);
    };
    row("xxd", HexForm::Xxd);
    row("xxd -g1 -u", HexForm::Xxd);
    row("xxd -c 8 -g 4", HexForm::Xxd);
    row("xxd -a", HexForm::Xxd);
    row("xxd -p", HexForm::Digits);
    row("xxd -i", HexForm::Digits);
    row("hexdump -C", HexForm::HexdumpC);
    row("hexdump -v -C", HexForm::HexdumpC);
    row("od -A x -t x1z", HexForm::Od);
    row("od -A d -t x1z -v", HexForm::Od);
    row("od -t x1 -v", HexForm::Od);
    row("od -A n -t x1 -v", HexForm::Digits);
    const QByteArray capture = "od -A x -t x1 -v | text2pcap -q %1 - - 2>/dev/null | ";
    row(QByteArray(capture + "tshark -x -r - 2>/dev/null").replace("%1", "-l 147").constData(), HexForm::Wireshark,
        "tshark text2pcap");
    row(QByteArray(capture + "tcpdump -n -X -r - 2>/dev/null").replace("%1", "-T 1,2").constData(), HexForm::Tcpdump,
        "tcpdump text2pcap");
    row(QByteArray(capture + "tcpdump -n -xx -r - 2>/dev/null").replace("%1", "-T 1,2").constData(), HexForm::Tcpdump,
        "tcpdump text2pcap");
}

void TestHexPrograms::readsDump()
{
    QFETCH(QString, program);
    for (const QString &name : program.split(u' ')) {
        if (QStandardPaths::findExecutable(name).isEmpty())
            QSKIP(qPrintable(u"%1 is not installed"_qs.arg(name)));
    }
    QFETCH(QString, command);
    for (const QByteArray &bytes : m_contents) {
        RunningProgram shell(u"sh"_qs, {u"-c"_qs, command}, bytes);
        QCOMPARE(shell.exitCode(), 0);
        const QString text = QString::fromUtf8(shell.out());
        HexForm form = HexForm::Digits;
        const auto read = parseHex(text, &form);
        QVERIFY2(read, qPrintable((read ? QString() : read.error().message) + u'\n' + text));
        // tcpdump prints the headers, too, and what fills a short frame.
        QVERIFY2(*read == bytes || (form == HexForm::Tcpdump && read->contains(bytes)), qPrintable(text));
        QTEST(int(form), "form");
    }
}

QTEST_GUILESS_MAIN(TestHexPrograms)
#include "tst_hexprograms.moc"
