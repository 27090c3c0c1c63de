// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QStringView>

#include <array>
#include <memory>
#include <unordered_map>

/// How wide characters are in one font. Each is measured once and remembered, so that laying out a
/// record costs a table look-up a character. Text is measured as the sum of its characters.
class LogViewMetrics
{
public:
    explicit LogViewMetrics(const QFont &font);

    const QFont &font() const { return m_font; }
    int rowHeight() const { return m_rowHeight; }
    qreal ascent() const { return m_ascent; }
    /// Width of a digit; the unit of gaps and indents.
    qreal cell() const { return m_cell; }

    /// Width of the character that begins at `index`; 0 for the second half of a surrogate pair and
    /// for marks that stand on the character before.
    qreal advance(QStringView text, qsizetype index) const;
    qreal width(QStringView text) const;

    /// The picture of a control character (␀ to ␡). Few fonts have them, so they are two cells wide
    /// and drawn as a small frame with the character's name.
    static bool isPicture(QChar character);
    static const QString &pictureName(QChar character);
    const QFont &pictureFont() const { return m_pictureFont; }
    /// How far right of its cell a picture's name begins, to stand in the middle.
    qreal pictureIndent(QChar character) const;

private:
    using Page = std::array<float, 256>;

    float measured(char16_t unit) const;
    float measure(QStringView character) const;

    QFont m_font;
    QFont m_pictureFont;
    qreal m_pictureCell = 0;
    int m_rowHeight = 0;
    qreal m_ascent = 0;
    qreal m_cell = 0;
    mutable std::array<std::unique_ptr<Page>, 256> m_pages;
    mutable std::unordered_map<char32_t, float> m_beyondBmp;
};
