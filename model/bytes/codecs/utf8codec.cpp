// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/utf8codec.h"

#include <QtEndian>

#include <cstring>

namespace {

using Step = TextCodec::Step;

Step utf8Step(QByteArrayView bytes)
{
    const auto byte = [&](qsizetype i) { return quint8(bytes[i]); };
    const quint8 lead = byte(0);
    if (lead < 0x80)
        return {Step::Kind::Character, 1, lead};
    if (lead < 0xc2 || lead > 0xf4)
        return {Step::Kind::Invalid, 1};
    const qsizetype length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    // The second byte shows overlong forms, surrogates and numbers above U+10FFFF.
    const quint8 min = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const quint8 max = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (bytes.size() > 1 && (byte(1) < min || byte(1) > max))
        return {Step::Kind::Invalid, 1};
    char32_t character = lead & (0x7f >> length);
    for (qsizetype i = 1; i < length; ++i) {
        if (i == bytes.size())
            return {Step::Kind::NeedMore, quint8(i)};
        if (!isUtf8Continuation(bytes[i]))
            return {Step::Kind::Invalid, 1};
        character = character << 6 | (byte(i) & 0x3f);
    }
    return {Step::Kind::Character, quint8(length), character};
}

} // namespace

qsizetype validUtf8(QByteArrayView bytes)
{
    const char *const start = bytes.data();
    const char *const end = start + bytes.size();
    const char *at = start;
    while (at < end) {
        if (quint8(*at) < 0x80) {
            quint64 eight = 0;
            while (end - at >= 8 && (std::memcpy(&eight, at, 8), (eight & 0x8080808080808080) == 0))
                at += 8;
            while (at < end && quint8(*at) < 0x80)
                ++at;
            continue;
        }
        // Three bytes at once, as most Asian characters have. The third test is for overlong forms and surrogates.
        if (end - at >= 4) {
            const auto three = qFromLittleEndian<quint32>(at);
            if ((three & 0xc0c0f0) == 0x8080e0 && (three & 0x200f) != 0 && (three & 0x200f) != 0x200d) {
                at += 3;
                continue;
            }
        }
        const auto length = utf8Step({at, end - at});
        if (length.kind != Step::Kind::Character)
            break;
        at += length.length;
    }
    return at - start;
}

Step Utf8Codec::step(QByteArrayView bytes) const
{
    return utf8Step(bytes);
}

qsizetype Utf8Codec::safeStart(QByteArrayView before, quint32 streamOffset) const
{
    for (qsizetype back = 1; back <= 4; ++back) {
        if (back > before.size())
            return streamOffset == 0 ? 0 : -1;
        if (!isUtf8Continuation(before[before.size() - back]))
            return before.size() - back;
    }
    return before.size(); // four continuation bytes are invalid, so the next byte starts anew
}

bool Utf8Codec::encodeCharacter(char32_t character, QByteArray &out) const
{
    out.append(QStringView(QChar::fromUcs4(character)).toUtf8()); // QString::fromUcs4() drops U+FEFF
    return true;
}
