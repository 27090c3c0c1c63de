// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payloadformat.h"

#include <memory>
#include <vector>

/// What the generator sends: what was typed, with a counter where it says `${count}` or `${count:8}`
/// (with leading zeros to 8 digits), filled up to a size. In hex the counter is four bytes, the high one
/// first, or as many as it says: `${count:2}`.
class GeneratorPattern
{
public:
    enum class Fill : quint8 {
        Counting, ///< 00 01 02 … FF 00 …, by the place in the message
        Zeros,
        Letters, ///< ABC…Z
        Random,  ///< new for each message
    };

    /// `size`: bytes of every message, 0: as long as it comes out. What is longer is not cut. The checksum and
    /// the line ending of `format` go behind it. The error's position counts UTF-16 units of `typed`.
    static Result<GeneratorPattern> parse(const QString &typed, const PayloadFormat &format,
                                          std::shared_ptr<const TextCodec> codec, qsizetype size, Fill fill);

    /// `random` is the state of the random fill, not 0; it goes on.
    QByteArray message(quint64 count, quint64 &random) const;

private:
    struct Part
    {
        QByteArray bytes;
        int digits = -1; // of a counter behind the bytes; -1: none
    };
    void appendCount(QByteArray &out, int digits, quint64 count) const;
    void fillUp(QByteArray &out, qsizetype to, quint64 &random) const;

    std::vector<Part> m_parts;
    PayloadFormat m_format;
    std::shared_ptr<const TextCodec> m_codec;
    QByteArray m_ending;
    qsizetype m_size = 0;
    Fill m_fill = Fill::Counting;
};
