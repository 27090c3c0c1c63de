// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QCommandLineParser>

#include <tl/expected.hpp>

/// The command line of one verb. Unlike its base, it refuses options that are given twice and empty values.
class CliParser : public QCommandLineParser
{
public:
    /// Has the option --help. Not by addHelpOption(), which adds --help-all for options of a window.
    explicit CliParser(const QString &description);

    void setRepeatable(const QStringList &options) { m_repeatable = options; }
    void setMaybeEmpty(const QStringList &options) { m_maybeEmpty = options; }

    /// The words that are no options, the verb first. Otherwise the exit code: --help was answered, or an error reported.
    tl::expected<QStringList, int> words(const QStringList &arguments);

private:
    QString misuse() const;

    QStringList m_repeatable;
    QStringList m_maybeEmpty;
};
