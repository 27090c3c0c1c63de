// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/devicetest.h"
#include "model/devicetest/stepcursor.h"

#include <QTemporaryDir>
#include <QTest>

class TestDeviceTestFile : public QObject
{
    Q_OBJECT
private slots:
    void reads();
    void walks();
    void encoding_data();
    void encoding();
    void refuses_data();
    void refuses();
    void loads();

private:
    static QByteArray withSteps(const QByteArray &steps)
    {
        return "{\"endpoint\": \"tcp://127.0.0.1:7000\", \"steps\": [" + steps + "]}";
    }
};

void TestDeviceTestFile::reads()
{
    const auto file = DeviceTest::parse(R"-({"endpoint": "udp://127.0.0.1:7000", "encoding": "GBK", "timeout_ms": 70,
        "connect_timeout_ms": 80, "note": "n", "steps": [
        {"send": {"text": "好\\r\\x01", "append": "lf"}, "note": "hello"},
        {"send": {"hex": "01 03", "checksum": "CRC-16/MODBUS"}},
        {"expect": {"hex": "?? 01", "timeout_ms": 5}},
        {"expect": {"close": true}},
        {"delay_ms": 12},
        {"repeat": {"count": 2, "steps": [{"delay_ms": 1}]}},
        {"expect": {"byte_regex": "(.)"}}, {"expect": {"text": "x"}}, {"send": {"hex": "00 ${1}"}}]})-",
                                        {});
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    QCOMPARE(file->endpoint, u"udp://127.0.0.1:7000"_qs);
    QCOMPARE(file->encoding, u"GBK"_qs);
    QCOMPARE(file->connectTimeoutMs, 80);
    QCOMPARE(file->steps.size(), size_t(9));
    QCOMPARE(std::get<SendStep>(file->steps[0].what).message.expand({}).value(), QByteArray::fromHex("BAC30D010A"));
    QCOMPARE(file->steps[0].note, u"hello"_qs);
    QCOMPARE(std::get<SendStep>(file->steps[1].what).message.expand({}).value(), QByteArray::fromHex("01034021"));
    QCOMPARE(std::get<ExpectStep>(file->steps[2].what).timeoutMs, 5);
    QCOMPARE(std::get<ExpectCloseStep>(file->steps[3].what).timeoutMs, 70);
    QCOMPARE(std::get<DelayStep>(file->steps[4].what).ms, 12);
    QCOMPARE(std::get<RepeatStep>(file->steps[5].what).steps[0].number, u"6.1"_qs);
}

void TestDeviceTestFile::walks()
{
    const auto file = DeviceTest::parse(withSteps(R"({"delay_ms": 1}, {"repeat": {"count": 2, "steps": [{"delay_ms": 2},
        {"repeat": {"count": 2, "steps": [{"delay_ms": 3}]}}]}}, {"delay_ms": 4})"),
                                        {});
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    StepCursor cursor(file->steps);
    QStringList seen;
    while (const TestStep *step = cursor.next())
        seen.append(step->number + u'|' + cursor.rounds());
    QCOMPARE(seen.join(u' '), u"1| 2.1|1/2 2.2.1|1/2, 1/2 2.2.1|1/2, 2/2 2.1|2/2 2.2.1|2/2, 1/2 2.2.1|2/2, 2/2 3|"_qs);
}

void TestDeviceTestFile::encoding_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("encoding");
    const QByteArray steps = "\"steps\": [{\"delay_ms\": 1}]}";
    QTest::newRow("none") << "{\"endpoint\": \"tcp://h:1\"," + steps << u"UTF-8"_qs;
    QTest::newRow("of the URL") << "{\"endpoint\": \"tcp://h:1?timeout=1&encoding=Big5\"," + steps << u"Big5"_qs;
    QTest::newRow("its own") << "{\"endpoint\": \"tcp://h:1?encoding=Big5\", \"encoding\": \"GBK\"," + steps
                             << u"GBK"_qs;
}

void TestDeviceTestFile::encoding()
{
    QFETCH(QByteArray, json);
    QTEST(DeviceTest::parse(json, {}).value().encoding, "encoding");
    QCOMPARE(DeviceTest::parse(json, {}, u"Shift_JIS"_qs).value().encoding, u"Shift_JIS"_qs);
}

