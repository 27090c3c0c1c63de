// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QCommandLineParser>
#include <QString>

#include <cstdio>
#include <optional>

/// How the command line ends.
namespace cliexit {

constexpr int done = 0;
constexpr int failed = 1; ///< the network, a file
constexpr int usageError = 2;

/// In place of QCommandLineParser::addHelpOption(), whose --help-all tells of options that there are not.
inline QCommandLineOption helpOption()
{
    return {{QStringLiteral("h"), QStringLiteral("help")}, QStringLiteral("Displays help.")};
}

/// Tells on standard error why, and returns `code`.
inline int fail(int code, const QString &message)
{
    std::fprintf(stderr, "socketscope-cli: %s\n", qUtf8Printable(message));
    return code;
}

/// The words of a verb's command line, the verb first; --help is answered here. Nothing after telling what is wrong.
inline std::optional<QStringList> verbWords(QCommandLineParser &parser, const QStringList &arguments)
{
    if (!parser.parse(arguments)) {
        fail(usageError, parser.errorText());
        return {};
    }
    if (parser.isSet(QStringLiteral("help")))
        parser.showHelp(done);
    return parser.positionalArguments();
}

} // namespace cliexit
