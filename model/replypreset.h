// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QStringList>

/// One of the answers that need no rules (design.md 3.3), as named in a URL or on the command line:
/// `echo`, `time`, `accepted`, `greeting`, `files=DIR`, `gbk-server`.
struct ReplyPreset
{
    enum class Kind : quint8 { Echo, Time, Accepted, Greeting, Files, GbkServer };

    Kind kind = Kind::Echo;
    QString folder; ///< Kind::Files only

    /// The error names what is allowed, and the position of the trouble.
    static Result<ReplyPreset> parse(const QString &text);
    /// As they are written: the folder as `DIR`.
    static QStringList names();
};
