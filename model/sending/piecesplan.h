// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/sendpieces.h"
#include "model/sending/sendplan.h"

#include <deque>
#include <memory>

/// A plan whose messages are glued and cut.
class PiecesPlan : public SendPlan
{
public:
    PiecesPlan(std::unique_ptr<SendPlan> plan, SendPieces pieces)
        : m_plan(std::move(plan)), m_how(std::move(pieces)) { }

    Next next(std::chrono::nanoseconds elapsed) override;
    /// Only the bytes: how many pieces they make shows when they are cut.
    Extent extent() const override
    {
        return {m_how.cuts() || m_how.glue > 1 ? 0 : m_plan->extent().messages, m_plan->extent().bytes};
    }

private:
    const std::unique_ptr<SendPlan> m_plan;
    const SendPieces m_how;
    std::deque<SendMessage> m_ready;
};
