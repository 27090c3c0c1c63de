// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"

/// Decodes as another codec and encodes the nearest character if that one lacks it: `GBK,nearest`.
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
