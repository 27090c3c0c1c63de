// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payloadformat.h"
#include "model/files/jsonfields.h"

/// The format of a payload that is the field `kind` of `object`, `text` or `hex`, from its fields `append` and `checksum`.
/// `prefix` goes before their names in errors: `reply.`
inline PayloadFormat readPayloadFormat(JsonFields &fields, const QJsonObject &object, const QString &kind,
                                       const QString &prefix = {})
{
    PayloadFormat format;
    format.input = kind == u"hex" ? PayloadFormat::Input::Hex : PayloadFormat::Input::Text;
    format.lineEnding = PayloadFormat::LineEnding(
        fields.choice(object, QStringLiteral("append"), PayloadFormat::lineEndingNames(), prefix));
    if (const QString name = QStringLiteral("checksum"); object.contains(name))
        fields.take(ChecksumFormat::parse(fields.string(object.value(name), prefix + name)), prefix + name,
                    [&](ChecksumFormat &&checksum) { format.checksum = std::move(checksum); });
    return format;
}
