// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hex/hexlist.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>
#include <optional>

namespace {

/// Reads bytes from left to right.
class ListReader
{
    Q_DECLARE_TR_FUNCTIONS(Hex)
public:
    ListReader(const HexSource &source, qsizetype start, qsizetype end) : m_source(source), m_at(start), m_end(end) { }

    Result<std::vector<MaskedByte>> read()
    {
        for (bool startsLine = true; m_at < m_end; startsLine = m_source.at(m_at - 1) == u'\n') {
            if (startsLine) {
                if (const auto read = refuseStamp(); !read)
                    return tl::unexpected(read.error());
            }
            const QChar c = m_source.at(m_at);
            const bool joins = c == u':' || c == u'-';
            if (isSeparator(m_at) || (joins && m_at == m_byteEnd && m_source.digit(m_at + 1) >= 0)) {
                if (const auto read = readSeparator(); !read)
                    return tl::unexpected(read.error());
            } else if (joins) {
                return failure(tr("“%1” must be directly between two bytes, as in AA%1BB.").arg(c), m_at);
            } else if (const auto read = readByte(); !read) {
                return tl::unexpected(read.error());
            }
        }
        if (m_octets > 1)
            return failure(tr("“%1” could be binary or hexadecimal. Write bytes with two digits each.")
                               .arg(m_source.text().sliced(m_first, octetDigits)),
                           m_first);
        return std::move(m_bytes);
    }

private:
    /// Escapes may be part of a text, in which a blank or a digit would be a byte. Beside prefixes (0x41) and suffixes
    /// (41h), digits alone could be decimal, or a directive (db).
    enum class Style : quint8 { Digits, Prefixed, Suffixed, Escapes };
    static constexpr qsizetype octetDigits = 8; // in binary

    bool isSeparator(qsizetype at) const
    {
        const QChar c = m_source.at(at);
        return c == u',' || c == u';' || c == u'\n' || m_source.isBlank(at);
    }

    Result<void> readSeparator()
    {
        const bool isBreak = m_source.at(m_at) == u'\n';
        if (!isBreak && !m_text)
            m_text = m_at;
        if (isBreak && m_style != Style::Escapes)
            m_text.reset();
        if (m_text && m_style == Style::Escapes)
            return failure(
                tr("Beside \\x, “%1” could be a byte of a text: remove it, or write \\x%2 if it is one.")
                    .arg(m_source.typed()[*m_text],
                         QString::number(m_source.at(*m_text).unicode(), 16).rightJustified(2, u'0').toUpper()),
                *m_text);
        ++m_at;
        return {};
    }

    /// Lines of logs begin with a date or a time, whose digits would be read as bytes.
    Result<void> refuseStamp() const
    {
        static const QRegularExpression stamp(
            QStringLiteral("\\A[ \\t]*((?:19|20)\\d\\d-(?:0\\d|1[0-2])-[0-3]\\d|(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d)[ "
                           "\\t,;]+[^\\s,;]"));
        constexpr qsizetype most = 64;
        const QString line = m_source.text().sliced(m_at, std::min(m_end - m_at, most)).toString();
        const auto match = stamp.match(line);
        if (!match.hasMatch())
            return {};
        return failure(
            tr("“%1” could be a date or a time. Remove it, or write its bytes like the others.").arg(match.captured(1)),
            m_at + match.capturedStart(1));
    }

    Result<void> readByte()
    {
        if (m_style && (*m_style == Style::Escapes) != m_source.hasEscape(m_at))
            return mixed();
        if (!m_source.hasEscape(m_at))
            return readDigits();
        m_style = Style::Escapes;
        if (m_text)
            return readSeparator(); // fails
        const qsizetype start = m_at + 2;
        if (m_source.digitsFrom(start) == 1)
            return singleDigit(start, 1);
        if (m_source.digitsFrom(start) > 2) {
            m_at = start + 2;
            return mixed();
        }
        append(start, 2, start + 2);
        return {};
    }

    tl::unexpected<Error> mixed() const
    {
        return failure(tr("Beside \\x, digits could be a text. Write all bytes in one form: \\x41\\x42 or 41 42."),
                       m_at);
    }

