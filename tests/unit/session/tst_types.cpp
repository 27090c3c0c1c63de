// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/types.h"

#include <QTest>

class TestTypes : public QObject
{
    Q_OBJECT
private slots:
    void text_data();
    void text();
    void localAddresses();
};

void TestTypes::text_data()
{
    QTest::addColumn<QString>("host");
    QTest::addColumn<QString>("text");
    QTest::newRow("ipv4") << u"127.0.0.1"_qs << u"127.0.0.1:8080"_qs;
    QTest::newRow("ipv6") << u"::1"_qs << u"[::1]:8080"_qs;
    QTest::newRow("scope like a place") << u"fe80::1%2"_qs << u"[fe80::1%2]:8080"_qs;
    QTest::newRow("any ipv6") << u"::"_qs << u"[::]:8080"_qs;
    QTest::newRow("mapped") << u"::ffff:10.0.0.9"_qs << u"10.0.0.9:8080"_qs;
}

void TestTypes::text()
{
    QFETCH(QString, host);
    QFETCH(QString, text);
    QCOMPARE(SocketAddress::fromHost(QHostAddress(host), 8080).toString(), text);
}

/// The path stays as it is; shown are pictures of its control characters.
void TestTypes::localAddresses()
{
    const QString path = u"/ü \x1b[31m\n"_qs;
    const SocketAddress client = SocketAddress::ofLocalClient(path, PeerId(3));
    QCOMPARE(client.path, path + u" #3"_qs);
    QCOMPARE(client.toString(), u"/ü ␛[31m␊ #3"_qs);
}

QTEST_GUILESS_MAIN(TestTypes)
#include "tst_types.moc"
