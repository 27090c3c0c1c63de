// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/import/pcapfile.h"

#include <QFile>

#include <pcap/pcap.h>

#include <algorithm>

void PcapFile::Closer::operator()(pcap *file) const
{
    pcap_close(file);
}

Result<std::unique_ptr<PacketFile>> PcapFile::open(const QString &path)
{
    char error[PCAP_ERRBUF_SIZE] = {};
    auto file = std::make_unique<PcapFile>();
    file->m_file.reset(pcap_open_offline_with_tstamp_precision(QFile::encodeName(path).constData(),
                                                               PCAP_TSTAMP_PRECISION_NANO, error));
    if (!file->m_file)
        return failure(QString::fromLocal8Bit(error));
    file->m_linkType = pcap_datalink(file->m_file.get());
    return file;
}

Result<bool> PcapFile::next(Captured &packet)
{
    pcap_pkthdr *header = nullptr;
    const unsigned char *bytes = nullptr;
    const int got = pcap_next_ex(m_file.get(), &header, &bytes);
    if (got == PCAP_ERROR_BREAK)
        return false;
    if (got != 1)
        return failure(QString::fromLocal8Bit(pcap_geterr(m_file.get())));
    // The file has 32 bits for the seconds. They count to 2106; libpcap takes them for a signed number.
    const qint64 seconds = quint32(header->ts.tv_sec);
    const qint64 rest = std::clamp<qint64>(header->ts.tv_usec, 0, 999'999'999); // nanoseconds, as asked for
    packet.timeNs = seconds * 1'000'000'000 + rest;
    packet.linkType = m_linkType;
    packet.bytes = QByteArrayView(bytes, qsizetype(header->caplen));
    return true;
}

qint64 PcapFile::position() const
{
    return ftello(pcap_file(m_file.get()));
}
