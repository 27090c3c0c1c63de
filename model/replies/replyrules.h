// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framing.h"
#include "model/event.h"
#include "model/replies/replyrule.h"
#include "model/replypreset.h"

#include <optional>

/// Rules for automatic replies. The first rule that matches applies. Immutable; any thread.
class ReplyRules
{
public:
    /// The rule that applies, and what it sends.
    struct Match
    {
        qsizetype rule = 0; ///< ReplyRule::index
        Reply reply;
        int delayMs = 0;
        std::optional<Event> error; ///< for the log: why nothing can be sent
    };

    explicit ReplyRules(std::vector<ReplyRule> rules, std::optional<Framing> framing = {})
        : m_rules(std::move(rules)), m_framing(std::move(framing))
    {
    }

    /// The rules of a preset; `codec` is the session's. Fails if the folder cannot be served.
    static Result<ReplyRules> preset(const ReplyPreset &preset, std::shared_ptr<const TextCodec> codec);
    /// Reads JSON: an array of rules, one rule, or `{"framing": "line", "rules": […]}`. Rules with `"enabled": false`
    /// are checked and left out. File names are relative to `folder`. The error names the rule's number and the field,
    /// or the line and the column.
    static Result<ReplyRules> parse(const QByteArray &json, const std::shared_ptr<const TextCodec> &codec,
                                    const QString &folder,
                                    ReplyRule::FileCheck fileCheck = ReplyRule::FileCheck::MustExist);
    static constexpr qint64 maxFileSize = 1 << 20;
    /// The content of a file of rules.
    static Result<QByteArray> readFile(const QString &file);
    /// Reads and parses it.
    static Result<ReplyRules> load(const QString &file, const std::shared_ptr<const TextCodec> &codec);

    /// Enabled rules.
    qsizetype size() const { return qsizetype(m_rules.size()); }
    /// The framing that the file asks for, if any.
    const std::optional<Framing> &framing() const { return m_framing; }
    /// Replaces it.
    void setFraming(const Framing &framing) { m_framing = framing; }
    /// Nothing when no rule matches.
    std::optional<Match> match(const ReplyTrigger &trigger) const;

private:
    std::vector<ReplyRule> m_rules;
    std::optional<Framing> m_framing;
};
