// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/teststepreader.h"

#include "model/files/jsonpayload.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <limits>

namespace {

constexpr int maxRounds = 1'000'000'000;
constexpr int maxDepth = 16;
constexpr int anyGroup = std::numeric_limits<int>::max(); // DeviceTest::parse() checks groups

/// One step being read.
class StepReader : private JsonFields
{
    Q_DECLARE_TR_FUNCTIONS(DeviceTest)
public:
    StepReader(QString number, const TestStepContext &context)
        : JsonFields(tr("Step %1").arg(number)), m_number(std::move(number)), m_context(context)
    {
    }

    Result<TestStep> read(const QJsonValue &value)
    {
        TestStep step;
        step.number = m_number;
        const QJsonObject fields = object(value, QString(), {"send", "expect", "delay_ms", "repeat", "note"});
        if (fields.contains(u"note"))
            step.note = string(fields.value(u"note"), QStringLiteral("note"));
        const QString kind = exactlyOneOf(fields, QString(), {"send", "expect", "delay_ms", "repeat"});
        if (kind == u"send")
            readSend(fields.value(kind), step);
        else if (kind == u"expect")
            readExpect(fields.value(kind), step);
        else if (kind == u"repeat")
            return readRepeat(fields.value(kind), std::move(step));
        else if (kind == u"delay_ms")
            step.what = DelayStep{wholeNumber(fields.value(kind), kind, maxStepMs)};
        if (error())
            return tl::unexpected(*error());
        return step;
    }

private:
    void readSend(const QJsonValue &value, TestStep &step)
    {
        const QString send = QStringLiteral("send");
        const QJsonObject fields = object(value, send, {"text", "hex", "file", "append", "checksum"});
        const QString kind = exactlyOneOf(fields, send, {"text", "hex", "file"});
        if (error())
            return;
        const QString field = QStringLiteral("send.") + kind;
        const QString typed = string(fields.value(kind), field);
        if (kind == u"file") {
            readFile(fields, field, step);
            return;
        }
        const PayloadFormat format = readPayloadFormat(*this, fields, kind, QStringLiteral("send."));
        if (error())
            return;
        step.shown = shownAs(kind, typed);
        take(MessageTemplate::parse(typed, format, m_context.codec, anyGroup), field, [&](MessageTemplate &&message) {
            step.what = SendStep{std::move(message), {}};
        });
    }

    void readFile(const QJsonObject &fields, const QString &field, TestStep &step)
    {
        if (fields.contains(u"append") || fields.contains(u"checksum"))
            fail(field, tr("nothing can be appended to a file"));
        step.shown = fields.value(u"file").toString();
        step.what = SendStep{{}, readableFile(fields.value(u"file"), field, m_context.folder)};
    }

    void readExpect(const QJsonValue &value, TestStep &step)
    {
        const QString expect = QStringLiteral("expect");
        const QJsonObject fields =
            object(value, expect, {"text", "hex", "regex", "byte_regex", "close", "exact", "timeout_ms"});
        const QString kind = exactlyOneOf(fields, expect, {"text", "hex", "regex", "byte_regex", "close"});
        int timeout = m_context.timeoutMs;
        if (const QString name = QStringLiteral("expect.timeout_ms"); fields.contains(u"timeout_ms"))
            timeout = wholeNumber(fields.value(u"timeout_ms"), name, maxStepMs);
        if (error())
            return;
        const QString field = QStringLiteral("expect.") + kind;
        if (kind == u"close") {
            if (!boolean(fields.value(kind), field))
                fail(field, tr("only true is allowed here"));
            step.what = ExpectCloseStep{timeout};
            return;
        }
        const bool exact = fields.contains(u"exact") && boolean(fields.value(u"exact"), QStringLiteral("expect.exact"));
        const bool regex = kind == u"regex" || kind == u"byte_regex";
        const QString typed =
            exact && !regex ? string(fields.value(kind), field) : nonEmptyString(fields.value(kind), field);
        if (error())
            return;
        step.shown = shownAs(kind, typed);
        ExpectStep made;
        made.timeoutMs = timeout;
        made.isRegex = regex;
        if (regex)
            take(Expectation::regex(typed, kind == u"regex" ? m_context.codec : nullptr, exact), field,
                 [&](const Expectation &what) {
                     made.groups = what.groups();
                     made.make = [what](const TemplateValues &) { return what; };
                 });
        else if (kind == u"hex")
            take(MessageTemplate::parsePattern(typed, m_context.codec, anyGroup), field,
                 [&](const MessageTemplate &message) { expectPattern(message, exact, field, made); });
        else
            take(MessageTemplate::parse(typed, {}, m_context.codec, anyGroup), field,
                 [&](const MessageTemplate &message) { expectText(message, exact, made); });
        step.what = std::move(made);
    }

