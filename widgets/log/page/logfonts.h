// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QFont>
#include <QRawFont>

#include <map>
#include <vector>

/// The fonts that the log is drawn with: the user's, and fallback fonts for the writing systems that it lacks. For a
/// character that no font has, Qt would try all of them, which takes tenths of a second. Here no font is opened while
/// characters are looked up: find() notes what is missing, and openNext() opens one of a few fonts.
class LogFonts
{
public:
    static constexpr int none = -1;

    /// A font and a glyph in it.
    struct Match
    {
        int font = none;
        quint32 glyph = 0;
    };

    explicit LogFonts(const QFont &font);

    /// Opens the fonts that are open in `other`, in the same order.
    void openAsIn(const LogFonts &other);

    /// Font `none` if no open font has the character, or while a better font may still be opened.
    Match find(char32_t character) const;
    /// Whether openNext() may open a font for a character that was looked up.
    bool isWaiting() const { return !m_wanted.empty(); }
    /// Opens at most one font; returns whether the results of find() may differ from before.
    bool openNext();

    /// Draws text whose characters find() found in this font; it has no fallback.
    const QFont &font(int number) const { return m_faces[size_t(number)].font; }
    const QRawFont &raw(int number) const { return m_faces[size_t(number)].raw; }
    int count() const { return int(m_faces.size()); }

private:
    // A writing system (QFontDatabase::WritingSystem), or 0 for none.
    using Group = int;

    struct Face
    {
        QFont font;
        QRawFont raw;
        quint64 groups = 0; // a bit for each group that it was opened for
    };
    struct Families
    {
        bool listed = false;
        QStringList untried;
    };

    void list(Group group, Families &families) const;
    bool open(const QString &family, quint64 groups);
    bool isExhausted(Group group) const;

    std::vector<Face> m_faces;
    std::map<Group, Families> m_families;
    mutable std::vector<Group> m_wanted;
};
