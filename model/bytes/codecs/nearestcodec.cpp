// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/nearestcodec.h"

NearestCodec::NearestCodec(std::shared_ptr<const TextCodec> codec)
    : TextCodec(codec->name() + QLatin1StringView(nearestSuffix), codec->isAsciiSuperset()), m_codec(std::move(codec))
{
}

bool NearestCodec::encodeCharacter(char32_t character, QByteArray &out) const
{
    if (m_codec->encodeCharacter(character, out))
        return true;
    const char32_t near = m_codec->nearest(character);
    return near != 0 && m_codec->encodeCharacter(near, out);
}

bool NearestCodec::encodeMarked(char32_t character, char16_t mark, QByteArray &out) const
{
    return m_codec->encodeMarked(character, mark, out);
}
