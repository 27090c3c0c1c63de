// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/packets/transportheader.h"
#include "model/types.h"

/// Writes the IP, TCP and UDP headers that a payload would have on the wire, with all checksums.
namespace packetwriter {

/// No headers are longer than these.
constexpr qsizetype maxHeadersSize = 68;

/// Writes the headers of `payload` to `at`, where maxHeadersSize bytes have room, and returns their size. The
/// destination decides the family; a source of the other one becomes the unspecified address.
qsizetype writeTcp(char *at, const SocketAddress &from, const SocketAddress &to, const TcpSegment &tcp,
                   QByteArrayView payload);
qsizetype writeUdp(char *at, const SocketAddress &from, const SocketAddress &to, QByteArrayView payload);

} // namespace packetwriter
