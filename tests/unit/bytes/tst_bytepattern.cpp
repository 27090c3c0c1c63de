// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/bytepattern.h"

#include <QRandomGenerator>
#include <QTest>

class TestBytePattern : public QObject
{
    Q_OBJECT

private slots:
    void finds_data();
    void finds();
    void errors_data();
    void errors();
    void likeTheSlowWay();
};

void TestBytePattern::finds_data()
{
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QByteArray>("pattern");
    QTest::addColumn<QByteArray>("in");
    QTest::addColumn<int>("from");
    QTest::addColumn<int>("expected");
    const auto row = [](const char *kind, const QByteArray &pattern, const QByteArray &in, int from, int expected) {
        QTest::addRow("%s %s in %s from %d", kind, pattern.constData(), in.toHex().constData(), from)
            << QString::fromLatin1(kind) << pattern << in << from << expected;
    };
    row("exact", "bc", "abcbc", 0, 1);
    row("exact", "bc", "abcbc", 2, 3);
    row("exact", "bc", "abcbc", 4, -1);
    row("exact", "BC", "abc", 0, -1);
    row("exact", "abcd", "abc", 0, -1);
    row("exact", "", "abc", 0, -1);
    row("case", "bC", "aBcBC", 0, 1);
    row("case", "[x", "{X[X", 0, 2); // { is [ with the case bit
    row("case", "e", "EEE", 3, -1);
    row("case", "a1b", "A1A1B", 0, 2);
    row("case", "\xc3\xa4o", "\xc3\x84O\xc3\xa4O", 0, 3); // only ASCII letters ignore case
    row("hex", "4? 42", "@@BAB", 0, 1);
    row("hex", "?? 42 ??", "BaBc", 0, 1);
    row("hex", "?? 42 ??", "BaB", 0, -1);
    row("hex", "?0 ?1", QByteArray("\x00\x10\x21\x30", 4), 0, 1);
    row("hex", "0x00,0x?0", QByteArray("a\x00\x30", 3), 0, 1);
}

void TestBytePattern::finds()
{
    QFETCH(QString, kind);
    QFETCH(QByteArray, pattern);
    QFETCH(QByteArray, in);
    QFETCH(int, from);
    const auto made = kind == u"hex" ? BytePattern::fromHex(QString::fromLatin1(pattern))
                                     : Result<BytePattern>(BytePattern::fromBytes(pattern, kind == u"case"));
    QVERIFY(made);
    QTEST(int(made->find(in, from)), "expected");
}

void TestBytePattern::errors_data()
{
    QTest::addColumn<QString>("pattern");
    QTest::addColumn<int>("position");
    QTest::newRow("nothing") << QString() << 0;
    QTest::newRow("wildcards only") << QStringLiteral("?? ??") << 0;
    QTest::newRow("lone digit") << QStringLiteral("41 4") << 3;
    QTest::newRow("lone wildcard") << QStringLiteral("41 ?") << 3;
    QTest::newRow("no digit") << QStringLiteral("41 4g") << 4;
}

void TestBytePattern::errors()
{
    QFETCH(QString, pattern);
    const auto made = BytePattern::fromHex(pattern);
    QVERIFY(!made);
    QVERIFY(!made.error().message.isEmpty());
    QTEST(int(made.error().position), "position");
}

// Few different bytes, for many partial matches.
void TestBytePattern::likeTheSlowWay()
{
    auto *random = QRandomGenerator::global();
    const auto letters = [&](int count) {
        QByteArray bytes;
        for (int i = 0; i < count; ++i)
            bytes.append("aAbB"[random->bounded(4)]);
        return bytes;
    };
    for (int round = 0; round < 3000; ++round) {
        const QByteArray in = letters(random->bounded(40));
        const QByteArray what = letters(1 + random->bounded(4));
        const int from = in.isEmpty() ? 0 : random->bounded(int(in.size()));
        QCOMPARE(BytePattern::fromBytes(what, false).find(in, from), in.indexOf(what, from));
        QCOMPARE(BytePattern::fromBytes(what, true).find(in, from), in.toLower().indexOf(what.toLower(), from));
    }
}

QTEST_APPLESS_MAIN(TestBytePattern)
#include "tst_bytepattern.moc"
