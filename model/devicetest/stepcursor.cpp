// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/stepcursor.h"

#include <QStringList>

const TestStep *StepCursor::next()
{
    while (!m_levels.empty()) {
        Level &level = m_levels.back();
        if (level.next < level.steps->size()) {
            const TestStep &step = (*level.steps)[level.next++];
            const auto *repeat = std::get_if<RepeatStep>(&step.what);
            if (!repeat)
                return &step;
            m_levels.push_back({&repeat->steps, 0, 1, repeat->count});
        } else if (level.round < level.rounds) {
            ++level.round;
            level.next = 0;
        } else {
            m_levels.pop_back();
        }
    }
    return nullptr;
}

QString StepCursor::rounds() const
{
    QStringList rounds;
    for (const Level &level : m_levels) {
        if (level.rounds > 1)
            rounds.append(QStringLiteral("%1/%2").arg(level.round).arg(level.rounds));
    }
    return rounds.join(QStringLiteral(", "));
}
