// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/replyrules.h"
#include "model/replies/rulereader.h"

#include <QJsonObject>
#include <QRandomGenerator>
#include <QTemporaryDir>
#include <QTest>

#include <ctime>

class TestReplyRules : public QObject
{
    Q_OBJECT
private slots:
    void answers_data();
    void answers();
    void firstMatchWins();
    void thenAndDelay();
    void disabledRules();
    void framingOfTheFile();
    void fileReply();
    void errors_data();
    void errors();
    void presets_data();
    void presets();
    void timeOfC();
    void hostileExpressionEnds();
    void randomBytes();
    void randomRules();

private:
    static std::shared_ptr<const TextCodec> codec(const QString &name = u"UTF-8"_qs)
    {
        return TextCodec::find(name).value();
    }
    static ReplyTrigger message(const QByteArray &bytes)
    {
        return {ReplyTrigger::Kind::Message, bytes, {QHostAddress(u"127.0.0.1"_qs), 5000}, 3};
    }
};

void TestReplyRules::answers_data()
{
    QTest::addColumn<QByteArray>("rule");
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QByteArray>("asked");
    QTest::addColumn<QByteArray>("answer"); // "-": none
    const auto row = [](const char *name, const char *rule, const QByteArray &asked, const QByteArray &answer,
                        const QString &encoding = u"UTF-8"_qs) {
        QTest::newRow(name) << QByteArray(rule) << encoding << asked << answer;
    };
    row("any", R"({"reply": {"text": "x"}})", "anything", "x");
    row("equals", R"({"when": {"equals": "hi"}, "reply": {"text": "x"}})", "hi", "x");
    row("equals, line ending", R"({"when": {"equals": "hi"}, "reply": {"text": "x"}})", "hi\r\n", "x");
    row("equals, the ending is meant", R"({"when": {"equals": "hi\n"}, "reply": {"text": "x"}})", "hi", "-");
    row("equals, more", R"({"when": {"equals": "hi"}, "reply": {"text": "x"}})", "hi you", "-");
    row("equals nothing", R"({"when": {"equals": ""}, "reply": {"text": "x"}})", "\n", "x");
    row("contains", R"({"when": {"contains": "b"}, "reply": {"text": "x"}})", "abc", "x");
    row("contains not", R"({"when": {"contains": "b"}, "reply": {"text": "x"}})", "ac", "-");
    row("contains in GBK", R"({"when": {"contains": "好"}, "reply": {"text": "好"}})", "\xc4\xe3\xba\xc3", "\xba\xc3",
        u"GBK"_qs);
    row("hex", R"({"when": {"hex": "01 ?? 0?"}, "reply": {"hex": "FF 00", "append": "cr"}})", "\x02\x01\x77\x05",
        QByteArray::fromHex("ff000d"));
    row("hex not", R"({"when": {"hex": "01 ?? 0?"}, "reply": {"hex": "FF"}})", "\x01\x77\x15", "-");
    row("regex", R"({"when": {"regex": "^set (\\w+)=(\\d+)$"}, "reply": {"text": "${1} is ${2}", "append": "crlf"}})",
        "set a=12", "a is 12\r\n");
    row("regex, a group without a match", R"-({"when": {"regex": "(a)|(b)"}, "reply": {"text": "<${1}${2}>"}})-", "b",
        "<b>");
    row("regex, GBK text and bytes", R"({"when": {"regex": "名=(.+)$"}, "reply": {"text": "好${1}"}})",
        QByteArray::fromHex("c3fb3dd5c5ff"), QByteArray::fromHex("bac3d5c5ff"), u"GBK"_qs);
    row("received", R"({"reply": {"text": "<${received}>"}})", QByteArray("\0\xff", 2), QByteArray("<\0\xff>", 4));
    row("peer and count", R"({"reply": {"text": "${peer} ${count}"}})", "", "127.0.0.1:5000 3");
    row("dollars", R"({"reply": {"text": "$5 $${time} $"}})", "", "$5 ${time} $");
    row("UTF-16", R"({"reply": {"text": "a${count}", "append": "lf"}})", "", QByteArray("a\0003\0\n\0", 6),
        u"UTF-16LE"_qs);
    row("escapes", R"({"when": {"equals": "a\\r\\x01"}, "reply": {"text": "b\\x02\\u4f60\\\\", "append": "lf"}})",
        "a\r\x01", "b\x02你\\\n");
    row("escapes in contains", R"({"when": {"contains": "\\xff"}, "reply": {"text": "x"}})", "a\xff", "x");
    row("hex at the beginning", R"({"when": {"hex": "^ 01 ?2"}, "reply": {"text": "x"}})", "\x01\x02\x03", "x");
    row("hex not at the beginning", R"({"when": {"hex": "^01 02"}, "reply": {"text": "x"}})", "\x03\x01\x02", "-");
    row("hex at the beginning, short", R"({"when": {"hex": "^01 02"}, "reply": {"text": "x"}})", "\x01", "-");
    row("hex at the end", R"({"when": {"hex": "02 03 $"}, "reply": {"text": "x"}})", "\x01\x02\x03", "x");
    row("hex not at the end", R"({"when": {"hex": "01 02$"}, "reply": {"text": "x"}})", "\x01\x02\x03", "-");
    row("hex, the whole", R"({"when": {"hex": " ^ 01 ?? $ "}, "reply": {"text": "x"}})", "\x01\x02", "x");
    row("hex, not the whole", R"({"when": {"hex": "^01 ??$"}, "reply": {"text": "x"}})", "\x01\x02\x03", "-");
    row("hex, so many bytes", R"({"when": {"hex": "^????$"}, "reply": {"text": "x"}})", "ab", "x");
    row("hex, no byte", R"({"when": {"hex": "^$"}, "reply": {"text": "x"}})", "", "x");
    row("an echoed number",
        R"({"when": {"hex": "^???? 01"}, "reply": {"hex": "${received[0:2]} 81", "checksum": "XOR-8"}})",
        "\xc3\xa9\x01", "\xc3\xa9\x81\xeb");
    row("bytes of a group", R"-({"when": {"byte_regex": "(?s)^(..)\\xff"}, "reply": {"hex": "${1} 00"}})-",
        "\xc3\xa9\xff", QByteArray("\xc3\xa9\0", 3));
    row("invalid bytes in a regex", R"-({"when": {"regex": "^(.)\\xfe(.)$"}, "reply": {"text": "${2}${1}"}})-",
        "\xff\xfe\x80", "\x80\xff");
    row("connect only", R"({"when": {"event": "connect"}, "reply": {"text": "x"}})", "a", "-");
    row("one rule in an array", R"([{"reply": {"text": "x"}}])", "a", "x");
}

