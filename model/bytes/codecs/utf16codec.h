// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"

#include <QtEndian>

/// UTF-16 (RFC 2781) of a given byte order; a byte order mark is a character like any other.
class Utf16Codec : public TextCodec
{
public:
    Utf16Codec(const QString &name, bool bigEndian) : TextCodec(name, false), m_bigEndian(bigEndian) { }

    Step step(QByteArrayView bytes) const override
    {
        if (bytes.size() < 2)
            return {Step::Kind::NeedMore, 1};
        const char16_t unit = unitAt(bytes, 0);
        if (!QChar::isSurrogate(unit))
            return {Step::Kind::Character, 2, unit};
        if (QChar::isLowSurrogate(unit))
            return {Step::Kind::Invalid, 2};
        if (bytes.size() < 4)
            return {Step::Kind::NeedMore, quint8(bytes.size())};
        const char16_t low = unitAt(bytes, 2);
        if (!QChar::isLowSurrogate(low))
            return {Step::Kind::Invalid, 2};
        return {Step::Kind::Character, 4, QChar::surrogateToUcs4(unit, low)};
    }
    qsizetype safeStart(QByteArrayView before, quint32 streamOffset) const override
    {
        const quint32 here = streamOffset + quint32(before.size());
        const qsizetype unitStart = before.size() - qsizetype(here & 1);
        if (streamOffset == 0 && unitStart < 2)
            return 0;
        if (unitStart < 2)
            return -1;
        return QChar::isHighSurrogate(unitAt(before, unitStart - 2)) ? unitStart - 2 : unitStart;
    }

protected:
    bool encodeCharacter(char32_t character, QByteArray &out) const override
    {
        for (const char16_t unit : QChar::fromUcs4(character)) {
            char bytes[2];
            if (m_bigEndian)
                qToBigEndian(quint16(unit), bytes);
            else
                qToLittleEndian(quint16(unit), bytes);
            out.append(bytes, 2);
        }
        return true;
    }

private:
    char16_t unitAt(QByteArrayView bytes, qsizetype at) const
    {
        return m_bigEndian ? qFromBigEndian<quint16>(bytes.data() + at) : qFromLittleEndian<quint16>(bytes.data() + at);
    }

    const bool m_bigEndian;
};
