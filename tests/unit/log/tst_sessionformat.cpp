// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/devicetest.h"
#include "model/log/export/exportrecords.h"
#include "tests/unit/log/logfixture.h"

#include <QBuffer>
#include <QTest>

/// What of a log becomes a device test.
class TestSessionFormat : public QObject
{
    Q_OBJECT
private slots:
    void conversation();
    void endpoints_data();
    void endpoints();
    void pieces();
    void datagrams();
    void bytesThatAreNoText();
    void textLikePlaceholders();
    void sentToAHalfClosedPeer();
    void onlyOnePeer();
    void nothing();

private:
    static constexpr qint64 ms = 1'000'000;
    static QByteArray exported(const LogFixture &fixture, const QString &codec = u"UTF-8"_qs);
    static QStringList steps(const QByteArray &json);
};

QByteArray TestSessionFormat::exported(const LogFixture &fixture, const QString &codec)
{
    QBuffer out;
    out.open(QIODevice::WriteOnly);
    ExportRequest request{fixture.log, std::make_shared<RangeSelection>(*fixture.log), ExportFormat::Session, {}};
    request.options.codec = TextCodec::find(codec).value();
    if (!exportRecords(request, out, {}))
        return "failed";
    return out.data();
}

/// The lines of the steps, as they stand there.
QStringList TestSessionFormat::steps(const QByteArray &json)
{
    QStringList found;
    for (const QByteArray &line : json.split('\n')) {
        if (line.startsWith("        {"))
            found.append(QString::fromUtf8(line.trimmed()));
    }
    return found;
}

void TestSessionFormat::conversation()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    {
        TrafficLog::Writer writer(*fixture.log);
        writer.event({EventCode::Connecting, {u"127.0.0.1:5000"_qs}}, 1);
        writer.connected(flow, false, 1000 * ms);
        writer.data(flow, Direction::In, 1900 * ms, "welcome\r\n");
        writer.data(flow, Direction::Out, 9000 * ms, QByteArray("\xC4\xE3\\\n"));
        writer.data(flow, Direction::In, 9100 * ms, "O");
        writer.data(flow, Direction::In, 9300 * ms, "K");
        writer.data(flow, Direction::Out, 9400 * ms, "a");
        writer.data(flow, Direction::Out, 9650 * ms, "b");
        writer.data(flow, Direction::Out, 99650 * ms, "c");
        writer.closed(flow, EventCode::ClosedByPeer, 99700 * ms);
    }
    const QByteArray json = exported(fixture, u"GBK"_qs);
    const QByteArray expected(R"({
    "endpoint": "tcp://127.0.0.1:5000",
    "encoding": "GBK",
    "timeout_ms": 2000,
    "steps": [
        {"expect": {"text": "welcome\\r\\n", "exact": true, "timeout_ms": 2700}},
        {"send": {"text": "你\\\\\\n"}},
        {"expect": {"text": "OK", "exact": true}},
        {"send": {"text": "a"}},
        {"delay_ms": 250},
        {"send": {"text": "b"}},
        {"delay_ms": 10000},
        {"send": {"text": "c"}},
        {"expect": {"close": true}}
    ]
}
)");
    QCOMPARE(json, expected);
    const auto file = DeviceTest::parse(json, {});
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    QCOMPARE(std::get<SendStep>(file->steps[1].what).message.expand({}).value(), QByteArray("\xC4\xE3\\\n"));
}

void TestSessionFormat::endpoints_data()
{
    QTest::addColumn<Transport>("transport");
    QTest::addColumn<QString>("remote");
    QTest::addColumn<bool>("incoming"); // who began
    QTest::addColumn<QByteArray>("endpoint");
    QTest::newRow("client") << Transport::Tcp << u"127.0.0.1"_qs << false << QByteArray("tcp://127.0.0.1:5000");
    QTest::newRow("IPv6") << Transport::Tcp << u"::1"_qs << false << QByteArray("tcp://[::1]:5000");
    QTest::newRow("server") << Transport::Tcp << u"127.0.0.1"_qs << true << QByteArray("tcp-server://:8080");
    QTest::newRow("datagrams") << Transport::Udp << u"127.0.0.1"_qs << false << QByteArray("udp://127.0.0.1:5000");
    QTest::newRow("bound") << Transport::Udp << u"127.0.0.1"_qs << true << QByteArray("udp-server://:8080");
}

void TestSessionFormat::endpoints()
{
    QFETCH(Transport, transport);
    QFETCH(QString, remote);
    QFETCH(bool, incoming);
    QFETCH(QByteArray, endpoint);
    LogFixture fixture;
    LogFlow flow = fixture.flow(transport, remote);
    {
        TrafficLog::Writer writer(*fixture.log);
        if (transport == Transport::Tcp)
            writer.connected(flow, incoming, 1);
        writer.data(flow, incoming ? Direction::In : Direction::Out, 2, "a");
    }
    QVERIFY(exported(fixture).contains("\"endpoint\": \"" + endpoint + '"'));
}

