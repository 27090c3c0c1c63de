// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/bytepattern.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>
#include <limits>

namespace {

constexpr quint8 caseBit = 0x20; // the only difference between the two cases of an ASCII letter

bool allows(const MaskedByte &masked, char byte)
{
    return (quint8(byte) & masked.mask) == masked.value;
}

bool isAsciiLetter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/// How many values a byte may have.
int choices(const MaskedByte &byte)
{
    return 1 << (8 - qPopulationCount(byte.mask));
}

/// Roughly how frequent a byte is in traffic: the rarer, the fewer false candidates.
int commonness(quint8 byte)
{
    if (byte == ' ' || byte == 0)
        return 12;
    if (std::strchr("etaoinsrhl", byte))
        return 6;
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80 ? 3 : 1;
}

int commonness(const MaskedByte &byte)
{
    if (choices(byte) > 2)
        return std::numeric_limits<int>::max();
    const auto other = quint8(byte.value | quint8(~byte.mask));
    return commonness(byte.value) + (other == byte.value ? 0 : commonness(other));
}

/// Sizes from which on memmem(), which builds a table first, is faster than a search for the rarest byte.
constexpr qsizetype worthMemmem = 1024;

qsizetype findByte(QByteArrayView in, char byte, qsizetype from)
{
    const void *found = std::memchr(in.data() + from, byte, size_t(in.size() - from));
    return found ? static_cast<const char *>(found) - in.data() : in.size();
}

} // namespace

BytePattern BytePattern::fromBytes(QByteArrayView bytes, bool ignoreCase)
{
    std::vector<MaskedByte> masked;
    for (const char byte : bytes) {
        const bool either = ignoreCase && isAsciiLetter(byte);
        const quint8 mask = either ? quint8(~caseBit) : 0xff;
        masked.push_back({mask, quint8(quint8(byte) & mask)});
    }
    return BytePattern(std::move(masked));
}

Result<BytePattern> BytePattern::fromHex(QStringView text)
{
    auto bytes = parseHexPattern(text);
    if (!bytes)
        return tl::unexpected(bytes.error());
    if (std::all_of(bytes->begin(), bytes->end(), [](const MaskedByte &byte) { return byte.mask == 0; }))
        return failure(QCoreApplication::translate("BytePattern", "At least one hexadecimal digit must be given."), 0);
    return BytePattern(std::move(*bytes));
}

BytePattern::BytePattern(std::vector<MaskedByte> bytes) : m_bytes(std::move(bytes))
{
    const auto rarest = std::min_element(m_bytes.begin(), m_bytes.end(), [](const MaskedByte &a, const MaskedByte &b) {
        return commonness(a) < commonness(b);
    });
    m_anchor = rarest - m_bytes.begin();
    if (std::all_of(m_bytes.begin(), m_bytes.end(), [](const MaskedByte &p) { return p.mask == 0xff; })) {
        for (const MaskedByte &byte : m_bytes)
            m_exact.append(char(byte.value));
    }
}

qsizetype BytePattern::find(QByteArrayView in, qsizetype from) const
{
    if (m_bytes.empty() || in.size() - from < size())
        return -1;
    if (!m_exact.isEmpty() && in.size() - from >= worthMemmem) {
        const void *found =
            memmem(in.data() + from, size_t(in.size() - from), m_exact.constData(), size_t(m_exact.size()));
        return found ? static_cast<const char *>(found) - in.data() : -1;
    }
    return findByAnchor(in, from);
}

/// Tries each occurrence of the anchor byte. Each of its values is searched separately, and again only when the previous
/// occurrence was passed, so that the input is read once for each value.
qsizetype BytePattern::findByAnchor(QByteArrayView in, qsizetype from) const
{
    const MaskedByte &anchor = m_bytes[size_t(m_anchor)];
    const auto isHere = [&](qsizetype start) { return fits(in.sliced(start, size())); };
    if (choices(anchor) > 2) { // only half bytes are known
        for (qsizetype start = from; start + size() <= in.size(); ++start) {
            if (isHere(start))
                return start;
        }
        return -1;
    }
    const char values[2] = {char(anchor.value), char(anchor.value | quint8(~anchor.mask))};
    const QByteArrayView range = in.first(in.size() - size() + m_anchor + 1);
    qsizetype next[2] = {-1, values[0] == values[1] ? range.size() : -1};
    qsizetype at = from + m_anchor;
    while (at < range.size()) {
        for (int i : {0, 1}) {
            if (next[i] < at)
                next[i] = findByte(range, values[i], at);
        }
        at = std::min(next[0], next[1]);
        if (at < range.size() && isHere(at - m_anchor))
            return at - m_anchor;
        ++at;
    }
    return -1;
}

qsizetype BytePattern::partialMatchAtEnd(QByteArrayView bytes) const
{
    for (qsizetype count = std::min(size() - 1, bytes.size()); count > 0; --count) {
        if (allows(m_bytes.front(), bytes[bytes.size() - count]) && fits(bytes.last(count)))
            return count;
    }
    return 0;
}

bool BytePattern::fits(QByteArrayView bytes) const
{
    const qsizetype count = std::min(size(), bytes.size());
    for (qsizetype i = 0; i < count; ++i) {
        if (!allows(m_bytes[size_t(i)], bytes[i]))
            return false;
    }
    return true;
}
