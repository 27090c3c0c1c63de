// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"

/// UTF-16 (RFC 2781) of a given byte order; a byte order mark is a character like any other.
class Utf16Codec : public TextCodec
{
public:
    Utf16Codec(const QString &name, bool bigEndian) : TextCodec(name, false), m_bigEndian(bigEndian) { }

    Step step(QByteArrayView bytes) const override;
    qsizetype safeStart(QByteArrayView before, quint32 streamOffset) const override;

protected:
    bool encodeCharacter(char32_t character, QByteArray &out) const override;

private:
    char16_t unitAt(QByteArrayView bytes, qsizetype at) const;

    const bool m_bigEndian;
};