void TestReplyRules::answers()
{
    QFETCH(QByteArray, rule);
    QFETCH(QString, encoding);
    QFETCH(QByteArray, asked);
    QFETCH(QByteArray, answer);
    const auto rules = ReplyRules::parse(rule, codec(encoding), {});
    QVERIFY2(rules.has_value(), rules ? "" : qPrintable(rules.error().message));
    const auto match = rules->match(message(asked));
    QCOMPARE(match ? match->reply.bytes : QByteArray("-"), answer);
}

void TestReplyRules::firstMatchWins()
{
    const auto rules = ReplyRules::parse(R"([{"when": {"contains": "a"}, "reply": {"text": "1"}},
        {"when": {"contains": "b"}, "reply": {"text": "2"}},
        {"when": {"event": "connect"}, "reply": {"text": "hello"}}])",
                                         codec(), {})
                           .value();
    QCOMPARE(rules.size(), 3);
    QCOMPARE(rules.match(message("ba"))->reply.bytes, "1");
    QCOMPARE(rules.match(message("b"))->reply.bytes, "2");
    QVERIFY(!rules.match(message("c")));
    QCOMPARE(rules.match({ReplyTrigger::Kind::Connect, {}, {}, 0})->reply.bytes, "hello");
}

void TestReplyRules::thenAndDelay()
{
    const auto rules = ReplyRules::parse(R"([{"when": {"equals": "r"}, "then": "reset", "delay_ms": 25},
        {"when": {"equals": "c"}, "reply": {"text": ""}, "then": "close"}, {"when": {"equals": "k"}}])",
                                         codec(), {})
                           .value();
    const auto reset = rules.match(message("r"));
    QCOMPARE(reset->reply.then, Reply::Then::Reset);
    QCOMPARE(reset->delayMs, 25);
    QVERIFY(!reset->reply.sends);
    QCOMPARE(rules.match(message("c"))->reply.then, Reply::Then::Close);
    QVERIFY(!rules.match(message("k"))->reply.sends);
}

