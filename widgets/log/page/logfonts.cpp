// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/page/logfonts.h"

#include <QFontDatabase>
#include <QLocale>

#include <algorithm>

namespace {

constexpr qsizetype maxFamilies = 3; // tried for a writing system
constexpr int general = QFontDatabase::Any;
static_assert(QFontDatabase::WritingSystemsCount <= 64);

constexpr quint64 bitOf(int group)
{
    return quint64(1) << group;
}

struct Script
{
    QChar::Script script;
    QFontDatabase::WritingSystem system;
};

constexpr Script scripts[] = {
    {QChar::Script_Latin, QFontDatabase::Latin},
    {QChar::Script_Greek, QFontDatabase::Greek},
    {QChar::Script_Cyrillic, QFontDatabase::Cyrillic},
    {QChar::Script_Armenian, QFontDatabase::Armenian},
    {QChar::Script_Hebrew, QFontDatabase::Hebrew},
    {QChar::Script_Arabic, QFontDatabase::Arabic},
    {QChar::Script_Syriac, QFontDatabase::Syriac},
    {QChar::Script_Thaana, QFontDatabase::Thaana},
    {QChar::Script_Devanagari, QFontDatabase::Devanagari},
    {QChar::Script_Bengali, QFontDatabase::Bengali},
    {QChar::Script_Gurmukhi, QFontDatabase::Gurmukhi},
    {QChar::Script_Gujarati, QFontDatabase::Gujarati},
    {QChar::Script_Oriya, QFontDatabase::Oriya},
    {QChar::Script_Tamil, QFontDatabase::Tamil},
    {QChar::Script_Telugu, QFontDatabase::Telugu},
    {QChar::Script_Kannada, QFontDatabase::Kannada},
    {QChar::Script_Malayalam, QFontDatabase::Malayalam},
    {QChar::Script_Sinhala, QFontDatabase::Sinhala},
    {QChar::Script_Thai, QFontDatabase::Thai},
    {QChar::Script_Lao, QFontDatabase::Lao},
    {QChar::Script_Tibetan, QFontDatabase::Tibetan},
    {QChar::Script_Myanmar, QFontDatabase::Myanmar},
    {QChar::Script_Georgian, QFontDatabase::Georgian},
    {QChar::Script_Khmer, QFontDatabase::Khmer},
    {QChar::Script_Hangul, QFontDatabase::Korean},
    {QChar::Script_Hiragana, QFontDatabase::Japanese},
    {QChar::Script_Katakana, QFontDatabase::Japanese},
    {QChar::Script_Bopomofo, QFontDatabase::TraditionalChinese},
    {QChar::Script_Ogham, QFontDatabase::Ogham},
    {QChar::Script_Runic, QFontDatabase::Runic},
    {QChar::Script_Nko, QFontDatabase::Nko},
};

// Ideographs differ a little between regions: the locale decides.
QFontDatabase::WritingSystem ideographs()
{
    const QLocale locale = QLocale::system();
    if (locale.language() == QLocale::Japanese)
        return QFontDatabase::Japanese;
    if (locale.language() == QLocale::Korean)
        return QFontDatabase::Korean;
    return locale.script() == QLocale::TraditionalHanScript ? QFontDatabase::TraditionalChinese
                                                            : QFontDatabase::SimplifiedChinese;
}

bool isIdeographic(char32_t c)
{
    return (c >= 0x2e80 && c <= 0x303f) || (c >= 0x31c0 && c <= 0x9fff) || (c >= 0xf900 && c <= 0xfaff)
        || (c >= 0xfe30 && c <= 0xfe4f) || (c >= 0xff00 && c <= 0xffef) || (c >= 0x20000 && c <= 0x3ffff);
}

int groupOf(char32_t character)
{
    const QChar::Script script = QChar::script(character);
    const auto *found = std::find_if(std::begin(scripts), std::end(scripts),
                                     [script](const Script &candidate) { return candidate.script == script; });
    if (found != std::end(scripts) && found->script != QChar::Script_Latin)
        return found->system;
    if (isIdeographic(character))
        return ideographs();
    return found != std::end(scripts) ? found->system : general;
}

bool mayHaveFont(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_NotAssigned:
    case QChar::Other_PrivateUse:
    case QChar::Other_Surrogate:
        return false;
    default:
        return true;
    }
}

// Parts of font names that tell the region a font is made for.
QStringList regionalNames(int group)
{
    switch (group) {
    case QFontDatabase::SimplifiedChinese:
        return {u" SC"_qs, u"YaHei"_qs, u"WenQuanYi"_qs, u"SimHei"_qs, u"SimSun"_qs, u" CN"_qs};
    case QFontDatabase::TraditionalChinese:
        return {u" TC"_qs, u" HK"_qs, u"JhengHei"_qs, u"MingLiU"_qs, u" TW"_qs};
    case QFontDatabase::Japanese:
        return {u" JP"_qs, u"Gothic"_qs, u"Hiragino"_qs, u"Meiryo"_qs};
    case QFontDatabase::Korean:
        return {u" KR"_qs, u"Malgun"_qs, u"Nanum"_qs, u"Apple SD"_qs};
    default:
        return {};
    }
}

