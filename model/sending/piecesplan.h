// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/sendpieces.h"
#include "model/sending/sendplan.h"

#include <deque>
#include <memory>

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
