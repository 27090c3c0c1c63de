// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/lookup/localcomputer.h"

#include "tests/patience.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSet>
#include <QTest>

namespace {

QString outputOf(const QString &program, const QStringList &arguments)
{
    QProcess process;
    process.start(program, arguments);
    const bool ended = process.waitForFinished(programPatienceMs) && process.exitCode() == 0;
    return ended ? QString::fromUtf8(process.readAllStandardOutput()) : QString();
}

} // namespace

class TestLocalComputer : public QObject
{
    Q_OBJECT
private slots:
    void hasLoopback();
    void agreesWithIp();
    void hostName();
};

void TestLocalComputer::hasLoopback()
{
    const QList<LocalInterface> interfaces = localInterfaces();
    const auto loopback =
        std::find_if(interfaces.begin(), interfaces.end(), [](const LocalInterface &one) { return one.name == u"lo"; });
    if (loopback == interfaces.end())
        QSKIP("The loopback interface has another name here.");
    QVERIFY(loopback->isUp);
    QCOMPARE(loopback->description, u"Loopback, connected"_qs);
    QVERIFY(loopback->mac.isEmpty());
    QVERIFY(!loopback->addresses.isEmpty());
    QCOMPARE(loopback->addresses.first().network.toString(), u"127.0.0.0/8"_qs);
    QCOMPARE(loopback->addresses.first().network.mask().toString(), u"255.0.0.0"_qs);
    QVERIFY(loopback->addresses.first().broadcast.isNull());
    QVERIFY(localInterfaces() == interfaces);
}

/// ip(8) sees the same interfaces, MTUs, hardware addresses, prefixes and broadcast addresses.
void TestLocalComputer::agreesWithIp()
{
    const QString json = outputOf(u"ip"_qs, {u"-json"_qs, u"address"_qs});
    if (json.isEmpty())
        QSKIP("There is no program ip.");
    QSet<QString> expected;
    for (const QJsonValue one : QJsonDocument::fromJson(json.toUtf8()).array()) {
        const QString name = one[u"ifname"].toString();
        expected.insert(u"%1 MTU %2"_qs.arg(name).arg(one[u"mtu"].toInt()));
        if (one[u"link_type"].toString() == u"ether")
            expected.insert(u"%1 MAC %2"_qs.arg(name, one[u"address"].toString()));
        for (const QJsonValue address : one[u"addr_info"].toArray()) {
            QString text = u"%1 %2/%3"_qs.arg(name, address[u"local"].toString()).arg(address[u"prefixlen"].toInt());
            if (const QString broadcast = address[u"broadcast"].toString(); !broadcast.isEmpty())
                text += u' ' + broadcast;
            expected.insert(text);
        }
    }
    QSet<QString> seen;
    for (const LocalInterface &one : localInterfaces()) {
        seen.insert(u"%1 MTU %2"_qs.arg(one.name).arg(one.mtu));
        if (!one.mac.isEmpty() && expected.contains(u"%1 MAC %2"_qs.arg(one.name, one.mac)))
            seen.insert(u"%1 MAC %2"_qs.arg(one.name, one.mac));
        for (const LocalInterface::Address &address : one.addresses) {
            QHostAddress plain = address.network.address;
            plain.setScopeId({});
            QString text = u"%1 %2/%3"_qs.arg(one.name, plain.toString()).arg(address.network.prefix);
            if (!address.broadcast.isNull())
                text += u' ' + address.broadcast.toString();
            seen.insert(text);
        }
    }
    QCOMPARE(seen, expected);
}

void TestLocalComputer::hostName()
{
    const QString name = outputOf(u"hostname"_qs, {}).trimmed();
    if (name.isEmpty())
        QSKIP("There is no program hostname.");
    QCOMPARE(localNames().first().name, u"Host name"_qs);
    QCOMPARE(localNames().first().value.section(u'.', 0, 0), name.section(u'.', 0, 0));
}

QTEST_GUILESS_MAIN(TestLocalComputer)
#include "tst_localcomputer.moc"
