// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/payload.h"

#include "model/bytes/escape.h"
#include "model/bytes/hex.h"

namespace {

QString lineEndingText(PayloadFormat::LineEnding ending)
{
    switch (ending) {
    case PayloadFormat::LineEnding::None:
        return {};
    case PayloadFormat::LineEnding::Lf:
        return QStringLiteral("\n");
    case PayloadFormat::LineEnding::Cr:
        return QStringLiteral("\r");
    case PayloadFormat::LineEnding::CrLf:
        return QStringLiteral("\r\n");
    }
    Q_UNREACHABLE();
}

} // namespace

Result<QByteArray> buildPayload(const QString &typed, const PayloadFormat &format, const TextCodec &codec)
{
    const QString ending = lineEndingText(format.lineEnding);
    if (format.input == PayloadFormat::Input::Hex) {
        auto bytes = parseHex(typed);
        if (bytes)
            bytes->append(ending.toLatin1());
        return bytes;
    }
    auto bytes = format.escapes ? parseEscapes(typed, codec) : codec.encode(typed);
    if (const auto end = codec.encode(ending); bytes && end)
        bytes->append(*end);
    return bytes;
}