void TestReplyRules::disabledRules()
{
    const auto rules = ReplyRules::parse(R"([{"reply": {"text": "1"}, "enabled": false},
        {"reply": {"text": "2"}, "enabled": true}])",
                                         codec(), {})
                           .value();
    QCOMPARE(rules.size(), 1);
    QCOMPARE(rules.match(message("a"))->reply.bytes, "2");
    QCOMPARE(rules.match(message("a"))->rule, 1);
    const auto none = ReplyRules::parse(R"({"reply": {"text": "1"}, "enabled": false})", codec(), {}).value();
    QVERIFY(!none.match(message("a")));
}

void TestReplyRules::framingOfTheFile()
{
    const auto rules =
        ReplyRules::parse(R"({"framing": "delimiter:03,drop", "rules": [{"reply": {"text": "x"}}]})", codec(), {});
    QVERIFY(rules.has_value());
    QCOMPARE(rules->framing()->delimiter, "\x03");
    QCOMPARE(rules->match(message("a"))->reply.bytes, "x");
    QVERIFY(!ReplyRules::parse(R"([{"reply": {"text": "x"}}])", codec(), {})->framing());
    RuleReader reader(1, codec(), {}, ReplyRule::FileCheck::MustExist);
    QVERIFY(reader.read(QJsonObject{{u"then"_qs, u"close"_qs}}) && !reader.fieldError());
    QVERIFY(!reader.read(QJsonObject{{u"when"_qs, QJsonObject{{u"regex"_qs, u"("_qs}}}}));
    QCOMPARE(reader.fieldError()->field, u"when.regex"_qs);
}

void TestReplyRules::fileReply()
{
    const QTemporaryDir folder;
    QFile file(folder.filePath(u"a.bin"_qs));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("content") == 7);
    file.close();
    QFile going(folder.filePath(u"gone"_qs));
    QVERIFY(going.open(QIODevice::WriteOnly));
    const QByteArray json = R"([{"when": {"equals": "a"}, "reply": {"file": "a.bin"}},
        {"reply": {"file": "gone"}, "then": "close"}])";
    const auto rules = ReplyRules::parse(json, codec(), folder.path()).value();
    QVERIFY(going.remove());
    const auto found = rules.match(message("a"));
    QCOMPARE(found->reply.source->size(), 7);
    QCOMPARE(found->reply.source->read(4).value(), "cont");
    QCOMPARE(found->reply.source->read(40).value(), "ent");
    QCOMPARE(found->reply.source->read(40).value(), "");
    const auto gone = rules.match(message("b"));
    QCOMPARE(gone->error->code, EventCode::ReplyFailed);
    QVERIFY(gone->error->args.value(1).contains(u"gone"));
    const QString error = ReplyRules::parse(json, codec(), folder.path()).error().message;
    QVERIFY2(error.startsWith(u"Rule 2, field “reply.file”: "_qs) && error.contains(going.fileName()),
             qPrintable(error));
    QVERIFY(ReplyRules::parse(json, codec(), folder.path(), ReplyRule::FileCheck::Skip));
    QVERIFY(ReplyRules::parse(R"({"reply": {"file": "gone"}, "enabled": false})", codec(), folder.path()));
    QVERIFY(!ReplyRules::parse(R"({"reply": {"file": "."}})", codec(), folder.path()));
}

