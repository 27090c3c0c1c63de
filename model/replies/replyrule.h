// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/replies/messagematcher.h"
#include "model/replies/messagetemplate.h"
#include "model/reply.h"

#include <memory>
#include <variant>

class ServedFolder;

/// What may get a reply: a new connection, or a message: a datagram, a frame, or a piece of a stream as received.
struct ReplyTrigger
{
    enum class Kind : quint8 { Connect, Message };

    Kind kind = Kind::Message;
    QByteArrayView bytes; ///< Kind::Message only
    SocketAddress peer;
    quint64 count = 0; ///< messages of this peer so far, including this one
};

/// One rule: which trigger gets a reply, and which.
struct ReplyRule
{
    struct File
    {
        QString path;
    };
    /// Whether a file that a rule names must exist when the rule is read. Not checked for disabled rules.
    enum class FileCheck : quint8 { MustExist, Skip };
    using Folder = std::shared_ptr<const ServedFolder>; ///< the message names the file

    bool enabled = true;
    qsizetype index = 0; ///< among the rules of the file
    ReplyTrigger::Kind on = ReplyTrigger::Kind::Message;
    MessageMatcher matcher;
    std::variant<std::monostate, MessageTemplate, File, Folder> reply; ///< monostate: nothing is sent
    int delayMs = 0;
    Reply::Then then = Reply::Then::Keep;
};
