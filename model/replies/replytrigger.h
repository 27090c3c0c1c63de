// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <QByteArrayView>

/// What may get a reply: a new connection, or a message: a datagram, a frame, or a piece of a stream as received.
struct ReplyTrigger
{
    enum class Kind : quint8 { Connect, Message };

    Kind kind = Kind::Message;
    QByteArrayView bytes; ///< Kind::Message only
    SocketAddress peer;
    quint64 count = 0; ///< messages of this peer so far, including this one
};
