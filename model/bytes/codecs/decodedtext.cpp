// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/decodedtext.h"

#include <QByteArray>

void DecodedText::appendMarked(QStringView added, SpanKind kind)
{
    // Adjacent spans of a kind become one, so that the result does not depend on the pieces of a stream.
    if (!spans.empty() && spans.back().kind == kind && spans.back().start + spans.back().length == text.size())
        spans.back().length += added.size();
    else
        spans.push_back({text.size(), added.size(), kind});
    text.append(added);
}

void DecodedText::appendBytes(QByteArrayView bytes, SpanKind kind)
{
    constexpr auto digits = u"0123456789ABCDEF";
    for (const char c : bytes) {
        const auto byte = quint8(c);
        const char16_t mark[] = {u'\\', u'x', digits[byte >> 4], digits[byte & 15]};
        appendMarked(QStringView(mark, 4), kind);
    }
}
