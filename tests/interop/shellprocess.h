// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/interop/runningprogram.h"

/// A line for a shell, in which "$0" is socketscope-cli and "$1" the argument.
class ShellProcess : public RunningProgram
{
public:
    explicit ShellProcess(const QString &line, const QString &argument = {})
        : RunningProgram(QStringLiteral("bash"), {QStringLiteral("-c"), line, QStringLiteral(TEST_CLI), argument})
    {
    }
};
