// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/files/jsonfields.h"
#include "model/replies/replyrule.h"

/// Reads one rule from JSON; ReplyRules::parse() reads a file of them.
class RuleReader : private JsonFields
{
public:
    /// Counted from 1, for errors. File names are relative to `folder`.
    RuleReader(int number, std::shared_ptr<const TextCodec> codec, QString folder, ReplyRule::FileCheck fileCheck);

    Result<ReplyRule> read(const QJsonValue &value);
    using JsonFields::fieldError;

private:
    void readWhen(const QJsonValue &value, ReplyRule &rule);
    void readReply(const QJsonValue &value, ReplyRule &rule);
    void readFile(const QJsonObject &fields, ReplyRule &rule);

    const std::shared_ptr<const TextCodec> m_codec;
    const QString m_folder;
    const ReplyRule::FileCheck m_fileCheck;
};