void TestReplyRules::errors_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QStringList>("parts"); // of the message
    const auto row = [](const char *name, const char *json, const QStringList &parts) {
        QTest::newRow(name) << QByteArray(json) << parts;
    };
    row("no JSON", "[\n {\"reply\": }]", {u"Line 2"_qs, u"column"_qs});
    row("empty", "", {u"JSON"_qs});
    row("no rules", "[]", {u"no rules"_qs});
    row("no object", "[3]", {u"Rule 1"_qs, u"object"_qs});
    row("empty rule", "[{}]", {u"Rule 1"_qs, u"empty"_qs});
    row("unknown field", R"([{"reply": {"text": ""}}, {"wen": {}}])",
        {u"Rule 2"_qs, u"“wen”"_qs, u"“when”, “reply”, “delay_ms”, “then”"_qs});
    row("unknown field in when", R"({"when": {"equal": "a"}})", {u"“when.equal”"_qs, u"“equals”"_qs});
    row("unknown event", R"({"when": {"event": "close"}})", {u"when.event"_qs, u"“message”, “connect”"_qs});
    row("two tests", R"({"when": {"equals": "a", "hex": "00"}})", {u"“equals”, “hex”"_qs, u"only one"_qs});
    row("test of a connection", R"({"when": {"event": "connect", "equals": "a"}})", {u"when.equals"_qs, u"message"_qs});
    row("bad regex", R"({"when": {"regex": "a("}})", {u"when.regex"_qs, u"character 3"_qs});
    row("bad hex", R"({"when": {"hex": "0x4"}})", {u"when.hex"_qs});
    row("only wildcards", R"({"when": {"hex": "?? ??"}})", {u"when.hex"_qs, u"digit"_qs});
    row("not a text", R"({"when": {"equals": 3}})", {u"when.equals"_qs, u"quotation"_qs});
    row("empty reply", R"({"reply": {}})", {u"“reply”"_qs, u"“text”, “hex”, “file”"_qs});
    row("two replies", R"({"reply": {"text": "", "file": "a"}})", {u"“reply”"_qs, u"only one"_qs});
    row("bad ending", R"({"reply": {"text": "", "append": "crlfx"}})", {u"reply.append"_qs, u"“crlf”"_qs});
    row("unknown escape", R"({"reply": {"text": "ab\\q"}})", {u"reply.text"_qs, u"character 3"_qs});
    row("unknown escape in equals", R"({"when": {"equals": "\\q"}})", {u"when.equals"_qs, u"character 1"_qs});
    row("only an anchor", R"({"when": {"hex": "^"}})", {u"when.hex"_qs, u"digit"_qs});
    row("bad hex behind an anchor", R"({"when": {"hex": " ^0g"}})", {u"when.hex"_qs, u"character 4"_qs});
    row("bad byte regex", R"({"when": {"byte_regex": "a("}})", {u"when.byte_regex"_qs, u"character 3"_qs});
    row("bad hex reply", R"({"reply": {"hex": "00 ${received[0:2]} 1"}})", {u"reply.hex"_qs, u"character 21"_qs});
    row("bad checksum", R"({"reply": {"hex": "00", "checksum": "CRC-99"}})", {u"reply.checksum"_qs, u"CRC-99"_qs});
    row("checksum behind a file", R"({"reply": {"file": "a", "checksum": "LRC"}})", {u"reply.checksum"_qs});
    row("no file", R"([{"then": "close"}, {"reply": {"file": "/no/such"}}])",
        {u"Rule 2, field “reply.file”"_qs, u"/no/such"_qs});
    row("twice", R"([{"reply": {"text": "a", "text": "b"}}])", {u"Line 1, column 26"_qs, u"“text”"_qs});
    row("ending behind a file", R"({"reply": {"file": "a", "append": "lf"}})", {u"reply.append"_qs});
    row("unknown placeholder", R"({"reply": {"text": "a${tme}"}})", {u"reply.text"_qs, u"${tme}"_qs, u"${ctime}"_qs});
    row("open placeholder", R"({"reply": {"text": "${time"}})", {u"not closed"_qs, u"character 1"_qs});
    row("no such group", R"-({"when": {"regex": "(a)"}, "reply": {"text": "${2}"}})-", {u"${2}"_qs, u"has 1"_qs});
    row("not in the encoding", R"({"reply": {"text": "ab好"}})", {u"reply.text"_qs, u"character 3"_qs});
    row("negative delay", R"({"delay_ms": -1})", {u"delay_ms"_qs, u"86400000"_qs});
    row("broken delay", R"({"delay_ms": 1.5})", {u"delay_ms"_qs});
    row("delay in words", R"({"delay_ms": "5"})", {u"delay_ms"_qs});
    row("enabled in words", R"({"then": "close", "enabled": "no"})", {u"“enabled”"_qs, u"true or false"_qs});
    row("bad framing", R"({"framing": "lines", "rules": [{"then": "close"}]})", {u"“framing”"_qs, u"“lines”"_qs});
    row("framing is no text", R"({"framing": 3, "rules": [{"then": "close"}]})", {u"“framing”"_qs});
    row("framing without rules", R"({"framing": "line"})", {u"“rules”"_qs, u"array"_qs});
    row("more beside rules", R"({"rules": [], "then": "close"})", {u"“then”"_qs});
    row("no rules in the file", R"({"rules": []})", {u"no rules"_qs});
    row("bad rule of a file", R"({"rules": [{"then": "close"}, {}]})", {u"Rule 2"_qs});
    row("unknown end", R"({"then": "stop"})", {u"“then”"_qs, u"“keep”, “close”, “reset”"_qs});
}

void TestReplyRules::errors()
{
    QFETCH(QByteArray, json);
    QFETCH(QStringList, parts);
    const auto rules = ReplyRules::parse(json, codec(u"ISO-8859-1"_qs), {});
    QVERIFY(!rules.has_value());
    for (const QString &part : parts)
        QVERIFY2(rules.error().message.contains(part), qPrintable(rules.error().message));
}

void TestReplyRules::presets_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("asked");
    QTest::addColumn<QByteArray>("answer");
    QTest::addColumn<bool>("closes");
    QTest::newRow("echo") << u"echo"_qs << QByteArray("\xff\n") << QByteArray("\xff\n") << false;
    QTest::newRow("accepted") << u"accepted"_qs << QByteArray("closed?") << QByteArray("accepted") << false;
    QTest::newRow("close") << u"accepted"_qs << QByteArray("ClOsE\r\n") << QByteArray("closed") << true;
    QTest::newRow("gbk") << u"gbk-server"_qs << QByteArray("x") << QByteArray::fromHex("bac3b5c42cced2cac7b7fecef1b6cb")
                         << false;
}

void TestReplyRules::presets()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, asked);
    QFETCH(QByteArray, answer);
    QFETCH(bool, closes);
    const auto rules = ReplyRules::preset(ReplyPreset::parse(name).value(), codec()).value();
    const auto match = rules.match(message(asked));
    QCOMPARE(match->reply.bytes, answer);
    QCOMPARE(match->reply.then == Reply::Then::Close, closes);
}

