// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/bytepattern.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstring>
#include <limits>

namespace {

constexpr quint8 caseBit = 0x20; // the only difference between the two cases of an ASCII letter

bool allows(const MaskedByte &place, char byte)
{
    return (quint8(byte) & place.mask) == place.value;
}

bool isAsciiLetter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/// How many values a place allows.
int choices(const MaskedByte &place)
{
    return 1 << (8 - qPopulationCount(place.mask));
}

/// How often a byte stands in what is usually searched, about: the rarer, the fewer false hopes.
int commonness(quint8 byte)
{
    if (byte == ' ' || byte == 0)
        return 12;
    if (std::strchr("etaoinsrhl", byte))
        return 6;
    return (byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte >= 0x80 ? 3 : 1;
}

int commonness(const MaskedByte &place)
{
    if (choices(place) > 2)
        return std::numeric_limits<int>::max();
    const auto other = quint8(place.value | quint8(~place.mask));
    return commonness(place.value) + (other == place.value ? 0 : commonness(other));
}

/// Bytes from which on memmem() is quicker than looking for the rarest byte: it makes a table first.
constexpr qsizetype worthMemmem = 1024;

qsizetype findByte(QByteArrayView in, char byte, qsizetype from)
{
    const void *found = std::memchr(in.data() + from, byte, size_t(in.size() - from));
    return found ? static_cast<const char *>(found) - in.data() : in.size();
}

} // namespace

BytePattern BytePattern::fromBytes(QByteArrayView bytes, bool ignoreCase)
{
    std::vector<MaskedByte> places;
    for (const char byte : bytes) {
        const bool either = ignoreCase && isAsciiLetter(byte);
        const quint8 mask = either ? quint8(~caseBit) : 0xff;
        places.push_back({mask, quint8(quint8(byte) & mask)});
    }
    return BytePattern(std::move(places));
}

Result<BytePattern> BytePattern::fromHex(QStringView text)
{
    auto places = parseHexPattern(text);
    if (!places)
        return tl::unexpected(places.error());
    if (std::all_of(places->begin(), places->end(), [](const MaskedByte &place) { return place.mask == 0; }))
        return failure(QCoreApplication::translate("BytePattern", "At least one hexadecimal digit must be given."), 0);
    return BytePattern(std::move(*places));
}

BytePattern::BytePattern(std::vector<MaskedByte> places) : m_places(std::move(places))
{
    const auto rarest =
        std::min_element(m_places.begin(), m_places.end(),
                         [](const MaskedByte &a, const MaskedByte &b) { return commonness(a) < commonness(b); });
    m_anchor = rarest - m_places.begin();
    if (std::all_of(m_places.begin(), m_places.end(), [](const MaskedByte &p) { return p.mask == 0xff; })) {
        for (const MaskedByte &place : m_places)
            m_exact.append(char(place.value));
    }
}

qsizetype BytePattern::find(QByteArrayView in, qsizetype from) const
{
    if (m_places.empty() || in.size() - from < size())
        return -1;
    if (!m_exact.isEmpty() && in.size() - from >= worthMemmem) {
        const void *found =
            memmem(in.data() + from, size_t(in.size() - from), m_exact.constData(), size_t(m_exact.size()));
        return found ? static_cast<const char *>(found) - in.data() : -1;
    }
    return findByAnchor(in, from);
}

/// Goes from one byte that the anchor allows to the next. Each of its values is looked for on its
/// own, and only when the place found before was passed, so that the whole is read once for each.
qsizetype BytePattern::findByAnchor(QByteArrayView in, qsizetype from) const
{
    const MaskedByte &anchor = m_places[size_t(m_anchor)];
    const auto isHere = [&](qsizetype start) { return fits(in.sliced(start, size())); };
    if (choices(anchor) > 2) { // nothing but single digits
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

qsizetype BytePattern::beginningAtEndOf(QByteArrayView bytes) const
{
    for (qsizetype count = std::min(size() - 1, bytes.size()); count > 0; --count) {
        if (allows(m_places.front(), bytes[bytes.size() - count]) && fits(bytes.last(count)))
            return count;
    }
    return 0;
}

bool BytePattern::fits(QByteArrayView bytes) const
{
    const qsizetype count = std::min(size(), bytes.size());
    for (qsizetype i = 0; i < count; ++i) {
        if (!allows(m_places[size_t(i)], bytes[i]))
            return false;
    }
    return true;
}
