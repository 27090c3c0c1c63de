// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"

/// Characters that input methods type for each other and that the tables of East Asian encodings tell apart,
/// such as 〜 (U+301C) and ～ (U+FF5E): those for `character`, the nearest first, itself left out; empty for
/// most. In all of them one stands for one.
QList<char32_t> lookalikes(char32_t character);

/// Reads as another codec does and writes the nearest character where that one has none: `GBK,nearest`.
class NearestCodec : public TextCodec
{
public:
    explicit NearestCodec(std::shared_ptr<const TextCodec> codec);

    Step step(QByteArrayView bytes) const override { return m_codec->step(bytes); }
    qsizetype safeStart(QByteArrayView before, quint32 streamOffset) const override
    {
        return m_codec->safeStart(before, streamOffset);
    }

protected:
    const TextCodec &exact() const override { return *m_codec; }
    bool encodeCharacter(char32_t character, QByteArray &out) const override;
    bool encodeMarked(char32_t character, char16_t mark, QByteArray &out) const override;

private:
    const std::shared_ptr<const TextCodec> m_codec;
};
