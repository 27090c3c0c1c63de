// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/cliverbs.h"

#include "app/cli/cliconsole.h"
#include "app/cli/cliparser.h"
#include "model/bytes/codecs/textcodec.h"

int runCodecs(const QStringList &arguments)
{
    using namespace cliconsole;
    CliParser parser(QStringLiteral("Prints the names of all text encodings, each with its other names."));
    parser.addPositionalArgument(QStringLiteral("codecs"), QStringLiteral("The verb."));
    if (!parser.parse(arguments) || (arguments.size() > 2 && !parser.isSet(QStringLiteral("help"))))
        return fail(usageError, QStringLiteral("codecs takes no arguments."));
    if (const auto words = parser.words(arguments); !words)
        return words.error(); // after --help
    for (const QString &name : TextCodec::names()) {
        const QString aliases = TextCodec::aliases(name).join(u' ');
        print(QStringLiteral("%1 %2").arg(name, -15).arg(aliases).trimmed() + u'\n');
    }
    return done;
}
