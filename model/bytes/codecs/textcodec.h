// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QByteArray>
#include <QStringList>

#include <memory>
#include <vector>

/// A text encoding. Codes and characters that are not in its table (model/bytes/codecs/tables) are invalid; the system's
/// converters are not used. Immutable; any thread.
class TextCodec
{
public:
    /// The result of decoding one character.
    struct Step
    {
        enum class Kind : quint8 { Character, Invalid, NeedMore };
        Kind kind;
        quint8 length;      ///< in bytes, 1 to 4; NeedMore: all that were given
        char16_t mark;      ///< a combining mark of the same bytes (Big5-HKSCS); 0: none
        char32_t character; ///< Kind::Character only

        // Eight bytes, so that it is returned in a register: decoding is a hot path.
        constexpr Step(Kind k, quint8 bytes, char32_t c = 0, char16_t m = 0)
            : kind(k), length(bytes), mark(m), character(c)
        {
        }
    };

    /// A character that an encoding lacks, and the one that replaces it.
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
    /// Other names that find() accepts.
    static QStringList aliases(const QString &name);
    /// After a name (`GBK,nearest`): characters that the encoding lacks are encoded as the nearest ones.
    static constexpr char nearestSuffix[] = ",nearest";
    /// A codec by name or alias (`utf8`, `cp936`, `latin1`, …); case and `-_` are ignored. Its table is loaded on first use.
    static Result<std::shared_ptr<const TextCodec>> find(const QString &name);

    const QString &name() const { return m_name; }
    /// Whether every byte below 80 is its ASCII character, except inside a longer sequence.
    bool isAsciiSuperset() const { return m_isAsciiSuperset; }

    /// Decodes the first character of `bytes`, which is not empty and starts at a character.
    virtual Step step(QByteArrayView bytes) const = 0;

    /// The last index in `before`, its size included, at which a character starts for certain; -1 if more bytes are
    /// needed. `before` is a part of a stream that starts at `streamOffset`, modulo 2^32.
    virtual qsizetype safeStart(QByteArrayView before, quint32 streamOffset) const = 0;

    /// The error names the first character that the encoding lacks, and has its position.
    Result<QByteArray> encode(QStringView text) const;
    bool canEncode(char32_t character) const;

    /// The nearest character of the same shape that can be encoded, or 0; also if `character` itself can be.
    char32_t nearest(char32_t character) const;
    /// The text with characters that cannot be encoded replaced by the nearest ones, if there are any; `made` gets each
    /// pair once. With `,nearest` this is the text that the receiver decodes.
    QString withNearest(QStringView text, std::vector<Substitution> &made) const;

protected:
    TextCodec(QString name, bool isAsciiSuperset) : m_name(std::move(name)), m_isAsciiSuperset(isAsciiSuperset) { }
    /// Appends the bytes of a character, or returns false if the encoding lacks it.
    virtual bool encodeCharacter(char32_t character, QByteArray &out) const = 0;
    /// The same for a letter with a combining mark that have one code together.
    virtual bool encodeMarked(char32_t character, char16_t mark, QByteArray &out) const;
    /// The codec without `,nearest`.
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
