// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/charactertable.h"

#include <QFile>
#include <QString>

#include <algorithm>
#include <map>
#include <optional>

namespace charactertable {

namespace {

using Entries = std::vector<Entry>;

std::optional<quint32> hex(QStringView digits)
{
    bool ok = false;
    const quint32 value = digits.toUInt(&ok, 16);
    return ok ? std::optional(value) : std::nullopt;
}

quint32 codeAfter(quint32 code, quint32 count)
{
    return code > 0xffffff ? quadCode(quadIndex(code) + count) : code + count;
}

/// Of several entries with the same code, the last one is kept.
void sortByCode(Entries &entries)
{
    const auto disorder = std::adjacent_find(entries.begin(), entries.end(),
                                             [](const Entry &a, const Entry &b) { return a.code >= b.code; });
    if (disorder == entries.end()) // the usual case
        return;
    std::stable_sort(entries.begin(), entries.end(), [](const Entry &a, const Entry &b) { return a.code < b.code; });
    const auto kept =
        std::unique(entries.rbegin(), entries.rend(), [](const Entry &a, const Entry &b) { return a.code == b.code; });
    entries.erase(entries.begin(), kept.base());
}

/// Reads the sections of a file, each of them once.
class Reader
{
public:
    explicit Reader(const QByteArray &content) : m_content(content) { }

    const Entries *section(const QByteArray &name)
    {
        if (const auto known = m_sections.find(name); known != m_sections.end())
            return &known->second;
        const QByteArray title = "\n[" + name + "]\n";
        const qsizetype start = m_content.indexOf(title);
        if (start < 0)
            return nullptr;
        const qsizetype body = start + title.size();
        const qsizetype end = m_content.indexOf("\n[", body - 1);
        const QByteArrayView used = QByteArrayView(m_content).sliced(body, (end < 0 ? m_content.size() : end) - body);
        const QString lines = QString::fromUtf8(used);
        Entries entries;
        for (const QStringView line : QStringView(lines).tokenize(u'\n')) {
            if (!line.isEmpty() && !addLine(line, entries))
                return nullptr;
        }
        sortByCode(entries);
        return &m_sections.emplace(name, std::move(entries)).first->second;
    }

private:
    /// `FIRST..LAST = SECTION`
    bool addRange(QStringView line, qsizetype equals, Entries &out)
    {
        const QStringView range = line.first(equals).trimmed();
        const qsizetype dots = range.indexOf(u"..");
        if (dots < 0)
            return false;
        const auto first = hex(range.first(dots));
        const auto last = hex(range.sliced(dots + 2));
        const Entries *other = section(line.sliced(equals + 1).trimmed().toLatin1());
        if (!first || !last || !other)
            return false;
        const auto before = [](const Entry &entry, quint32 code) { return entry.code < code; };
        const auto from = std::lower_bound(other->begin(), other->end(), *first, before);
        out.insert(out.end(), from, std::lower_bound(from, other->end(), *last + 1, before));
        return true;
    }

    /// `U+E000`, `U+E000..U+E05D`, `U+00CA+0304`
    static bool addNumbered(QStringView text, Entry entry, Entries &out)
    {
        const qsizetype dots = text.indexOf(u"..");
        const qsizetype plus = text.indexOf(u'+', 2);
        const auto first = hex(text.sliced(2, (dots > 0 ? dots : plus > 0 ? plus : text.size()) - 2));
        const auto last = dots > 0 ? hex(text.sliced(dots + 4)) : first;
        const auto mark = dots < 0 && plus > 0 ? hex(text.sliced(plus + 1)) : 0;
        if (!first || !last || !mark)
            return false;
        entry.mark = char16_t(*mark);
        const quint32 start = entry.code;
        for (quint32 character = *first; character <= *last; ++character) {
            entry.character = character;
            entry.code = codeAfter(start, character - *first);
            out.push_back(entry);
        }
        return true;
    }

    bool addLine(QStringView line, Entries &out)
    {
        if (const qsizetype equals = line.indexOf(u" = "); equals > 0)
            return addRange(line, equals + 1, out);
        const qsizetype blank = line.indexOf(u' ');
        if (blank < 2)
            return false;
        Entry entry;
        entry.readOnly = line[blank - 1] == u'<';
        const auto code = hex(line.first(blank - (entry.readOnly ? 1 : 0)));
        if (!code)
            return false;
        entry.code = *code;
        const QStringView text = line.sliced(blank + 1);
        if (text.startsWith(u"U+"))
            return addNumbered(text, entry, out);
        for (const char32_t character : text.toUcs4()) {
            entry.character = character;
            out.push_back(entry);
            ++entry.code;
        }
        return true;
    }

    const QByteArray &m_content;
    std::map<QByteArray, Entries> m_sections;
};

} // namespace

quint32 quadIndex(quint32 code)
{
    const quint32 high = ((code >> 24) - 0x81) * 10 + (code >> 16 & 0xff) - 0x30;
    return (high * 126 + (code >> 8 & 0xff) - 0x81) * 10 + (code & 0xff) - 0x30;
}

quint32 quadCode(quint32 index)
{
    return (0x81 + index / 12600) << 24 | (0x30 + index / 1260 % 10) << 16 | (0x81 + index / 10 % 126) << 8
        | (0x30 + index % 10);
}

Entries load(const char *file, const char *section)
{
    QFile resource(QStringLiteral(":/charactertables/%1.txt").arg(QLatin1StringView(file)));
    if (!resource.open(QIODevice::ReadOnly))
        qFatal("the table of encodings %s is not part of this program", file);
    const QByteArray content = resource.readAll();
    Reader reader(content);
    const Entries *entries = reader.section(section);
    if (!entries)
        qFatal("the table of encodings %s has no section %s that can be read", file, section);
    return *entries;
}

} // namespace charactertable
