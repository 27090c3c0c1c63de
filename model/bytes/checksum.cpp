// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/checksum.h"

#include <QCoreApplication>

#include <boost/crc.hpp>

#include <algorithm>
#include <functional>
#include <numeric>
#include <span>

namespace {

/// How a checksum is computed: the start value, the step for more bytes, and the final value.
struct Steps
{
    int width = 0; // bytes
    quint32 start = 0;
    quint32 (*add)(quint32 state, QByteArrayView bytes) = nullptr;
    quint32 (*finish)(quint32 state) = nullptr;
};

quint32 asIs(quint32 state)
{
    return state;
}

/// The parameters of the Rocksoft model, as catalogues give them: width in bits, poly, init, xorout, refin
/// and refout, which agree in all the ones in use.
template<std::size_t Bits, quint32 Poly, quint32 Init, quint32 XorOut, bool Reflected>
constexpr Steps crc()
{
    using Computer = boost::crc_optimal<Bits, Poly, Init, XorOut, Reflected, Reflected>;
    return {Bits / 8, Init,
            [](quint32 state, QByteArrayView bytes) {
                Computer computer(state);
                computer.process_bytes(bytes.data(), std::size_t(bytes.size()));
                return quint32(computer.get_interim_remainder());
            },
            [](quint32 state) { return quint32(Computer(state).checksum()); }};
}

quint32 addBytes(quint32 state, QByteArrayView bytes)
{
    return std::accumulate(bytes.begin(), bytes.end(), state, [](quint32 sum, char c) { return sum + quint8(c); });
}

quint32 xorBytes(quint32 state, QByteArrayView bytes)
{
    return std::accumulate(bytes.begin(), bytes.end(), state, [](quint32 sum, char c) { return sum ^ quint8(c); });
}

/// As Fletcher and Adler: the sum of the bytes, and `Shift` bits higher the sum of its values.
template<quint32 Modulus, int Shift>
quint32 addTwice(quint32 state, QByteArrayView bytes)
{
    quint32 first = state & ((1U << Shift) - 1);
    quint32 second = state >> Shift;
    for (const char c : bytes) {
        first = (first + quint8(c)) % Modulus;
        second = (second + first) % Modulus;
    }
    return first | second << Shift;
}

constexpr Steps sum8{1, 0, addBytes, [](quint32 sum) { return sum & 0xff; }};
constexpr Steps sum16{2, 0, addBytes, [](quint32 sum) { return sum & 0xffff; }};
constexpr Steps negativeSum8{1, 0, addBytes, [](quint32 sum) { return (0U - sum) & 0xff; }};
constexpr Steps xor8{1, 0, xorBytes, asIs};
constexpr Steps fletcher16{2, 0, addTwice<255, 8>, asIs};
constexpr Steps adler32{4, 1, addTwice<65521, 16>, asIs};

constexpr ByteOrder big = ByteOrder::Big;
constexpr ByteOrder little = ByteOrder::Little;

} // namespace

struct Checksum::Row
{
    const char *name;
    const char *others; // separated by blanks
    Steps steps;
    ByteOrder order;
};

