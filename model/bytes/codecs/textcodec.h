// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QByteArray>
#include <QStringList>

#include <memory>
#include <vector>

/// A text encoding. What its table (model/bytes/codecs/tables) does not define is invalid in both directions; the
/// converters of the system are not asked. Immutable; any thread.
class TextCodec
{
public:
    /// What the bytes at a place of a stream are.
    struct Step
    {
        enum class Kind : quint8 { Character, Invalid, NeedMore };
        Kind kind;
        quint8 length;      ///< bytes used up: 1 to 4; NeedMore: all that were given
        char16_t mark;      ///< a combining mark that belongs to the same bytes (Big5-HKSCS); 0: none
        char32_t character; ///< Kind::Character only

        // Eight bytes, so that it is returned in one register: this is the hot path of decoding.
        constexpr Step(Kind k, quint8 bytes, char32_t c = 0, char16_t m = 0)
            : kind(k), length(bytes), mark(m), character(c)
        {
        }
    };

    /// A character that cannot be written, and one that looks like it and can.
    struct Substitution
    {
        char32_t from = 0;
        char32_t to = 0;

        bool operator==(const Substitution &) const = default;
        /// `“～” (U+FF5E) for “〜” (U+301C)`
        QString toString() const;
    };

    virtual ~TextCodec() = default;

    /// The names of all encodings, in the order of a menu.
    static QStringList names();
    /// Other names that find() knows it by, as people write them.
    static QStringList aliases(const QString &name);
    /// What behind a name makes find() return a codec that writes the nearest character where one is
    /// missing: `GBK,nearest`.
    static constexpr char nearestSuffix[] = ",nearest";
    /// A codec by name or alias (`utf8`, `cp936`, `latin1`, …), case and `-_` ignored. Its tables are filled
    /// when it is first asked for.
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
    bool canEncode(char32_t character) const;

    /// The first of lookalikes() that can be written, or 0; for one that can be written itself too.
    char32_t nearest(char32_t character) const;
    /// The text with the nearest characters in place of those that cannot be written, where there are any;
    /// `made` gets each pair once. With a codec `…,nearest` as it will be read at the other end.
    QString withNearest(QStringView text, std::vector<Substitution> &made) const;

protected:
    TextCodec(QString name, bool isAsciiSuperset) : m_name(std::move(name)), m_isAsciiSuperset(isAsciiSuperset) { }
    /// Appends the bytes of one character, or returns false when there are none.
    virtual bool encodeCharacter(char32_t character, QByteArray &out) const = 0;
    /// The same for a letter with a combining mark that have bytes together only.
    virtual bool encodeMarked(char32_t character, char16_t mark, QByteArray &out) const;
    /// The codec without ",nearest".
    virtual const TextCodec &exact() const { return *this; }

private:
    friend class NearestCodec;

    const QString m_name;
    const bool m_isAsciiSuperset;
};

/// How many bytes at the start of `bytes` are ASCII.
inline qsizetype asciiPrefix(QByteArrayView bytes)
{
    qsizetype size = 0;
    while (size < bytes.size() && quint8(bytes[size]) < 0x80)
        ++size;
    return size;
}
