// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/udp/owndatagrams.h"

#include <QTest>

class TestOwnDatagrams : public QObject
{
    Q_OBJECT
private slots:
    void comesBackOnce();
    void countsWhatIsForgotten();

private:
    const PackedAddress::Host m_us = PackedAddress::hostOf(QHostAddress(QHostAddress::LocalHost));
    const PackedAddress::Host m_other = PackedAddress::hostOf(QHostAddress(u"127.0.0.2"_qs));
};

void TestOwnDatagrams::comesBackOnce()
{
    OwnDatagrams own;
    own.sent(m_us, "x");
    QVERIFY(!own.takeReturned(m_other, "x"));
    QVERIFY(!own.takeReturned(m_us, "y")); // of another program that shares the port
    QVERIFY(own.takeReturned(m_us, "x"));
    QVERIFY(own.isEmpty());
    QVERIFY(!own.takeReturned(m_us, "x"));
    QCOMPARE(own.takeDoubtful(), 0U);
}

/// Those that may have been own ones.
void TestOwnDatagrams::countsWhatIsForgotten()
{
    OwnDatagrams own;
    for (size_t i = 0; i < OwnDatagrams::maxCount + 2; ++i)
        own.sent(m_us, QByteArray::number(qint64(i)));
    QVERIFY(!own.takeReturned(m_us, "0"));
    QVERIFY(!own.takeReturned(m_us, "1"));
    QVERIFY(!own.takeReturned(m_other, "0"));
    QVERIFY(own.takeReturned(m_us, "2"));
    QCOMPARE(own.takeDoubtful(), 2U);
    QCOMPARE(own.takeDoubtful(), 0U);
    own.clear();
    own.sent(m_us, "a");
    QVERIFY(!own.takeReturned(m_us, "b"));
    QCOMPARE(own.takeDoubtful(), 0U);
}

QTEST_GUILESS_MAIN(TestOwnDatagrams)
#include "tst_owndatagrams.moc"
