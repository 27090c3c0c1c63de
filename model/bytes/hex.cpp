// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hex.h"

#include <QCoreApplication>

namespace {

int digitValue(QChar c)
{
    const char16_t u = c.unicode();
    if (u >= u'0' && u <= u'9')
        return u - u'0';
    const char16_t lower = u | 0x20;
    return lower >= u'a' && lower <= u'f' ? lower - u'a' + 10 : -1;
}

constexpr int anyDigit = 16;

int patternDigit(QChar c)
{
    return c == u'?' ? anyDigit : digitValue(c);
}

bool isSeparator(QChar c)
{
    return c.isSpace() || c == u',' || c == u';';
}

/// The length of a `0x` or `\x` at a position, if a digit follows; else 0.
qsizetype prefixAt(QStringView text, qsizetype at)
{
    if (text.size() - at < 3 || (text[at] != u'0' && text[at] != u'\\'))
        return 0;
    return (text[at + 1] == u'x' || text[at + 1] == u'X') && patternDigit(text[at + 2]) >= 0 ? 2 : 0;
}

auto noDigit(QStringView text, qsizetype at)
{
    return failure(QCoreApplication::translate("Hex", "“%1” is not a hexadecimal digit.").arg(text[at]), at);
}

/// Passes pairs of digits to `take`; `digit` gives the value of a character, or -1.
template<typename Digit, typename Take>
Result<void> readPairs(QStringView text, Digit digit, Take take)
{
    for (qsizetype at = 0; at < text.size();) {
        if (isSeparator(text[at])) {
            ++at;
            continue;
        }
        at += prefixAt(text, at);
        const int high = digit(text[at]);
        if (high < 0)
            return noDigit(text, at);
        const int low = at + 1 < text.size() ? digit(text[at + 1]) : -1;
        if (low < 0) {
            const bool lone = at + 1 == text.size() || isSeparator(text[at + 1]) || prefixAt(text, at + 1) > 0;
            if (!lone)
                return noDigit(text, at + 1);
            return failure(QCoreApplication::translate("Hex", "“%1” is a single digit; a byte has two.").arg(text[at]),
                           at);
        }
        take(high, low);
        at += 2;
    }
    return {};
}

} // namespace

Result<QByteArray> parseHex(QStringView text)
{
    QByteArray bytes;
    bytes.reserve(text.size() / 2);
    const auto read = readPairs(text, digitValue, [&](int high, int low) { bytes.append(char(high << 4 | low)); });
    return read ? Result<QByteArray>(bytes) : tl::unexpected(read.error());
}

Result<std::vector<MaskedByte>> parseHexPattern(QStringView text)
{
    std::vector<MaskedByte> bytes;
    const auto mask = [](int digit) { return digit == anyDigit ? 0 : 0xf; };
    const auto value = [](int digit) { return digit == anyDigit ? 0 : digit; };
    const auto read = readPairs(text, patternDigit, [&](int high, int low) {
        bytes.push_back({quint8(mask(high) << 4 | mask(low)), quint8(value(high) << 4 | value(low))});
    });
    if (!read)
        return tl::unexpected(read.error());
    return bytes;
}

QString toHex(QByteArrayView bytes)
{
    QByteArray hex;
    appendHex(hex, bytes);
    return QString::fromLatin1(hex);
}

void appendHex(QByteArray &out, QByteArrayView bytes)
{
    constexpr auto digits = "0123456789ABCDEF";
    const qsizetype start = out.size();
    if (bytes.isEmpty())
        return;
    out.resize(start + bytes.size() * 3 - 1);
    char *at = out.data() + start;
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (i > 0)
            *at++ = ' ';
        const auto byte = quint8(bytes[i]);
        *at++ = digits[byte >> 4];
        *at++ = digits[byte & 15];
    }
}
