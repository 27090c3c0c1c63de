// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/devicetest/expectation.h"
#include "model/replies/messagetemplate.h"

#include <functional>
#include <variant>
#include <vector>

struct TestStep;

struct SendStep
{
    MessageTemplate message;
    QString file; ///< an absolute name, instead of the message
};

struct ExpectStep
{
    /// The expectation with the values of its placeholders.
    std::function<Result<Expectation>(const TemplateValues &values)> make;
    int groups = 0;       ///< of the regular expression
    int highestGroup = 0; ///< that its placeholders name, of an earlier one
    bool isRegex = false;
    int timeoutMs = 0;
};

/// The peer must close the connection.
struct ExpectCloseStep
{
    int timeoutMs = 0;
};

struct DelayStep
{
    int ms = 0;
};

struct RepeatStep
{
    qint64 count = 1;
    std::vector<TestStep> steps;
};

struct TestStep
{
    using What = std::variant<SendStep, ExpectStep, ExpectCloseStep, DelayStep, RepeatStep>;

    What what;
    QString number; ///< from 1, after those of the repetitions around it: `3.1`
    QString shown;  ///< its payload as written: `"OK"`, `01 03 ??`
    QString note;   ///< the author's comment

    /// What it does, in a few words for the user.
    QString describe() const;
};
