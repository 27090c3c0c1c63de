// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/printable.h"

namespace {

bool isInvisible(char16_t c)
{
    return c == 0x00ad || c == 0x061c || c == 0x180e || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e)
        || (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xfff9 && c <= 0xfffb);
}

bool isHarmless(char16_t c)
{
    return (c >= 0x20 && c < 0x7f) || (c >= 0xa0 && !isInvisible(c));
}

void appendPicture(DecodedText &out, char16_t c)
{
    if (c < 0x20 || c == 0x7f) {
        const char16_t picture = c == 0x7f ? 0x2421 : char16_t(0x2400 + c);
        out.appendMarked(QStringView(&picture, 1), SpanKind::Control);
    } else {
        const QString number = QString::number(c, 16).toUpper().rightJustified(4, u'0');
        out.appendMarked(QStringLiteral("<U+%1>").arg(number), SpanKind::Control);
    }
}

/// Makes printable pieces of a text one after the other.
class Printer
{
public:
    /// `kept`: the control characters that stay.
    Printer(const DecodedText &text, QStringView kept) : m_text(text), m_kept(kept) { }

    bool atEnd() const { return m_at == m_text.text.size(); }

    /// Up to the end of the text, or of the line.
    DecodedText next(bool toLineEnd)
    {
        DecodedText out;
        while (!atEnd()) {
            if (copySpan(out))
                continue;
            const char16_t c = m_text.text[m_at].unicode();
            if (stays(c)) {
                copyRun(out);
                continue;
            }
            appendPicture(out, c);
            ++m_at;
            const bool crLf = c == u'\r' && !atEnd() && m_text.text[m_at] == u'\n';
            if (toLineEnd && (c == u'\n' || (c == u'\r' && !crLf)))
                break;
        }
        return out;
    }

private:
    bool stays(char16_t c) const { return isHarmless(c) || (c < 0x20 && m_kept.contains(QChar(c))); }

    /// Copies a span that is already marked.
    bool copySpan(DecodedText &out)
    {
        if (m_span == m_text.spans.size() || m_text.spans[m_span].start != m_at)
            return false;
        const TextSpan &span = m_text.spans[m_span++];
        out.appendMarked(QStringView(m_text.text).sliced(span.start, span.length), span.kind);
        m_at += span.length;
        return true;
    }

    void copyRun(DecodedText &out)
    {
        const qsizetype limit = m_span < m_text.spans.size() ? m_text.spans[m_span].start : m_text.text.size();
        const qsizetype start = m_at;
        while (m_at < limit && stays(m_text.text[m_at].unicode()))
            ++m_at;
        out.text.append(QStringView(m_text.text).sliced(start, m_at - start));
    }

    const DecodedText &m_text;
    const QStringView m_kept;
    qsizetype m_at = 0;
    size_t m_span = 0;
};

} // namespace

DecodedText makePrintable(const DecodedText &text, bool keepTabs)
{
    return Printer(text, keepTabs ? u"\t" : u"").next(false);
}

DecodedText makePrintableLines(const DecodedText &text)
{
    return Printer(text, u"\t\r\n").next(false);
}

std::vector<DecodedText> printableLines(const DecodedText &text)
{
    Printer printer(text, u"\t");
    std::vector<DecodedText> lines;
    do
        lines.push_back(printer.next(true));
    while (!printer.atEnd());
    return lines;
}

qsizetype printableLength(char16_t unit)
{
    if (isHarmless(unit) || unit < 0x20 || unit == 0x7f)
        return 1;
    return QStringView(u"<U+0000>").size();
}
