// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/byteliterals.h"

#include <QTest>

class TestByteLiterals : public QObject
{
    Q_OBJECT

private slots:
    void python_data();
    void python();
    void cArray();
};

void TestByteLiterals::python_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("literal"); // what Python 3.11's repr() prints
    QTest::newRow("empty") << QByteArray() << u"b''"_qs;
    QTest::newRow("text") << "Hello"_qba << u"b'Hello'"_qs;
    QTest::newRow("controls") << QByteArray("\0\t\n\r\x1b\x7f\xff", 7) << uR"(b'\x00\t\n\r\x1b\x7f\xff')"_qs;
    QTest::newRow("backslash") << "a\\b"_qba << uR"(b'a\\b')"_qs;
    QTest::newRow("quote") << "it's"_qba << uR"(b"it's")"_qs;
    QTest::newRow("both quotes") << "'\""_qba << uR"(b'\'"')"_qs;
}

void TestByteLiterals::python()
{
    QFETCH(QByteArray, bytes);
    QTEST(toPythonBytes(bytes), "literal");
}

void TestByteLiterals::cArray()
{
    QCOMPARE(toCArray("\x01\xffz"), u"const unsigned char data[3] = {\n    0x01, 0xff, 0x7a,\n};\n"_qs);
    QCOMPARE(toCArray(QByteArray(13, 'a')).count(u'\n'), 4);
}

QTEST_APPLESS_MAIN(TestByteLiterals)
#include "tst_byteliterals.moc"
