// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <optional>

/// How framings change the bytes of a message so that those that delimit it do not occur inside. Pure functions.
namespace framecodec {

/// SLIP (RFC 1055) without its END bytes (C0): C0 becomes DB DC, DB becomes DB DD.
QByteArray slipEncoded(QByteArrayView message);
/// Nothing if DB is followed by another byte, or by none.
std::optional<QByteArray> slipDecoded(QByteArrayView bytes);
inline constexpr char slipEnd = char(0xC0);

/// Consistent Overhead Byte Stuffing (S. Cheshire, M. Baker, IEEE/ACM Trans. Networking 7(2), 1999), without the 00 that
/// ends it.
QByteArray cobsEncoded(QByteArrayView message);
/// Nothing if it is not valid COBS.
std::optional<QByteArray> cobsDecoded(QByteArrayView bytes);

/// JT/T 808: 7E becomes 7D 02, 7D becomes 7D 01.
QByteArray jt808Escaped(QByteArrayView message);
/// Nothing if 7D is followed by another byte, or by none.
std::optional<QByteArray> jt808Unescaped(QByteArrayView bytes);

} // namespace framecodec
