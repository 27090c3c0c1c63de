// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/packets/transportheader.h"
#include "model/types.h"

/// Writes the IP, TCP and UDP headers that a payload would have on the wire (RFC 791, 8200, 9293, 768), with all
/// checksums.
namespace packetwriter {

/// No headers are longer than these.
constexpr qsizetype maxHeadersSize = 68;

/// Writes the headers of `payload` to `at`, where maxHeadersSize bytes have room, and returns their size. Where the
/// families of the two addresses differ, the destination decides and the other becomes the unspecified address of
/// that family.
qsizetype writeTcp(char *at, const SocketAddress &from, const SocketAddress &to, const TcpSegment &tcp,
                   QByteArrayView payload);
qsizetype writeUdp(char *at, const SocketAddress &from, const SocketAddress &to, QByteArrayView payload);

} // namespace packetwriter
