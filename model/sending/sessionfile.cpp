// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/sessionfile.h"

#include "model/bytes/escape.h"
#include "model/bytes/payload.h"
#include "model/sending/jsonfields.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QUrlQuery>

namespace {

constexpr int longestMs = 24 * 3600 * 1000;
constexpr int mostRounds = 1'000'000'000;
constexpr qint64 largestFile = 64 << 20;
constexpr int deepest = 16;

QString fileWords(const char *text)
{
    return QCoreApplication::translate("SessionFile", text);
}

/// What the steps have in common.
struct Surroundings
{
    std::shared_ptr<const TextCodec> codec;
    QString folder;
    int timeoutMs = 0;
};

Result<std::vector<SessionStep>> readSteps(const QJsonArray &array, const QString &prefix, const Surroundings &around);

/// One step being read.
class StepReader : private JsonFields
{
public:
    StepReader(QString number, const Surroundings &around)
        : JsonFields({fileWords(QT_TRANSLATE_NOOP("SessionFile", "Step %1: %2")).arg(number, QStringLiteral("%1")),
                      fileWords(QT_TRANSLATE_NOOP("SessionFile", "Step %1, field “%2”: %3"))
                          .arg(number, QStringLiteral("%1"), QStringLiteral("%2"))}),
          m_number(std::move(number)), m_around(around)
    {
    }

    Result<SessionStep> read(const QJsonValue &value)
    {
        SessionStep step;
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
    void readSend(const QJsonValue &value, SessionStep &step)
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
            take(ChecksumUse::parse(string(fields.value(u"checksum"), name)), name,
                 [&](ChecksumUse &&use) { format.checksum = std::move(use); });
        if (error())
            return;
        step.shown = shownAs(kind, typed);
        take(buildPayload(typed, format, *m_around.codec), field, [&](QByteArray &&bytes) {
            step.what = SendStep{std::move(bytes), {}};
        });
    }

    void readFile(const QJsonObject &fields, const QString &field, SessionStep &step)
    {
        const QString name = nonEmptyString(fields.value(u"file"), field);
        const QFileInfo file(QDir(m_around.folder).absoluteFilePath(name));
        if (fields.contains(u"append") || fields.contains(u"checksum"))
            fail(field, fileWords(QT_TRANSLATE_NOOP("SessionFile", "nothing can be put behind a file")));
        else if (!file.isFile() || !file.isReadable())
            fail(field,
                 fileWords(QT_TRANSLATE_NOOP("SessionFile", "%1 is no file that can be read"))
                     .arg(QDir::toNativeSeparators(file.filePath())));
        step.shown = name;
        step.what = SendStep{{}, file.filePath()};
    }

    void readExpect(const QJsonValue &value, SessionStep &step)
    {
        const QString expect = QStringLiteral("expect");
        const QJsonObject fields = object(value, expect, {"text", "hex", "regex", "close", "exact", "timeout_ms"});
        const QString kind = exactlyOneOf(fields, expect, {"text", "hex", "regex", "close"});
        int timeout = m_around.timeoutMs;
        if (const QString name = QStringLiteral("expect.timeout_ms"); fields.contains(u"timeout_ms"))
            timeout = wholeNumber(fields.value(u"timeout_ms"), name, longestMs);
        if (error())
            return;
        const QString field = QStringLiteral("expect.") + kind;
        if (kind == u"close") {
            if (!boolean(fields.value(kind), field))
                fail(field, fileWords(QT_TRANSLATE_NOOP("SessionFile", "only true makes sense here")));
            step.what = ExpectCloseStep{timeout};
            return;
        }
        const bool exact = fields.contains(u"exact") && boolean(fields.value(u"exact"), QStringLiteral("expect.exact"));
        const QString typed =
            exact && kind != u"regex" ? string(fields.value(kind), field) : nonEmptyString(fields.value(kind), field);
        if (error())
            return;
        step.shown = shownAs(kind, typed);
        const auto use = [&](Expectation &&what) { step.what = ExpectStep{std::move(what), timeout}; };
        if (kind == u"regex")
            take(Expectation::regex(typed, m_around.codec, exact), field, use);
        else if (kind == u"hex")
            take(parseHexPattern(typed)
                     .and_then([&](std::vector<MaskedByte> &&places) -> Result<std::vector<MaskedByte>> {
                         if (places.empty() && !exact)
                             return failure(
                                 fileWords(QT_TRANSLATE_NOOP("SessionFile", "at least one digit is needed")));
                         return std::move(places);
                     })
                     .map([&](std::vector<MaskedByte> &&places) {
                         return Expectation::bytes(BytePattern(std::move(places)), exact);
                     }),
                 field, use);
        else
            take(parseEscapes(typed, *m_around.codec).map([&](const QByteArray &bytes) {
                return Expectation::text(bytes, m_around.codec, exact);
            }),
                 field, use);
    }

