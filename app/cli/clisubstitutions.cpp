// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/clisubstitutions.h"

#include "app/cli/cliexit.h"
#include "model/bytes/codecs/textcodec.h"

#include <algorithm>

void tellSubstitutions(const TextCodec &codec, const QString &typed)
{
    if (!codec.name().endsWith(QLatin1StringView(TextCodec::nearestSuffix)))
        return;
    static std::vector<TextCodec::Substitution> told;
    auto made = told;
    codec.withNearest(typed, made);
    for (size_t at = told.size(); at < made.size(); ++at)
        cliexit::tell(QStringLiteral("%1: sent as %2").arg(codec.name(), made[at].toString()));
    told = std::move(made);
}

QString nearestHint(const TextCodec &codec, const QString &typed)
{
    std::vector<TextCodec::Substitution> made;
    if (!codec.encode(codec.withNearest(typed, made)) || made.empty())
        return {};
    return QStringLiteral(" --encoding %1%2 sends it.").arg(codec.name(), QLatin1StringView(TextCodec::nearestSuffix));
}
