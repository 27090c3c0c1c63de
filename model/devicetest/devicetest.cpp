// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/devicetest.h"

#include "model/devicetest/teststepreader.h"
#include "model/files/jsondocument.h"
#include "model/files/jsonfields.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonArray>
#include <QUrlQuery>

namespace {

constexpr qint64 maxFileSize = 64 << 20;

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
