// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/textcodec.h"
#include "model/sending/replyquestion.h"

/// The text of an answer with placeholders: `${time}` (2026-11-21 06:00:00.123), `${ctime}` (C's form),
/// `${peer}` (address:port), `${received}` (the message's bytes as they came), `${count}` (messages of
/// this peer so far) and `${1}` … (groups of the regular expression). `$${` stands for `${`, any other
/// `$` for itself. Immutable; any thread.
class ReplyTemplate
{
public:
    /// Bytes without placeholders.
    static ReplyTemplate fixed(const QByteArray &bytes);
    /// The error's position counts UTF-16 units of `text`.
    static Result<ReplyTemplate> parse(const QString &text, std::shared_ptr<const TextCodec> codec, int captureCount);

    void append(const QByteArray &bytes) { addLiteral(bytes); }
    QByteArray expand(const ReplyQuestion &question, const QList<QByteArray> &captures) const;

private:
    enum class Kind : quint8 { Literal, Time, Ctime, Peer, Received, Count, Capture };
    struct Part
    {
        Kind kind = Kind::Literal;
        QByteArray bytes; // Literal
        int capture = 0;  // Capture
    };

    static Result<Part> parsePlaceholder(const QString &name, int captureCount);
    void addLiteral(const QByteArray &bytes);
    QString textOf(Kind kind, const ReplyQuestion &question) const;

    std::vector<Part> m_parts;
    std::shared_ptr<const TextCodec> m_codec;
};

/// The local time as C's ctime() writes it, without the line break: `Sat Nov 21 06:00:00 2026`, whatever
/// the language.
QString ctimeText(qint64 secondsSinceEpoch);
