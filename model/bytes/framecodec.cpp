// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/framecodec.h"

#include <algorithm>

namespace {

/// Two bytes that are written as the escape byte and a code.
struct EscapeTable
{
    char escape;
    struct
    {
        char byte;
        char code;
    } pairs[2];

    QByteArray escaped(QByteArrayView message) const
    {
        QByteArray out;
        out.reserve(message.size());
        for (const char c : message) {
            const auto *pair = std::find_if(std::begin(pairs), std::end(pairs), [c](auto p) { return p.byte == c; });
            if (pair == std::end(pairs))
                out.append(c);
            else
                out.append(escape).append(pair->code);
        }
        return out;
    }

    std::optional<QByteArray> unescaped(QByteArrayView bytes) const
    {
        QByteArray out;
        out.reserve(bytes.size());
        for (qsizetype i = 0; i < bytes.size(); ++i) {
            if (bytes[i] != escape) {
                out.append(bytes[i]);
                continue;
            }
            if (++i == bytes.size())
                return {};
            const auto *pair =
                std::find_if(std::begin(pairs), std::end(pairs), [&](auto p) { return p.code == bytes[i]; });
            if (pair == std::end(pairs))
                return {};
            out.append(pair->byte);
        }
        return out;
    }
};

constexpr EscapeTable slip{char(0xDB), {{framecodec::slipEnd, char(0xDC)}, {char(0xDB), char(0xDD)}}};
constexpr EscapeTable jt808{0x7D, {{0x7E, 0x02}, {0x7D, 0x01}}};
constexpr qsizetype cobsBlock = 254; // bytes that are not 00 after one code

} // namespace

QByteArray framecodec::slipEncoded(QByteArrayView message)
{
    return slip.escaped(message);
}

std::optional<QByteArray> framecodec::slipDecoded(QByteArrayView bytes)
{
    return slip.unescaped(bytes);
}

QByteArray framecodec::jt808Escaped(QByteArrayView message)
{
    return jt808.escaped(message);
}

std::optional<QByteArray> framecodec::jt808Unescaped(QByteArrayView bytes)
{
    return jt808.unescaped(bytes);
}

QByteArray framecodec::cobsEncoded(QByteArrayView message)
{
    QByteArray out;
    out.reserve(message.size() + message.size() / cobsBlock + 1);
    for (;;) {
        const QByteArrayView head = message.first(std::min(message.size(), cobsBlock));
        const qsizetype zero = head.indexOf('\0');
        const qsizetype size = zero < 0 ? head.size() : zero;
        out.append(char(size + 1)).append(head.first(size));
        if (zero < 0 && size == message.size())
            return out;
        message = message.sliced(zero < 0 ? size : size + 1);
    }
}

std::optional<QByteArray> framecodec::cobsDecoded(QByteArrayView bytes)
{
    QByteArray out;
    out.reserve(bytes.size());
    while (!bytes.isEmpty()) {
        const auto code = qsizetype(quint8(bytes.front()));
        if (code == 0 || code > bytes.size() || bytes.sliced(1, code - 1).contains('\0'))
            return {};
        out.append(bytes.sliced(1, code - 1));
        bytes = bytes.sliced(code);
        if (code <= cobsBlock && !bytes.isEmpty())
            out.append('\0');
    }
    return out;
}
