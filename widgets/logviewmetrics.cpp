// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/logviewmetrics.h"

#include <QFontMetricsF>

#include <cmath>

namespace {

constexpr float unknown = -1;

bool standsOnPrevious(char16_t unit)
{
    switch (QChar::category(unit)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_Enclosing:
    case QChar::Other_Format:
    case QChar::Other_Control:
        return true;
    default:
        return false;
    }
}

} // namespace

LogViewMetrics::LogViewMetrics(const QFont &font)
    : m_font(font)
{
    m_font.setKerning(false); // widths are sums of characters
    const QFontMetricsF metrics(m_font);
    // Fallback fonts, for Chinese say, are a little taller than the usual monospace font.
    m_rowHeight = int(std::ceil(metrics.height())) + 2;
    m_ascent = metrics.ascent() + 1;
    m_cell = metrics.horizontalAdvance(u'0');
}

qreal LogViewMetrics::advance(QStringView text, qsizetype index) const
{
    const char16_t unit = text[index].unicode();
    if (!QChar::isSurrogate(unit))
        return measured(unit);
    const bool pair = QChar::isHighSurrogate(unit) && index + 1 < text.size() && text[index + 1].isLowSurrogate();
    if (!pair)
        return 0;
    const char32_t character = QChar::surrogateToUcs4(text[index], text[index + 1]);
    auto found = m_beyondBmp.find(character);
    if (found == m_beyondBmp.end())
        found = m_beyondBmp.emplace(character, measure(text.sliced(index, 2))).first;
    return found->second;
}

qreal LogViewMetrics::width(QStringView text) const
{
    qreal sum = 0;
    for (qsizetype i = 0; i < text.size(); ++i)
        sum += advance(text, i);
    return sum;
}

bool LogViewMetrics::isPicture(QChar character)
{
    return character.unicode() >= 0x2400 && character.unicode() <= 0x2421;
}

QString LogViewMetrics::pictureName(QChar character)
{
    static constexpr std::array<const char *, 0x22> names = {
        "NUL", "SOH", "STX", "ETX", "EOT", "ENQ", "ACK", "BEL", "BS", "HT",  "LF",  "VT",
        "FF",  "CR",  "SO",  "SI",  "DLE", "DC1", "DC2", "DC3", "DC4", "NAK", "SYN", "ETB",
        "CAN", "EM",  "SUB", "ESC", "FS",  "GS",  "RS",  "US",  "SP",  "DEL"};
    return QString::fromLatin1(names[size_t(character.unicode() - 0x2400)]);
}

float LogViewMetrics::measured(char16_t unit) const
{
    auto &page = m_pages[unit >> 8];
    if (!page) {
        page = std::make_unique<Page>();
        page->fill(unknown);
    }
    float &width = (*page)[unit & 0xff];
    if (width == unknown) {
        const QChar character(unit);
        if (isPicture(character))
            width = float(2 * m_cell);
        else
            width = standsOnPrevious(unit) ? 0 : measure(QStringView(&character, 1));
    }
    return width;
}

float LogViewMetrics::measure(QStringView character) const
{
    return float(QFontMetricsF(m_font).horizontalAdvance(character.toString()));
}