namespace {

std::span<const Checksum::Row> rows()
{
    // Reflected CRCs are normally sent low byte first.
    static const Checksum::Row table[]{
        {"CRC-16/MODBUS", "", crc<16, 0x8005, 0xffff, 0, true>(), little},
        {"CRC-16/CCITT-FALSE", "CRC-16/IBM-3740", crc<16, 0x1021, 0xffff, 0, false>(), big},
        {"CRC-16/XMODEM", "CRC-16/ACORN", crc<16, 0x1021, 0, 0, false>(), big},
        {"CRC-16/ARC", "CRC-16 CRC-16/IBM", crc<16, 0x8005, 0, 0, true>(), little},
        {"CRC-16/KERMIT", "CRC-16/CCITT CRC-16/CCITT-TRUE", crc<16, 0x1021, 0, 0, true>(), little},
        // Documents of GPS trackers call it CRC-ITU and send it high byte first.
        {"CRC-16/X-25", "CRC-16/IBM-SDLC CRC-ITU", crc<16, 0x1021, 0xffff, 0xffff, true>(), little},
        {"CRC-16/USB", "", crc<16, 0x8005, 0xffff, 0xffff, true>(), little},
        {"CRC-16/MAXIM", "CRC-16/MAXIM-DOW", crc<16, 0x8005, 0, 0xffff, true>(), little},
        {"CRC-16/DNP", "", crc<16, 0x3d65, 0, 0xffff, true>(), little},
        {"CRC-16/EN-13757", "", crc<16, 0x3d65, 0, 0xffff, false>(), big},
        {"CRC-16/GENIBUS", "CRC-16/EPC", crc<16, 0x1021, 0xffff, 0xffff, false>(), big},
        {"CRC-16/AUG-CCITT", "CRC-16/SPI-FUJITSU", crc<16, 0x1021, 0x1d0f, 0, false>(), big},
        {"CRC-16/MCRF4XX", "", crc<16, 0x1021, 0xffff, 0, true>(), little},
        {"CRC-16/UMTS", "CRC-16/BUYPASS", crc<16, 0x8005, 0, 0, false>(), big},
        {"CRC-8", "CRC-8/SMBUS", crc<8, 0x07, 0, 0, false>(), big},
        {"CRC-8/MAXIM", "CRC-8/MAXIM-DOW", crc<8, 0x31, 0, 0, true>(), big},
        {"CRC-8/ROHC", "", crc<8, 0x07, 0xff, 0, true>(), big},
        {"CRC-8/ITU", "CRC-8/I-432-1", crc<8, 0x07, 0, 0x55, false>(), big},
        {"CRC-8/SAE-J1850", "", crc<8, 0x1d, 0xff, 0xff, false>(), big},
        {"CRC-8/AUTOSAR", "", crc<8, 0x2f, 0xff, 0xff, false>(), big},
        {"CRC-24/LTE-A", "CRC-24Q CRC-24/RTCM", crc<24, 0x864cfb, 0, 0, false>(), big},
        {"CRC-32", "CRC-32/ISO-HDLC", crc<32, 0x04c11db7, ~0U, ~0U, true>(), little},
        {"CRC-32/BZIP2", "", crc<32, 0x04c11db7, ~0U, ~0U, false>(), big},
        {"CRC-32C", "CRC-32/ISCSI CRC-32/CASTAGNOLI", crc<32, 0x1edc6f41, ~0U, ~0U, true>(), little},
        {"CRC-32/MPEG-2", "", crc<32, 0x04c11db7, ~0U, 0, false>(), big},
        {"CRC-32/JAMCRC", "", crc<32, 0x04c11db7, ~0U, 0, true>(), little},
        // Without the length, which the program cksum appends.
        {"CRC-32/POSIX", "CRC-32/CKSUM", crc<32, 0x04c11db7, 0, ~0U, false>(), big},
        {"XOR-8", "BCC", xor8, big},
        {"SUM-8", "", sum8, big},
        {"SUM-16", "", sum16, big},
        // The LRC of Modbus is the two's complement of the sum, so both are one row.
        {"LRC", "SUM-8/TWOS-COMPLEMENT SUM-8/NEGATIVE", negativeSum8, big},
        {"Fletcher-16", "", fletcher16, big},
        {"Adler-32", "", adler32, big},
    };
    return table;
}

/// Lower case without separators, so that `crc16modbus` and `CRC-16/MODBUS` are one.
QString simplified(const QString &name)
{
    QString simple;
    for (const QChar c : name.toLower()) {
        if (!c.isSpace() && c != u'-' && c != u'_' && c != u'/')
            simple.append(c);
    }
    return simple;
}

QStringList otherNamesOf(const Checksum::Row &row)
{
    return QString::fromLatin1(row.others).split(u' ', Qt::SkipEmptyParts);
}

} // namespace

QStringList Checksum::names()
{
    QStringList names;
    for (const Row &row : rows())
        names.append(QString::fromLatin1(row.name));
    return names;
}

Result<Checksum> Checksum::find(const QString &name)
{
    const QString wanted = simplified(name);
    for (const Row &row : rows()) {
        const QStringList others = otherNamesOf(row);
        if (wanted == simplified(QString::fromLatin1(row.name))
            || std::any_of(others.begin(), others.end(), [&](const QString &o) { return wanted == simplified(o); }))
            return Checksum(row);
    }
    return failure(QCoreApplication::translate("Checksum", "Unknown checksum “%1”. Choose one of: %2")
                       .arg(name, names().join(QStringLiteral(", "))));
}

QString Checksum::name() const
{
    return QString::fromLatin1(m_row->name);
}

QStringList Checksum::otherNames() const
{
    return otherNamesOf(*m_row);
}

int Checksum::width() const
{
    return m_row->steps.width;
}

ByteOrder Checksum::usualOrder() const
{
    return m_row->order;
}

quint32 Checksum::value(QByteArrayView bytes) const
{
    Running running(*this);
    running.add(bytes);
    return running.value();
}

QByteArray Checksum::compute(QByteArrayView bytes, ByteOrder order) const
{
    const quint32 sum = value(bytes);
    QByteArray out;
    for (int byte = 0; byte < width(); ++byte)
        out.prepend(char(sum >> 8 * byte));
    if ((order == ByteOrder::Usual ? usualOrder() : order) == ByteOrder::Little)
        std::reverse(out.begin(), out.end());
    return out;
}

Checksum::Running::Running(const Checksum &checksum) : m_row(checksum.m_row), m_state(m_row->steps.start) { }

void Checksum::Running::add(QByteArrayView bytes)
{
    m_state = m_row->steps.add(m_state, bytes);
}

quint32 Checksum::Running::value() const
{
    return m_row->steps.finish(m_state);
}
