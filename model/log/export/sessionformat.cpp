// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/streamdecoder.h"
#include "model/bytes/escape.h"
#include "model/bytes/hex/hex.h"
#include "model/log/export/exportformat.h"
#include "model/log/pcapng/blockwriter.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace {

constexpr qint64 logNsPerMs = 1'000'000;
constexpr qint64 minDelayMs = 10;
constexpr qint64 maxDelayMs = 10'000;
constexpr qint64 defaultTimeoutMs = 2000;
constexpr qsizetype maxStepSize = 64 << 10;

QByteArray quoted(const QString &text)
{
    return QJsonDocument(QJsonArray{text}).toJson(QJsonDocument::Compact).sliced(1).chopped(1);
}

/// `bytes` as text with escapes, or nothing when they are not text, so that hex reads better.
std::optional<QString> asText(const QByteArray &bytes, const std::shared_ptr<const TextCodec> &codec)
{
    DecodedText decoded;
    StreamDecoder decoder(codec);
    decoder.decode(bytes, decoded);
    if (!decoded.spans.empty() || !decoder.pending().isEmpty())
        return {};
    QString typed;
    for (const QChar c : std::as_const(decoded.text)) {
        const qsizetype escape = QStringView(u"\n\r\t\\").indexOf(c);
        if (escape < 0 && !c.isPrint() && !c.isSurrogate())
            return {};
        typed.append(escape < 0 ? QString(c) : QString(u'\\') + QStringView(u"nrt\\")[escape]);
    }
    if (parseEscapes(typed, *codec) != bytes)
        return {};
    return typed.replace(QStringLiteral("${"), QStringLiteral("$${")); // no placeholder
}

/// The traffic of the first peer of the selection as a device test (see model/devicetest/devicetest.h), which expects
/// the same replies again. The bytes of one direction of TCP, until the other one has its turn, are one step of up to
/// 64 KiB, if sent data follows within 10 ms; each datagram is a step. A longer pause between two sent messages is
/// kept, up to 10 s, but not after a reply, for which the test waits. The time limit of a slow reply is three times its
/// time. Data sent after the peer's FIN is sent again. The test ends with the connection, or where another one begins.
class SessionFormat : public FieldsFormatter
{
public:
    SessionFormat(const exportformats::Log &log, const ExportOptions &options)
        : FieldsFormatter(log), m_codec(options.codec)
    {
    }

protected:
    void end(QByteArray &out) override
    {
        if (!m_peer)
            writeHead(out, QString());
        flush(out);
        out.append(m_steps > 0 ? "\n    ]\n}\n" : "]\n}\n");
    }

    void write(QByteArray &out, const Record &record) override
    {
        if (m_over || record.own || (record.kind == RecordKind::Event && !isConnectionStep(record.event.code)))
            return;
        if (!m_peer) {
            m_peer = record.peer;
            writeHead(out, endpointOf(record));
        }
        if (record.peer != *m_peer)
            return;
        if (record.kind == RecordKind::Data)
            add(out, record);
        else
            addEvent(out, record);
    }

private:
    /// The endpoint, by the first record: the side that began is the client.
    static QString endpointOf(const Record &record)
    {
        const QString port = QString::number(record.local.port);
        const bool server = record.direction == Direction::In;
        if (record.remote.isLocal()) {
            const bool isServerEnd = record.local == SocketAddress::ofLocalServer(record.local.path);
            return isServerEnd ? QStringLiteral("unix-server://") + encodedPath(record.local.path)
                               : QStringLiteral("unix://") + encodedPath(record.remote.path);
        }
        if (record.transport == Transport::Udp && server && record.local.host.isMulticast())
            return QStringLiteral("multicast://") + record.local.toString();
        if (record.transport == Transport::Udp)
            return server ? QStringLiteral("udp-server://:") + port
                          : QStringLiteral("udp://") + record.remote.toString();
        return server && record.kind == RecordKind::Event ? QStringLiteral("tcp-server://:") + port
                                                          : QStringLiteral("tcp://") + record.remote.toString();
    }

