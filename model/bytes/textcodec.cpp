// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/textcodec.h"

#include "model/bytes/tablecodecs.h"
#include "model/bytes/unicodecodecs.h"

#include <QCoreApplication>

#include <map>
#include <mutex>

namespace {

using Layout = TableCodec::Layout;

enum class Family : quint8 { Utf8, Utf16Le, Utf16Be, Ascii, Table };

struct CodecRow
{
    const char *name;
    Family family = Family::Table;
    Layout layout = {};
    const char *aliases = ""; // separated by blanks, as simplified() makes them
    const char *qtName = "";  // empty: the name
    const char *iconvName = "";
};

constexpr Layout gbk{{{{0x81, 0xfe}}}, {{{0x40, 0x7e}, {0x80, 0xfe}}}};
constexpr Layout gb18030{{{{0x81, 0xfe}}}, {{{0x40, 0x7e}, {0x80, 0xfe}}}, false, true};
constexpr Layout gb2312{{{{0xa1, 0xa9}, {0xb0, 0xf7}}}, {{{0xa1, 0xfe}}}};
constexpr Layout big5{{{{0x81, 0xfe}}}, {{{0x40, 0x7e}, {0xa1, 0xfe}}}};
constexpr Layout shiftJis{{{{0x81, 0x9f}, {0xe0, 0xfc}}}, {{{0x40, 0x7e}, {0x80, 0xfc}}}, false, false, false, true};
constexpr Layout eucJp{{{{0xa1, 0xfe}, {0x8e, 0x8e}}}, {{{0xa1, 0xfe}}}, true};
constexpr Layout eucKr{{{{0xa1, 0xfe}}}, {{{0xa1, 0xfe}}}};
constexpr Layout iso8859{.c1Controls = true};

const std::vector<CodecRow> &codecRows()
{
    static const std::vector<CodecRow> rows{
        {"UTF-8", Family::Utf8, {}, "utf8"},
        {"GBK", Family::Table, gbk, "cp936 windows936 ms936"},
        {"GB18030", Family::Table, gb18030},
        {"GB2312", Family::Table, gb2312, "euccn", "", "EUC-CN"},
        {"Big5", Family::Table, big5, "cp950 windows950", "", "CP950"},
        {"Shift_JIS", Family::Table, shiftJis, "sjis cp932 windows31j ms932", "windows-31j", "CP932"},
        {"EUC-JP", Family::Table, eucJp},
        {"EUC-KR", Family::Table, eucKr, "ksc5601"},
        {"ISO-8859-1", Family::Table, iso8859, "latin1 l1"},
        {"Windows-1252", Family::Table, {}, "cp1252", "", "CP1252"},
        {"UTF-16LE", Family::Utf16Le},
        {"UTF-16BE", Family::Utf16Be},
        {"KOI8-R", Family::Table},
        {"ASCII", Family::Ascii, {}, "usascii"},
        {"KOI8-U", Family::Table},
        {"IBM866", Family::Table, {}, "cp866"},
        {"ISO-8859-2", Family::Table, iso8859, "latin2"},
        {"ISO-8859-5", Family::Table, iso8859},
        {"ISO-8859-6", Family::Table, iso8859},
        {"ISO-8859-7", Family::Table, iso8859},
        {"ISO-8859-8", Family::Table, iso8859},
        {"ISO-8859-9", Family::Table, iso8859, "latin5"},
        {"ISO-8859-15", Family::Table, iso8859, "latin9"},
        {"Windows-1250", Family::Table, {}, "cp1250", "", "CP1250"},
        {"Windows-1251", Family::Table, {}, "cp1251", "", "CP1251"},
        {"Windows-1253", Family::Table, {}, "cp1253", "", "CP1253"},
        {"Windows-1254", Family::Table, {}, "cp1254", "", "CP1254"},
        {"Windows-1255", Family::Table, {}, "cp1255", "", "CP1255"},
        {"Windows-1256", Family::Table, {}, "cp1256", "", "CP1256"},
        {"Windows-1257", Family::Table, {}, "cp1257", "", "CP1257"},
        {"Windows-1258", Family::Table, {}, "cp1258", "", "CP1258"},
    };
    return rows;
}

/// ASCII has no tables to fill from anywhere.
class NoSource : public TableSource
{
public:
    char32_t decode(QByteArrayView) override { return 0; }
    QByteArray encode(char32_t) override { return {}; }
};

std::unique_ptr<TableSource> openSource(const CodecRow &row)
{
    if (row.family != Family::Table)
        return std::make_unique<NoSource>();
    const QString name = QString::fromLatin1(row.name);
    const QString qtName = QString::fromLatin1(row.qtName);
    const QString iconvName = QString::fromLatin1(row.iconvName);
    return TableSource::open(qtName.isEmpty() ? name : qtName, iconvName.isEmpty() ? name : iconvName);
}

std::shared_ptr<const TextCodec> makeCodec(const CodecRow &row, TableSource &source)
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
    case Family::Table:
        break;
    }
    return std::make_shared<TableCodec>(name, row.layout, source);
}

/// Lower case without separators, so that `utf8`, `UTF_8` and `utf-8` are one.
QString simplified(const QString &name)
{
    QString simple;
    for (const QChar c : name.toLower()) {
        if (c.isLetterOrNumber())
            simple.append(c);
    }
    return simple;
}

