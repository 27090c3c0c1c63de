// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/checksumformat.h"
#include "model/bytes/codecs/textcodec.h"
#include "model/result.h"

#include <QStringList>

/// How what a user types becomes the bytes that are sent.
struct PayloadFormat
{
    enum class Input : quint8 { Text, Hex };
    enum class LineEnding : quint8 { None, Lf, Cr, CrLf };
    /// Their names, in that order, in files and on the command line: none, lf, cr, crlf.
    static const QStringList &lineEndingNames();

    Input input = Input::Text;
    bool escapes = false; ///< Input::Text: see escape.h
    LineEnding lineEnding = LineEnding::None;
    ChecksumFormat checksum = {}; ///< of what was typed, between it and the line ending

    bool operator==(const PayloadFormat &) const = default;
};

/// The bytes for `typed`, then the checksum of these, then the line ending: as devices that talk in lines
/// expect it (Modbus ASCII), and those that don't have no line ending. The line ending and the digits of a
/// checksum are written in the codec for text, as single bytes for hex; line breaks inside the text are LF.
/// The error's position counts UTF-16 units of `typed`.
Result<QByteArray> buildPayload(const QString &typed, const PayloadFormat &format, const TextCodec &codec);

/// What stands behind the bytes that were typed: the checksum of these, then the line ending.
Result<QByteArray> finishPayload(QByteArray bytes, const PayloadFormat &format, const TextCodec &codec);
/// The checksum of `bytes`; its digits, if it is written in such, are in the codec for text.
Result<QByteArray> encodedChecksum(QByteArrayView bytes, const ChecksumFormat &use, PayloadFormat::Input input,
                                   const TextCodec &codec);