void TestDeviceTestFile::refuses_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    const auto steps = [](const char *name, const QByteArray &text, const QString &says) {
        QTest::newRow(name) << withSteps(text) << says;
    };
    QTest::newRow("no JSON") << QByteArray("{\n  \"endpoint\": }") << u"Line 2"_qs;
    QTest::newRow("empty") << QByteArray() << u"Line 1"_qs;
    QTest::newRow("a list") << QByteArray("[]") << u"The device test"_qs;
    QTest::newRow("no endpoint") << QByteArray("{\"steps\": [{\"delay_ms\": 1}]}") << u"“endpoint”"_qs;
    QTest::newRow("no steps") << QByteArray("{\"endpoint\": \"tcp://h:1\"}") << u"“steps”"_qs;
    QTest::newRow("unknown") << QByteArray("{\"endpoint\": \"tcp://h:1\", \"stepps\": []}") << u"“stepps”"_qs;
    QTest::newRow("encoding") << QByteArray("{\"endpoint\": \"tcp://h:1\", \"encoding\": \"no\", \"steps\": [1]}")
                              << u"“encoding”"_qs;
    QTest::newRow("timeout") << QByteArray("{\"endpoint\": \"tcp://h:1\", \"timeout_ms\": -1, \"steps\": [1]}")
                             << u"“timeout_ms”"_qs;
    steps("no object", "1", u"Step 1:"_qs);
    steps("nothing to do", "{\"delay_ms\": 1}, {}", u"Step 2:"_qs);
    steps("two things", R"({"delay_ms": 1, "send": {"text": "a"}})", u"Step 1:"_qs);
    steps("lone digit", R"({"send": {"hex": "01 2"}})", u"“send.hex”"_qs);
    steps("escape", R"({"send": {"text": "\\q"}})", u"“send.text”"_qs);
    steps("two payloads", R"({"send": {"text": "a", "hex": "00"}})", u"only one of"_qs);
    steps("checksum", R"({"send": {"text": "a", "checksum": "CRC-99"}})", u"“send.checksum”"_qs);
    steps("ending", R"({"send": {"text": "a", "append": "x"}})", u"“send.append”"_qs);
    steps("file", R"({"send": {"file": "not/here"}})", u"not/here"_qs);
    steps("regex", R"({"expect": {"regex": "("}})", u"“expect.regex”"_qs);
    steps("nothing expected", R"({"expect": {"text": ""}})", u"“expect.text”"_qs);
    steps("nothing in hex", R"({"expect": {"hex": " "}})", u"“expect.hex”"_qs);
    steps("pattern", R"({"expect": {"hex": "0g"}})", u"“expect.hex”"_qs);
    steps("time limit", R"({"expect": {"text": "a", "timeout_ms": 1.5}})", u"“expect.timeout_ms”"_qs);
    steps("not closed", R"({"expect": {"close": false}})", u"“expect.close”"_qs);
    steps("exact", R"({"expect": {"text": "a", "exact": 1}})", u"“expect.exact”"_qs);
    steps("no rounds", R"({"repeat": {"count": 0, "steps": [{"delay_ms": 1}]}})", u"“repeat.count”"_qs);
    steps("nothing repeated", R"({"repeat": {"count": 2, "steps": []}})", u"“repeat.steps”"_qs);
    steps("escape that is expected", R"({"expect": {"text": "\\q"}})", u"“expect.text”"_qs);
    steps("placeholder", R"({"send": {"text": "${tme}"}})", u"“send.text”"_qs);
    steps("placeholder in hex", R"({"expect": {"hex": "00 ${tme}"}})", u"“expect.hex”"_qs);
    steps("no regex before", R"({"expect": {"text": "a"}}, {"send": {"text": "${1}"}})",
          u"Step 2: there is no group"_qs);
    steps("too few groups", R"-({"expect": {"regex": "(a)"}}, {"expect": {"hex": "${2}"}})-", u"has 1"_qs);
    steps("too few groups in the second round",
          R"-({"expect": {"regex": "(a)"}}, {"repeat": {"count": 2, "steps": [{"send": {"text": "${1}"}},
          {"expect": {"regex": "b"}}]}})-",
          u"Step 2.1: there is no group"_qs);
    steps("too few groups behind a repetition",
          R"-({"expect": {"regex": "(a)"}}, {"repeat": {"count": 1, "steps": [{"expect": {"regex": "b"}}]}},
          {"send": {"text": "${1}"}})-",
          u"Step 3: there is no group"_qs);
    steps("byte regex", R"({"expect": {"byte_regex": "("}})", u"“expect.byte_regex”"_qs);
    steps("twice", R"({"delay_ms": 1, "delay_ms": 1})", u"twice"_qs);
    steps("within", R"({"delay_ms": 1}, {"repeat": {"count": 2, "steps": [{"delay_ms": 1}, {"sent": 1}]}})",
          u"Step 2.2, field “sent”"_qs);
    steps("too deep",
          QByteArray(R"({"repeat": {"count": 1, "steps": [)").repeated(40) + "{\"delay_ms\": 1}"
              + QByteArray("]}}").repeated(40),
          u"too deeply"_qs);
}

void TestDeviceTestFile::refuses()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const auto file = DeviceTest::parse(json, {});
    QVERIFY(!file);
    QVERIFY2(file.error().message.contains(says), qPrintable(file.error().message));
}

void TestDeviceTestFile::loads()
{
    QTemporaryDir folder;
    const QString name = folder.filePath(u"session.json"_qs);
    QVERIFY(DeviceTest::load(name).error().message.contains(name));
    for (const auto &[path, bytes] : {std::pair(name, withSteps(R"({"send": {"file": "a.bin"}})")),
                                      std::pair(folder.filePath(u"a.bin"_qs), QByteArray("a"))}) {
        QFile out(path);
        QVERIFY(out.open(QIODevice::WriteOnly));
        out.write(bytes);
    }
    const auto file = DeviceTest::load(name);
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    QCOMPARE(std::get<SendStep>(file->steps[0].what).file, folder.filePath(u"a.bin"_qs));
}

QTEST_GUILESS_MAIN(TestDeviceTestFile)
#include "tst_devicetestfile.moc"
