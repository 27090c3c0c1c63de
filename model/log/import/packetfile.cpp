// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/import/packetfile.h"

#include "model/log/import/pcapfile.h"
#include "model/log/import/pcapngfile.h"
#include "model/log/pcapng/pcapng.h"

Result<std::unique_ptr<PacketFile>> PacketFile::open(const QString &path)
{
    QFile file(path);
    const QByteArray start =
        file.open(QIODevice::ReadOnly | QIODevice::Unbuffered) ? file.peek(sizeof(quint32)) : QByteArray();
    const bool isPcapng = start.size() == sizeof(quint32) && pcapng::get32(start, 0) == pcapng::sectionHeaderBlock;
    return isPcapng ? PcapngFile::open(path) : PcapFile::open(path);
}
