// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/tablecodecs.h"

namespace {

using Step = TextCodec::Step;

constexpr int quadCount = 39420;      // four-byte sequences of GB18030 that stand for the BMP
constexpr int supplementary = 189000; // linear index of U+10000 in GB18030

/// Not what a lenient converter makes up for bytes that mean nothing: private use, replacement, controls.
bool isReal(char32_t character)
{
    return character >= 0x20 && character < 0xf0000 && character != 0xfffd && !QChar::isSurrogate(character)
        && (character < 0xe000 || character > 0xf8ff);
}

bool isC1(char32_t character)
{
    return character >= 0x80 && character < 0xa0;
}

std::array<char, 4> quadBytes(int linear)
{
    return {char(0x81 + linear / 12600), char(0x30 + linear / 1260 % 10), char(0x81 + linear / 10 % 126),
            char(0x30 + linear % 10)};
}

template<typename Visit>
void forEachByte(const std::array<TableCodec::Layout::Range, 2> &ranges, Visit visit)
{
    for (const auto &range : ranges) {
        for (int byte = range.first; byte <= range.last; ++byte)
            visit(quint8(byte));
    }
}

} // namespace

TableCodec::TableCodec(const QString &name, const Layout &layout, TableSource &source)
    : TextCodec(name, true), m_layout(layout), m_bytes(0x10000)
{
    forEachByte(layout.leads, [this](quint8 byte) { m_isLead[byte] = m_isInside[byte] = true; });
    forEachByte(layout.trails, [this](quint8 byte) { m_isTrail[byte] = m_isInside[byte] = true; });
    if (layout.threeBytes)
        m_isLead[0x8f] = m_isInside[0x8f] = true;
    if (layout.fourBytes) {
        for (int digit = 0x30; digit <= 0x39; ++digit)
            m_isInside[size_t(digit)] = true;
    }
    fillSingles(source);
    if (isMultiByte())
        fillPairs(source);
    if (layout.threeBytes)
        fillTriples(source);
    if (layout.fourBytes)
        fillQuads(source);
}

void TableCodec::remember(char32_t character, QByteArrayView bytes, TableSource &source)
{
    quint32 packed = 0;
    for (const char byte : bytes)
        packed = packed << 8 | quint8(byte);
    quint32 &known = m_bytes[character];
    // Where several sequences mean one character, the system's encoder says which one is usual.
    if (known == 0 || source.encode(character) == bytes)
        known = packed;
}

void TableCodec::fillSingles(TableSource &source)
{
    for (int byte = 0; byte < 256; ++byte) {
        const char c = char(byte);
        char32_t character = char32_t(byte);
        if (byte >= 0x80) {
            // Converters add such as 80 for the euro sign to GBK; no standard of pairs has them.
            const bool possible = !isMultiByte() || (m_layout.kana && byte >= 0xa1 && byte <= 0xdf);
            character = possible ? source.decode(QByteArrayView(&c, 1)) : 0;
            if (!isReal(character) || (isC1(character) && !m_layout.c1Controls))
                continue;
        }
        m_singles[size_t(byte)] = char16_t(character);
        if (byte > 0)
            remember(character, QByteArrayView(&c, 1), source);
    }
}

void TableCodec::fillPairs(TableSource &source)
{
    m_pairs.resize(0x10000);
    forEachByte(m_layout.leads, [&](quint8 lead) {
        forEachByte(m_layout.trails, [&](quint8 trail) {
            if (m_layout.threeBytes && lead == 0x8e && trail > 0xdf)
                return; // EUC-JP: behind 8E there are half-width katakana only
            const char bytes[] = {char(lead), char(trail)};
            const char32_t character = source.decode(QByteArrayView(bytes, 2));
            if (!isReal(character) || character > 0xffff || isC1(character))
                return;
            m_pairs[size_t(lead) << 8 | trail] = char16_t(character);
            remember(character, QByteArrayView(bytes, 2), source);
        });
    });
}

