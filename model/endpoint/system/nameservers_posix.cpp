// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/nameservers.h"

#include "model/endpoint/system/systemaddress.h"

#include <QElapsedTimer>
#include <QFile>

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <optional>
#include <vector>

namespace nameservers {

namespace {

constexpr qsizetype maxServers = 3; // MAXNS of resolv.h
constexpr qsizetype headerSize = 12;
constexpr quint16 queryId = 0x5353;
constexpr int noError = 0, nameError = 3; // response codes

/// A query for an IPv4 address (RFC 1035, 4.1); empty if there can be no such name.
QByteArray query(const QByteArray &name)
{
    QByteArray packet;
    for (const quint16 field : {queryId, quint16(0x0100), quint16(1), quint16(0), quint16(0), quint16(0)}) {
        packet.append(char(field >> 8));
        packet.append(char(field & 0xff));
    }
    for (const QByteArray &label : (name.endsWith('.') ? name.chopped(1) : name).split('.')) {
        if (label.isEmpty() || label.size() > 63)
            return {};
        packet.append(char(label.size()));
        packet.append(label);
    }
    packet.append(QByteArray::fromHex("0000010001")); // end of the name, type A, class IN
    return packet;
}

/// A name server that is asked.
struct Server
{
    QString name;
    int socket = -1;
    int error = 0;            // errno: it cannot be reached
    std::optional<int> rcode; // its response code

    bool isWaiting() const { return error == 0 && !rcode; }
};

void send(Server &server, const QHostAddress &address, const QByteArray &packet)
{
    const SystemAddress to(address, dnsPort);
    server.socket = ::socket(to.family(), SOCK_DGRAM, 0);
    // Connected, so that the system reports an ICMP error.
    if (server.socket < 0 || ::connect(server.socket, to.get(), to.size()) != 0
        || ::send(server.socket, packet.constData(), size_t(packet.size()), MSG_DONTWAIT) < 0)
        server.error = errno;
}

void receive(Server &server)
{
    std::array<unsigned char, 512> answer;
    const ssize_t got = ::recv(server.socket, answer.data(), answer.size(), MSG_DONTWAIT);
    if (got < 0 && errno != EAGAIN && errno != EINTR)
        server.error = errno;
    else if (got >= headerSize && (answer[0] << 8 | answer[1]) == queryId)
        server.rcode = answer[3] & 0x0f;
}

/// Until each has answered, or the time is over.
void receiveAll(std::vector<Server> &servers)
{
    QElapsedTimer time;
    time.start();
    while (!time.hasExpired(patienceMs)) {
        std::vector<pollfd> waiting;
        std::vector<Server *> whose;
        for (Server &server : servers) {
            if (!server.isWaiting())
                continue;
            waiting.push_back({server.socket, POLLIN, 0});
            whose.push_back(&server);
        }
        const int left = patienceMs - int(time.elapsed());
        if (waiting.empty() || left <= 0
            || (::poll(waiting.data(), nfds_t(waiting.size()), left) < 0 && errno != EINTR))
            return;
        for (size_t i = 0; i < waiting.size(); ++i) {
            if (waiting[i].revents != 0)
                receive(*whose[i]);
        }
    }
}

/// The names of RFC 6895, 2.3.
QString responseCode(int code)
{
    constexpr const char *names[] = {"NOERROR", "FORMERR", "SERVFAIL", "NXDOMAIN", "NOTIMP", "REFUSED"};
    return code < int(std::size(names)) ? QString::fromLatin1(names[code]) : QStringLiteral("RCODE %1").arg(code);
}

} // namespace

QList<QHostAddress> configured()
{
    QFile file(QStringLiteral("/etc/resolv.conf"));
    QList<QHostAddress> servers;
    if (!file.open(QIODevice::ReadOnly))
        return servers;
    for (const QByteArray &line : file.readAll().split('\n')) {
        const QByteArrayList words = line.simplified().split(' ');
        const QHostAddress address(QString::fromLatin1(words.value(1)));
        if (words[0] == "nameserver" && !address.isNull() && servers.size() < maxServers)
            servers.append(address);
    }
    return servers;
}

Event whyFailed(const QString &host, const QByteArray &wireName, const QList<QHostAddress> &servers,
                const QString &systemReason)
{
    if (servers.isEmpty())
        return {EventCode::NoNameServer, {host}};
    const QByteArray packet = query(wireName);
    if (packet.isEmpty())
        return {EventCode::LookupFailed, {host, systemReason}};
    std::vector<Server> asked;
    for (const QHostAddress &address : servers) {
        asked.push_back({address.toString(), -1, 0, {}});
        send(asked.back(), address, packet);
    }
    receiveAll(asked);
    QStringList names;
    for (const Server &server : asked) {
        names.append(server.name);
        if (server.socket >= 0)
            ::close(server.socket);
    }
    const auto first = [&](auto condition) { return std::find_if(asked.begin(), asked.end(), condition); };
    const auto works = [](const Server &one) {
        const int code = one.rcode.value_or(-1);
        return code == noError || code == nameError;
    };
    if (first(works) != asked.end())
        return {EventCode::LookupFailed, {host, systemReason}};
    if (const auto failed = first([](const Server &one) { return one.rcode.has_value(); }); failed != asked.end())
        return {EventCode::NameServerFailed, {host, failed->name, responseCode(*failed->rcode)}};
    if (first([](const Server &one) { return one.isWaiting(); }) != asked.end())
        return {EventCode::NameServerSilent, {host, names.join(QStringLiteral(", "))}};
    const QString reason = QString::fromLocal8Bit(std::strerror(asked.front().error));
    return {EventCode::NoWayToNameServer, {host, names.join(QStringLiteral(", ")), reason}};
}

QString reverseName(const QHostAddress &address)
{
    if (address.protocol() == QAbstractSocket::IPv4Protocol) {
        QStringList numbers = address.toString().split(u'.');
        std::reverse(numbers.begin(), numbers.end());
        return numbers.join(u'.') + QStringLiteral(".in-addr.arpa");
    }
    const Q_IPV6ADDR bytes = address.toIPv6Address();
    QString name;
    for (int i = 15; i >= 0; --i)
        name += QStringLiteral("%1.%2.").arg(bytes.c[i] & 0x0f, 0, 16).arg(bytes.c[i] >> 4, 0, 16);
    return name + QStringLiteral("ip6.arpa");
}

} // namespace nameservers