// How well a family goes with a monospace font, judged by its name.
int merit(const QString &family, const QStringList &regional)
{
    const bool region = std::any_of(regional.cbegin(), regional.cend(),
                                    [&family](const QString &name) { return family.contains(name); });
    int merit = region ? 8 : 0;
    merit += family.contains(u"Mono") || family.contains(u"Code") ? 4 : 0;
    merit += family.contains(u"Sans") || family.contains(u"Hei") || family.contains(u" UI") ? 2 : 0;
    merit -= regional.isEmpty() && family.contains(u"CJK") ? 8 : 0; // these cover many scripts poorly
    merit -= family.contains(u"Serif") || family.contains(u"Math") || family.contains(u"Condensed") ? 2 : 0;
    return merit;
}

// Fonts of symbols, and of scripts that QFontDatabase does not know.
QStringList generalFamilies()
{
    return {u"DejaVu Sans"_qs,
            u"Segoe UI Symbol"_qs,
            u"Apple Symbols"_qs,
            u"Noto Sans Symbols"_qs,
            u"Noto Sans Symbols2"_qs,
            u"Noto Sans Math"_qs,
            u"Cambria Math"_qs,
            u"Noto Color Emoji"_qs,
            u"Apple Color Emoji"_qs,
            u"Segoe UI Emoji"_qs,
            u"Noto Emoji"_qs,
            u"Symbola"_qs,
            u"Noto Sans Ethiopic"_qs,
            u"Ebrima"_qs,
            u"Kefa"_qs,
            u"Noto Sans Cherokee"_qs,
            u"Gadugi"_qs,
            u"Noto Sans Mongolian"_qs,
            u"Mongolian Baiti"_qs,
            u"Noto Sans Yi"_qs,
            u"Microsoft Yi Baiti"_qs,
            u"Segoe UI Historic"_qs,
            u"Arial Unicode MS"_qs,
            u"FreeMono"_qs,
            u"FreeSans"_qs,
            u"Unifont"_qs};
}

} // namespace

LogFonts::LogFonts(const QFont &font)
{
    QFont own = font;
    own.setStyleStrategy(QFont::StyleStrategy(own.styleStrategy() | QFont::NoFontMerging));
    m_faces.push_back({own, QRawFont::fromFont(own), 0});
}

void LogFonts::openAsIn(const LogFonts &other)
{
    m_families = other.m_families;
    for (auto face = other.m_faces.cbegin() + 1; face != other.m_faces.cend(); ++face)
        open(face->font.family(), face->groups);
}

LogFonts::Match LogFonts::find(char32_t character) const
{
    const auto glyphIn = [character](const QRawFont &font) {
        const QString text = QString::fromUcs4(&character, 1);
        quint32 glyphs[2] = {};
        int count = 2;
        return font.glyphIndexesForChars(text.data(), int(text.size()), glyphs, &count) && count == 1 ? glyphs[0] : 0;
    };
    if (const quint32 glyph = glyphIn(m_faces.front().raw))
        return {0, glyph};
    const Group group = groupOf(character);
    for (const bool own : {true, false}) {
        for (int i = 1; i < count(); ++i) {
            if (((m_faces[size_t(i)].groups & bitOf(group)) != 0) != own)
                continue;
            if (const quint32 glyph = glyphIn(raw(i)))
                return {i, glyph};
        }
        const Group wanted = own ? group : general;
        if (isExhausted(wanted) || !mayHaveFont(character))
            continue;
        if (std::find(m_wanted.cbegin(), m_wanted.cend(), wanted) == m_wanted.cend())
            m_wanted.push_back(wanted);
        break;
    }
    return {};
}

bool LogFonts::openNext()
{
    if (m_wanted.empty())
        return false;
    const Group group = m_wanted.front();
    m_wanted.erase(m_wanted.begin());
    Families &families = m_families[group];
    if (!families.listed)
        list(group, families);
    while (!families.untried.isEmpty()) {
        if (open(families.untried.takeFirst(), bitOf(group)))
            return true;
    }
    return true; // continues with the general fonts
}

bool LogFonts::isExhausted(Group group) const
{
    const auto families = m_families.find(group);
    return families != m_families.cend() && families->second.listed && families->second.untried.isEmpty();
}

void LogFonts::list(Group group, Families &families) const
{
    families.listed = true;
    if (group == general) {
        const QStringList installed = QFontDatabase::families();
        for (const QString &family : generalFamilies()) {
            if (installed.contains(family))
                families.untried.append(family);
        }
        return;
    }
    QStringList installed = QFontDatabase::families(QFontDatabase::WritingSystem(group));
    const QStringList regional = regionalNames(group);
    std::stable_sort(installed.begin(), installed.end(), [&regional](const QString &a, const QString &b) {
        return merit(a, regional) > merit(b, regional);
    });
    families.untried = installed.first(std::min(installed.size(), maxFamilies));
}

bool LogFonts::open(const QString &family, quint64 groups)
{
    QFont font = m_faces.front().font;
    font.setFamilies({family});
    font.setItalic(false);
    const QRawFont raw = QRawFont::fromFont(font);
    if (!raw.isValid())
        return false;
    const auto known =
        std::find_if(m_faces.begin(), m_faces.end(), [&raw](const Face &face) { return face.raw == raw; });
    if (known != m_faces.end())
        known->groups |= groups;
    else
        m_faces.push_back({font, raw, groups});
    return true;
}
