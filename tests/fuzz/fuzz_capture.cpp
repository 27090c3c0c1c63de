// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Our own captures: scans them and reads every record.
#include "model/log/export/exportrecords.h"
#include "model/log/import/capturekind.h"
#include "model/log/pcapng/blockwriter.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/memoryfile.h"

#include <QBuffer>

QList<QByteArray> fuzzSeeds()
{
    QByteArray bytes = pcapng::fileHeader();
    LogFlow tcp;
    tcp.id = PeerId(1);
    tcp.local = {QHostAddress(QStringLiteral("127.0.0.1")), 8080};
    tcp.remote = {QHostAddress(QStringLiteral("127.0.0.1")), 5000};
    LogFlow udp = tcp;
    udp.id = PeerId(2);
    udp.transport = Transport::Udp;
    udp.local.host = udp.remote.host = QHostAddress(QStringLiteral("::1"));
    pcapng::appendEvent(bytes, {EventCode::Listening, {QStringLiteral("127.0.0.1:8080")}}, 1, PeerId::None);
    pcapng::appendConnected(bytes, tcp, true, 2);
    pcapng::appendData(bytes, tcp, Direction::In, 3, "hello\xe4\xbd", 2);
    pcapng::appendData(bytes, tcp, Direction::In, 4, "\xa0\r\n", 3);
    pcapng::appendData(bytes, udp, Direction::Out, 5, {}, 4);
    pcapng::appendClosed(bytes, tcp, EventCode::ClosedByPeer, 6);
    return {bytes, bytes.first(bytes.size() - 5), pcapng::fileHeader()};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const MemoryFile file(fuzzBytes(data, size));
    detectCaptureKind(file.name());
    const auto log = TrafficLog::openFile(file.name());
    if (!log)
        return 0;
    LogReader records(*log);
    const RecordNumber end = (*log)->end();
    for (RecordNumber number = end; number-- > (*log)->first();) {
        const auto record = records.read(number);
        promise(!record || (record->number == number && record->payload.size() <= qsizetype(size)));
        if (record && record->kind == RecordKind::Event)
            eventText(record->event);
    }
    // Far slower than the rest, so at most one for each input.
    constexpr ExportFormat formats[] = {ExportFormat::Text, ExportFormat::Session, ExportFormat::Pcapng};
    if (const size_t which = size % 16; which < std::size(formats)) {
        ExportRequest request{*log, std::make_shared<RangeSelection>(**log), formats[which], {}};
        request.options.codec = TextCodec::find(QStringLiteral("UTF-8")).value();
        QBuffer out;
        out.open(QIODevice::WriteOnly);
        exportRecords(request, out, {});
    }
    return 0;
}
