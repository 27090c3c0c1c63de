// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/checksumformat.h"
#include "model/bytes/codecs/textcodec.h"
#include "model/bytes/framing.h"
#include "model/bytes/hex/hex.h"
#include "model/result.h"

#include <QStringList>

/// How typed text becomes the bytes that are sent.
struct PayloadFormat
{
    enum class Input : quint8 { Text, Hex };
    enum class LineEnding : quint8 { None, Lf, Cr, CrLf };
    /// Their names in files and on the command line, in the same order: none, lf, cr, crlf.
    static const QStringList &lineEndingNames();

    Input input = Input::Text;
    bool escapes = false; ///< Input::Text: see escape.h
    LineEnding lineEnding = LineEnding::None;
    ChecksumFormat checksum = {}; ///< goes between the typed bytes and the line ending
    Framing frame = {};           ///< around all of these, see Framing::wrapped(); None: nothing

    bool operator==(const PayloadFormat &) const = default;
};

/// The bytes for `typed`, followed by their checksum and the line ending, the order that line-based protocols need (Modbus
/// ASCII), in a frame. For text, line ending and checksum digits are encoded with `codec`; line breaks inside the text are
/// LF, in an MLLP frame CR, which ends a segment of HL7. Nothing typed gets no frame. Errors have positions. If `form` is given, it gets as what hexadecimal bytes were recognized.
Result<QByteArray> buildPayload(const QString &typed, const PayloadFormat &format, const TextCodec &codec,
                                HexForm *form = nullptr);

/// Appends the checksum and the line ending to the typed bytes, and frames them.
Result<QByteArray> finishPayload(QByteArray bytes, const PayloadFormat &format, const TextCodec &codec);
/// The checksum of `bytes`; for text, its digits are encoded with `codec`.
Result<QByteArray> encodedChecksum(QByteArrayView bytes, const ChecksumFormat &use, PayloadFormat::Input input,
                                   const TextCodec &codec);
