// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/textcodec.h"

#include "model/bytes/codecs/tablecodec.h"
#include "model/bytes/codecs/utf16codec.h"
#include "model/bytes/codecs/utf8codec.h"
#include "model/nearestname.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>
#include <map>
#include <mutex>

/// Decodes as another codec and encodes the nearest character if that one lacks it: `GBK,nearest`.
class NearestCodec : public TextCodec
{
public:
    explicit NearestCodec(std::shared_ptr<const TextCodec> codec)
        : TextCodec(codec->name() + QLatin1StringView(nearestSuffix), codec->isAsciiSuperset()),
          m_codec(std::move(codec))
    {
    }

    Step step(QByteArrayView bytes) const override { return m_codec->step(bytes); }
    qsizetype safeStart(QByteArrayView before, quint32 streamOffset) const override
    {
        return m_codec->safeStart(before, streamOffset);
    }

protected:
    const TextCodec &exact() const override { return *m_codec; }
    bool encodeCharacter(char32_t character, QByteArray &out) const override
    {
        if (m_codec->encodeCharacter(character, out))
            return true;
        const char32_t near = m_codec->nearest(character);
        return near != 0 && m_codec->encodeCharacter(near, out);
    }
    bool encodeMarked(char32_t character, char16_t mark, QByteArray &out) const override
    {
        return m_codec->encodeMarked(character, mark, out);
    }

private:
    const std::shared_ptr<const TextCodec> m_codec;
};

