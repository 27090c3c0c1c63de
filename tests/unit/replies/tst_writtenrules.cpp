// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/replyrules.h"
#include "model/replies/writtenrules.h"

#include <QTest>

using When = WrittenRule::When;
using ReplyKind = WrittenRule::ReplyKind;

class TestWrittenRules : public QObject
{
    Q_OBJECT
private slots:
    void readsBack_data();
    void readsBack();
    void escapes();
    void olderSettings();
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
    row("equals", {.when = When::Equals, .pattern = u"a"_qs, .reply = ReplyKind::Hex, .content = u"00 ff"_qs},
        R"({"reply":{"hex":"00 ff"},"when":{"equals":"a"}})");
    row("contains", {.when = When::Contains, .pattern = u"a"_qs, .reply = ReplyKind::File, .content = u"/tmp/f"_qs},
        R"({"reply":{"file":"/tmp/f"},"when":{"contains":"a"}})");
    row("regex, delayed, reset",
        {.when = When::Regex, .pattern = u"a(b)"_qs, .content = u"${1}"_qs, .delayMs = 20, .then = Reply::Then::Reset},
        R"-({"delay_ms":20,"reply":{"text":"${1}"},"then":"reset","when":{"regex":"a(b)"}})-");
    row("only closes",
        {.when = When::Hex, .pattern = u"0?"_qs, .reply = ReplyKind::Nothing, .then = Reply::Then::Close},
        R"({"then":"close","when":{"hex":"0?"}})");
    row("byte regex, checksum",
        {.when = When::ByteRegex,
         .pattern = u"(?s)^(..)"_qs,
         .reply = ReplyKind::Hex,
         .content = u"${1} 00"_qs,
         .checksum = u"CRC-16/MODBUS,big"_qs},
        R"-({"reply":{"checksum":"CRC-16/MODBUS,big","hex":"${1} 00"},"when":{"byte_regex":"(?s)^(..)"}})-");
    row("escapes", {.when = When::Equals, .pattern = uR"(a\r\xff)"_qs, .content = uR"(b\xfe\\)"_qs},
        R"({"reply":{"text":"b\\xfe\\\\"},"when":{"equals":"a\\r\\xff"}})");
    row("disabled", {.enabled = false, .content = u"x"_qs}, R"({"enabled":false,"reply":{"text":"x"}})");
    row("does nothing", {.reply = ReplyKind::Nothing}, R"({"when":{"event":"message"}})");
    row("does nothing, disabled", {.enabled = false, .reply = ReplyKind::Nothing},
        R"({"enabled":false,"when":{"event":"message"}})");
}

void TestWrittenRules::readsBack()
{
    QFETCH(WrittenRule, rule);
    QFETCH(QByteArray, json);
    QCOMPARE(QJsonDocument(rule.toJson()).toJson(QJsonDocument::Compact), json);
    QVERIFY(WrittenRule::fromJson(rule.toJson(), u"/tmp"_qs) == rule);
    const auto utf8 = TextCodec::find(u"UTF-8"_qs).value();
    if (rule.reply != ReplyKind::File) // does not exist
        QVERIFY(!rule.check(utf8));
    const WrittenRules rules{{rule, rule}};
    QVERIFY(WrittenRules::fromJson(rules.toJson(), u"/tmp"_qs).value() == rules);
    const WrittenRules framed{{rule}, u"line"_qs};
    QVERIFY(WrittenRules::fromJson(framed.toJson(), {}).value() == framed);
}

/// Of texts without escapes in JSON.
void TestWrittenRules::escapes()
{
    const auto utf8 = TextCodec::find(u"UTF-8"_qs).value();
    WrittenRule rule{.when = When::Regex,
                     .pattern = uR"(a\r\\d)"_qs,
                     .patternEscapes = true,
                     .reply = ReplyKind::Hex,
                     .content = uR"(00\n01)"_qs,
                     .contentEscapes = true};
    QVERIFY(!rule.check(utf8));
    QCOMPARE(QJsonDocument(rule.toJson()).toJson(QJsonDocument::Compact),
             QByteArray(R"({"reply":{"hex":"00\n01"},"when":{"regex":"a\r\\d"}})"));
    const WrittenRule plain = WrittenRule::fromJson(rule.toJson(), {});
    QCOMPARE(plain.pattern, u"a\r\\d"_qs);
    QVERIFY(!plain.patternEscapes);
    rule.pattern = uR"(ab\q)"_qs;
    QCOMPARE(rule.check(utf8)->field, u"when.regex"_qs);
    QVERIFY(rule.check(utf8)->message.contains(u"character 3"));
    rule.when = When::Any; // ignores the pattern
    QVERIFY(!rule.check(utf8));
    rule.content = uR"(\)"_qs;
    QCOMPARE(rule.check(utf8)->field, u"reply.hex"_qs);
    rule.reply = ReplyKind::Text;
    QCOMPARE(rule.check(utf8)->field, u"reply.text"_qs);
    rule.content = uR"(\xff${count})"_qs; // above \x7F
    QVERIFY(!rule.check(utf8));
}

/// Settings of versions whose texts had no escapes keep their meaning.
void TestWrittenRules::olderSettings()
{
    const QByteArray old = R"([{"when":{"equals":"C:\\new"},"reply":{"text":"a\\q\r\n${count}"}},
        {"when":{"regex":"\\d"},"reply":{"hex":"00"}},{"when":{"event":"connect"},"then":"close"},
        {"reply":{"text":"x"}}])";
    const auto utf8 = TextCodec::find(u"UTF-8"_qs).value();
    for (const QByteArray &json : {old, "{\"framing\":\"line\",\"rules\":" + old + '}'}) {
        const QByteArray now = WrittenRules::withEscapes(json);
        QCOMPARE(WrittenRules::fromJson(now, {})->rules.size(), size_t(4));
        const auto rules = ReplyRules::parse(now, utf8, {}).value();
        QCOMPARE(rules.framing().has_value(), json != old);
        const auto answer = [&](const QByteArray &bytes) {
            return rules.match({ReplyTrigger::Kind::Message, bytes, {}, 1})->reply.bytes;
        };
        QCOMPARE(answer("C:\\new"), "a\\q\r\n1");
        QCOMPARE(answer("7"), QByteArray("\0", 1));
        QCOMPARE(answer("other"), "x");
    }
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
