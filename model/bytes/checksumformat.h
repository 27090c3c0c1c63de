// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/checksum.h"

#include <vector>

/// How a message carries a checksum behind its other bytes.
struct ChecksumFormat
{
    enum class Form : quint8 {
        Bytes,
        Digits,   ///< two hexadecimal digits in ASCII for each byte
        HexFrame, ///< the same, and the message itself is such digits, whose bytes are summed: Modbus ASCII
    };

    QString name; ///< see Checksum::find(); empty: none
    ByteOrder order = ByteOrder::Usual;
    Form form = Form::Bytes;
    int skip = 0; ///< bytes at the beginning of the message that are left out of it

    bool operator==(const ChecksumFormat &) const = default;

    /// Reads `NAME[,big|little][,digits|modbus-ascii][,skip=N]`.
    static Result<ChecksumFormat> parse(const QString &text);
    /// What parse() reads back to an equal value; empty for none.
    QString toString() const;
};

/// What goes behind `message`. An empty message has no checksum, so that it stays empty. An error when the
/// name is not known, when everything is left out, or the message of a HexFrame is no digits.
Result<QByteArray> checksumFor(QByteArrayView message, const ChecksumFormat &use);

enum class ChecksumVerdict : quint8 {
    None, ///< nothing to check, or it cannot be told
    Good,
    Bad, ///< also when the message is too short to have one
};

/// Whether a message ends with its checksum. A line ending behind one in digits does not count.
ChecksumVerdict checkMessage(QByteArrayView message, const ChecksumFormat &use);

/// A checksum that a message turned out to end with.
struct FittingChecksum
{
    ChecksumFormat use; ///< with the order that fits: Big or Little; of one byte always Big
    int lineEnding = 0; ///< bytes behind it: CR, LF or both
    int width = 0;      ///< bytes that agree

    bool operator==(const FittingChecksum &) const = default;
};

/// Tries every checksum in both byte orders and all forms over the message without its first 0, 1 or 2
/// bytes. The widest ones, which fit by chance least of all, come first. Takes 1 to 3 ms for each KiB.
std::vector<FittingChecksum> fittingChecksums(QByteArrayView message);
