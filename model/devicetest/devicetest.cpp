// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/devicetest.h"

#include "model/files/jsondocument.h"
#include "model/files/jsonfields.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QUrlQuery>

#include <limits>

namespace {

constexpr qint64 maxFileSize = 64 << 20;
constexpr int maxStepMs = 24 * 3600 * 1000;
constexpr int maxRounds = 1'000'000'000;
constexpr int maxDepth = 16;
constexpr int anyGroup = std::numeric_limits<int>::max(); // DeviceTest::parse() checks groups

/// What the steps of a test have in common.
struct TestStepContext
{
    std::shared_ptr<const TextCodec> codec;
    QString folder; ///< of relative file names
    int timeoutMs = 0;
};

/// Reads steps from JSON. `prefix` precedes their numbers: `3.`
Result<std::vector<TestStep>> readTestSteps(const QJsonArray &array, const QString &prefix,
                                            const TestStepContext &context);

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
        const PayloadFormat format = payloadFormat(fields, kind, QStringLiteral("send."));
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

/// The groups of the last regular expression after `steps` were played; `before` if there is none.
int groupsAfter(const std::vector<TestStep> &steps, int before)
{
    int groups = before;
    for (const TestStep &step : steps) {
        if (const auto *expect = std::get_if<ExpectStep>(&step.what); expect && expect->isRegex)
            groups = expect->groups;
        else if (const auto *repeat = std::get_if<RepeatStep>(&step.what))
            groups = groupsAfter(repeat->steps, groups);
    }
    return groups;
}

/// An error if a placeholder names a group that does not exist. `groups`: of the last regular expression before.
std::optional<Error> missingGroup(const std::vector<TestStep> &steps, int groups)
{
    for (const TestStep &step : steps) {
        int needed = 0;
        if (const auto *repeat = std::get_if<RepeatStep>(&step.what)) {
            const int after = groupsAfter(repeat->steps, groups);
            if (auto error = missingGroup(repeat->steps, repeat->count > 1 ? std::min(groups, after) : groups))
                return error;
            groups = after;
        } else if (const auto *send = std::get_if<SendStep>(&step.what)) {
            needed = send->message.highestGroup();
        } else if (const auto *expect = std::get_if<ExpectStep>(&step.what)) {
            needed = expect->highestGroup;
        }
        if (needed > groups)
            return Error{QCoreApplication::translate("DeviceTest",
                                                     "Step %1: there is no group for ${%2}: the preceding regular "
                                                     "expression has %3.")
                             .arg(step.number)
                             .arg(needed)
                             .arg(groups)};
        if (const auto *expect = std::get_if<ExpectStep>(&step.what); expect && expect->isRegex)
            groups = expect->groups;
    }
    return {};
}

} // namespace

Result<DeviceTest> DeviceTest::parse(const QByteArray &json, const QString &folder, const QString &encoding)
{
    const auto document = parseJson(json);
    if (!document)
        return tl::unexpected(document.error());
    DeviceTest test;
    JsonFields reader(QCoreApplication::translate("DeviceTest", "The device test"));
    const QJsonValue value = document->isArray() ? QJsonValue(document->array()) : QJsonValue(document->object());
    const QJsonObject fields =
        reader.object(value, QString(), {"endpoint", "encoding", "timeout_ms", "connect_timeout_ms", "note", "steps"});
    test.endpoint = reader.nonEmptyString(fields.value(u"endpoint"), QStringLiteral("endpoint"));
    test.encoding = QUrlQuery(test.endpoint.section(u'?', 1)).queryItemValue(QStringLiteral("encoding"));
    if (fields.contains(u"encoding"))
        test.encoding = reader.string(fields.value(u"encoding"), QStringLiteral("encoding"));
    if (!encoding.isEmpty())
        test.encoding = encoding;
    if (test.encoding.isEmpty())
        test.encoding = QStringLiteral("UTF-8");
    for (const auto &[name, ms] :
         {std::pair("timeout_ms", &test.timeoutMs), std::pair("connect_timeout_ms", &test.connectTimeoutMs)}) {
        const QString field = QString::fromLatin1(name);
        if (fields.contains(field))
            *ms = reader.wholeNumber(fields.value(field), field, maxStepMs);
    }
    TestStepContext context{nullptr, folder, test.timeoutMs};
    reader.take(TextCodec::find(test.encoding), QStringLiteral("encoding"),
                [&](std::shared_ptr<const TextCodec> &&codec) { context.codec = std::move(codec); });
    const QJsonArray array = fields.value(u"steps").toArray();
    if (array.isEmpty())
        reader.fail(QStringLiteral("steps"),
                    QCoreApplication::translate("DeviceTest", "this must be a list of steps: [{…}, …]"));
    if (reader.error())
        return tl::unexpected(*reader.error());
    auto steps = readTestSteps(array, QString(), context);
    if (!steps)
        return tl::unexpected(steps.error());
    test.steps = std::move(*steps);
    if (const auto error = missingGroup(test.steps, 0))
        return tl::unexpected(*error);
    return test;
}

Result<DeviceTest> DeviceTest::load(const QString &name, const QString &encoding)
{
    QFile file(name);
    const auto cannot = [&](const QString &reason) {
        return failure(QCoreApplication::translate("DeviceTest", "The device test %1 cannot be read: %2")
                           .arg(QDir::toNativeSeparators(name), reason));
    };
    if (!file.open(QIODevice::ReadOnly))
        return cannot(file.errorString());
    const QByteArray json = file.read(maxFileSize + 1);
    if (file.error() != QFileDevice::NoError)
        return cannot(file.errorString());
    if (json.size() > maxFileSize)
        return cannot(QCoreApplication::translate("DeviceTest", "it is larger than 64 MiB"));
    return parse(json, QFileInfo(name).absolutePath(), encoding).map_error([&](const Error &error) {
        return Error{QStringLiteral("%1: %2").arg(QDir::toNativeSeparators(name), error.message)};
    });
}