/// One write of ours is several records, and may be one step; two are not, unless one follows the other at once.
void TestSessionFormat::pieces()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    {
        TrafficLog::Writer writer(*fixture.log);
        writer.data(flow, Direction::Out, 1, "a");
        writer.data(flow, Direction::Out, 2, "b");
        writer.data(flow, Direction::Out, 30 * ms, "c");
        for (int i = 0; i < 3; ++i)
            writer.data(flow, Direction::In, 31 * ms, QByteArray(40'000, char('x' + i)));
    }
    const QStringList found = steps(exported(fixture));
    QCOMPARE(found.size(), 6); // too much for one step is three
    QCOMPARE(found[0], u"{\"send\": {\"text\": \"ab\"}},"_qs);
    QCOMPARE(found[1], u"{\"delay_ms\": 29},"_qs);
    QVERIFY(DeviceTest::parse(exported(fixture), {}));
}

void TestSessionFormat::datagrams()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    {
        TrafficLog::Writer writer(*fixture.log);
        writer.data(flow, Direction::Out, 1, "a");
        writer.data(flow, Direction::Out, 2, "b");
        writer.data(flow, Direction::In, 3, "c");
        writer.data(flow, Direction::In, 4, QByteArray());
    }
    QCOMPARE(steps(exported(fixture)),
             QStringList({u"{\"send\": {\"text\": \"a\"}},"_qs, u"{\"send\": {\"text\": \"b\"}},"_qs,
                          u"{\"expect\": {\"text\": \"c\", \"exact\": true}},"_qs,
                          u"{\"expect\": {\"hex\": \"\", \"exact\": true}}"_qs}));
    QVERIFY(DeviceTest::parse(exported(fixture), {}));
}

void TestSessionFormat::bytesThatAreNoText()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    const QList<QByteArray> payloads{"\x01", "\xff", "a\xe4\xbd", "\xe2\x80\xae", QByteArray("a\0", 2)};
    {
        TrafficLog::Writer writer(*fixture.log);
        for (const QByteArray &payload : payloads)
            writer.data(flow, Direction::Out, 1, payload);
    }
    const auto file = DeviceTest::parse(exported(fixture), {});
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    QCOMPARE(file->steps.size(), size_t(payloads.size()));
    for (qsizetype i = 0; i < payloads.size(); ++i) {
        QCOMPARE(std::get<SendStep>(file->steps[size_t(i)].what).message.expand({}).value(), payloads[i]);
        QVERIFY(!file->steps[size_t(i)].shown.startsWith(u'"'));
    }
}

/// What was sent, not what its text would stand for.
void TestSessionFormat::textLikePlaceholders()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    const QList<QByteArray> payloads{"${time}", "$${count} $5", "$$${1}", "\\${received}", "${"};
    {
        TrafficLog::Writer writer(*fixture.log);
        for (const QByteArray &payload : payloads)
            writer.data(flow, Direction::Out, 1, payload);
        for (const QByteArray &payload : payloads)
            writer.data(flow, Direction::In, 1, payload);
    }
    const auto file = DeviceTest::parse(exported(fixture), {});
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    const auto count = size_t(payloads.size());
    QCOMPARE(file->steps.size(), 2 * count);
    for (size_t i = 0; i < count; ++i) {
        const QByteArray &payload = payloads[qsizetype(i)];
        QCOMPARE(std::get<SendStep>(file->steps[i].what).message.expand({}).value(), payload);
        const auto expected = std::get<ExpectStep>(file->steps[count + i].what).make({}).value();
        QCOMPARE(expected.checkDatagram(payload), Expectation::Verdict::Fits);
    }
}

/// What is sent to a peer after its FIN is not part of a reply; the other connection is another one.
void TestSessionFormat::sentToAHalfClosedPeer()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    LogFlow other = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    const QString address = u"127.0.0.1:5000"_qs;
    {
        TrafficLog::Writer writer(*fixture.log);
        writer.connected(flow, true, 1 * ms);
        writer.data(flow, Direction::In, 2 * ms, "question");
        writer.closed(flow, EventCode::ClosedByPeer, 3 * ms);
        writer.event({EventCode::HalfClosed, {address, u"60"_qs}}, 3 * ms, flow.id);
        writer.data(flow, Direction::Out, 303 * ms, "an");
        writer.data(flow, Direction::Out, 304 * ms, "swer");
        writer.data(flow, Direction::Out, 404 * ms, "late");
        writer.event({EventCode::HalfClosedTimeout, {address, u"60"_qs}}, 60404 * ms, flow.id);
        writer.closed(flow, EventCode::ClosedHere, 60404 * ms);
        writer.connected(other, true, 60500 * ms);
        writer.data(other, Direction::Out, 60501 * ms, "no");
    }
    QCOMPARE(steps(exported(fixture)),
             QStringList({u"{\"expect\": {\"text\": \"question\", \"exact\": true}},"_qs,
                          u"{\"expect\": {\"close\": true}},"_qs, u"{\"send\": {\"text\": \"answer\"}},"_qs,
                          u"{\"delay_ms\": 100},"_qs, u"{\"send\": {\"text\": \"late\"}}"_qs}));
    QVERIFY(DeviceTest::parse(exported(fixture), {}));
}

void TestSessionFormat::onlyOnePeer()
{
    LogFixture fixture;
    LogFlow first = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    LogFlow second = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    {
        TrafficLog::Writer writer(*fixture.log);
        writer.connected(first, false, 1);
        writer.data(first, Direction::Out, 2, "a");
        writer.closed(first, EventCode::ClosedHere, 3);
        writer.connected(second, false, 4);
        writer.data(second, Direction::Out, 5, "b");
    }
    QCOMPARE(steps(exported(fixture)), QStringList({u"{\"send\": {\"text\": \"a\"}}"_qs}));
}

void TestSessionFormat::nothing()
{
    const QByteArray json = exported(LogFixture());
    QVERIFY(json.contains("\"steps\": []"));
    QVERIFY(!DeviceTest::parse(json, {}));
}

QTEST_GUILESS_MAIN(TestSessionFormat)
#include "tst_sessionformat.moc"
