// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/bytesource.h"

#include <QByteArray>

#include <memory>

/// What is sent to a peer automatically, and what then becomes of its connection.
struct Reply
{
    enum class Then : quint8 { Keep, Close, Reset };

    bool sends = true; ///< false: nothing is sent, not even an empty datagram
    QByteArray bytes;
    std::unique_ptr<ByteSource> source; ///< sent after `bytes`
    /// Applied once all of it was sent; TCP only.
    Then then = Then::Keep;
};