namespace {

using Layout = TableCodec::Layout;

constexpr char single[] = "singlebyte";

enum class Family : quint8 { Utf8, Utf16Le, Utf16Be, Ascii, Table };

struct CodecRow
{
    const char *name;
    Family family = Family::Table;
    Layout layout = {};
    const char *file = "";    // Family::Table, see charactertable.h
    const char *table = "";   // its section; empty: the name
    const char *aliases = ""; // separated by blanks
};

constexpr Layout gbk{{{{0x81, 0xfe}}}, {{{0x40, 0x7e}, {0x80, 0xfe}}}};
constexpr Layout gb18030{{{{0x81, 0xfe}}}, {{{0x40, 0x7e}, {0x80, 0xfe}}}, false, true};
constexpr Layout gb2312{{{{0xa1, 0xa9}, {0xb0, 0xf7}}}, {{{0xa1, 0xfe}}}};
constexpr Layout big5{{{{0x81, 0xfe}}}, {{{0x40, 0x7e}, {0xa1, 0xfe}}}};
constexpr Layout shiftJis{{{{0x81, 0x9f}, {0xe0, 0xfc}}}, {{{0x40, 0x7e}, {0x80, 0xfc}}}};
constexpr Layout eucJp{{{{0xa1, 0xfe}, {0x8e, 0x8e}}}, {{{0xa1, 0xfe}}}, true};
constexpr Layout cp949{{{{0x81, 0xfe}}}, {{{0x41, 0x5a}, {0x61, 0x7a}, {0x81, 0xfe}}}};
constexpr Layout eucKr{{{{0xa1, 0xfe}}}, {{{0xa1, 0xfe}}}};
constexpr Layout iso8859{.c1Controls = true};

// The aliases are labels of the WHATWG Encoding Standard, names of Windows code pages and of iconv. Without "-strict",
// GB2312, GBK and EUC-KR are what Windows and the web mean by these names.
constexpr CodecRow codecRows[] = {
    {"UTF-8", Family::Utf8, {}, "", "", "UTF8 CP65001"},
    {"GBK", Family::Table, gbk, "chinese", "", "CP936 MS936 Windows-936 x-gbk"},
    {"GB18030", Family::Table, gb18030, "chinese", "", "GB18030-2022 CP54936"},
    {"GB2312", Family::Table, gbk, "chinese", "GBK", "GB_2312 GB_2312-80 EUC-CN csGB2312 Chinese ISO-IR-58 CP20936"},
    {"Big5", Family::Table, big5, "big5", "", "CP950 MS950 Windows-950 cn-big5 x-x-big5 csBig5"},
    {"Big5-HKSCS", Family::Table, big5, "big5", "", "Big5HK HKSCS HKSCS-2008 CP951"},
    {"Shift_JIS", Family::Table, shiftJis, "japanese", "",
     "SJIS x-sjis CP932 MS932 Windows-932 Windows-31J csShiftJIS MS_Kanji"},
    {"EUC-JP", Family::Table, eucJp, "japanese", "", "x-euc-jp UJIS eucJP-ms CP51932"},
    {"EUC-KR", Family::Table, cp949, "korean", "",
     "CP949 UHC MS949 Windows-949 ks_c_5601-1987 ks_c_5601-1989 KSC_5601 csEUCKR Korean ISO-IR-149 CP51949"},
    {"ISO-8859-1", Family::Table, iso8859, single, "", "Latin1 l1 CP819 IBM819 CP28591 csISOLatin1 ISO-IR-100"},
    {"Windows-1252", Family::Table, {}, single, "", "CP1252 MS1252 x-cp1252"},
    {"UTF-16LE", Family::Utf16Le, {}, "", "", "UCS-2LE CP1200"},
    {"UTF-16BE", Family::Utf16Be, {}, "", "", "UCS-2BE CP1201"},
    {"KOI8-R", Family::Table, {}, single, "", "KOI8 KOI CP20866 csKOI8R"},
    {"ASCII", Family::Ascii, {}, "", "", "US-ASCII ISO646-US ANSI_X3.4-1968 CP20127 CP367"},
    {"KOI8-U", Family::Table, {}, single, "", "CP21866"},
    {"IBM866", Family::Table, {}, single, "", "CP866 csIBM866"},
    {"ISO-8859-2", Family::Table, iso8859, single, "", "Latin2 l2 CP28592 csISOLatin2 ISO-IR-101"},
    {"ISO-8859-5", Family::Table, iso8859, single, "", "Cyrillic CP28595 csISOLatinCyrillic ISO-IR-144"},
    {"ISO-8859-6", Family::Table, iso8859, single, "", "Arabic CP28596 ECMA-114 ASMO-708 csISOLatinArabic ISO-IR-127"},
    {"ISO-8859-7", Family::Table, iso8859, single, "",
     "Greek Greek8 CP28597 ECMA-118 ELOT_928 csISOLatinGreek ISO-IR-126"},
    {"ISO-8859-8", Family::Table, iso8859, single, "", "Hebrew CP28598 csISOLatinHebrew ISO-IR-138"},
    {"ISO-8859-9", Family::Table, iso8859, single, "", "Latin5 l5 CP28599 csISOLatin5 ISO-IR-148"},
    {"ISO-8859-15", Family::Table, iso8859, single, "", "Latin9 l9 CP28605 csISOLatin9"},
    {"Windows-1250", Family::Table, {}, single, "", "CP1250 MS1250 x-cp1250"},
    {"Windows-1251", Family::Table, {}, single, "", "CP1251 MS1251 x-cp1251"},
    {"Windows-1253", Family::Table, {}, single, "", "CP1253 MS1253 x-cp1253"},
    {"Windows-1254", Family::Table, {}, single, "", "CP1254 MS1254 x-cp1254"},
    {"Windows-1255", Family::Table, {}, single, "", "CP1255 MS1255 x-cp1255"},
    {"Windows-1256", Family::Table, {}, single, "", "CP1256 MS1256 x-cp1256"},
    {"Windows-1257", Family::Table, {}, single, "", "CP1257 MS1257 x-cp1257"},
    {"Windows-1258", Family::Table, {}, single, "", "CP1258 MS1258 x-cp1258"},
    {"GB2312-strict", Family::Table, gb2312, "chinese", "", ""},
    {"GBK-strict", Family::Table, gbk, "chinese", "", ""},
    {"EUC-JP-strict", Family::Table, eucJp, "japanese", "", ""},
    {"EUC-KR-strict", Family::Table, eucKr, "korean", "", "KS_X_1001"},
};

std::shared_ptr<const TextCodec> makeCodec(const CodecRow &row)
{
    const QString name = QString::fromLatin1(row.name);
    switch (row.family) {
    case Family::Utf8:
        return std::make_shared<Utf8Codec>(name);
    case Family::Utf16Le:
        return std::make_shared<Utf16Codec>(name, false);
    case Family::Utf16Be:
        return std::make_shared<Utf16Codec>(name, true);
    case Family::Ascii:
        return std::make_shared<TableCodec>(name, row.layout, std::vector<charactertable::Entry>());
    case Family::Table:
        break;
    }
    return std::make_shared<TableCodec>(name, row.layout,
                                        charactertable::load(row.file, *row.table ? row.table : row.name));
}

/// Lower case without separators, so that `utf8`, `UTF_8` and `utf-8` are one.
QString simplified(QStringView name)
{
    QString simple;
    for (const QChar c : name) {
        if (c.isLetterOrNumber())
            simple.append(c.toLower());
    }
    return simple;
}

QStringList aliasesOf(const CodecRow &row)
{
    return QString::fromLatin1(row.aliases).split(u' ', Qt::SkipEmptyParts);
}

const CodecRow *findRow(QStringView name)
{
    const QString wanted = simplified(name);
    for (const CodecRow &row : codecRows) {
        if (wanted == simplified(QString::fromLatin1(row.name)))
            return &row;
    }
    for (const CodecRow &row : codecRows) {
        for (const QString &alias : aliasesOf(row)) {
            if (wanted == simplified(alias))
                return &row;
        }
    }
    return nullptr;
}

/// U+0300-U+036F: marks that encodings have together with a letter.
bool isCombining(QChar c)
{
    return c.unicode() >= 0x300 && c.unicode() < 0x370;
}

QString numbered(char32_t character)
{
    return QString::number(uint(character), 16).toUpper().rightJustified(4, u'0');
}

/// `“～” (U+FF5E)`
QString named(char32_t character)
{
    return QStringLiteral("“%1” (U+%2)").arg(QString::fromUcs4(&character, 1), numbered(character));
}

QString cannotWrite(char32_t character, char32_t nearest, const QString &encoding)
{
    if (nearest != 0)
        return QCoreApplication::translate("TextCodec",
                                           "The character %1 cannot be written in %2. The nearest one is %3.")
            .arg(named(character), encoding, named(nearest));
    return QCoreApplication::translate("TextCodec",
                                       "The character “%1” (U+%2) cannot be written in %3. "
                                       "Remove it or choose another encoding.")
        .arg(QString::fromUcs4(&character, 1), numbered(character), encoding);
}

/// Characters of a group can replace each other; the first ones are preferred. Only pairs in which vendors' tables of a
/// standard differ, or that Unicode has twice.
constexpr const char16_t *lookalikeGroups[] = {
    u"～〜∼",    // FF5E 301C 223C: wave dash, JIS 2141
    u"－−",      // FF0D 2212: minus, JIS 215D
    u"∥‖",       // 2225 2016: parallel, JIS 2142
    u"—―–",      // 2014 2015 2013: dash, JIS 213D, GB 212A
    u"…⋯",       // 2026 22EF: ellipsis; macOS types the second one
    u"·・‧•∙⋅･", // B7 30FB 2027 2022 2219 22C5 FF65: dot in the middle, GB 2124
    u"￥¥",      // FFE5 A5: yen or yuan
    u"￠¢",      // FFE0 A2: cent
    u"￡£",      // FFE1 A3: pound
    u"￢¬",      // FFE2 AC: not
    u"￤¦",      // FFE4 A6: broken bar
    u"￦₩",      // FFE6 20A9: won
    u"￣‾¯",     // FFE3 203E AF: overline, JIS 2131
    u"μµ",       // 3BC B5: micro
    u"Ω\u2126",  // 3A9 2126: ohm
    u"Å\u212b",  // C5 212B: ångström
    u" \u00a0",  // 20 A0: no-break space
};

/// Characters of the same shape that input methods confuse but East Asian encodings distinguish, such as 〜 (U+301C) and
/// ～ (U+FF5E): those for `character`, the nearest first; empty for most. All are in the BMP.
QList<char32_t> lookalikes(char32_t character)
{
    static const QHash<char32_t, QList<char32_t>> made = [] {
        QHash<char32_t, QList<char32_t>> all;
        for (const QStringView group : lookalikeGroups) {
            for (const QChar of : group) {
                for (const QChar other : group) {
                    if (other != of)
                        all[of.unicode()].append(other.unicode());
                }
            }
        }
        return all;
    }();
    return made.value(character);
}

} // namespace

