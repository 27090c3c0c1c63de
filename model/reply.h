// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/bytesource.h"

#include <QByteArray>

#include <memory>

/// What a peer gets without a person having asked for it.
struct Reply
{
    enum class Then : quint8 { Keep, Close, Reset };

    bool sends = true; ///< false: nothing is sent, not even an empty datagram
    QByteArray bytes;
    std::unique_ptr<ByteSource> source; ///< sent behind `bytes`
    /// What becomes of the connection once all of it was sent; a datagram socket knows none.
    Then then = Then::Keep;
};
