// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/devicetest/teststep.h"

#include <QStringList>

/// Goes through the steps of a device test in the order in which they are played, repetitions included.
class StepCursor
{
public:
    /// `steps` outlive this object.
    explicit StepCursor(const std::vector<TestStep> &steps) { m_levels.push_back({&steps, 0, 1, 1}); }

    /// The next step to play, never a RepeatStep itself; null at the end.
    const TestStep *next()
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
    /// The round of the repetition around the step, after those of outer repetitions: `1/3, 2/10`. Empty outside.
    QString rounds() const
    {
        QStringList rounds;
        for (const Level &level : m_levels) {
            if (level.rounds > 1)
                rounds.append(QStringLiteral("%1/%2").arg(level.round).arg(level.rounds));
        }
        return rounds.join(QStringLiteral(", "));
    }

private:
    struct Level
    {
        const std::vector<TestStep> *steps = nullptr;
        size_t next = 0;
        qint64 round = 1;
        qint64 rounds = 1;
    };

    std::vector<Level> m_levels;
};
