// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Captures of other programs: read by libpcap or as pcapng, parsed, imported into a log.
#include "model/log/import/captureconversations.h"
#include "model/log/import/packetfile.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/memoryfile.h"
#include "tests/unit/log/pcapbuilder.h"

#include <QTemporaryDir>

QList<QByteArray> fuzzSeeds()
{
    using namespace tcpflag;
    QList<QByteArray> seeds;
    const TcpTalk talk;
    const SocketAddress a{QHostAddress(QStringLiteral("fd00::1")), 1};
    const SocketAddress b{QHostAddress(QStringLiteral("fd00::2")), 2};
    for (const quint32 linkType : {1U, 113U, 276U, 101U, 0U, 108U}) {
        PcapBuilder file(linkType);
        talk.handshake(file);
        file.packet(talk.fromClient(Ack, 1, "hello", 1)).packet(talk.fromServer(Ack, 1, "world", 6));
        file.packet(talk.fromClient(Ack, 9, "gap", 1)).packet(talk.fromClient(Ack, 6, "aga", 1));
        file.packet(udpPacket(a, b, "datagram"), 3).packet(talk.fromServer(Fin | Ack, 6));
        seeds.append(file.bytes());
    }
    return seeds;
}

namespace {

/// The file itself, and each packet as every kind of link there is.
void takeApart(QByteArrayView bytes)
{
    for (int link = 0; link <= 300; ++link) {
        const packetparser::Packet packet = packetparser::parse(link, bytes);
        promise(packet.payload.size() <= bytes.size() && packet.fragment.bytes.size() <= bytes.size());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const QTemporaryDir folder;
    const QByteArray bytes = fuzzBytes(data, size);
    takeApart(bytes);
    const MemoryFile memory(bytes);
    auto file = PacketFile::open(memory.name());
    if (!file)
        return 0;
    TrafficLog::Options options;
    options.file = folder.filePath(QStringLiteral("log.pcapng"));
    options.overwrite = true;
    const auto log = TrafficLog::create(options).value();
    CaptureConversations conversations(*log);
    TrafficLog::Writer writer(*log);
    PacketFile::Captured captured;
    for (auto more = (*file)->next(captured); more && *more; more = (*file)->next(captured))
        conversations.add(writer, captured.timeNs, packetparser::parse(captured.linkType, captured.bytes));
    conversations.finish(writer);
    return 0;
}
