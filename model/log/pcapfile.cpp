// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/pcapfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <pcap/pcap.h>

#include <algorithm>

void PcapFile::Closer::operator()(pcap *file) const
{
    pcap_close(file);
}

Result<PcapFile> PcapFile::open(const QString &path)
{
    const auto cannot = [&](const QString &why) {
        return failure(QCoreApplication::translate("CaptureKind", "%1 cannot be opened: %2")
                           .arg(QDir::toNativeSeparators(path), why));
    };
    char error[PCAP_ERRBUF_SIZE] = {};
    PcapFile file;
    file.m_file.reset(pcap_open_offline_with_tstamp_precision(QFile::encodeName(path).constData(),
                                                              PCAP_TSTAMP_PRECISION_NANO, error));
    if (!file.m_file)
        return cannot(QString::fromLocal8Bit(error));
    const int number = pcap_datalink(file.m_file.get());
    const auto layer = packetparser::linkLayer(number);
    if (!layer) {
        const char *name = pcap_datalink_val_to_name(number);
        return cannot(QCoreApplication::translate("PcapFile",
                                                  "its packets are of link type %1. Ethernet, Linux “any”, raw IP and "
                                                  "BSD loopback can be read.")
                          .arg(name ? QString::fromLatin1(name) : QString::number(number)));
    }
    file.m_linkLayer = *layer;
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
    // Damaged times must not overflow what is calculated with them.
    const qint64 seconds = std::clamp<qint64>(header->ts.tv_sec, 0, 9'000'000'000);
    const qint64 rest = std::clamp<qint64>(header->ts.tv_usec, 0, 999'999'999); // nanoseconds, as asked for
    packet.timeNs = seconds * 1'000'000'000 + rest;
    packet.bytes = QByteArrayView(bytes, qsizetype(header->caplen));
    return true;
}

qint64 PcapFile::position() const
{
    return ftello(pcap_file(m_file.get()));
}
