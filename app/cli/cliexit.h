// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logfile.h"

#include <QCommandLineParser>
#include <QString>

#include <tl/expected.hpp>

#include <poll.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

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

/// Of a file that is written only when it may be replaced.
inline QString existsMessage(const QString &file)
{
    return QStringLiteral("%1 exists; --overwrite replaces it, %2 is free.").arg(file, logfile::freeName(file));
}

/// A line on standard error.
inline void tell(const QString &line)
{
    std::fprintf(stderr, "%s\n", qUtf8Printable(line));
}

/// A text on standard output, which written() looks after.
inline void print(const QString &text)
{
    std::fputs(qUtf8Printable(text), stdout);
}

/// Whether whoever read standard output has gone, having seen enough.
inline bool readerHasGone()
{
    pollfd output{STDOUT_FILENO, POLLOUT, 0};
    return ::poll(&output, 1, 0) == 1 && (output.revents & POLLERR) != 0;
}

/// The end of every verb: `code`, unless what was printed by stdio did not get to standard output; then that is told.
inline int written(int code)
{
    errno = 0;
    if (std::fflush(stdout) == 0 && std::ferror(stdout) == 0)
        return code;
    const int error = errno;
    if (error == EPIPE || readerHasGone()) // of an earlier write, stdio keeps no reason
        return code;
    const QString message = QStringLiteral("Standard output cannot be written");
    return fail(failed, error == 0 ? message : QStringLiteral("%1: %2").arg(message, qt_error_string(error)));
}

/// Refuses what QCommandLineParser lets pass: options that are given twice, but `repeatable` ones, and empty values,
/// but of `maybeEmpty`. Returns what is wrong, or an empty string.
inline QString misusedOption(const QCommandLineParser &parser, const QStringList &repeatable,
                             const QStringList &maybeEmpty)
{
    const QStringList names = parser.optionNames();
    for (qsizetype i = 0; i < names.size(); ++i) {
        if (names.indexOf(names[i]) < i && !repeatable.contains(names[i]))
            return QStringLiteral("--%1 is given twice.").arg(names[i]);
        if (parser.values(names[i]).contains(QString()) && !maybeEmpty.contains(names[i]))
            return QStringLiteral("--%1 needs a value; this one is empty.").arg(names[i]);
    }
    return {};
}

/// The words of a verb's command line, the verb first; --help is answered here. Otherwise the exit code, after telling
/// what is wrong. For the options see misusedOption().
inline tl::expected<QStringList, int> verbWords(QCommandLineParser &parser, const QStringList &arguments,
                                                const QStringList &repeatable = {}, const QStringList &maybeEmpty = {})
{
    if (!parser.parse(arguments))
        return tl::unexpected(fail(usageError, parser.errorText()));
    if (parser.isSet(QStringLiteral("help"))) {
        print(parser.helpText());
        return tl::unexpected(done);
    }
    if (const QString misused = misusedOption(parser, repeatable, maybeEmpty); !misused.isEmpty())
        return tl::unexpected(fail(usageError, misused));
    return parser.positionalArguments();
}

} // namespace cliexit
