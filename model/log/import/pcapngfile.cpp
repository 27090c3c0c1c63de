// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/import/pcapngfile.h"

#include "model/log/pcapng/pcapng.h"

#include <QCoreApplication>

#include <array>

namespace {

constexpr qsizetype windowSize = 1 << 20;
constexpr qint64 maxPacketBlock = 16 << 20; // with a packet; as in Wireshark
constexpr size_t maxInterfaces = 1 << 16;

// From 1900 to 2191: so the difference of two times, in nanoseconds, fits into 64 bits too.
constexpr qint64 minSeconds = -2'208'988'800;
constexpr qint64 maxSeconds = 7'000'000'000;

tl::unexpected<Error> damagedBlock(const QString &what, qint64 offset)
{
    return failure(QCoreApplication::translate("PcapngFile", "%1 at byte %2 of the file").arg(what).arg(offset));
}

} // namespace

PcapngFile::PcapngFile(std::unique_ptr<QFile> file) : m_file(std::move(file)), m_window(*m_file, windowSize) { }

Result<bool> PcapngFile::next(Captured &packet)
{
    while (true) {
        const qint64 at = m_offset;
        const QByteArrayView head = m_window.bytesAt(at, 16);
        if (head.isEmpty())
            return false;
        const auto cut = [&](qint64 bytes) {
            return failure(QCoreApplication::translate("PcapngFile",
                                                       "the file ends within a block. Its last %1 bytes "
                                                       "are not shown.")
                               .arg(bytes));
        };
        if (head.size() < pcapng::minBlockSize)
            return cut(head.size());
        if (qFromLittleEndian<quint32>(head.data()) == pcapng::sectionHeaderBlock) { // the same in both byte orders
            if (const auto begun = beginSection(head); !begun)
                return tl::unexpected(begun.error());
        }
        const quint32 type = get<quint32>(head, 0);
        // Some programs write lengths without the padding.
        const qint64 length = pcapng::padded(get<quint32>(head, 4));
        const qint64 rest = m_file->size() - at;
        if (length < pcapng::minBlockSize)
            return damagedBlock(QCoreApplication::translate("PcapngFile", "a block with an invalid length"), at);
        if (length > rest)
            return cut(rest);
        const bool wanted = type == pcapng::interfaceDescriptionBlock || type == pcapng::enhancedPacketBlock
            || type == pcapng::obsoletePacketBlock || type == pcapng::simplePacketBlock;
        const bool readable = wanted && length <= maxPacketBlock;
        const QByteArrayView block = readable ? m_window.bytesAt(at, length) : QByteArrayView();
        if (readable && block.size() < length)
            return cut(rest); // the file shrinks while it is read
        m_offset += length;
        if (wanted && !readable)
            return damagedBlock(QCoreApplication::translate("PcapngFile", "a block with an invalid length"), at);
        if (wanted && readBlock(type, block.sliced(8).chopped(4), packet))
            return true;
    }
}

Result<void> PcapngFile::beginSection(QByteArrayView head)
{
    m_bigEndian = false;
    const quint32 order = get<quint32>(head, 8);
    m_bigEndian = order == qbswap(pcapng::byteOrderMagic);
    const bool known = m_bigEndian || order == pcapng::byteOrderMagic;
    if (!known || head.size() < 16 || get<quint16>(head, 12) != pcapng::majorVersion) {
        return damagedBlock(QCoreApplication::translate("PcapngFile", "a section of an unknown version"), m_offset);
    }
    m_interfaces.clear();
    return {};
}