void TestReplyRules::timeOfC()
{
    for (const qint64 seconds : {qint64(0), qint64(1793520000), qint64(1795240800)}) {
        const auto when = std::time_t(seconds);
        char text[32];
        QCOMPARE(ctimeText(seconds) + u'\n', QString::fromLatin1(::ctime_r(&when, text)));
    }
}

void TestReplyRules::hostileExpressionEnds()
{
    const auto rules = ReplyRules::parse(R"({"when": {"regex": "^(a+)+$"}, "reply": {"text": "x"}})", codec(), {});
    // Without a limit, this would exceed the time limit of the test.
    QVERIFY(!rules->match(message(QByteArray(60'000, 'a') + 'b')));
    rules->match(message(QByteArray(1 << 20, 'a')));
    QVERIFY(rules->match(message("aaa")));
}

/// Any file is either refused with a message or gives usable rules.
void TestReplyRules::randomBytes()
{
    QRandomGenerator random(20261121);
    const QByteArray good = R"-([{"when":{"event":"message","regex":"(a)"},"reply":{"text":"${1}","append":"lf"},
        "delay_ms":1,"then":"close"},{"when":{"hex":"0? ??"},"reply":{"hex":"00"}}])-";
    for (int i = 0; i < 20'000; ++i) {
        QByteArray json = good;
        const int changes = random.bounded(1, 6);
        for (int change = 0; change < changes; ++change) {
            const int at = random.bounded(int(json.size()));
            if (random.bounded(3) == 0)
                json.remove(at, random.bounded(1, 4));
            else
                json[at] = char(random.bounded(256));
        }
        const auto rules = ReplyRules::parse(json, codec(), {});
        if (rules)
            rules->match(message("abc"));
        else
            QVERIFY(!rules.error().message.isEmpty());
    }
}

/// Random combinations of valid fields and values.
void TestReplyRules::randomRules()
{
    QRandomGenerator random(7);
    const QByteArrayList names{"when",   "reply", "delay_ms", "then", "event",
                               "equals", "regex", "hex",      "text", "append"};
    const QByteArrayList values{"\"a\"", "\"connect\"", "\"close\"", "5",        "null",
                                "[]",    "true",        "\"${1}\"",  "\"00 ?0\""};
    for (int i = 0; i < 20'000; ++i) {
        const auto object = [&](int depth, const auto &self) -> QByteArray {
            QByteArray text = "{";
            for (int field = random.bounded(4); field > 0; --field) {
                const QByteArray value =
                    depth > 0 && random.bounded(2) ? self(depth - 1, self) : values[random.bounded(values.size())];
                text += '"' + names[random.bounded(names.size())] + "\":" + value + (field > 1 ? "," : "");
            }
            return text + '}';
        };
        const auto rules = ReplyRules::parse(object(2, object), codec(), {});
        if (rules)
            rules->match(message("a"));
    }
}

QTEST_GUILESS_MAIN(TestReplyRules)
#include "tst_replyrules.moc"
