// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/search/recordfilter.h"

#include "model/log/pcapng/blockreader.h"

#include <QCoreApplication>
#include <QtEndian>

#include <cstring>

namespace {

QByteArray networkBytes(const QHostAddress &host)
{
    if (host.protocol() == QAbstractSocket::IPv4Protocol) {
        const quint32 address = qToBigEndian(host.toIPv4Address());
        return QByteArray(reinterpret_cast<const char *>(&address), sizeof address);
    }
    const Q_IPV6ADDR address = host.toIPv6Address();
    return QByteArray(reinterpret_cast<const char *>(&address), sizeof address);
}

struct PeerTest
{
    QHostAddress host;
    quint16 port = 0;
};

/// Reads a port that takes up all of `text`; 0 when it is none.
quint16 portOf(QStringView text)
{
    bool ok = false;
    const quint16 port = text.toUShort(&ok);
    return ok ? port : 0;
}

std::optional<PeerTest> readPeer(const QString &text)
{
    if (const quint16 port = portOf(text); port != 0)
        return PeerTest{{}, port};
    PeerTest peer;
    if (peer.host.setAddress(text))
        return peer;
    const qsizetype colon = text.lastIndexOf(u':');
    if (colon < 0)
        return {};
    peer.port = portOf(QStringView(text).sliced(colon + 1));
    QString host = text.left(colon);
    if (host.startsWith(u'[') && host.endsWith(u']'))
        host = host.sliced(1, host.size() - 2);
    if (peer.port == 0 || (!host.isEmpty() && !peer.host.setAddress(host)))
        return {};
    return peer;
}

} // namespace

Result<HeaderFilter> HeaderFilter::make(const RecordFilter &filter)
{
    HeaderFilter made;
    made.m_filter = filter;
    const QString text = filter.peer.trimmed();
    if (text.isEmpty())
        return made;
    if (text.startsWith(u'/') || text.startsWith(u'@')) {
        made.m_path = text;
        return made;
    }
    const auto peer = readPeer(text);
    if (!peer) {
        return failure(QCoreApplication::translate(
                           "RecordFilter", "“%1” is not a peer. Enter an address, a port, or both: 192.168.0.2:5000")
                           .arg(text),
                       0);
    }
    if (!peer->host.isNull())
        made.m_host = networkBytes(peer->host);
    made.m_port = peer->port;
    return made;
}

bool HeaderFilter::passes(const pcapng::RecordView &record) const
{
    using Show = RecordFilter::Show;
    const bool event = record.kind == RecordKind::Event;
    const bool in = record.direction == Direction::In;
    switch (m_filter.show) {
    case Show::Everything:
        break;
    case Show::Received:
        if (event || !in)
            return false;
        break;
    case Show::Sent:
        if (event || in)
            return false;
        break;
    case Show::Data:
        if (event)
            return false;
        break;
    case Show::Events:
        if (!event)
            return false;
        break;
    }
    const bool sized = m_filter.minimumSize > 0 || m_filter.maximumSize >= 0;
    if (sized && event)
        return false;
    if (record.payload.size() < m_filter.minimumSize
        || (m_filter.maximumSize >= 0 && record.payload.size() > m_filter.maximumSize))
        return false;
    return passesPeer(record);
}

bool HeaderFilter::passesPeer(const pcapng::RecordView &record) const
{
    if (!m_path.isEmpty()) {
        const QString path = record.localPath.isEmpty() ? QString() : record.remote().path;
        return path == m_path || path.startsWith(m_path + QStringLiteral(" #"));
    }
    if (m_host.isEmpty() && m_port == 0)
        return true;
    const PacketView &packet = record.packet;
    if (!packet.from || !record.localPath.isEmpty())
        return false; // a journal block is about no peer's traffic
    const bool in = record.direction == Direction::In;
    if (m_port != 0 && m_port != (in ? packet.fromPort : packet.toPort))
        return false;
    const qsizetype size = packet.ipv6 ? 16 : 4;
    return m_host.isEmpty()
        || (m_host.size() == size && std::memcmp(m_host.constData(), in ? packet.from : packet.to, size_t(size)) == 0);
}
