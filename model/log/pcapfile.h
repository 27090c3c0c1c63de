// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/packetparser.h"
#include "model/result.h"

#include <memory>

struct pcap;

/// A pcap or pcapng file of any program, read packet by packet through libpcap. One thread.
class PcapFile
{
public:
    /// The error names the file and the reason; link layers that cannot be taken apart are one.
    static Result<PcapFile> open(const QString &path);

    struct Captured
    {
        qint64 timeNs = 0;
        QByteArrayView bytes; ///< good until the next call
    };

    packetparser::LinkLayer linkLayer() const { return m_linkLayer; }
    /// The next packet; false at the end. The error says why the file cannot be read any further.
    Result<bool> next(Captured &packet);
    /// How many bytes of the file were read.
    qint64 position() const;

private:
    struct Closer
    {
        void operator()(pcap *file) const;
    };

    std::unique_ptr<pcap, Closer> m_file;
    packetparser::LinkLayer m_linkLayer = packetparser::LinkLayer::Ethernet;
};
