// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/conversation/clisubstitutions.h"

#include "app/cli/cliconsole.h"

#include <utility>

void CliSubstitutions::report(const TextCodec &codec, const QString &typed)
{
    if (!codec.name().endsWith(QLatin1StringView(TextCodec::nearestSuffix)))
        return;
    auto made = m_reported;
    codec.withNearest(typed, made);
    for (size_t at = m_reported.size(); at < made.size(); ++at)
        cliconsole::report(QStringLiteral("%1: sent as %2").arg(codec.name(), made[at].toString()));
    m_reported = std::move(made);
}

QString CliSubstitutions::hint(const TextCodec &codec, const QString &typed)
{
    std::vector<TextCodec::Substitution> made;
    if (!codec.encode(codec.withNearest(typed, made)) || made.empty())
        return {};
    return QStringLiteral(" --encoding %1%2 sends it.").arg(codec.name(), QLatin1StringView(TextCodec::nearestSuffix));
}
