// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/cliconsole.h"
#include "app/cli/cliparser.h"
#include "app/cli/cliverbs.h"
#include "model/bytes/protocolpreset.h"

int runProtocols(const QStringList &arguments)
{
    using namespace cliconsole;
    CliParser parser(QStringLiteral("Prints the names of all protocols that --protocol knows, and what each sets."));
    parser.addPositionalArgument(QStringLiteral("protocols"), QStringLiteral("The verb."));
    if (!parser.parse(arguments) || (arguments.size() > 2 && !parser.isSet(QStringLiteral("help"))))
        return fail(usageError, QStringLiteral("protocols takes no arguments."));
    if (const auto words = parser.words(arguments); !words)
        return words.error(); // after --help
    for (const ProtocolPreset &protocol : ProtocolPreset::all()) {
        const PayloadFormat &format = protocol.format;
        QStringList sets{protocol.isHex() ? QStringLiteral("--hex") : QStringLiteral("text"),
                         QStringLiteral("--framing ") + protocol.framing.toString()};
        if (!format.checksum.name.isEmpty())
            sets.append(QStringLiteral("--checksum ") + format.checksum.toString());
        if (format.lineEnding != PayloadFormat::LineEnding::None)
            sets.append(QStringLiteral("--append ") + PayloadFormat::lineEndingNames().at(int(format.lineEnding)));
        print(QStringLiteral("%1 %2 %3\n").arg(protocol.name, -11).arg(protocol.title, -20).arg(sets.join(u' ')));
    }
    return done;
}
