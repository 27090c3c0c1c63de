// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QList>

#include <chrono>

/// How messages are put together and cut before they are written, to test how the other side copes when
/// a stream's pieces are not its messages. Each piece is a write of its own, and with TCP_NODELAY a segment.
struct SendPieces
{
    int glue = 1;                   ///< so many messages become one write
    qsizetype every = 0;            ///< cut after each so many bytes; 0: not
    QList<qsizetype> places{};      ///< instead, cut before these bytes, counted from 0; ascending
    std::chrono::nanoseconds gap{}; ///< between the pieces of a message

    bool cuts() const { return every > 0 || !places.isEmpty(); }

    /// Reads places such as `1, 3, 8`. The error's position counts UTF-16 units.
    static Result<QList<qsizetype>> parsePlaces(const QString &text);
    /// The pieces of a message; places behind its end cut nothing. An empty message is one piece.
    QList<QByteArray> cut(const QByteArray &message) const;
};
