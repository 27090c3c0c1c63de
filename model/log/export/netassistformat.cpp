// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hex/hex.h"
#include "model/log/export/exportformat.h"
#include "model/log/recordclock.h"

#include <unordered_set>

namespace {

constexpr size_t maxClients = 65536; // that are remembered

/// The log of CMSoft NetAssist ("日志模式"), which many scripts read:
///     [2026-01-31 12:00:00.123]# RECV ASCII FROM 192.168.0.2 :5000>
///     the payload
///
/// `SEND … TO` for sent data; `HEX` and pairs of digits with ExportOptions::hex. The words and the space before the colon
/// are NetAssist's; IPv6 addresses, which it does not support, are written without brackets. A client gets offline with
/// its FIN, even if data is sent to it afterwards. Line breaks and tabs of a payload are kept, other control characters
/// become control pictures.
class NetAssistFormat : public FieldsFormatter
{
public:
    NetAssistFormat(const exportformats::Log &log, const ExportOptions &options)
        : FieldsFormatter(log), m_text(log, options), m_hex(options.hex)
    {
    }

protected:
    void write(QByteArray &out, const Record &record) override
    {
        out.append('[');
        m_clock.append(out, record.timeNs, ' ', 3);
        out.append("]# ");
        if (record.kind == RecordKind::Event) {
            out.append(eventLine(record)).append("\n\n");
            return;
        }
        out.append(record.direction == Direction::In ? "RECV " : "SEND ").append(m_hex ? "HEX " : "ASCII ");
        out.append(record.direction == Direction::In ? "FROM " : "TO ");
        if (record.remote.isLocal()) {
            out.append(record.remote.toString().toUtf8());
        } else {
            out.append(record.remote.host.toString().toLatin1()).append(" :");
            out.append(QByteArray::number(record.remote.port));
        }
        out.append(">\n");
        if (m_hex)
            appendHex(out, record.payload);
        else
            out.append(m_text.lines(record));
        out.append("\n\n");
    }

private:
    /// NetAssist's words for clients of a server, our event text for events that it does not log.
    QByteArray eventLine(const Record &record)
    {
        const QByteArray client = "Client " + record.remote.toString().toUtf8();
        const EventCode code = record.event.code;
        if (code == EventCode::Connected && record.direction == Direction::In && m_clients.size() < maxClients) {
            m_clients.insert(record.peer);
            return client + " gets online.";
        }
        if ((isPeersEnd(code) || code == EventCode::ClosedHere) && m_clients.erase(record.peer) > 0)
            return client + " gets offline.";
        return eventText(record.event).toUtf8();
    }

    PayloadText m_text;
    RecordClock m_clock;
    const bool m_hex;
    std::unordered_set<PeerId> m_clients; // that connected to us and are still there
};

} // namespace

std::unique_ptr<RecordFormatter> exportformats::makeNetAssist(const Log &log, const ExportOptions &options)
{
    return std::make_unique<NetAssistFormat>(log, options);
}
