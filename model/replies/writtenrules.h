// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payloadformat.h"
#include "model/files/jsonfields.h"
#include "model/reply.h"

#include <QJsonObject>

#include <vector>

/// A rule as a person writes it, right or wrong: what ReplyRules reads, in fields.
struct WrittenRule
{
    enum class When : quint8 { Connect, Any, Equals, Contains, Regex, ByteRegex, Hex };
    enum class ReplyKind : quint8 { Nothing, Text, Hex, File };

    bool enabled = true;
    When when = When::Any;
    QString pattern = {}; ///< Equals to Hex
    /// `pattern` is written with escapes, see parseEscapedText(), and JSON has what they mean. Not of Equals and Contains,
    /// whose text has escapes in JSON too.
    bool patternEscapes = false;
    ReplyKind reply = ReplyKind::Text;
    QString content = {};                                               ///< the text, the digits or the file's name
    bool contentEscapes = false;                                        ///< as patternEscapes; not of Text
    QString checksum = {};                                              ///< Text and Hex, see ChecksumFormat::parse()
    PayloadFormat::LineEnding append = PayloadFormat::LineEnding::None; ///< Text and Hex
    int delayMs = 0;
    Reply::Then then = Reply::Then::Keep;

    bool operator==(const WrittenRule &) const = default;

    /// Whether a text has escapes in JSON too, so that the fields have what stands there.
    static bool hasOwnEscapes(When when) { return when == When::Equals || when == When::Contains; }
    static bool hasOwnEscapes(ReplyKind reply) { return reply == ReplyKind::Text; }
    /// What JSON has; the error's position counts UTF-16 units of what is written.
    Result<QString> meantPattern() const;
    Result<QString> meantContent() const;
    /// What is wrong with it, if anything: its escapes, or what ReplyRules::check() says.
    std::optional<JsonFields::Trouble> check(const std::shared_ptr<const TextCodec> &codec) const;
    /// As ReplyRules::parse() reads it, with bad escapes as they are written; without what stands as it does anyway.
    QJsonObject toJson() const;
    /// Of JSON that ReplyRules::check() has nothing against. Names of files are relative to `folder`.
    static WrittenRule fromJson(const QJsonObject &json, const QString &folder);
};

/// The rules of one file.
struct WrittenRules
{
    std::vector<WrittenRule> rules = {};
    QString framing = {}; ///< what they are made for, see Framing; empty: they don't say

    bool operator==(const WrittenRules &) const = default;

    /// Indented, with a line break at the end; an array unless the framing is in it.
    QByteArray toJson() const;
    /// What is not right in any encoding is refused as ReplyRules::parse() does it; files need not be there.
    static Result<WrittenRules> fromJson(const QByteArray &json, const QString &folder);
    /// The same from a file of at most 1 MiB.
    static Result<WrittenRules> load(const QString &file);
    /// The JSON of an older version, whose texts had no escapes, as it is written now.
    static QByteArray withEscapes(const QByteArray &json);
};