void PcapngFile::addInterface(QByteArrayView body)
{
    Interface interface;
    if (body.size() < 8 || m_interfaces.size() >= maxInterfaces) {
        interface.linkType = noLinkType;
        m_interfaces.push_back(interface); // later ones keep their numbers
        return;
    }
    interface.linkType = get<quint16>(body, 0);
    interface.snapLength = get<quint32>(body, 4);
    pcapng::readOptions(
        body.sliced(8),
        [&](quint16 code, QByteArrayView value) {
            if (code == pcapng::timeResolutionOption && !value.isEmpty())
                interface.resolution = quint8(value[0]);
            else if (code == pcapng::timeOffsetOption && value.size() >= 8)
                interface.offsetSeconds = qint64(get<quint64>(value, 0));
        },
        [this](QByteArrayView bytes, qsizetype at) { return get<quint16>(bytes, at); });
    m_interfaces.push_back(interface);
}

/// Whether the block holds a packet.
bool PcapngFile::readBlock(quint32 type, QByteArrayView body, Captured &packet)
{
    if (type == pcapng::interfaceDescriptionBlock) {
        addInterface(body);
        return false;
    }
    if (type == pcapng::simplePacketBlock) {
        readSimple(body, packet);
        return true;
    }
    if (body.size() < 20) {
        packet = {m_lastNs, noLinkType, {}};
        return true;
    }
    const quint32 interface = type == pcapng::obsoletePacketBlock ? get<quint16>(body, 0) : get<quint32>(body, 0);
    const quint64 time = quint64(get<quint32>(body, 4)) << 32 | get<quint32>(body, 8);
    readPacket(interface, time, get<quint32>(body, 12), body.sliced(20), packet);
    return true;
}

void PcapngFile::readPacket(quint32 interface, quint64 time, quint32 captured, QByteArrayView data, Captured &packet)
{
    packet = {m_lastNs, noLinkType, {}};
    if (interface >= m_interfaces.size())
        return;
    const Interface &from = m_interfaces[interface];
    m_lastNs = nanoseconds(from, time);
    packet.timeNs = m_lastNs;
    if (captured > quint32(data.size()))
        return;
    packet.linkType = from.linkType;
    packet.bytes = data.first(qsizetype(captured));
}

/// A packet without a time, which gets that of the packet before it, of the section's first interface.
void PcapngFile::readSimple(QByteArrayView body, Captured &packet)
{
    packet = {m_lastNs, noLinkType, {}};
    if (m_interfaces.empty() || body.size() < 4)
        return;
    const Interface &from = m_interfaces.front();
    quint32 captured = get<quint32>(body, 0);
    if (from.snapLength != 0)
        captured = std::min(captured, from.snapLength);
    packet.linkType = from.linkType;
    packet.bytes = body.sliced(4).first(std::min(qsizetype(captured), body.size() - 4));
}

/// Since the Unix epoch.
qint64 PcapngFile::nanoseconds(const Interface &interface, quint64 time)
{
    quint64 seconds = 0;
    quint64 rest = 0; // nanoseconds
    const int power = interface.resolution & 0x7f;
    if (interface.resolution & 0x80) { // units of 2^-power seconds
        seconds = power < 64 ? time >> power : 0;
        quint64 fraction = power < 64 ? time & ((quint64(1) << power) - 1) : time; // of 2^power
        // 32 bits of a fraction are finer than a nanosecond.
        if (power > 32)
            fraction = power - 32 < 64 ? fraction >> (power - 32) : 0;
        rest = fraction * nsPerSecond >> std::min(power, 32);
    } else if (power <= 19) { // units of 10^-power seconds
        quint64 units = 1;
        for (int i = 0; i < power; ++i)
            units *= 10;
        seconds = time / units;
        rest = time % units;
        for (int i = power; i < 9; ++i)
            rest *= 10;
        for (int i = 9; i < power; ++i)
            rest /= 10;
    }
    const auto whole = qint64(std::min<quint64>(seconds, quint64(maxSeconds)));
    const qint64 offset = std::clamp(interface.offsetSeconds, -2 * maxSeconds, maxSeconds);
    return std::clamp(whole + offset, minSeconds, maxSeconds) * nsPerSecond + qint64(rest);
}