QString TextCodec::Substitution::toString() const
{
    return QCoreApplication::translate("TextCodec", "%1 for %2", "one character for another")
        .arg(named(to), named(from));
}

QStringList TextCodec::names()
{
    QStringList names;
    for (const CodecRow &row : codecRows)
        names.append(QString::fromLatin1(row.name));
    return names;
}

QStringList TextCodec::aliases(const QString &name)
{
    const CodecRow *row = findRow(name);
    return row ? aliasesOf(*row) : QStringList();
}

Result<std::shared_ptr<const TextCodec>> TextCodec::find(const QString &name)
{
    static std::mutex mutex;
    static std::map<const CodecRow *, std::shared_ptr<const TextCodec>> made;
    const bool nearest = name.endsWith(QLatin1StringView(nearestSuffix), Qt::CaseInsensitive);
    const CodecRow *row = findRow(nearest ? QStringView(name).chopped(sizeof nearestSuffix - 1) : QStringView(name));
    if (const QString meant = row ? QString() : nearestName(name, names()); !meant.isEmpty())
        return failure(
            QCoreApplication::translate("TextCodec", "Unknown encoding “%1”. Did you mean “%2”?").arg(name, meant));
    if (!row)
        return failure(QCoreApplication::translate("TextCodec", "Unknown encoding “%1”. Choose one of: %2")
                           .arg(name, names().join(QStringLiteral(", "))));
    const std::lock_guard lock(mutex);
    auto &codec = made[row];
    if (!codec)
        codec = makeCodec(*row);
    return nearest ? std::make_shared<NearestCodec>(codec) : codec;
}

