// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

/// The expression with a limit on the steps of a match: with nested repetitions, a hostile message could take hours. For
/// QRegularExpression.
inline QString limitedExpression(const QString &expression)
{
    return QStringLiteral("(*LIMIT_MATCH=200000)") + expression;
}
