// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/devicetest.h"

#include "model/bytes/payloadformat.h"
#include "model/files/jsonfields.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QUrlQuery>

#include <limits>

namespace {

constexpr int longestMs = 24 * 3600 * 1000;
constexpr int mostRounds = 1'000'000'000;
constexpr qint64 largestFile = 64 << 20;
constexpr int deepest = 16;
constexpr int anyGroup = std::numeric_limits<int>::max(); // which there are shows when all steps are known

QString fileWords(const char *text)
{
    return QCoreApplication::translate("DeviceTest", text);
}

/// What the steps have in common.
struct Surroundings
{
    std::shared_ptr<const TextCodec> codec;
    QString folder;
    int timeoutMs = 0;
};

Result<std::vector<TestStep>> readSteps(const QJsonArray &array, const QString &prefix, const Surroundings &around);

/// One step being read.
class StepReader : private JsonFields
{
public:
    StepReader(QString number, const Surroundings &around)
        : JsonFields({fileWords(QT_TRANSLATE_NOOP("DeviceTest", "Step %1: %2")).arg(number, QStringLiteral("%1")),
                      fileWords(QT_TRANSLATE_NOOP("DeviceTest", "Step %1, field “%2”: %3"))
                          .arg(number, QStringLiteral("%1"), QStringLiteral("%2"))}),
          m_number(std::move(number)), m_around(around)
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
            step.what = DelayStep{wholeNumber(fields.value(kind), kind, longestMs)};
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
        PayloadFormat format;
        format.input = kind == u"hex" ? PayloadFormat::Input::Hex : PayloadFormat::Input::Text;
        format.escapes = true;
        format.lineEnding = PayloadFormat::LineEnding(
            choice(fields, QStringLiteral("append"), PayloadFormat::lineEndingNames(), QStringLiteral("send.")));
        if (const QString name = QStringLiteral("send.checksum"); fields.contains(u"checksum"))
            take(ChecksumFormat::parse(string(fields.value(u"checksum"), name)), name,
                 [&](ChecksumFormat &&use) { format.checksum = std::move(use); });
        if (error())
            return;
        step.shown = shownAs(kind, typed);
        take(MessageTemplate::parse(typed, format, m_around.codec, anyGroup), field, [&](MessageTemplate &&message) {
            step.what = SendStep{std::move(message), {}};
        });
    }

    void readFile(const QJsonObject &fields, const QString &field, TestStep &step)
    {
        if (fields.contains(u"append") || fields.contains(u"checksum"))
            fail(field, fileWords(QT_TRANSLATE_NOOP("DeviceTest", "nothing can be put behind a file")));
        step.shown = fields.value(u"file").toString();
        step.what = SendStep{{}, readableFile(fields.value(u"file"), field, m_around.folder)};
    }

