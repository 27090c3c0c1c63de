// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/replies/replyrules.h"
#include "tests/fuzz/fuzz.h"

QList<QByteArray> fuzzSeeds()
{
    return {
        R"([{"when": {"equals": "a"}, "reply": {"text": "b ${time} ${received}", "append": "crlf"}, "delay_ms": 5}])",
        R"([{"when": {"contains": "x"}, "reply": {"hex": "00 ff"}, "then": "close"}, {"reply": {"text": ""}}])",
        R"({"when": {"regex": "(a+)(b)?"}, "reply": {"text": "${1}${2} ${peer} ${count} $${"}})",
        R"([{"when": {"event": "connect"}, "reply": {"file": "none"}, "then": "reset"}])",
        R"([{"when": {"hex": "?? 0?"}, "reply": {"text": "\n\u0041"}}])",
        R"([{"when": {"hex": "^?? 01 ??$"}, "reply": {"hex": "${received[0:2]} 00 ${received[-1]}", "checksum": "LRC,skip=1"}}])",
        R"([{"when": {"byte_regex": "(?s)^(..)\\xff"}, "reply": {"text": "\\x02${1[1:]}${checksum:CRC-16/MODBUS}\\x03"}}])",
    };
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const auto codec = TextCodec::find(QStringLiteral("GBK")).value();
    const QByteArray json = fuzzBytes(data, size);
    const auto rules = ReplyRules::parse(json, codec, QStringLiteral("/nonexistent"), ReplyRule::FileCheck::Skip);
    if (!rules) {
        promise(!rules.error().message.isEmpty());
        return 0;
    }
    for (const QByteArray &message : {QByteArray("aab"), QByteArray(), QByteArray("x\0\xff", 3), json}) {
        for (const auto kind : {ReplyTrigger::Kind::Message, ReplyTrigger::Kind::Connect})
            rules->match({kind, message, {QHostAddress::LocalHost, 1}, 1});
    }
    return 0;
}