const CodecRow *findRow(const QString &name)
{
    const QString wanted = simplified(name);
    for (const CodecRow &row : codecRows()) {
        if (wanted == simplified(QString::fromLatin1(row.name))
            || QString::fromLatin1(row.aliases).split(u' ', Qt::SkipEmptyParts).contains(wanted))
            return &row;
    }
    return nullptr;
}

} // namespace

QStringList TextCodec::names()
{
    static const QStringList names = [] {
        QStringList found;
        for (const CodecRow &row : codecRows()) {
            if (openSource(row))
                found.append(QString::fromLatin1(row.name));
        }
        return found;
    }();
    return names;
}

Result<std::shared_ptr<const TextCodec>> TextCodec::find(const QString &name)
{
    static std::mutex mutex;
    static std::map<const CodecRow *, std::shared_ptr<const TextCodec>> made;
    const CodecRow *row = findRow(name);
    const std::lock_guard lock(mutex);
    if (const auto known = made.find(row); known != made.end())
        return known->second;
    const auto source = row ? openSource(*row) : nullptr;
    if (!source)
        return failure(
            QCoreApplication::translate("TextCodec", "The encoding “%1” is not known here. Choose one of: %2")
                .arg(name, names().join(QStringLiteral(", "))));
    return made.emplace(row, makeCodec(*row, *source)).first->second;
}

Result<QByteArray> TextCodec::encode(QStringView text) const
{
    QByteArray bytes;
    bytes.reserve(text.size() * 2);
    for (qsizetype at = 0; at < text.size();) {
        const bool pair = text[at].isHighSurrogate() && at + 1 < text.size() && text[at + 1].isLowSurrogate();
        const char32_t character = pair ? QChar::surrogateToUcs4(text[at], text[at + 1]) : text[at].unicode();
        if (QChar::isSurrogate(character) || !encodeCharacter(character, bytes)) {
            return failure(QCoreApplication::translate("TextCodec",
                                                       "The character “%1” (U+%2) cannot be written in %3. "
                                                       "Remove it or choose another encoding.")
                               .arg(text.sliced(at, pair ? 2 : 1).toString(),
                                    QString::number(uint(character), 16).toUpper().rightJustified(4, u'0'), m_name),
                           at);
        }
        at += pair ? 2 : 1;
    }
    return bytes;
}

namespace {

void appendStep(const TextCodec::Step &step, QByteArrayView bytes, DecodedText &out)
{
    if (step.kind == TextCodec::Step::Kind::Invalid)
        out.appendBytes(bytes.first(step.length), SpanKind::Invalid);
    else if (step.character <= 0xffff)
        out.text.append(QChar(char16_t(step.character)));
    else
        out.text.append(QStringView(QChar::fromUcs4(step.character)));
}

qsizetype asciiRun(QByteArrayView bytes)
{
    qsizetype run = 0;
    while (run < bytes.size() && quint8(bytes[run]) < 0x80)
        ++run;
    return run;
}

} // namespace

void StreamDecoder::decode(QByteArrayView bytes, DecodedText &out, TextPlaces *places)
{
    const char *const start = bytes.data();
    if (m_pendingSize > 0)
        bytes = finishPending(bytes, out, places);
    out.text.reserve(out.text.size() + bytes.size());
    while (!bytes.isEmpty()) {
        if (places)
            places->add(out.text.size(), bytes.data() - start);
        if (const qsizetype run = m_codec->isAsciiSuperset() ? asciiRun(bytes) : 0; run > 0) {
            out.text.append(QLatin1StringView(bytes.first(run)));
            bytes = bytes.sliced(run);
            continue;
        }
        const TextCodec::Step step = m_codec->step(bytes);
        if (step.kind == TextCodec::Step::Kind::NeedMore) {
            keepPending(bytes);
            return;
        }
        appendStep(step, bytes, out);
        bytes = bytes.sliced(step.length);
    }
}

/// Decodes the pending bytes together with what came; returns what of `bytes` is left.
QByteArrayView StreamDecoder::finishPending(QByteArrayView bytes, DecodedText &out, TextPlaces *places)
{
    char joined[8];
    const qsizetype pendingSize = m_pendingSize;
    const qsizetype added = std::min<qsizetype>(bytes.size(), 4);
    std::copy_n(m_pending, pendingSize, joined);
    std::copy_n(bytes.data(), added, joined + pendingSize);
    QByteArrayView rest(joined, pendingSize + added);
    m_pendingSize = 0;
    // An invalid beginning may leave more than one step of pending bytes.
    while (rest.size() > added) {
        const TextCodec::Step step = m_codec->step(rest);
        if (step.kind == TextCodec::Step::Kind::NeedMore) {
            keepPending(rest);
            return bytes.sliced(bytes.size());
        }
        if (places)
            places->add(out.text.size(), rest.data() - joined - pendingSize);
        appendStep(step, rest, out);
        rest = rest.sliced(step.length);
    }
    return bytes.sliced(added - rest.size());
}

void StreamDecoder::keepPending(QByteArrayView bytes)
{
    m_pendingSize = bytes.size();
    std::copy_n(bytes.data(), bytes.size(), m_pending);
}

void StreamDecoder::finish(DecodedText &out, SpanKind kind)
{
    out.appendBytes(pending(), kind);
    m_pendingSize = 0;
}
