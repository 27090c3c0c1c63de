// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"

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
