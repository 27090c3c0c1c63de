// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/replies/writtenrule.h"

#include <vector>

/// The rules of one file, as a person typed them.
struct WrittenRules
{
    std::vector<WrittenRule> rules = {};
    QString framing = {}; ///< see Framing; empty: the file does not say

    bool operator==(const WrittenRules &) const = default;

    /// Indented, with a line break at the end; an array unless there is a framing.
    QByteArray toJson() const;
    /// Refuses what is valid in no encoding, as ReplyRules::parse() does; files need not exist.
    static Result<WrittenRules> fromJson(const QByteArray &json, const QString &folder);
    /// The same from a file of at most ReplyRules::maxFileSize.
    static Result<WrittenRules> load(const QString &file);
    /// Converts the JSON of versions whose texts had no escapes.
    static QByteArray withEscapes(const QByteArray &json);
};
