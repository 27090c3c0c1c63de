// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

/// The expression with a limit to what a match may cost: nested repetitions and a hostile message would take hours
/// otherwise. For QRegularExpression.
inline QString limitedExpression(const QString &expression)
{
    return QStringLiteral("(*LIMIT_MATCH=200000)") + expression;
}
