// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"

/// Whether a byte continues a character of UTF-8 (RFC 3629): 80–BF.
constexpr bool isUtf8Continuation(char c)
{
    return (quint8(c) & 0xc0) == 0x80;
}

/// How many bytes at the start of `bytes` are complete, valid characters, as Utf8Codec::step() decodes them.
qsizetype validUtf8(QByteArrayView bytes);

/// UTF-8 of RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
class Utf8Codec : public TextCodec
{
public:
    explicit Utf8Codec(const QString &name) : TextCodec(name, true) { }

    Step step(QByteArrayView bytes) const override;
    qsizetype safeStart(QByteArrayView before, quint32 streamOffset) const override;

protected:
    bool encodeCharacter(char32_t character, QByteArray &out) const override;
};
