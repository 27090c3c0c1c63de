// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/piecesplan.h"

#include <algorithm>

SendPlan::Next PiecesPlan::next(std::chrono::nanoseconds elapsed)
{
    if (m_ready.empty()) {
        std::optional<SendMessage> whole;
        for (int i = 0; i < std::max(m_pieces.glue, 1) && !(whole && whole->last); ++i) {
            auto message = m_plan->next(elapsed);
            if (!message)
                return message;
            if (!*message)
                break;
            if (!whole) {
                whole = std::move(*message);
                continue;
            }
            whole->bytes.append((*message)->bytes);
            whole->pause = (*message)->pause;
            whole->last = (*message)->last;
        }
        if (!whole)
            return std::nullopt;
        for (const QByteArray &piece : m_pieces.cut(whole->bytes))
            m_ready.push_back({piece, m_pieces.gap, whole->entry, false});
        m_ready.back().pause = whole->pause;
        m_ready.back().last = whole->last;
    }
    SendMessage piece = std::move(m_ready.front());
    m_ready.pop_front();
    return piece;
}
