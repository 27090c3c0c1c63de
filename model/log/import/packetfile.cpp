// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/import/packetfile.h"

#include "model/log/import/pcapngfile.h"
#include "model/log/pcapng/pcapng.h"

#include <pcap/pcap.h>

#include <algorithm>

namespace {

/// A pcap file in any of its variants, read through libpcap. All its packets have one link type.
class PcapFile : public PacketFile
{
public:
    explicit PcapFile(pcap_t *file) : m_file(file, &pcap_close), m_linkType(pcap_datalink(file)) { }

    Result<bool> next(Captured &packet) override
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
        packet.timeNs = seconds * nsPerSecond + rest;
        packet.linkType = m_linkType;
        packet.bytes = QByteArrayView(bytes, qsizetype(header->caplen));
        return true;
    }
    qint64 position() const override { return ftello(pcap_file(m_file.get())); }

private:
    const std::unique_ptr<pcap_t, void (*)(pcap_t *)> m_file;
    const int m_linkType;
};

Result<std::unique_ptr<PacketFile>> openPcap(const QString &path)
{
    char error[PCAP_ERRBUF_SIZE] = {};
    pcap_t *const file =
        pcap_open_offline_with_tstamp_precision(QFile::encodeName(path).constData(), PCAP_TSTAMP_PRECISION_NANO, error);
    if (!file)
        return failure(QString::fromLocal8Bit(error));
    return std::make_unique<PcapFile>(file);
}

} // namespace

Result<std::unique_ptr<PacketFile>> PacketFile::open(const QString &path)
{
    auto file = std::make_unique<QFile>(path);
    const bool isOpen = file->open(QIODevice::ReadOnly | QIODevice::Unbuffered);
    const QByteArray start = isOpen ? file->peek(sizeof(quint32)) : QByteArray();
    if (start.size() == sizeof(quint32) && pcapng::get32(start, 0) == pcapng::sectionHeaderBlock)
        return std::make_unique<PcapngFile>(std::move(file));
    return openPcap(path);
}
