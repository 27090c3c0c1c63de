// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"
#include "model/sending/sendplan.h"

#include <QList>

#include <deque>
#include <memory>

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

/// The messages of another plan, joined and cut.
class PiecesPlan : public SendPlan
{
public:
    PiecesPlan(std::unique_ptr<SendPlan> plan, SendPieces pieces) : m_plan(std::move(plan)), m_pieces(std::move(pieces))
    {
    }

    Next next(std::chrono::nanoseconds elapsed) override;
    /// The number of pieces is not known in advance.
    Extent extent() const override
    {
        return {m_pieces.cuts() || m_pieces.glue > 1 ? 0 : m_plan->extent().messages, m_plan->extent().bytes};
    }

private:
    const std::unique_ptr<SendPlan> m_plan;
    const SendPieces m_pieces;
    std::deque<SendMessage> m_ready;
};
