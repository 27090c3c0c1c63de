// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/decodedtext.h"
#include "model/bytes/textplaces.h"
#include "model/result.h"

#include <QByteArray>
#include <QStringList>

#include <memory>

/// A text encoding, strict in both directions: what its standard does not define is invalid,
/// whatever the converter of this system would make of it. Immutable; any thread.
class TextCodec
{
public:
    /// What the bytes at a place of a stream are.
    struct Step
    {
        enum class Kind : quint8 { Character, Invalid, NeedMore };
        Kind kind = Kind::Invalid;
        quint8 length = 1;      ///< bytes used up: 1 to 4; NeedMore: all that were given
        char32_t character = 0; ///< Kind::Character only
    };

    virtual ~TextCodec() = default;

    /// The names that find() accepts on this computer, in the order of a menu.
    static QStringList names();
    /// A codec by name or common alias (`utf8`, `cp936`, `latin1`, …), case and `-_` ignored.
    static Result<std::shared_ptr<const TextCodec>> find(const QString &name);

    const QString &name() const { return m_name; }
    /// Whether every byte below 80 stands for its ASCII character, except inside a longer sequence.
    bool isAsciiSuperset() const { return m_isAsciiSuperset; }

    /// Looks at the first character of `bytes`, which is not empty and begins at a character's start.
    virtual Step step(QByteArrayView bytes) const = 0;

    /// Where in `before`, the bytes of a stream up to a place of interest, decoding can start and be
    /// in step with the sender: an index, `before.size()` included, or -1 when more bytes are
    /// needed to know. `streamOffset` is the position of `before` in its stream, modulo 2^32.
    virtual qsizetype safeStart(QByteArrayView before, quint32 streamOffset) const = 0;

    /// The error names the first character that the encoding cannot carry, and its position.
    Result<QByteArray> encode(QStringView text) const;

protected:
    TextCodec(QString name, bool isAsciiSuperset) : m_name(std::move(name)), m_isAsciiSuperset(isAsciiSuperset) { }
    /// Appends the bytes of one character, or returns false when there are none.
    virtual bool encodeCharacter(char32_t character, QByteArray &out) const = 0;

private:
    const QString m_name;
    const bool m_isAsciiSuperset;
};

/// Decodes the pieces of one stream (one peer, one direction) and keeps a character that was cut
/// between two of them. Copyable: a copy goes on from the same state.
class StreamDecoder
{
public:
    explicit StreamDecoder(std::shared_ptr<const TextCodec> codec) : m_codec(std::move(codec)) { }

    /// Appends what `bytes` complete. Control characters stay themselves (see printable.h). Where
    /// each character came from is added to `places`; those of a character begun before are negative.
    void decode(QByteArrayView bytes, DecodedText &out, TextPlaces *places = nullptr);
    /// The bytes of a character begun but not finished, at most 3.
    QByteArrayView pending() const { return {m_pending, m_pendingSize}; }
    /// Gives up waiting: appends the pending bytes, marked `kind`.
    void finish(DecodedText &out, SpanKind kind);

private:
    QByteArrayView finishPending(QByteArrayView bytes, DecodedText &out, TextPlaces *places);
    void keepPending(QByteArrayView bytes);

    std::shared_ptr<const TextCodec> m_codec;
    char m_pending[4] = {};
    qsizetype m_pendingSize = 0;
};
