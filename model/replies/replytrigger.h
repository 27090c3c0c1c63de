// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <QByteArrayView>

/// What may be answered: a new connection, or a message of a peer. A message is a piece of a stream
/// as it came, or a datagram.
struct ReplyTrigger
{
    enum class Kind : quint8 { Connect, Message };

    Kind kind = Kind::Message;
    QByteArrayView bytes; ///< of the message
    SocketAddress peer;
    quint64 count = 0; ///< messages of this peer so far, this one included
};
