// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/replyrules.h"
#include "model/sending/writtenrules.h"

#include <QTest>

using When = WrittenRule::When;
using Reply = WrittenRule::Reply;

class TestWrittenRules : public QObject
{
    Q_OBJECT
private slots:
    void readsBack_data();
    void readsBack();
    void escapes();
    void file();
    void refuses();
};

void TestWrittenRules::readsBack_data()
{
    QTest::addColumn<WrittenRule>("rule");
    QTest::addColumn<QByteArray>("json");
    const auto row = [](const char *name, const WrittenRule &rule, const char *json) {
        QTest::newRow(name) << rule << QByteArray(json);
    };
    row("any", {.content = u"x"_qs}, R"({"reply":{"text":"x"}})");
    row("connect", {.when = When::Connect, .content = u"好\n"_qs, .append = PayloadFormat::LineEnding::CrLf},
        R"({"reply":{"append":"crlf","text":"好\n"},"when":{"event":"connect"}})");
    row("equals", {.when = When::Equals, .pattern = u"a"_qs, .reply = Reply::Hex, .content = u"00 ff"_qs},
        R"({"reply":{"hex":"00 ff"},"when":{"equals":"a"}})");
    row("contains", {.when = When::Contains, .pattern = u"a"_qs, .reply = Reply::File, .content = u"/tmp/f"_qs},
        R"({"reply":{"file":"/tmp/f"},"when":{"contains":"a"}})");
    row("regex, delayed, reset",
        {.when = When::Regex, .pattern = u"a(b)"_qs, .content = u"${1}"_qs, .delayMs = 20, .then = Answer::Then::Reset},
        R"-({"delay_ms":20,"reply":{"text":"${1}"},"then":"reset","when":{"regex":"a(b)"}})-");
    row("only closes", {.when = When::Hex, .pattern = u"0?"_qs, .reply = Reply::Nothing, .then = Answer::Then::Close},
        R"({"then":"close","when":{"hex":"0?"}})");
    row("disabled", {.enabled = false, .content = u"x"_qs}, R"({"enabled":false,"reply":{"text":"x"}})");
    row("does nothing", {.reply = Reply::Nothing}, R"({"when":{"event":"message"}})");
    row("does nothing, disabled", {.enabled = false, .reply = Reply::Nothing},
        R"({"enabled":false,"when":{"event":"message"}})");
}

void TestWrittenRules::readsBack()
{
    QFETCH(WrittenRule, rule);
    QFETCH(QByteArray, json);
    QCOMPARE(QJsonDocument(rule.toJson()).toJson(QJsonDocument::Compact), json);
    QVERIFY(WrittenRule::fromJson(rule.toJson(), u"/tmp"_qs) == rule);
    const auto utf8 = TextCodec::find(u"UTF-8"_qs).value();
    QVERIFY(!ReplyRules::check(rule.toJson(), utf8));
    const WrittenRules rules{{rule, rule}};
    QVERIFY(WrittenRules::fromJson(rules.toJson(), u"/tmp"_qs).value() == rules);
    const WrittenRules framed{{rule}, u"line"_qs};
    QVERIFY(WrittenRules::fromJson(framed.toJson(), {}).value() == framed);
}

void TestWrittenRules::escapes()
{
    const auto utf8 = TextCodec::find(u"UTF-8"_qs).value();
    WrittenRule rule{.when = When::Equals,
                     .pattern = uR"(a\r\n)"_qs,
                     .patternEscapes = true,
                     .content = uR"(\\${count}\x01)"_qs,
                     .contentEscapes = true};
    QVERIFY(!rule.check(utf8));
    QCOMPARE(QJsonDocument(rule.toJson()).toJson(QJsonDocument::Compact),
             QByteArray(R"({"reply":{"text":"\\${count}\u0001"},"when":{"equals":"a\r\n"}})"));
    const WrittenRule plain = WrittenRule::fromJson(rule.toJson(), {});
    QCOMPARE(plain.pattern, u"a\r\n"_qs);
    QVERIFY(!plain.patternEscapes);
    rule.pattern = uR"(ab\q)"_qs;
    QCOMPARE(rule.check(utf8)->field, u"when.equals"_qs);
    QVERIFY(rule.check(utf8)->what.contains(u"character 3"));
    rule.when = When::Any; // not looked at
    QVERIFY(!rule.check(utf8));
    rule.content = uR"(\)"_qs;
    QCOMPARE(rule.check(utf8)->field, u"reply.text"_qs);
}

void TestWrittenRules::file()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"rules.json"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(R"({"reply": {"file": "a.bin"}})");
    file.close();
    const auto rules = WrittenRules::load(file.fileName());
    QVERIFY(rules.has_value());
    QCOMPARE(rules->rules.at(0).content, folder.filePath(u"a.bin"_qs));
    QVERIFY(!WrittenRules::load(folder.filePath(u"gone"_qs)));
}

void TestWrittenRules::refuses()
{
    const auto rules = WrittenRules::fromJson(R"([{"when": {"regex": "("}}])", {});
    QVERIFY(!rules.has_value());
    QVERIFY(rules.error().message.contains(u"when.regex"));
}

QTEST_GUILESS_MAIN(TestWrittenRules)
#include "tst_writtenrules.moc"
