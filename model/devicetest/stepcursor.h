// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/devicetest/teststep.h"

/// Goes through the steps of a device test in the order in which they are played, repetitions included.
class StepCursor
{
public:
    /// `steps` outlive this object.
    explicit StepCursor(const std::vector<TestStep> &steps) { m_levels.push_back({&steps, 0, 1, 1}); }

    /// The next step to play, never a RepeatStep itself; null at the end.
    const TestStep *next();
    /// The round of the repetition around the step, after those of outer repetitions: `1/3, 2/10`. Empty outside.
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
