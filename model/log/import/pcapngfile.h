// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/files/filewindow.h"
#include "model/log/import/packetfile.h"

#include <QFile>
#include <QtEndian>

#include <vector>

/// A pcapng file (draft-ietf-opsawg-pcapng), read block by block: several sections of either byte order, each
/// with interfaces of their own link type, snapshot length and clock. Blocks without packets are skipped.
class PcapngFile : public PacketFile
{
public:
    /// `file` is open for reading, unbuffered.
    explicit PcapngFile(std::unique_ptr<QFile> file);

    Result<bool> next(Captured &packet) override;
    qint64 position() const override { return m_offset; }

private:
    struct Interface
    {
        int linkType = 0;
        quint32 snapLength = 0;   // 0: no limit
        quint8 resolution = 6;    // as if_tsresol
        qint64 offsetSeconds = 0; // as if_tsoffset
    };

    /// In the byte order of the section.
    template<typename Number>
    Number get(QByteArrayView bytes, qsizetype at) const
    {
        return m_bigEndian ? qFromBigEndian<Number>(bytes.data() + at) : qFromLittleEndian<Number>(bytes.data() + at);
    }
    Result<void> beginSection(QByteArrayView head);
    void addInterface(QByteArrayView body);
    bool readBlock(quint32 type, QByteArrayView body, Captured &packet);
    void readPacket(quint32 interface, quint64 time, quint32 captured, QByteArrayView data, Captured &packet);
    void readSimple(QByteArrayView body, Captured &packet);
    static qint64 nanoseconds(const Interface &interface, quint64 time);

    std::unique_ptr<QFile> m_file;
    FileWindow m_window;
    qint64 m_offset = 0;
    bool m_bigEndian = false;
    std::vector<Interface> m_interfaces; // of this section
    qint64 m_lastNs = 0;
};