    Result<void> readDigits()
    {
        const qsizetype prefix = m_source.prefixSize(m_at);
        const bool prefixed = prefix > 0;
        qsizetype start = m_at + prefix;
        qsizetype end = start;
        while (end < m_end && m_source.digit(end) >= 0 && ((end - start) % 2 != 0 || m_source.prefixSize(end) == 0))
            ++end;
        if (end == start)
            return m_source.noDigit(start);
        const bool suffixed = !prefixed && m_source.at(end).toLower() == u'h' && isByteEnd(end + 1);
        if (suffixed && end - start == 3 && m_source.at(start) == u'0' && m_source.digit(start + 1) > 9)
            ++start; // assemblers write 0AAh
        const qsizetype count = end - start;
        const QStringView number =
            m_source.text().sliced(m_at, std::min<qsizetype>(end - m_at + (suffixed ? 1 : 0), 12));
        const bool isNumber = suffixed || (prefixed && !m_source.hasPrefix(m_at));
        if (isNumber && count > 2 && (prefixed || count % 2 == 0))
            return failure(hexlist::orderUnknown(number), m_at);
        if (!suffixed && !isByteEnd(end)) {
            m_at = end;
            return m_source.hasEscape(end) ? mixed() : m_source.noDigit(end);
        }
        const Style style = prefixed ? Style::Prefixed : suffixed ? Style::Suffixed : Style::Digits;
        const bool isUnclear = style == Style::Digits && couldBeOther(m_source.text().sliced(start, count));
        const bool isMixed = m_style && *m_style != style;
        const bool hasSuffix = suffixed || m_style == Style::Suffixed;
        if (isMixed && (hasSuffix || isUnclear || m_isUnclear))
            return failure(
                tr("“%1” is written unlike the bytes before it: one of them could be a decimal number. Write "
                   "all in one form: 41 42, 0x41 0x42 or 41h 42h.")
                    .arg(number),
                m_at);
        m_style = isMixed ? Style::Prefixed : style;
        m_isUnclear = m_isUnclear || isUnclear;
        if (count % 2 != 0)
            return singleDigit(start, count);
        if (auto checked = refuseBinary(style, start, count); !checked)
            return checked;
        append(start, count, end + (suffixed ? 1 : 0));
        return {};
    }

    /// Whether digits without a prefix could be decimal or a directive. Those with a letter, as 0A, are hexadecimal.
    static bool couldBeOther(QStringView digits)
    {
        const auto isLetter = [](QChar c) { return c.isLetter(); };
        return std::none_of(digits.begin(), digits.end(), isLetter) || digits == u"db" || digits == u"dc"
            || digits == u"dd";
    }

    /// Digits that could be binary.
    Result<void> refuseBinary(Style style, qsizetype start, qsizetype count)
    {
        const QStringView digits = m_source.text().sliced(start, count);
        const auto isBinary = [](QStringView part) {
            return std::all_of(part.begin(), part.end(), [](QChar c) { return c == u'0' || c == u'1'; });
        };
        if (style == Style::Digits && count > 2 && digits.startsWith(u"0b") && isBinary(digits.sliced(2)))
            return failure(tr("“%1” could be a binary number. Write bytes with two digits each.").arg(digits), start);
        if (m_bytes.empty())
            m_first = start;
        const bool isOctet = style == Style::Digits && count == octetDigits && isBinary(digits);
        m_octets = isOctet && (m_bytes.empty() || m_octets > 0) ? m_octets + 1 : 0;
        return {};
    }

    bool isByteEnd(qsizetype at) const
    {
        const QChar c = m_source.at(at);
        return at >= m_end || isSeparator(at) || c == u':' || c == u'-' || m_source.prefixSize(at) > 0;
    }

    tl::unexpected<Error> singleDigit(qsizetype start, qsizetype count) const
    {
        const QStringView digits = m_source.text().sliced(start, count);
        if (count == 1)
            return failure(tr("“%1” is a single digit. A byte has two: write 0%1.").arg(digits), start);
        bool isDecimal = false;
        const uint number = digits.toUInt(&isDecimal);
        if (count == 3 && isDecimal && number <= 0xff)
            return failure(tr("“%1” has an odd number of digits. If it is a decimal number, write %2.")
                               .arg(digits, QString::number(number, 16).rightJustified(2, u'0').toUpper()),
                           start + count - 1);
        const QString shown = count > 12 ? u'…' + digits.last(11).toString() : digits.toString();
        return failure(tr("“%1” has an odd number of digits. Each byte has two: write 0A, not A.").arg(shown),
                       start + count - 1);
    }

    void append(qsizetype start, qsizetype digits, qsizetype end)
    {
        m_source.appendBytes(start, digits, m_bytes);
        m_at = m_byteEnd = end;
    }

    const HexSource &m_source;
    qsizetype m_at;
    const qsizetype m_end;
    qsizetype m_byteEnd = -1;        // of the last byte
    std::optional<Style> m_style;    // of the bytes so far
    bool m_isUnclear = false;        // some of them are digits that could be something else
    qsizetype m_first = 0;           // where the first byte is
    qsizetype m_octets = 0;          // if all groups so far could be bytes in binary: how many
    std::optional<qsizetype> m_text; // a separator in this line that would be a byte if it were text
    std::vector<MaskedByte> m_bytes;
};

} // namespace

Result<std::vector<MaskedByte>> readHexList(const HexSource &source, qsizetype start, qsizetype end)
{
    return ListReader(source, start, end).read();
}

QString hexlist::orderUnknown(QStringView number)
{
    return QCoreApplication::translate(
               "Hex", "“%1” is a number of several bytes, whose order is unknown: write each byte by itself.")
        .arg(number);
}
