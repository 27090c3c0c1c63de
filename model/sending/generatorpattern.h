// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payloadformat.h"

#include <memory>
#include <vector>

/// The messages of the generator: typed text with a counter `${count}` or `${count:8}` (8 digits with leading zeros),
/// padded to a size. In hex, the counter has four bytes, or as many as `${count:2}` says, high byte first.
class GeneratorPattern
{
public:
    enum class Fill : quint8 {
        Counting, ///< 00 01 02 … FF 00 …, by the offset in the message
        Zeros,
        Letters, ///< ABC…Z
        Random,  ///< new for each message
    };

    /// `size`: bytes of every message including checksum and line ending, without a frame; longer ones are not cut; 0: no padding. Errors
    /// have positions in `typed`.
    static Result<GeneratorPattern> parse(const QString &typed, const PayloadFormat &format,
                                          std::shared_ptr<const TextCodec> codec, qsizetype size, Fill fill);

    /// `random` is the state of the random fill, not 0.
    QByteArray message(quint64 count, quint64 &random) const;

private:
    struct Part
    {
        QByteArray bytes;
        int digits = -1; // of the counter after the bytes; -1: no counter
    };
    QByteArray unframed(quint64 count, quint64 &random) const;
    void appendCount(QByteArray &out, int digits, quint64 count) const;
    void fillUp(QByteArray &out, qsizetype to, quint64 &random) const;

    std::vector<Part> m_parts;
    PayloadFormat m_format;
    std::shared_ptr<const TextCodec> m_codec;
    QByteArray m_ending;
    qsizetype m_size = 0;
    Fill m_fill = Fill::Counting;
};
