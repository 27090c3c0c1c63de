// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/payloadformat.h"

#include "model/bytes/escape.h"

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

bool isMllp(const Framing &frame)
{
    return frame.kind == Framing::Kind::Between && frame.start == "\x0b" && frame.end == "\x1c\r";
}

} // namespace

const QStringList &PayloadFormat::lineEndingNames()
{
    static const QStringList names{QStringLiteral("none"), QStringLiteral("lf"), QStringLiteral("cr"),
                                   QStringLiteral("crlf")};
    return names;
}

Result<QByteArray> buildPayload(const QString &typed, const PayloadFormat &format, const TextCodec &codec,
                                HexForm *form)
{
    const bool hex = format.input == PayloadFormat::Input::Hex;
    QString text = typed;
    if (isMllp(format.frame))
        text.replace(u'\n', u'\r');
    auto bytes = hex ? parseHex(typed, form) : format.escapes ? parseEscapes(text, codec) : codec.encode(text);
    if (!bytes)
        return bytes;
    return finishPayload(std::move(*bytes), format, codec);
}

Result<QByteArray> finishPayload(QByteArray bytes, const PayloadFormat &format, const TextCodec &codec)
{
    auto sum = encodedChecksum(bytes, format.checksum, format.input, codec);
    if (!sum)
        return sum;
    const QString ending = lineEndingText(format.lineEnding);
    bytes.append(*sum);
    bytes.append(format.input == PayloadFormat::Input::Hex ? ending.toLatin1()
                                                           : codec.encode(ending).value_or(QByteArray()));
    if (bytes.isEmpty())
        return bytes;
    return format.frame.wrapped(bytes);
}

Result<QByteArray> encodedChecksum(QByteArrayView bytes, const ChecksumFormat &use, PayloadFormat::Input input,
                                   const TextCodec &codec)
{
    auto sum = checksumFor(bytes, use);
    if (sum && input == PayloadFormat::Input::Text && use.form != ChecksumFormat::Form::Bytes)
        sum = codec.encode(QString::fromLatin1(*sum));
    return sum;
}
