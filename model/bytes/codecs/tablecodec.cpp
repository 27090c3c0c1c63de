// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/tablecodec.h"

#include <algorithm>

namespace {

using Step = TextCodec::Step;

constexpr quint32 quadCount = 39420;      // four-byte codes of GB18030 for the BMP
constexpr quint32 supplementary = 189000; // index of U+10000 in GB18030

/// A character and its combining mark as one number. All marks of these encodings are in U+0300-U+036F.
constexpr char32_t combiningBlock = 0x300;
constexpr char32_t combiningEnd = 0x370;
constexpr int markShift = 21;

char32_t joined(char32_t character, char16_t mark)
{
    return mark == 0 ? character : (mark - combiningBlock) << markShift | character;
}

Step character(quint8 length, char32_t joined)
{
    const char32_t mark = joined >> markShift;
    return {Step::Kind::Character, length, joined & ((1 << markShift) - 1),
            char16_t(mark == 0 ? 0 : combiningBlock + mark)};
}

Step invalid(quint8 length)
{
    return {Step::Kind::Invalid, length};
}

template<typename Visit>
void forEachByte(const std::array<TableCodec::Layout::Range, 3> &ranges, Visit visit)
{
    for (const auto &range : ranges) {
        for (int byte = range.first; byte <= range.last; ++byte)
            visit(quint8(byte));
    }
}

} // namespace

TableCodec::TableCodec(const QString &name, const Layout &layout, const std::vector<charactertable::Entry> &table)
    : TextCodec(name, true), m_layout(layout), m_codes(0x10000)
{
    forEachByte(layout.leads, [this](quint8 byte) { m_isLead[byte] = m_isInside[byte] = true; });
    forEachByte(layout.trails, [this](quint8 byte) { m_isTrail[byte] = m_isInside[byte] = true; });
    if (layout.threeBytes) {
        m_isLead[0x8f] = m_isInside[0x8f] = true;
        m_triples.resize(0x10000);
    }
    if (layout.fourBytes) {
        for (size_t digit = 0x30; digit <= 0x39; ++digit)
            m_isInside[digit] = true;
        m_quads.resize(quadCount);
    }
    if (isMultiByte())
        m_pairs.resize(0x10000);
    for (quint32 byte = 0; byte < (layout.c1Controls ? 0xa0 : 0x80); ++byte)
        add({byte, byte});
    for (const charactertable::Entry &entry : table)
        add(entry);
    std::sort(m_otherCodes.begin(), m_otherCodes.end());
}

void TableCodec::add(const charactertable::Entry &entry)
{
    if (entry.code <= 0xff)
        m_singles[entry.code] = char16_t(entry.character);
    else if (entry.code <= 0xffff)
        m_pairs[entry.code] = joined(entry.character, entry.mark);
    else if (entry.code <= 0xffffff)
        m_triples[entry.code & 0xffff] = char16_t(entry.character);
    else
        m_quads[charactertable::quadIndex(entry.code)] = char16_t(entry.character);
    if (entry.readOnly)
        return;
    if (entry.character <= 0xffff && entry.mark == 0)
        m_codes[entry.character] = entry.code;
    else
        m_otherCodes.emplace_back(joined(entry.character, entry.mark), entry.code);
}

Step TableCodec::step(QByteArrayView bytes) const
{
    const auto first = quint8(bytes[0]);
    if (!m_isLead[first]) {
        const char16_t single = m_singles[first];
        return single != 0 || first == 0 ? character(1, single) : invalid(1);
    }
    if (bytes.size() < 2)
        return {Step::Kind::NeedMore, 1};
    const auto second = quint8(bytes[1]);
    if (const char32_t known = m_pairs[size_t(first) << 8 | second])
        return character(2, known);
    if (m_layout.fourBytes && second >= 0x30 && second <= 0x39)
        return fourByteStep(bytes);
    if (!m_isTrail[second])
        return invalid(1);
    if (m_layout.threeBytes && first == 0x8f)
        return threeByteStep(bytes);
    // Not assigned. A second byte that may be ASCII is not consumed.
    return invalid(second < 0x80 ? 1 : 2);
}

Step TableCodec::threeByteStep(QByteArrayView bytes) const
{
    if (bytes.size() < 3)
        return {Step::Kind::NeedMore, 2};
    const auto second = quint8(bytes[1]);
    const auto third = quint8(bytes[2]);
    if (!m_isTrail[third])
        return invalid(1);
    if (const char16_t known = m_triples[size_t(second) << 8 | third])
        return character(3, known);
    return invalid(3);
}

Step TableCodec::fourByteStep(QByteArrayView bytes) const
{
    if (bytes.size() < 3)
        return {Step::Kind::NeedMore, 2};
    const auto byte = [&](qsizetype i) { return quint32(quint8(bytes[i])); };
    if (byte(2) < 0x81 || byte(2) > 0xfe)
        return invalid(1);
    if (bytes.size() < 4)
        return {Step::Kind::NeedMore, 3};
    if (byte(3) < 0x30 || byte(3) > 0x39)
        return invalid(1);
    const quint32 index = charactertable::quadIndex(byte(0) << 24 | byte(1) << 16 | byte(2) << 8 | byte(3));
    if (index < quadCount) {
        const char16_t known = m_quads[index];
        return known != 0 ? character(4, known) : invalid(1);
    }
    const bool real = index >= supplementary && index - supplementary <= 0x10ffff - 0x10000;
    return real ? character(4, 0x10000 + index - supplementary) : invalid(1);
}

qsizetype TableCodec::safeStart(QByteArrayView before, quint32 streamOffset) const
{
    if (!isMultiByte())
        return before.size();
    for (qsizetype at = before.size(); at > 0; --at) {
        if (!m_isInside[quint8(before[at - 1])])
            return at;
    }
    return streamOffset == 0 ? 0 : -1;
}

quint32 TableCodec::codeOf(char32_t key) const
{
    if (key <= 0xffff)
        return m_codes[key];
    const auto found = std::lower_bound(m_otherCodes.begin(), m_otherCodes.end(), std::pair(key, quint32(0)));
    if (found != m_otherCodes.end() && found->first == key)
        return found->second;
    return m_layout.fourBytes && key <= 0x10ffff ? charactertable::quadCode(supplementary + key - 0x10000) : 0;
}

bool TableCodec::encodeCharacter(char32_t character, QByteArray &out) const
{
    const quint32 code = codeOf(character);
    for (int shift = 24; shift > 0; shift -= 8) {
        if (code >> shift)
            out.append(char(code >> shift));
    }
    if (code != 0 || character == 0)
        out.append(char(code));
    return code != 0 || character == 0;
}

bool TableCodec::encodeMarked(char32_t character, char16_t mark, QByteArray &out) const
{
    const bool possible = mark > combiningBlock && mark < combiningEnd;
    const char32_t key = joined(character, mark);
    return possible && codeOf(key) != 0 && encodeCharacter(key, out);
}