    void writeHead(QByteArray &out, const QString &endpoint)
    {
        out.append("{\n    \"endpoint\": ").append(quoted(endpoint));
        out.append(",\n    \"encoding\": ").append(quoted(m_codec->name()));
        out.append(",\n    \"timeout_ms\": ").append(QByteArray::number(defaultTimeoutMs));
        out.append(",\n    \"steps\": [");
    }

    void writeStep(QByteArray &out, const QByteArray &step)
    {
        out.append(m_steps++ > 0 ? ",\n        " : "\n        ").append(step);
    }

    void addEvent(QByteArray &out, const Record &record)
    {
        const EventCode code = record.event.code;
        if (code == EventCode::Connected) {
            m_lastNs = record.timeNs;
            m_over = m_closedByPeer;
        } else if (code == EventCode::ClosedByPeer) {
            flush(out);
            if (!m_closedHere)
                writeStep(out, "{\"expect\": {\"close\": true}}");
            m_closedByPeer = true;
            m_lastNs = record.timeNs;
            m_sent = false; // data sent after it does not wait for a reply
        } else if (code == EventCode::ClosedHere) {
            m_closedHere = true;
        }
        m_over = m_over || (m_closedHere && m_closedByPeer) || (isPeersEnd(code) && code != EventCode::ClosedByPeer);
    }

    void add(QByteArray &out, const Record &record)
    {
        const bool sent = record.direction == Direction::Out;
        const bool continues = m_pending && m_sent == sent && record.transport == Transport::Tcp
            && m_bytes.size() + record.payload.size() <= std::max(maxStepSize, pcapng::maxPayloadSize)
            && (!sent || record.timeNs - m_lastNs < minDelayMs * logNsPerMs);
        if (!continues) {
            flush(out);
            m_pauseMs = m_lastNs > 0 ? (record.timeNs - m_lastNs) / logNsPerMs : 0;
            m_afterSending = m_sent && m_lastNs > 0;
            m_pending = true;
            m_sent = sent;
            m_bytes.clear();
            m_waitedFromNs = m_lastNs;
        }
        m_bytes.append(record.payload);
        m_lastNs = record.timeNs;
    }

    void flush(QByteArray &out)
    {
        if (!std::exchange(m_pending, false))
            return;
        if (m_sent && m_afterSending && m_pauseMs >= minDelayMs)
            writeStep(out, "{\"delay_ms\": " + QByteArray::number(std::min(m_pauseMs, maxDelayMs)) + '}');
        const auto text = m_bytes.isEmpty() ? std::nullopt : asText(m_bytes, m_codec);
        QByteArray step(m_sent ? "{\"send\": {" : "{\"expect\": {");
        step.append(text ? "\"text\": " + quoted(*text) : "\"hex\": " + quoted(toHex(m_bytes)));
        if (!m_sent) {
            step.append(", \"exact\": true");
            const qint64 waitedMs = m_waitedFromNs > 0 ? (m_lastNs - m_waitedFromNs) / logNsPerMs : 0;
            if (waitedMs * 3 > defaultTimeoutMs)
                step.append(", \"timeout_ms\": ").append(QByteArray::number(waitedMs * 3));
        }
        writeStep(out, step + "}}");
    }

    const std::shared_ptr<const TextCodec> m_codec;
    std::optional<PeerId> m_peer;
    quint64 m_steps = 0;
    QByteArray m_bytes; // of the step that may continue
    bool m_pending = false;
    bool m_sent = false; // direction of the current step, or the last one
    bool m_afterSending = false;
    qint64 m_pauseMs = 0;
    qint64 m_lastNs = 0;
    qint64 m_waitedFromNs = 0;
    bool m_closedHere = false;
    bool m_closedByPeer = false;
    bool m_over = false;
};

} // namespace

std::unique_ptr<RecordFormatter> exportformats::makeSession(const Log &log, const ExportOptions &options)
{
    return std::make_unique<SessionFormat>(log, options);
}