    void readExpect(const QJsonValue &value, TestStep &step)
    {
        const QString expect = QStringLiteral("expect");
        const QJsonObject fields =
            object(value, expect, {"text", "hex", "regex", "byte_regex", "close", "exact", "timeout_ms"});
        const QString kind = exactlyOneOf(fields, expect, {"text", "hex", "regex", "byte_regex", "close"});
        int timeout = m_around.timeoutMs;
        if (const QString name = QStringLiteral("expect.timeout_ms"); fields.contains(u"timeout_ms"))
            timeout = wholeNumber(fields.value(u"timeout_ms"), name, longestMs);
        if (error())
            return;
        const QString field = QStringLiteral("expect.") + kind;
        if (kind == u"close") {
            if (!boolean(fields.value(kind), field))
                fail(field, fileWords(QT_TRANSLATE_NOOP("DeviceTest", "only true makes sense here")));
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
            take(Expectation::regex(typed, kind == u"regex" ? m_around.codec : nullptr, exact), field,
                 [&](const Expectation &what) {
                     made.groups = what.groups();
                     made.make = [what](const TemplateValues &) { return what; };
                 });
        else if (kind == u"hex")
            take(MessageTemplate::parsePattern(typed, m_around.codec, anyGroup), field,
                 [&](const MessageTemplate &message) { expectPattern(message, exact, field, made); });
        else
            take(MessageTemplate::parse(typed, {}, m_around.codec, anyGroup), field,
                 [&](const MessageTemplate &message) { expectText(message, exact, made); });
        step.what = std::move(made);
    }

    void expectPattern(const MessageTemplate &message, bool exact, const QString &field, ExpectStep &made)
    {
        made.highestGroup = message.highestGroup();
        made.make = [message, exact](const TemplateValues &values) {
            return message.expandPattern(values).and_then(
                [exact](std::vector<MaskedByte> &&places) -> Result<Expectation> {
                    if (places.empty() && !exact)
                        return failure(fileWords(QT_TRANSLATE_NOOP("DeviceTest", "at least one digit is needed")));
                    return Expectation::bytes(BytePattern(std::move(places)), exact);
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
        made.make = [message, exact, codec = m_around.codec](const TemplateValues &values) {
            return message.expand(values).and_then([&](const QByteArray &bytes) -> Result<Expectation> {
                if (bytes.isEmpty() && !exact)
                    return failure(fileWords(
                        QT_TRANSLATE_NOOP("DeviceTest", "the placeholders stand for nothing that could be expected")));
                return Expectation::text(bytes, codec, exact);
            });
        };
    }

    Result<TestStep> readRepeat(const QJsonValue &value, TestStep step)
    {
        const QString repeat = QStringLiteral("repeat");
        const QJsonObject fields = object(value, repeat, {"count", "steps"});
        RepeatStep made;
        made.count = wholeNumber(fields.value(u"count"), QStringLiteral("repeat.count"), mostRounds);
        if (made.count == 0)
            fail(QStringLiteral("repeat.count"), fileWords(QT_TRANSLATE_NOOP("DeviceTest", "at least 1 is needed")));
        const QJsonArray array = fields.value(u"steps").toArray();
        if (array.isEmpty())
            fail(QStringLiteral("repeat.steps"),
                 fileWords(QT_TRANSLATE_NOOP("DeviceTest", "this must be a list of steps: [{…}, …]")));
        if (m_number.count(u'.') >= deepest)
            fail(repeat, fileWords(QT_TRANSLATE_NOOP("DeviceTest", "repetitions stand in one another too deeply")));
        if (error())
            return tl::unexpected(*error());
        auto steps = readSteps(array, m_number + u'.', m_around);
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
    const Surroundings &m_around;
};

Result<std::vector<TestStep>> readSteps(const QJsonArray &array, const QString &prefix, const Surroundings &around)
{
    std::vector<TestStep> steps;
    for (const auto value : array) {
        auto step = StepReader(prefix + QString::number(steps.size() + 1), around).read(value);
        if (!step)
            return tl::unexpected(step.error());
        steps.push_back(std::move(*step));
    }
    return steps;
}

/// How many groups the last regular expression has that is played when `steps` are through, `before` if none is.
int groupsBehind(const std::vector<TestStep> &steps, int before)
{
    int groups = before;
    for (const TestStep &step : steps) {
        if (const auto *expect = std::get_if<ExpectStep>(&step.what); expect && expect->isRegex)
            groups = expect->groups;
        else if (const auto *repeat = std::get_if<RepeatStep>(&step.what))
            groups = groupsBehind(repeat->steps, groups);
    }
    return groups;
}

/// Placeholders for groups that there are not, whatever was played before.
std::optional<Error> missingGroup(const std::vector<TestStep> &steps, int groups)
{
    for (const TestStep &step : steps) {
        int needed = 0;
        if (const auto *repeat = std::get_if<RepeatStep>(&step.what)) {
            const int behind = groupsBehind(repeat->steps, groups);
            if (auto error = missingGroup(repeat->steps, repeat->count > 1 ? std::min(groups, behind) : groups))
                return error;
            groups = behind;
        } else if (const auto *send = std::get_if<SendStep>(&step.what)) {
            needed = send->message.highestGroup();
        } else if (const auto *expect = std::get_if<ExpectStep>(&step.what)) {
            needed = expect->highestGroup;
        }
        if (needed > groups)
            return Error{fileWords(QT_TRANSLATE_NOOP("DeviceTest",
                                                     "Step %1: there is no group for ${%2}: the regular expression "
                                                     "that is expected before it has %3."))
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
    const auto document = JsonFields::parse(json);
    if (!document)
        return tl::unexpected(document.error());
    DeviceTest made;
    JsonFields reader({fileWords(QT_TRANSLATE_NOOP("DeviceTest", "The session: %1")),
                       fileWords(QT_TRANSLATE_NOOP("DeviceTest", "The session, field “%1”: %2"))});
    const QJsonValue value = document->isArray() ? QJsonValue(document->array()) : QJsonValue(document->object());
    const QJsonObject fields =
        reader.object(value, QString(), {"endpoint", "encoding", "timeout_ms", "connect_timeout_ms", "note", "steps"});
    made.endpoint = reader.nonEmptyString(fields.value(u"endpoint"), QStringLiteral("endpoint"));
    made.encoding = QUrlQuery(made.endpoint.section(u'?', 1)).queryItemValue(QStringLiteral("encoding"));
    if (fields.contains(u"encoding"))
        made.encoding = reader.string(fields.value(u"encoding"), QStringLiteral("encoding"));
    if (!encoding.isEmpty())
        made.encoding = encoding;
    if (made.encoding.isEmpty())
        made.encoding = QStringLiteral("UTF-8");
    for (const auto &[name, ms] :
         {std::pair("timeout_ms", &made.timeoutMs), std::pair("connect_timeout_ms", &made.connectTimeoutMs)}) {
        const QString field = QString::fromLatin1(name);
        if (fields.contains(field))
            *ms = reader.wholeNumber(fields.value(field), field, longestMs);
    }
    Surroundings around{nullptr, folder, made.timeoutMs};
    reader.take(TextCodec::find(made.encoding), QStringLiteral("encoding"),
                [&](std::shared_ptr<const TextCodec> &&codec) { around.codec = std::move(codec); });
    const QJsonArray array = fields.value(u"steps").toArray();
    if (array.isEmpty())
        reader.fail(QStringLiteral("steps"),
                    fileWords(QT_TRANSLATE_NOOP("DeviceTest", "this must be a list of steps: [{…}, …]")));
    if (reader.error())
        return tl::unexpected(*reader.error());
    auto steps = readSteps(array, QString(), around);
    if (!steps)
        return tl::unexpected(steps.error());
    made.steps = std::move(*steps);
    if (const auto error = missingGroup(made.steps, 0))
        return tl::unexpected(*error);
    return made;
}

Result<DeviceTest> DeviceTest::load(const QString &name, const QString &encoding)
{
    QFile file(name);
    const auto cannot = [&](const QString &reason) {
        return failure(fileWords(QT_TRANSLATE_NOOP("DeviceTest", "The session file %1 cannot be read: %2"))
                           .arg(QDir::toNativeSeparators(name), reason));
    };
    if (!file.open(QIODevice::ReadOnly))
        return cannot(file.errorString());
    const QByteArray json = file.read(largestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return cannot(file.errorString());
    if (json.size() > largestFile)
        return cannot(fileWords(QT_TRANSLATE_NOOP("DeviceTest", "it is larger than 64 MiB")));
    return parse(json, QFileInfo(name).absolutePath(), encoding).map_error([&](const Error &error) {
        return Error{QStringLiteral("%1: %2").arg(QDir::toNativeSeparators(name), error.message)};
    });
}
