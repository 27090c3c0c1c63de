// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QStringList>

/// A built-in reply, as named in a URL or on the command line: `echo`, `time`, `accepted`, `greeting`, `files=DIR`,
/// `gbk-server`.
struct ReplyPreset
{
    enum class Kind : quint8 { Echo, Time, Accepted, Greeting, Files, GbkServer };

    Kind kind = Kind::Echo;
    QString folder; ///< Kind::Files only

    /// The error has a position.
    static Result<ReplyPreset> parse(const QString &text);
    /// All presets as they are written: `echo`, …, `files=DIR`.
    static QStringList names();
};