void TableCodec::fillTriples(TableSource &source)
{
    m_triples.resize(0x10000);
    forEachByte(m_layout.trails, [&](quint8 second) {
        forEachByte(m_layout.trails, [&](quint8 third) {
            const char bytes[] = {char(0x8f), char(second), char(third)};
            const char32_t character = source.decode(QByteArrayView(bytes, 3));
            if (!isReal(character) || character > 0xffff)
                return;
            m_triples[size_t(second) << 8 | third] = char16_t(character);
            if (m_bytes[character] == 0) // a pair is shorter
                remember(character, QByteArrayView(bytes, 3), source);
        });
    });
}

void TableCodec::fillQuads(TableSource &source)
{
    m_quads.resize(quadCount);
    for (int linear = 0; linear < quadCount; ++linear) {
        const auto bytes = quadBytes(linear);
        const QByteArrayView view(bytes.data(), 4);
        const char32_t character = source.decode(view);
        if (!isReal(character) || character > 0xffff)
            continue;
        m_quads[size_t(linear)] = char16_t(character);
        if (m_bytes[character] == 0)
            remember(character, view, source);
    }
}

Step TableCodec::step(QByteArrayView bytes) const
{
    const auto first = quint8(bytes[0]);
    if (!m_isLead[first]) {
        const char16_t single = m_singles[first];
        return single != 0 || first == 0 ? Step{Step::Kind::Character, 1, single} : Step{Step::Kind::Invalid, 1};
    }
    if (bytes.size() < 2)
        return {Step::Kind::NeedMore, 1};
    const auto second = quint8(bytes[1]);
    if (m_layout.fourBytes && second >= 0x30 && second <= 0x39)
        return fourByteStep(bytes);
    if (!m_isTrail[second])
        return {Step::Kind::Invalid, 1};
    if (m_layout.threeBytes && first == 0x8f)
        return threeByteStep(bytes);
    if (const char16_t character = m_pairs[size_t(first) << 8 | second])
        return {Step::Kind::Character, 2, character};
    // Not assigned. A second byte that could be ASCII is not taken along.
    return {Step::Kind::Invalid, quint8(second < 0x80 ? 1 : 2)};
}

Step TableCodec::threeByteStep(QByteArrayView bytes) const
{
    if (bytes.size() < 3)
        return {Step::Kind::NeedMore, 2};
    const auto second = quint8(bytes[1]);
    const auto third = quint8(bytes[2]);
    if (!m_isTrail[third])
        return {Step::Kind::Invalid, 1};
    if (const char16_t character = m_triples[size_t(second) << 8 | third])
        return {Step::Kind::Character, 3, character};
    return {Step::Kind::Invalid, 3};
}

Step TableCodec::fourByteStep(QByteArrayView bytes) const
{
    if (bytes.size() < 3)
        return {Step::Kind::NeedMore, 2};
    const auto byte = [&](qsizetype i) { return int(quint8(bytes[i])); };
    if (byte(2) < 0x81 || byte(2) > 0xfe)
        return {Step::Kind::Invalid, 1};
    if (bytes.size() < 4)
        return {Step::Kind::NeedMore, 3};
    if (byte(3) < 0x30 || byte(3) > 0x39)
        return {Step::Kind::Invalid, 1};
    const int linear = (((byte(0) - 0x81) * 10 + byte(1) - 0x30) * 126 + byte(2) - 0x81) * 10 + byte(3) - 0x30;
    if (linear < quadCount) {
        const char16_t character = m_quads[size_t(linear)];
        return character != 0 ? Step{Step::Kind::Character, 4, character} : Step{Step::Kind::Invalid, 1};
    }
    const char32_t character = 0x10000 + char32_t(linear - supplementary);
    const bool real = linear >= supplementary && character < 0xf0000;
    return real ? Step{Step::Kind::Character, 4, character} : Step{Step::Kind::Invalid, 1};
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

bool TableCodec::encodeCharacter(char32_t character, QByteArray &out) const
{
    if (character == 0) {
        out.append('\0');
        return true;
    }
    if (character > 0xffff) {
        if (!m_layout.fourBytes || character >= 0xf0000)
            return false;
        const auto bytes = quadBytes(supplementary + int(character - 0x10000));
        out.append(bytes.data(), 4);
        return true;
    }
    const quint32 packed = m_bytes[character];
    for (int shift = 24; shift >= 0; shift -= 8) {
        if (packed >> shift)
            out.append(char(packed >> shift));
    }
    return packed != 0;
}
