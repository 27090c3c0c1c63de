// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/page/logmetrics.h"

#include <QFontMetricsF>

#include <algorithm>
#include <cmath>

namespace {

bool isMark(char32_t character)
{
    const QChar::Category category = QChar::category(character);
    return category == QChar::Mark_NonSpacing || category == QChar::Mark_Enclosing;
}

bool isInvisible(char32_t character)
{
    const QChar::Category category = QChar::category(character);
    const bool selector =
        (character >= 0xfe00 && character <= 0xfe0f) || (character >= 0xe0100 && character <= 0xe01ef);
    return selector || category == QChar::Other_Format || category == QChar::Other_Control;
}

// Scripts whose characters shaping may not place side by side. They are drawn separately, so that the other characters
// stay where they were measured.
bool isShaped(char32_t c)
{
    return (c >= 0x0590 && c < 0x1e00) || (c >= 0xfb1d && c <= 0xfdff) || (c >= 0xfe70 && c <= 0xfeff);
}

QFont scaled(QFont font, qreal factor)
{
    if (font.pointSizeF() > 0)
        font.setPointSizeF(font.pointSizeF() * factor);
    else
        font.setPixelSize(std::max(1, int(font.pixelSize() * factor)));
    return font;
}

QFont withoutKerning(QFont font)
{
    font.setKerning(false); // widths are sums of characters
    return font;
}

QFont italicOf(QFont font)
{
    font.setItalic(true);
    return font;
}

quint32 glyphIn(const QRawFont &font, QChar character)
{
    quint32 glyph = 0;
    int count = 1;
    return font.glyphIndexesForChars(&character, 1, &glyph, &count) ? glyph : 0;
}

qreal advanceIn(const QRawFont &font, quint32 glyph)
{
    QPointF advance;
    return font.advancesForGlyphIndexes(&glyph, &advance, 1) ? advance.x() : 0;
}

} // namespace

LogMetrics::LogMetrics(const QFont &font) : m_font(withoutKerning(font)), m_fonts(m_font)
{
    const QFontMetricsF metrics(m_fonts.font(0));
    // Fallback fonts, for Chinese say, are a little taller than the usual monospace font.
    m_lineHeight = int(std::ceil(metrics.height())) + 2;
    m_ascent = metrics.ascent() + 1;
    m_cell = advanceIn(m_fonts.raw(0), glyphIn(m_fonts.raw(0), u'0'));
    m_italicFont = QRawFont::fromFont(italicOf(m_fonts.font(0)));
    prepareSmall();
}

LogMetrics::LogMetrics(const QFont &font, const LogMetrics &other) : LogMetrics(font)
{
    m_fonts.openAsIn(other.m_fonts);
}

void LogMetrics::prepareSmall()
{
    m_smallFont = QRawFont::fromFont(scaled(m_fonts.font(0), 0.62)); // three letters in two cells
    for (size_t c = 0x20; c < m_smallGlyphs.size(); ++c)
        m_smallGlyphs[c] = glyphIn(m_smallFont, QChar(char16_t(c)));
    m_smallCell = advanceIn(m_smallFont, m_smallGlyphs[u'0']);
}

bool LogMetrics::openNextFont()
{
    if (!m_fonts.openNext())
        return false;
    for (auto &page : m_pages)
        page.reset();
    m_beyondBmp.clear();
    return true;
}

LogGlyph LogMetrics::glyph(QStringView text, qsizetype index) const
{
    const char16_t unit = text[index].unicode();
    if (QChar::isSurrogate(unit)) {
        const bool pair = QChar::isHighSurrogate(unit) && index + 1 < text.size() && text[index + 1].isLowSurrogate();
        return pair ? beyondBmp(QChar::surrogateToUcs4(text[index], text[index + 1]))
                    : LogGlyph{.kind = LogGlyph::Kind::Nothing};
    }
    auto &page = m_pages[unit >> 8];
    if (!page)
        page = std::make_unique<Page>();
    LogGlyph &glyph = (*page)[unit & 0xff];
    if (glyph.kind == LogGlyph::Kind::Unknown)
        glyph = lookUp(unit);
    return glyph;
}

LogGlyph LogMetrics::beyondBmp(char32_t character) const
{
    constexpr size_t most = 10'000; // a million would take up too much
    const auto found = m_beyondBmp.find(character);
    if (found != m_beyondBmp.end())
        return found->second;
    if (m_beyondBmp.size() >= most)
        m_beyondBmp.clear();
    return m_beyondBmp.emplace(character, lookUp(character)).first->second;
}

qreal LogMetrics::width(QStringView text) const
{
    qreal sum = 0;
    for (qsizetype i = 0; i < text.size(); ++i)
        sum += advance(text, i);
    return sum;
}

QString LogMetrics::boxName(QStringView text, qsizetype index)
{
    static const std::array<QString, 0x22> names = {
        u"NUL"_qs, u"SOH"_qs, u"STX"_qs, u"ETX"_qs, u"EOT"_qs, u"ENQ"_qs, u"ACK"_qs, u"BEL"_qs, u"BS"_qs,
        u"HT"_qs,  u"LF"_qs,  u"VT"_qs,  u"FF"_qs,  u"CR"_qs,  u"SO"_qs,  u"SI"_qs,  u"DLE"_qs, u"DC1"_qs,
        u"DC2"_qs, u"DC3"_qs, u"DC4"_qs, u"NAK"_qs, u"SYN"_qs, u"ETB"_qs, u"CAN"_qs, u"EM"_qs,  u"SUB"_qs,
        u"ESC"_qs, u"FS"_qs,  u"GS"_qs,  u"RS"_qs,  u"US"_qs,  u"SP"_qs,  u"DEL"_qs};
    char32_t character = text[index].unicode();
    if (isPicture(character))
        return names[size_t(character - 0x2400)];
    if (QChar::isHighSurrogate(character) && index + 1 < text.size())
        character = QChar::surrogateToUcs4(text[index], text[index + 1]);
    return QString::number(quint32(character), 16).toUpper().rightJustified(4, u'0');
}

quint32 LogMetrics::italicGlyph(QChar character) const
{
    return character.isSurrogate() ? 0 : glyphIn(m_italicFont, character);
}

LogGlyph LogMetrics::lookUp(char32_t character) const
{
    using Glyph = LogGlyph::Kind;
    if (isPicture(character))
        return {.kind = Glyph::Box, .advance = float(2 * m_cell)};
    if (character == u' ')
        return {.kind = Glyph::Nothing, .advance = float(m_cell)};
    if (isInvisible(character))
        return {.kind = Glyph::Nothing};
    const auto [font, index] = m_fonts.find(character);
    if (font == LogFonts::none) // four digits fit in three cells, six in four
        return {.kind = Glyph::Box, .advance = float((character > 0xffff ? 4 : 3) * m_cell)};
    const auto advance = float(advanceIn(m_fonts.raw(font), index));
    const bool mark = isMark(character);
    return {.kind = isShaped(character) ? Glyph::Shaped : Glyph::Plain,
            .font = qint16(font),
            .index = index,
            .advance = mark ? 0 : advance,
            .shift = mark ? -advance : 0};
}