    void expectPattern(const MessageTemplate &message, bool exact, const QString &field, ExpectStep &made)
    {
        made.highestGroup = message.highestGroup();
        made.make = [message, exact](const TemplateValues &values) {
            return message.expandPattern(values).and_then(
                [exact](std::vector<MaskedByte> &&pattern) -> Result<Expectation> {
                    if (pattern.empty() && !exact)
                        return failure(tr("at least one digit is needed"));
                    return Expectation::bytes(BytePattern(std::move(pattern)), exact);
                });
        };
        if (!message.isFixed())
            return;
        take(made.make({}), field,
             [&made](const Expectation &what) { made.make = [what](const TemplateValues &) { return what; }; });
    }

    void expectText(const MessageTemplate &message, bool exact, ExpectStep &made)
    {
        made.highestGroup = message.highestGroup();
        made.make = [message, exact, codec = m_context.codec](const TemplateValues &values) {
            return message.expand(values).and_then([&](const QByteArray &bytes) -> Result<Expectation> {
                if (bytes.isEmpty() && !exact)
                    return failure(QCoreApplication::translate(
                        "DeviceTest", "the placeholders are empty: there is nothing to expect"));
                return Expectation::text(bytes, codec, exact);
            });
        };
    }

    Result<TestStep> readRepeat(const QJsonValue &value, TestStep step)
    {
        const QString repeat = QStringLiteral("repeat");
        const QJsonObject fields = object(value, repeat, {"count", "steps"});
        RepeatStep made;
        made.count = wholeNumber(fields.value(u"count"), QStringLiteral("repeat.count"), maxRounds);
        if (made.count == 0)
            fail(QStringLiteral("repeat.count"), tr("at least 1 is needed"));
        const QJsonArray array = fields.value(u"steps").toArray();
        if (array.isEmpty())
            fail(QStringLiteral("repeat.steps"), tr("this must be a list of steps: [{…}, …]"));
        if (m_number.count(u'.') >= maxDepth)
            fail(repeat, tr("repetitions are nested too deeply"));
        if (error())
            return tl::unexpected(*error());
        auto steps = readTestSteps(array, m_number + u'.', m_context);
        if (!steps)
            return tl::unexpected(steps.error());
        made.steps = std::move(*steps);
        step.what = std::move(made);
        return step;
    }

    static QString shownAs(const QString &kind, const QString &typed)
    {
        return kind == u"text" ? u'"' + typed + u'"' : kind.endsWith(u"regex") ? u'/' + typed + u'/' : typed;
    }

    const QString m_number;
    const TestStepContext &m_context;
};

} // namespace

Result<std::vector<TestStep>> readTestSteps(const QJsonArray &array, const QString &prefix,
                                            const TestStepContext &context)
{
    std::vector<TestStep> steps;
    for (const auto value : array) {
        auto step = StepReader(prefix + QString::number(steps.size() + 1), context).read(value);
        if (!step)
            return tl::unexpected(step.error());
        steps.push_back(std::move(*step));
    }
    return steps;
}