bool TextCodec::encodeMarked(char32_t, char16_t, QByteArray &) const
{
    return false;
}

bool TextCodec::canEncode(char32_t character) const
{
    QByteArray bytes;
    return !QChar::isSurrogate(character) && encodeCharacter(character, bytes);
}

char32_t TextCodec::nearest(char32_t character) const
{
    for (const char32_t other : lookalikes(character)) {
        if (exact().canEncode(other))
            return other;
    }
    return 0;
}

QString TextCodec::withNearest(QStringView text, std::vector<Substitution> &made) const
{
    QString result;
    result.reserve(text.size());
    for (const QChar c : text) { // all look-alikes are of the BMP
        const char32_t character = c.unicode();
        const char32_t near = character < 0x80 || exact().canEncode(character) ? 0 : nearest(character);
        if (const Substitution pair{character, near};
            near != 0 && std::find(made.begin(), made.end(), pair) == made.end())
            made.push_back(pair);
        result.append(near == 0 ? c : QChar(char16_t(near)));
    }
    return result;
}

Result<QByteArray> TextCodec::encode(QStringView text) const
{
    QByteArray bytes;
    bytes.reserve(text.size() * 2);
    for (qsizetype at = 0; at < text.size();) {
        const bool pair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        const char32_t character = pair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : text[at].unicode();
        if (!pair && at + 1 < text.size() && isCombining(text[at + 1])
            && encodeMarked(character, text[at + 1].unicode(), bytes)) {
            at += 2;
            continue;
        }
        if (QChar::isSurrogate(character) || !encodeCharacter(character, bytes))
            return failure(cannotWrite(character, nearest(character), m_name), at);
        at += pair ? 2 : 1;
    }
    return bytes;
}
