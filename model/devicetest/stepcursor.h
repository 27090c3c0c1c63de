// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/devicetest/devicetest.h"

/// Goes through the steps of a session file in the order in which they are played, repetitions as often as
/// they say.
class StepCursor
{
public:
    /// `steps` outlive this object.
    explicit StepCursor(const std::vector<TestStep> &steps) { m_levels.push_back({&steps, 0, 1, 1}); }

    /// The next step to play, never a repetition itself; null at the end.
    const TestStep *next();
    /// `2/10`: in which round of how many the step is, with those of the repetitions around it before it; empty
    /// outside of one.
    QString rounds() const;

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

/// What a step does, in a few words for a reader.
QString describe(const TestStep &step);
