// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QList>

#include <chrono>

/// How messages are joined and cut before they are written, to test a receiver of a stream. Each piece is a separate
/// write, and with TCP_NODELAY a TCP segment.
struct SendPieces
{
    int glue = 1;                   ///< messages that are joined into one
    qsizetype every = 0;            ///< cut after every so many bytes; 0: do not
    QList<qsizetype> offsets{};     ///< instead, cut at these offsets; ascending
    std::chrono::nanoseconds gap{}; ///< between the pieces of a message

    bool cuts() const { return every > 0 || !offsets.isEmpty(); }

    /// Reads offsets such as `1, 3, 8`. Errors have positions.
    static Result<QList<qsizetype>> parseOffsets(const QString &text);
    /// The pieces of a message; offsets beyond its end are ignored. An empty message is one piece.
    QList<QByteArray> cut(const QByteArray &message) const;
};
