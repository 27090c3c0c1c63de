// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hex/hexlist.h"

#include <QCoreApplication>

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
        while (m_at < m_end) {
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
        return std::move(m_bytes);
    }

private:
    /// Escapes may be part of a text, in which a blank or a digit would be a byte.
    enum class Style : quint8 { Digits, Escapes };

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

    Result<void> readByte()
    {
        const Style style = m_source.hasEscape(m_at) ? Style::Escapes : Style::Digits;
        if (m_style && *m_style != style)
            return mixed();
        m_style = style;
        if (style == Style::Digits)
            return readDigits();
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
        const bool prefixed = m_source.hasPrefix(m_at);
        qsizetype start = m_at + (prefixed ? 2 : 0);
        qsizetype end = start;
        while (end < m_end && m_source.digit(end) >= 0 && ((end - start) % 2 != 0 || !m_source.hasPrefix(end)))
            ++end;
        if (end == start)
            return m_source.noDigit(start);
        const bool suffixed = !prefixed && m_source.at(end).toLower() == u'h' && isByteEnd(end + 1);
        if (suffixed && end - start == 3 && m_source.at(start) == u'0' && m_source.digit(start + 1) > 9)
            ++start; // assemblers write 0AAh
        const qsizetype count = end - start;
        if (suffixed && count > 2 && count % 2 == 0)
            return failure(hexlist::orderUnknown(m_source.text().sliced(start, std::min<qsizetype>(count + 1, 12))),
                           start);
        if (!suffixed && !isByteEnd(end)) {
            m_at = end;
            return m_source.hasEscape(end) ? mixed() : m_source.noDigit(end);
        }
        if (count % 2 != 0)
            return singleDigit(start, count);
        append(start, count, end + (suffixed ? 1 : 0));
        return {};
    }

    bool isByteEnd(qsizetype at) const
    {
        const QChar c = m_source.at(at);
        return at >= m_end || isSeparator(at) || c == u':' || c == u'-' || m_source.hasPrefix(at);
    }

    tl::unexpected<Error> singleDigit(qsizetype start, qsizetype count) const
    {
        const QStringView digits = m_source.text().sliced(start, count);
        if (count == 1)
            return failure(tr("“%1” is a single digit. A byte has two: write 0%1.").arg(digits), start);
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
