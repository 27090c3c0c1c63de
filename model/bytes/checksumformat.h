// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/checksum.h"

#include <vector>

/// How a message carries a checksum at its end.
struct ChecksumFormat
{
    enum class Form : quint8 {
        Bytes,
        Digits,   ///< two hexadecimal digits in ASCII for each byte
        HexFrame, ///< the same, computed from the bytes that the digits of the message represent: Modbus ASCII
        Star,     ///< Digits after a `*`, which is not covered: NMEA 0183
    };

    QString name; ///< see Checksum::find(); empty: none
    ByteOrder order = ByteOrder::Usual;
    Form form = Form::Bytes;
    int skip = 0; ///< bytes at the start of the message that it does not cover

    bool operator==(const ChecksumFormat &) const = default;

    /// Reads `NAME[,big|little][,digits|modbus-ascii|nmea][,skip=N]`.
    static Result<ChecksumFormat> parse(const QString &text);
    /// The inverse of parse(); empty for none.
    QString toString() const;
};

/// The checksum to append to `message`, with its `*` unless the message ends with one; empty for an empty message, and for
/// one with a `*` and digits at its end. Fails if the name is unknown, if all bytes are skipped, or if the message of a
/// HexFrame is not digits.
Result<QByteArray> checksumFor(QByteArrayView message, const ChecksumFormat &use);

enum class ChecksumVerdict : quint8 {
    None, ///< no checksum, or an unknown one
    Good,
    Bad, ///< also when the message is too short to have one
};

/// Whether a message ends with its checksum. A line ending after digits is ignored.
ChecksumVerdict checkMessage(QByteArrayView message, const ChecksumFormat &use);

/// A checksum that a message ends with.
struct FittingChecksum
{
    ChecksumFormat use; ///< with the order that fits: Big or Little; of one byte always Big
    int lineEnding = 0; ///< bytes after it: CR, LF or both
    int width = 0;      ///< of the checksum in bytes

    bool operator==(const FittingChecksum &) const = default;
};

/// Tries every checksum in both byte orders and all forms, skipping 0, 1 or 2 bytes. The widest ones come first: they are
/// the least likely to fit by chance. Takes 1 to 3 ms for each KiB.
std::vector<FittingChecksum> fittingChecksums(QByteArrayView message);
