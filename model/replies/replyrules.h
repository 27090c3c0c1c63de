// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framing.h"
#include "model/event.h"
#include "model/files/jsonfields.h"
#include "model/replies/messagematcher.h"
#include "model/replies/messagetemplate.h"
#include "model/replies/replytrigger.h"
#include "model/reply.h"
#include "model/replypreset.h"

#include <optional>

class QJsonObject;
class ServedFolder;

/// One rule: what it answers, how, and what then becomes of the connection.
struct ReplyRule
{
    struct File
    {
        QString path;
    };
    using Folder = std::shared_ptr<const ServedFolder>; ///< the message names the file

    bool enabled = true;
    qsizetype place = 0; ///< among the rules as they are written
    ReplyTrigger::Kind on = ReplyTrigger::Kind::Message;
    MessageMatcher test;
    std::variant<std::monostate, MessageTemplate, File, Folder> reply; ///< monostate: nothing is sent
    int delayMs = 0;
    Reply::Then then = Reply::Then::Keep;
};

/// What is wrong with a rule that is written in JSON.
using RuleTrouble = JsonFields::Trouble;

/// What is answered without a person. The first rule that matches is the one. Immutable; any thread.
class ReplyRules
{
public:
    struct Match
    {
        qsizetype rule = 0; ///< ReplyRule::place
        Reply reply;
        int delayMs = 0;
        std::optional<Event> error; ///< for the log: the reply could not be made
    };

    explicit ReplyRules(std::vector<ReplyRule> rules, std::optional<Framing> framing = {})
        : m_rules(std::move(rules)), m_framing(std::move(framing))
    {
    }

    /// A preset; `codec` is the session's. The error says why a folder cannot be served.
    static Result<ReplyRules> preset(const ReplyPreset &preset, std::shared_ptr<const TextCodec> codec);
    /// Rules in JSON (design.md 3.3): an array of them, or one, or `{"framing": "line", "rules": […]}`. Rules
    /// with `"enabled": false` are checked and left out. Names of files are relative to `folder`. The error
    /// names the rule's number, the field and what is allowed there; or line and column. So does a file that is not
    /// there, unless the rule is disabled or it is not looked for.
    enum class Files : quint8 { MustBeThere, NotLookedFor };
    static Result<ReplyRules> parse(const QByteArray &json, const std::shared_ptr<const TextCodec> &codec,
                                    const QString &folder, Files files = Files::MustBeThere);
    /// What is wrong with one rule, if anything.
    static std::optional<RuleTrouble> check(const QJsonObject &rule, const std::shared_ptr<const TextCodec> &codec);
    static constexpr qint64 largestFile = 1 << 20; ///< bytes
    /// What stands in a file of rules that is no larger.
    static Result<QByteArray> readFile(const QString &file);
    /// Rules from such a file.
    static Result<ReplyRules> load(const QString &file, const std::shared_ptr<const TextCodec> &codec);

    /// Those that are enabled.
    qsizetype size() const { return qsizetype(m_rules.size()); }
    /// What messages they are made for, if they say so.
    const std::optional<Framing> &framing() const { return m_framing; }
    /// Instead of what they say themselves.
    void setFraming(const Framing &framing) { m_framing = framing; }
    /// What to do, or nothing when no rule is meant.
    std::optional<Match> match(const ReplyTrigger &trigger) const;

private:
    std::vector<ReplyRule> m_rules;
    std::optional<Framing> m_framing;
};
