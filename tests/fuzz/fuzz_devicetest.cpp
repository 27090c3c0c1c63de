// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/devicetest.h"
#include "model/devicetest/stepcursor.h"
#include "tests/fuzz/fuzz.h"

QList<QByteArray> fuzzSeeds()
{
    return {
        R"({"endpoint": "tcp://h:1?encoding=GBK", "steps": [{"send": {"text": "a\\n", "append": "lf"}}]})",
        R"({"endpoint": "e", "encoding": "UTF-16BE", "timeout_ms": 1, "steps": [{"expect": {"regex": "a+\\b"}}]})",
        R"({"endpoint": "e", "steps": [{"expect": {"hex": "0? ??", "exact": true, "timeout_ms": 3}, "note": "n"}]})",
        R"({"endpoint": "e", "steps": [{"repeat": {"count": 2, "steps": [{"delay_ms": 1}, {"expect": {"close": true}}]}}]})",
        R"({"endpoint": "e", "steps": [{"send": {"hex": "00", "checksum": "CRC-32,little,skip=1"}}, {"send": {"file": "f"}}]})",
        R"({"endpoint": "e", "steps": [{"expect": {"text": "\u4f60\\r"}}]})",
        R"({"endpoint": "e", "steps": [{"expect": {"byte_regex": "(..)\\xff"}}, {"send": {"hex": "00 ${1[0:1]} ff"}}]})",
        R"({"endpoint": "e", "steps": [{"expect": {"hex": "0? ${received[-2:]} ?1"}}, {"expect": {"text": "${count}"}}]})",
    };
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray json = fuzzBytes(data, size);
    const auto test = DeviceTest::parse(json, QStringLiteral("/nonexistent"));
    if (!test) {
        promise(!test.error().message.isEmpty());
        return 0;
    }
    StepCursor cursor(test->steps);
    for (int i = 0; i < 100; ++i) {
        const TestStep *step = cursor.next();
        if (!step)
            break;
        promise(!step->describe().isEmpty() && !step->number.isEmpty());
        const auto *expect = std::get_if<ExpectStep>(&step->what);
        if (!expect)
            continue;
        const auto what = expect->make({json, {json, json.left(2), json.right(1)}, {}, 1});
        promise(what || !what.error().message.isEmpty());
        if (!what)
            continue;
        QList<QByteArray> captures;
        const Expectation::Outcome outcome = what->check(json, &captures);
        promise(outcome.used >= 0 && outcome.used <= json.size());
        promise(outcome.verdict != Expectation::Verdict::Fits || !captures.isEmpty());
        what->checkDatagram(json);
    }
    return 0;
}