    Result<SessionStep> readRepeat(const QJsonValue &value, SessionStep step)
    {
        const QString repeat = QStringLiteral("repeat");
        const QJsonObject fields = object(value, repeat, {"count", "steps"});
        RepeatStep made;
        made.count = wholeNumber(fields.value(u"count"), QStringLiteral("repeat.count"), mostRounds);
        if (made.count == 0)
            fail(QStringLiteral("repeat.count"), fileWords(QT_TRANSLATE_NOOP("SessionFile", "at least 1 is needed")));
        const QJsonArray array = fields.value(u"steps").toArray();
        if (array.isEmpty())
            fail(QStringLiteral("repeat.steps"),
                 fileWords(QT_TRANSLATE_NOOP("SessionFile", "this must be a list of steps: [{…}, …]")));
        if (m_number.count(u'.') >= deepest)
            fail(repeat, fileWords(QT_TRANSLATE_NOOP("SessionFile", "repetitions stand in one another too deeply")));
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
        return kind == u"text" ? u'"' + typed + u'"' : kind == u"regex" ? u'/' + typed + u'/' : typed;
    }

    const QString m_number;
    const Surroundings &m_around;
};

Result<std::vector<SessionStep>> readSteps(const QJsonArray &array, const QString &prefix, const Surroundings &around)
{
    std::vector<SessionStep> steps;
    for (const auto value : array) {
        auto step = StepReader(prefix + QString::number(steps.size() + 1), around).read(value);
        if (!step)
            return tl::unexpected(step.error());
        steps.push_back(std::move(*step));
    }
    return steps;
}

} // namespace

Result<SessionFile> SessionFile::parse(const QByteArray &json, const QString &folder, const QString &encoding)
{
    const auto document = JsonFields::parse(json);
    if (!document)
        return tl::unexpected(document.error());
    SessionFile made;
    JsonFields reader({fileWords(QT_TRANSLATE_NOOP("SessionFile", "The session: %1")),
                       fileWords(QT_TRANSLATE_NOOP("SessionFile", "The session, field “%1”: %2"))});
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
                    fileWords(QT_TRANSLATE_NOOP("SessionFile", "this must be a list of steps: [{…}, …]")));
    if (reader.error())
        return tl::unexpected(*reader.error());
    auto steps = readSteps(array, QString(), around);
    if (!steps)
        return tl::unexpected(steps.error());
    made.steps = std::move(*steps);
    return made;
}

Result<SessionFile> SessionFile::load(const QString &name, const QString &encoding)
{
    QFile file(name);
    const auto cannot = [&](const QString &reason) {
        return failure(fileWords(QT_TRANSLATE_NOOP("SessionFile", "The session file %1 cannot be read: %2"))
                           .arg(QDir::toNativeSeparators(name), reason));
    };
    if (!file.open(QIODevice::ReadOnly))
        return cannot(file.errorString());
    const QByteArray json = file.read(largestFile + 1);
    if (file.error() != QFileDevice::NoError)
        return cannot(file.errorString());
    if (json.size() > largestFile)
        return cannot(fileWords(QT_TRANSLATE_NOOP("SessionFile", "it is larger than 64 MiB")));
    return parse(json, QFileInfo(name).absolutePath(), encoding).map_error([&](const Error &error) {
        return Error{QStringLiteral("%1: %2").arg(QDir::toNativeSeparators(name), error.message)};
    });
}
