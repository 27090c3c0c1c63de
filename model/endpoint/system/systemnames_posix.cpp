// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/systemnames.h"

#include "model/endpoint/system/nameservers.h"
#include "model/endpoint/system/systemaddress.h"

#include <QNetworkInterface>
#include <QUrl>

#include <netdb.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <mutex>

namespace systemnames {

namespace {

/// The name as in a DNS query.
QByteArray wireName(const QString &host)
{
    const bool ascii = std::all_of(host.begin(), host.end(), [](QChar c) { return c.unicode() < 128; });
    return ascii ? host.toLatin1() : QUrl::toAce(host); // which rejects names such as a_b
}

/// The event for an error of getaddrinfo().
Event lookupFailure(const QString &host, const QByteArray &name, int error, [[maybe_unused]] int systemError)
{
    const QString reason = QString::fromLocal8Bit(::gai_strerror(error));
#ifdef EAI_SYSTEM
    if (error == EAI_SYSTEM)
        return {EventCode::LookupFailed, {host, qt_error_string(systemError)}};
#endif
#ifdef EAI_NODATA
    if (error == EAI_NODATA)
        return {EventCode::NameHasNoAddress, {host}};
#endif
    if (error == EAI_AGAIN || error == EAI_FAIL)
        return nameservers::whyFailed(host, name, nameservers::configured(), reason);
    if (error == EAI_MEMORY)
        return {EventCode::LookupFailed, {host, reason}};
    return {EventCode::HostNotFound, {host}};
}

std::mutex services; // getservbyname() and getservbyport() return the same memory each time

std::optional<Service> toService(const servent *entry)
{
    if (!entry)
        return {};
    Service service{ntohs(quint16(entry->s_port)), {QString::fromLocal8Bit(entry->s_name)}};
    for (char **alias = entry->s_aliases; *alias; ++alias)
        service.names.append(QString::fromLocal8Bit(*alias));
    return service;
}

} // namespace

tl::expected<Names, Event> addressesOf(const QString &host, Which which)
{
    const Event notFound{EventCode::HostNotFound, {host}};
    const QByteArray name = wireName(host);
    if (name.isEmpty())
        return tl::unexpected(notFound);
    addrinfo hints{};
    hints.ai_family = AF_UNSPEC;
    hints.ai_socktype = SOCK_STREAM; // each address once
    hints.ai_flags = which == Which::Usable ? AI_ADDRCONFIG : AI_CANONNAME;
    addrinfo *found = nullptr;
    int error = ::getaddrinfo(name.constData(), nullptr, &hints, &found);
    // Again for addresses of a family that this computer has none of: connecting then tells what is missing.
    if (error != 0 && error != EAI_AGAIN && error != EAI_FAIL && error != EAI_MEMORY && which == Which::Usable) {
        hints.ai_flags = 0;
        error = ::getaddrinfo(name.constData(), nullptr, &hints, &found);
    }
    if (error != 0)
        return tl::unexpected(lookupFailure(host, name, error, errno));
    Names names;
    if (found->ai_canonname)
        names.canonical = QString::fromUtf8(found->ai_canonname);
    for (const addrinfo *at = found; at; at = at->ai_next) {
        if (at->ai_family != AF_INET && at->ai_family != AF_INET6)
            continue;
        QHostAddress address(at->ai_addr);
        if (const QString scope = address.scopeId(); !scope.isEmpty()) {
            const QString network = QNetworkInterface::interfaceNameFromIndex(scope.toInt());
            address.setScopeId(network.isEmpty() ? scope : network);
        }
        if (!names.addresses.contains(address))
            names.addresses.append(address);
    }
    ::freeaddrinfo(found);
    if (names.addresses.isEmpty())
        return tl::unexpected(notFound);
    return names;
}

tl::expected<QString, Event> nameOf(const QHostAddress &address)
{
    const SystemAddress packed(address);
    std::array<char, NI_MAXHOST> name{};
    const int error = ::getnameinfo(packed.get(), packed.size(), name.data(), name.size(), nullptr, 0, NI_NAMEREQD);
    if (error == 0)
        return QString::fromUtf8(name.data());
    const Event failed = lookupFailure(address.toString(), nameservers::reverseName(address).toLatin1(), error, errno);
    if (failed.code == EventCode::HostNotFound || failed.code == EventCode::NameHasNoAddress)
        return QString();
    return tl::unexpected(failed);
}

std::optional<Service> serviceOf(const QString &name, const char *protocol)
{
    const std::lock_guard lock(services);
    for (const QString &spelling : {name, name.toLower()}) { // the table has few with capitals
        if (auto service = toService(::getservbyname(spelling.toUtf8().constData(), protocol)))
            return service;
    }
    return {};
}

std::optional<Service> serviceAt(quint16 port, const char *protocol)
{
    const std::lock_guard lock(services);
    return toService(::getservbyport(htons(port), protocol));
}

} // namespace systemnames
