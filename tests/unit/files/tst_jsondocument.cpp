// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/devicetest.h"
#include "model/files/jsondocument.h"
#include "model/replies/replyrules.h"
#include "model/sending/sendlistfile.h"

#include <QJsonDocument>
#include <QTest>

class TestJsonDocument : public QObject
{
    Q_OBJECT
private slots:
    void finds_data();
    void finds();
    void everyFileIsChecked();
};

void TestJsonDocument::finds_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("name"); // empty: none occurs twice
    QTest::addColumn<int>("line");
    QTest::addColumn<int>("column");
    const auto row = [](const char *name, const char *json, const char *twice = "", int line = 0, int column = 0) {
        QTest::newRow(name) << QByteArray(json) << QString::fromUtf8(twice) << line << column;
    };
    row("none", R"({"a": 1, "b": [{"a": 2}, {"a": 3}], "c": {"a": {"a": 4}}})");
    row("values are no names", R"({"a": "b", "b": "a", "c": ["a", "a", "b"]})");
    row("one level", R"({"a": 1, "a": 2})", "a", 1, 10);
    row("behind an object", "{\"a\": {\"b\": 1},\n  \"a\": 2}", "a", 2, 3);
    row("behind an array", R"({"a": [1, {"x": "}"}], "a": 2})", "a", 1, 24);
    row("within", "[{},\n{\"x\": [{\"b\": 1,\r\n\"c\": 1, \"b\": 2}]}]", "b", 3, 9);
    row("written differently", R"({"text": 1, "te\u0078t": 2})", "text", 1, 13);
    row("quotation marks", R"({"a\"": 1, "a": 2, "a\\": 3})");
    row("quotation marks, twice", R"({"a\"": 1, "a\u0022": 2})", "a\"", 1, 12);
    row("Chinese, counted in characters", R"({"名字": "好", "名字": 1})", "名字", 1, 13);
    row("empty", R"({"": 1, "": 2})", "", 1, 9);
}

void TestJsonDocument::finds()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, name);
    QFETCH(int, line);
    QFETCH(int, column);
    QVERIFY(!QJsonDocument::fromJson(json).isNull());
    const auto read = parseJson(json);
    QCOMPARE(read.has_value(), line == 0);
    if (!read)
        QCOMPARE(read.error().message,
                 u"Line %1, column %2: the field “%3” occurs twice"_qs.arg(line).arg(column).arg(name));
}

/// In rules, device tests and send lists.
void TestJsonDocument::everyFileIsChecked()
{
    const auto utf8 = TextCodec::find(u"UTF-8"_qs).value();
    const auto says = [](const auto &read, const QString &what) {
        if (read)
            qWarning("was taken");
        return !read && read.error().message.contains(what);
    };
    const QByteArray reply = "[{\"reply\": {\"text\": \"a\"}},\n {\"reply\": {\"text\": \"b\", \"text\": \"c\"}}]";
    QVERIFY(says(ReplyRules::parse(reply, utf8, {}), u"Line 2, column 26: the field “text” occurs twice"_qs));
    const QByteArray rules = R"({"rules": [{"then": "close"}], "rules": [{"then": "keep"}]})";
    QVERIFY(says(ReplyRules::parse(rules, utf8, {}), u"“rules” occurs twice"_qs));
    const QByteArray session = R"({"endpoint": "tcp://h:1", "steps": [{"delay_ms": 1, "delay_ms": 2}]})";
    QVERIFY(says(DeviceTest::parse(session, {}), u"“delay_ms” occurs twice"_qs));
    const QByteArray list = R"([{"text": "a", "hex": "00", "hex": "01"}])";
    QVERIFY(says(sendlistfile::fromJson(list), u"“hex” occurs twice"_qs));
    QVERIFY(says(sendlistfile::fromCsv("payload,name,payload\na,b,c\n"), u"“payload” occurs twice"_qs));
}

QTEST_GUILESS_MAIN(TestJsonDocument)
#include "tst_jsondocument.moc"
