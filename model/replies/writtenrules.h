// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payloadformat.h"
#include "model/files/jsonfields.h"
#include "model/reply.h"

#include <QJsonObject>

#include <vector>

/// A rule as a person typed it, valid or not; RuleReader reads a ReplyRule from its JSON.
struct WrittenRule
{
    enum class When : quint8 { Connect, Any, Equals, Contains, Regex, ByteRegex, Hex };
    enum class ReplyKind : quint8 { Nothing, Text, Hex, File };

    bool enabled = true;
    When when = When::Any;
    QString pattern = {}; ///< Equals to Hex
    /// `pattern` has escapes, see parseEscapedText(), which JSON has not. Not for Equals and Contains, whose text has
    /// escapes in JSON too.
    bool patternEscapes = false;
    ReplyKind reply = ReplyKind::Text;
    QString content = {};                                               ///< the text, the digits or the file's name
    bool contentEscapes = false;                                        ///< as patternEscapes; not for Text
    QString checksum = {};                                              ///< Text and Hex, see ChecksumFormat::parse()
    PayloadFormat::LineEnding append = PayloadFormat::LineEnding::None; ///< Text and Hex
    int delayMs = 0;
    Reply::Then then = Reply::Then::Keep;

    bool operator==(const WrittenRule &) const = default;

    /// Whether a text has escapes in JSON too.
    static bool hasOwnEscapes(When when) { return when == When::Equals || when == When::Contains; }
    static bool hasOwnEscapes(ReplyKind reply) { return reply == ReplyKind::Text; }
    /// What JSON has; the error's position counts UTF-16 units of the text as typed.
    Result<QString> unescapedPattern() const;
    Result<QString> unescapedContent() const;
    /// The first error of its escapes or of its JSON, if any.
    std::optional<JsonFields::FieldError> check(const std::shared_ptr<const TextCodec> &codec) const;
    /// Without fields that have their default. Bad escapes are kept as typed.
    QJsonObject toJson() const;
    /// `json` is a valid rule. File names are relative to `folder`.
    static WrittenRule fromJson(const QJsonObject &json, const QString &folder);
};

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
