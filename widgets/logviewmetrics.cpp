// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/logviewmetrics.h"

#include <QFontMetricsF>

#include <algorithm>
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

QFont scaled(QFont font, qreal factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(std::max(1, int(font.pixelSize() * factor)));
    return font;
}

} // namespace

LogViewMetrics::LogViewMetrics(const QFont &font) : m_font(font)
{
    m_font.setKerning(false); // widths are sums of characters
    const QFontMetricsF metrics(m_font);
    // Fallback fonts, for Chinese say, are a little taller than the usual monospace font.
    m_rowHeight = int(std::ceil(metrics.height())) + 2;
    m_ascent = metrics.ascent() + 1;
    m_cell = metrics.horizontalAdvance(u'0');
    m_pictureFont = scaled(m_font, 0.62); // three letters in two cells
    m_pictureCell = QFontMetricsF(m_pictureFont).horizontalAdvance(u'0');
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

const QString &LogViewMetrics::pictureName(QChar character)
{
    static const std::array<QString, 0x22> names = {
        u"NUL"_qs, u"SOH"_qs, u"STX"_qs, u"ETX"_qs, u"EOT"_qs, u"ENQ"_qs, u"ACK"_qs, u"BEL"_qs, u"BS"_qs,
        u"HT"_qs,  u"LF"_qs,  u"VT"_qs,  u"FF"_qs,  u"CR"_qs,  u"SO"_qs,  u"SI"_qs,  u"DLE"_qs, u"DC1"_qs,
        u"DC2"_qs, u"DC3"_qs, u"DC4"_qs, u"NAK"_qs, u"SYN"_qs, u"ETB"_qs, u"CAN"_qs, u"EM"_qs,  u"SUB"_qs,
        u"ESC"_qs, u"FS"_qs,  u"GS"_qs,  u"RS"_qs,  u"US"_qs,  u"SP"_qs,  u"DEL"_qs};
    return names[size_t(character.unicode() - 0x2400)];
}

qreal LogViewMetrics::pictureIndent(QChar character) const
{
    return m_cell - m_pictureCell * qreal(pictureName(character).size()) / 2;
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
