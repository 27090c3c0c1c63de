// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/page/logfonts.h"

#include <QStringView>

#include <array>
#include <memory>
#include <unordered_map>

/// How a character is drawn, and how wide it is.
struct LogGlyph
{
    enum class Kind : quint8 {
        Unknown,
        Nothing, ///< a blank or an invisible character
        Plain,   ///< a glyph by itself
        Shaped,  ///< its shape depends on its neighbours
        Box,     ///< a frame with a name: a control character, or one that no font has
    };

    Kind kind = Kind::Unknown;
    qint16 font = LogFonts::none;
    quint32 index = 0;
    float advance = 0;
    float shift = 0; ///< of a mark, back over the character before
};

/// The widths and glyphs of characters in one font and its fallback fonts. Each is looked up once and cached, so that
/// laying out a record costs a table look-up per character. The width of a text is the sum of its characters. Opens no
/// font meanwhile, see LogFonts.
class LogMetrics
{
public:
    explicit LogMetrics(const QFont &font);
    /// Opens the same fallback fonts as `other`.
    LogMetrics(const QFont &font, const LogMetrics &other);

    const QFont &font() const { return m_font; }
    const LogFonts &fonts() const { return m_fonts; }
    /// Opens one missing font; returns whether widths may have changed.
    bool openNextFont();
    int lineHeight() const { return m_lineHeight; }
    qreal ascent() const { return m_ascent; }
    /// Width of a digit; the unit of gaps and indents.
    qreal cell() const { return m_cell; }

    /// The character at `index`. The second half of a surrogate pair and a mark on the character before have width 0.
    LogGlyph glyph(QStringView text, qsizetype index) const;
    qreal advance(QStringView text, qsizetype index) const { return glyph(text, index).advance; }
    qreal width(QStringView text) const;

    /// A symbol of a control character (␀ to ␡). Few fonts have it: its name is drawn in a frame, two cells wide.
    static bool isPicture(char32_t character) { return character >= 0x2400 && character <= 0x2421; }
    /// The text in the frame of the character at `index`: its name or its code point.
    static QString boxName(QStringView text, qsizetype index);
    const QRawFont &smallFont() const { return m_smallFont; }
    /// The width of a letter in a frame.
    qreal smallCell() const { return m_smallCell; }
    quint32 smallGlyph(QChar character) const { return m_smallGlyphs[character.unicode() & 0x7f]; }
    const QRawFont &italicFont() const { return m_italicFont; }
    /// 0 if the italic font lacks the character.
    quint32 italicGlyph(QChar character) const;

private:
    using Page = std::array<LogGlyph, 256>;

    void prepareSmall();
    LogGlyph beyondBmp(char32_t character) const;
    LogGlyph lookUp(char32_t character) const;

    QFont m_font;
    LogFonts m_fonts;
    QRawFont m_italicFont;
    QRawFont m_smallFont;
    std::array<quint32, 128> m_smallGlyphs{};
    qreal m_smallCell = 0;
    int m_lineHeight = 0;
    qreal m_ascent = 0;
    qreal m_cell = 0;
    mutable std::array<std::unique_ptr<Page>, 256> m_pages;
    mutable std::unordered_map<char32_t, LogGlyph> m_beyondBmp;
};
