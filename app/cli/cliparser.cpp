// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/cliparser.h"

#include "app/cli/cliconsole.h"

CliParser::CliParser(const QString &description)
{
    setApplicationDescription(description);
    addOption({{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Displays help.")});
}

tl::expected<QStringList, int> CliParser::words(const QStringList &arguments)
{
    using namespace cliconsole;
    if (!parse(arguments))
        return tl::unexpected(fail(usageError, errorText()));
    if (isSet(QStringLiteral("help"))) {
        print(helpText());
        return tl::unexpected(done);
    }
    if (const QString wrong = misuse(); !wrong.isEmpty())
        return tl::unexpected(fail(usageError, wrong));
    return positionalArguments();
}

/// What is wrong with the options, or an empty string.
QString CliParser::misuse() const
{
    const QStringList names = optionNames();
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (names.indexOf(names[i]) < i && !m_repeatable.contains(names[i]))
            return QStringLiteral("--%1 is given twice.").arg(names[i]);
        if (values(names[i]).contains(QString()) && !m_maybeEmpty.contains(names[i]))
            return QStringLiteral("--%1 needs a value; this one is empty.").arg(names[i]);
    }
    return {};
}
