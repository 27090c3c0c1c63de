// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hex/hexsource.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

QChar asAscii(QChar c)
{
    const char16_t u = c.unicode();
    if (u >= 0xff01 && u <= 0xff5e) // full width
        return QChar(u - 0xfee0);
    switch (u) {
    case u'\n':
    case u'\r':
    case u'\u2028':
    case u'\u2029':
        return u'\n';
    case u'\t':
        return u'\t';
    case u'\u3001': // ideographic comma
        return u',';
    case u'\u2010': // hyphens and dashes
    case u'\u2011':
    case u'\u2012':
    case u'\u2013':
    case u'\u2014':
    case u'\u2212':
        return u'-';
    case u'\u2018':
    case u'\u2019':
        return u'\'';
    case u'\u201c':
    case u'\u201d':
        return u'"';
    case u'\u200b': // zero-width space
    case u'\ufeff':
        return u' ';
    default:
        return c.isSpace() ? QChar(u' ') : c;
    }
}

bool isAsciiLetter(QChar c)
{
    const char16_t lower = c.unicode() | 0x20;
    return lower >= u'a' && lower <= u'z';
}

} // namespace

/// The word around a letter.
QStringView HexSource::wordAt(qsizetype at) const
{
    if (!isAsciiLetter(this->at(at)))
        return {};
    const auto isPart = [this](qsizetype i) { return isAsciiLetter(this->at(i)) || this->at(i).isDigit(); };
    qsizetype start = at;
    while (isPart(start - 1))
        --start;
    qsizetype end = at;
    while (isPart(end))
        ++end;
    return text().sliced(start, end - start);
}

HexSource::HexSource(QStringView typed, bool wildcards)
    : m_typed(typed), m_text(typed.toString()), m_wildcards(wildcards)
{
    for (QChar &c : m_text)
        c = asAscii(c);
}

HexSource HexSource::withoutComments() const
{
    HexSource cleaned = *this;
    for (qsizetype at = 0; (at = m_text.indexOf(u'/', at)) >= 0;) {
        const bool block = this->at(at + 1) == u'*';
        qsizetype end = block ? m_text.indexOf(u"*/", at + 2) : m_text.indexOf(u'\n', at);
        if (block ? end < 0 : this->at(at + 1) != u'/') {
            ++at;
            continue;
        }
        end = block ? end + 2 : end < 0 ? m_text.size() : end;
        for (; at < end; ++at) {
            if (m_text[at] != u'\n')
                cleaned.m_text[at] = u' ';
        }
    }
    return cleaned;
}

int HexSource::digit(qsizetype at) const
{
    const char16_t u = this->at(at).unicode();
    if (u >= u'0' && u <= u'9')
        return u - u'0';
    if (u == u'?' && m_wildcards)
        return anyDigit;
    const char16_t lower = u | 0x20;
    return lower >= u'a' && lower <= u'f' ? lower - u'a' + 10 : -1;
}

qsizetype HexSource::digitsFrom(qsizetype at) const
{
    qsizetype end = at;
    while (digit(end) >= 0)
        ++end;
    return end - at;
}

qsizetype HexSource::prefixSize(qsizetype at) const
{
    const auto sizeIf = [&](QStringView prefix) {
        const bool fits = text().sliced(at).startsWith(prefix, Qt::CaseInsensitive);
        return fits && digit(at + prefix.size()) >= 0 ? prefix.size() : 0;
    };
    switch (this->at(at).unicode()) {
    case u'0':
        return sizeIf(u"0x");
    case u'$':
        return sizeIf(u"$");
    case u'#':
        return sizeIf(u"#$");
    case u'&':
        return sizeIf(u"&h");
    case u'%':
        return sizeIf(u"%");
    case u'1':
        return sizeIf(u"16#");
    case u'b':
    case u'B':
        return sizeIf(u"b#16#");
    default:
        return 0;
    }
}

bool HexSource::hasEscape(qsizetype at) const
{
    return this->at(at) == u'\\' && this->at(at + 1).toLower() == u'x' && digit(at + 2) >= 0;
}

MaskedByte HexSource::byte(qsizetype at) const
{
    const auto mask = [](int digit) { return digit == anyDigit ? 0 : 0xf; };
    const auto value = [](int digit) { return digit == anyDigit ? 0 : digit; };
    const int high = digit(at);
    const int low = digit(at + 1);
    return {quint8(mask(high) << 4 | mask(low)), quint8(value(high) << 4 | value(low))};
}

void HexSource::appendBytes(qsizetype at, qsizetype digits, std::vector<MaskedByte> &bytes) const
{
    for (qsizetype i = 0; i < digits; i += 2)
        bytes.push_back(byte(at + i));
}

tl::unexpected<Error> HexSource::noDigit(qsizetype at) const
{
    const QChar next = this->at(at + 1);
    if (this->at(at) == u'\\' && next.isLetterOrNumber() && next.toLower() != u'x') {
        return failure(
            QCoreApplication::translate("Hex", "“\\%1” is an escape of text. Write its byte, such as 0A.").arg(next),
            at);
    }
    const QStringView word = wordAt(at);
    constexpr qsizetype longest = 16;
    if (word.size() > 1 && word.size() <= longest && std::all_of(word.begin(), word.end(), &isAsciiLetter)) {
        return failure(QCoreApplication::translate("Hex", "“%1” is not hexadecimal. As text, its bytes are %2.")
                           .arg(word, toHex(word.toLatin1())),
                       at);
    }
    if (QStringView(u"|/._+").contains(this->at(at)) && at > 0 && digit(at - 1) >= 0)
        return failure(QCoreApplication::translate("Hex", "“%1” does not separate bytes. Write a blank or a comma.")
                           .arg(this->at(at)),
                       at);
    const bool isPair = m_typed[at].isHighSurrogate() && at + 1 < m_typed.size();
    return failure(
        QCoreApplication::translate("Hex", "“%1” is not a hexadecimal digit.").arg(m_typed.sliced(at, isPair ? 2 : 1)),
        at);
}
