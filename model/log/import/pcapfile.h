// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/import/packetfile.h"

struct pcap;

/// A pcap file in any of its variants, read through libpcap. All its packets have one link type.
class PcapFile : public PacketFile
{
public:
    static Result<std::unique_ptr<PacketFile>> open(const QString &path);

    Result<bool> next(Captured &packet) override;
    qint64 position() const override;

private:
    struct Closer
    {
        void operator()(pcap *file) const;
    };

    std::unique_ptr<pcap, Closer> m_file;
    int m_linkType = 0;
};
