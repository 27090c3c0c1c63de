// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/address/allowlist.h"

#include <QHostAddress>
#include <QTest>

class TestAllowList : public QObject
{
    Q_OBJECT
private slots:
    void contains_data();
    void contains();
    void writes();
    void refuses_data();
    void refuses();
};

void TestAllowList::contains_data()
{
    QTest::addColumn<QString>("list");
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isIn");
    const auto row = [](const char *list, const char *address, bool isIn) {
        QTest::addRow("%s %s", list, address) << QString::fromLatin1(list) << QString::fromLatin1(address) << isIn;
    };
    row("10.0.0.5", "10.0.0.5", true);
    row("10.0.0.5", "10.0.0.6", false);
    row("10.0.0.5", "::ffff:10.0.0.5", true); // as a dual-stack socket reports it
    row("192.168.1.0/24", "192.168.1.255", true);
    row("192.168.1.0/24", "192.168.2.1", false);
    row("192.168.1.77/24", "192.168.1.1", true); // bits behind the prefix do not matter
    row("10.0.0.0/9", "10.127.0.1", true);
    row("10.0.0.0/9", "10.128.0.1", false);
    row("10.0.0.1, 172.16.0.0/12", "172.31.9.9", true);
    row("0.0.0.0/0", "203.0.113.9", true);
    row("0.0.0.0/0", "2001:db8::1", false); // every IPv4 address, and no IPv6 address
    row("::/0", "2001:db8::1", true);
    row("fe80::/10", "fe80::1%lo", true);
    row("2001:db8::/33", "2001:db8:7fff::1", true);
    row("2001:db8::/33", "2001:db8:8000::1", false);
    row("::1", "127.0.0.1", false);
}

void TestAllowList::contains()
{
    QFETCH(const QString, list);
    QFETCH(const QString, address);
    QFETCH(const bool, isIn);
    const auto allowed = AllowList::parse(list);
    QVERIFY(allowed && !allowed->isEmpty());
    QCOMPARE(allowed->contains(PackedAddress::hostOf(QHostAddress(address))), isIn);
}

void TestAllowList::writes()
{
    QVERIFY(AllowList().isEmpty());
    QCOMPARE(AllowList().toString(), QString());
    const QString text = u"192.168.1.0/24,10.0.0.5,fe80::/10"_qs;
    const AllowList list = AllowList::parse(text).value();
    QCOMPARE(list.toString(), text);
    QVERIFY(list == AllowList::parse(u" 192.168.1.0/24 , 10.0.0.5/32, fe80::/10"_qs).value());
    QVERIFY(list != AllowList());
}

void TestAllowList::refuses_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    const auto row = [](const char *text, int position) {
        QTest::newRow(text) << QString::fromLatin1(text) << qsizetype(position);
    };
    row("10.0.0.1,host.example", 9);
    row("10.0.0.1,", 9);
    row("10.0.0", 0);
    row("10.0.0.0/33", 0);
    row("10.0.0.0/", 0);
    row("10.0.0.0/8/8", 0);
    row("10.0.0.0/-1", 0);
    row("::/129", 0);
    row("fe80::1%lo", 0);
}

void TestAllowList::refuses()
{
    QFETCH(const QString, text);
    QFETCH(const qsizetype, position);
    const auto list = AllowList::parse(text);
    QVERIFY(!list);
    QCOMPARE(list.error().position, position);
}

QTEST_GUILESS_MAIN(TestAllowList)
#include "tst_allowlist.moc"
