// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/devicetest/teststep.h"

class QJsonArray;

/// What the steps of a test have in common.
struct TestStepContext
{
    std::shared_ptr<const TextCodec> codec;
    QString folder; ///< of relative file names
    int timeoutMs = 0;
};

constexpr int maxStepMs = 24 * 3600 * 1000;

/// Reads steps from JSON. `prefix` precedes their numbers: `3.`
Result<std::vector<TestStep>> readTestSteps(const QJsonArray &array, const QString &prefix,
                                            const TestStepContext &context);
