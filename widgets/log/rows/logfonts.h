// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QRawFont>

#include <map>
#include <vector>

/// The fonts that the log is drawn with: the user's, and for what that lacks others, by writing system.
/// Qt would try all fonts at once for a character that none has, for tenths of a second; here nothing is
/// opened while characters are looked up. What is missing is noted, and openNext() opens one font of few.
class LogFonts
{
public:
    static constexpr int none = -1;

    /// Where a character is: a font's number, and its glyph there.
    struct Place
    {
        int font = none;
        quint32 glyph = 0;
    };

    explicit LogFonts(const QFont &font);

    /// Opens the same fonts as are open there, in their order.
    void openAsIn(const LogFonts &other);

    /// `none` for what no font that is open has, and while a better one is still to be opened.
    Place find(char32_t character) const;
    /// A character was looked up for which openNext() may open a font.
    bool isWaiting() const { return !m_wanted.empty(); }
    /// Opens at most one font; returns whether find() may find more than before, or has lost hope.
    bool openNext();

    /// Draws text of which find() named this font for each character; nothing else is ever tried.
    const QFont &font(int number) const { return m_faces[size_t(number)].font; }
    const QRawFont &raw(int number) const { return m_faces[size_t(number)].raw; }
    int count() const { return int(m_faces.size()); }

private:
    // A writing system (QFontDatabase::WritingSystem); 0 is what belongs to none.
    using Group = int;

    struct Face
    {
        QFont font;
        QRawFont raw;
        quint64 groups = 0; // a bit for each that it was opened for
    };
    struct Families
    {
        bool listed = false;
        QStringList left;
    };

    void list(Group group, Families &families) const;
    bool open(const QString &family, quint64 groups);
    bool isExhausted(Group group) const;

    std::vector<Face> m_faces;
    std::map<Group, Families> m_families;
    mutable std::vector<Group> m_wanted;
};
