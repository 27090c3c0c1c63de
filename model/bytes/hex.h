// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QByteArray>
#include <QStringView>

#include <vector>

/// Reads bytes written as pairs of hexadecimal digits. Between them are allowed white space, commas and semicolons, and
/// `0x` or `\x` before each: `48656C`, `48 65 6c`, `0x48,0x65`. A lone digit is an error. Errors have positions.
Result<QByteArray> parseHex(QStringView text);

/// A byte of which only the bits in `mask` are known.
struct MaskedByte
{
    quint8 mask = 0xff;
    quint8 value = 0; ///< 0 outside the mask

    bool operator==(const MaskedByte &) const = default;
};

/// The same, where `?` is any digit: `4F ?? 0?`.
Result<std::vector<MaskedByte>> parseHexPattern(QStringView text);

/// Upper-case pairs of digits with a blank between them: `48 65 6C`.
QString toHex(QByteArrayView bytes);
/// The same, appended as ASCII.
void appendHex(QByteArray &out, QByteArrayView bytes);
