// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/endpointurl.h"

#include "model/bytes/protocolpreset.h"
#include "model/endpoint/address/groupaddress.h"
#include "model/endpoint/address/hostport.h"
#include "model/endpoint/system/localsocket.h"
#include "model/endpoint/urloptions.h"
#include "model/types.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QUrl>

#include <algorithm>
#include <array>
#include <tuple>

namespace {

/// A part of the URL and where it starts, so that an error can point at it.
struct Part
{
    QString text;
    qsizetype position = 0;

    Part mid(qsizetype at, qsizetype length = -1) const { return {text.mid(at, length), position + at}; }
};

/// The position in `raw` of what percentDecoded() puts at `position`.
qsizetype positionInRaw(const QString &raw, qsizetype position)
{
    qsizetype at = 0;
    while (at < raw.size() && percentDecoded(raw.left(at)).size() < position)
        at += raw[at] == u'%' && at + 3 <= raw.size() && percentDecoded(raw.mid(at, 3)).size() == 1 ? 3 : 1;
    return at;
}

Result<void> parseQuery(const Part &query, const QString &scheme, EndpointUrl &url)
{
    QStringList given;
    for (qsizetype at = 0; at < query.text.size();) {
        qsizetype end = query.text.indexOf(u'&', at);
        end = end < 0 ? query.text.size() : end;
        const Part pair = query.mid(at, end - at);
        at = end + 1;
        const qsizetype equals = pair.text.indexOf(u'=');
        const QString name = pair.text.left(equals);
        const auto option = std::find_if(UrlOption::all().begin(), UrlOption::all().end(),
                                         [&](const UrlOption &o) { return name == o.name && o.applies(url); });
        const bool isKnown = std::any_of(UrlOption::all().begin(), UrlOption::all().end(),
                                         [&](const UrlOption &o) { return name == o.name; });
        if (!isKnown)
            return failure(QCoreApplication::translate("EndpointUrl", "Unknown option “%1”.").arg(name), pair.position);
        if (option == UrlOption::all().end())
            return failure(QCoreApplication::translate("EndpointUrl", "The option “%1” does not apply to %2://.")
                               .arg(name, scheme),
                           pair.position);
        if (given.contains(name))
            return failure(QCoreApplication::translate("EndpointUrl", "The option “%1” is given twice.").arg(name),
                           pair.position);
        given.append(name);
        const QString value = equals < 0 ? QString() : pair.text.mid(equals + 1);
        if (value.isEmpty())
            return failure(QCoreApplication::translate("EndpointUrl", "The option “%1” needs a value: %1=…").arg(name),
                           pair.position);
        if (const auto read = option->read(url, percentDecoded(value)); !read)
            return failure(read.error().message,
                           pair.position + equals + 1 + positionInRaw(value, read.error().position));
        if (!url.reply.isEmpty() && !url.rulesFile.isEmpty())
            return failure(QCoreApplication::translate("EndpointUrl", "Only one of reply and rules may be given."),
                           pair.position);
    }
    return {};
}

struct Scheme
{
    QLatin1StringView name;
    Role role;
    bool remote; // HOST:PORT is the remote end
};

/// Of a role with two, the one without a remote end is first.
constexpr std::array schemes{
    Scheme{QLatin1StringView("tcp-server"), Role::TcpServer, false},
    Scheme{QLatin1StringView("tcp"), Role::TcpClient, true},
    Scheme{QLatin1StringView("tls-server"), Role::TlsServer, false},
    Scheme{QLatin1StringView("tls"), Role::TlsClient, true},
    Scheme{QLatin1StringView("udp-server"), Role::Udp, false},
    Scheme{QLatin1StringView("udp"), Role::Udp, true},
    Scheme{QLatin1StringView("unix-server"), Role::LocalServer, false},
    Scheme{QLatin1StringView("unix"), Role::LocalClient, true},
    Scheme{QLatin1StringView("multicast"), Role::Multicast, true},
    Scheme{QLatin1StringView("tcp-relay"), Role::TcpRelay, false},
    Scheme{QLatin1StringView("tls-relay"), Role::TlsRelay, false},
    Scheme{QLatin1StringView("udp-relay"), Role::UdpRelay, false},
};

const Scheme *schemeNamed(const QString &name)
{
    const auto found = std::find_if(schemes.begin(), schemes.end(), [&](const Scheme &s) { return name == s.name; });
    return found == schemes.end() ? nullptr : &*found;
}

QString schemeList()
{
    QStringList names;
    for (const Scheme &scheme : schemes)
        names.append(scheme.name + QStringLiteral("://"));
    return names.join(QStringLiteral(", "));
}

/// The port is that of the last group: `239.1.2.3,239.1.2.4:9107`, `[ff15::1],[ff15::2]:9107`.
Result<HostPort> parseGroupsAndPort(const QString &text)
{
    const qsizetype last = text.lastIndexOf(u',') + 1;
    const auto address = HostPort::parse(text.mid(last));
    if (!address)
        return failure(address.error().message, last + address.error().position);
    const auto groups = groupaddress::parseGroups(text.left(last) + u'[' + address->host + u']');
    if (!groups && !address->host.isEmpty())
        return failure(groups.error().message, groups.error().position);
    QStringList hosts;
    for (const QHostAddress &group : groups.value_or(QList<QHostAddress>()))
        hosts.append(group.toString());
    return HostPort{hosts.join(u','), address->port};
}

/// Reads the host and port, or the path, of a URL.
Result<void> parseAddress(Part authority, const Scheme &scheme, EndpointUrl &url)
{
    if (isLocal(scheme.role)) {
        auto path = EndpointUrl::localPath(percentDecoded(authority.text));
        if (!path)
            return failure(path.error().message, authority.position);
        url.path = std::move(*path);
        return {};
    }
    if (authority.text.endsWith(u'/'))
        authority.text.chop(1);
    const auto address =
        scheme.role == Role::Multicast ? parseGroupsAndPort(authority.text) : HostPort::parse(authority.text);
    if (!address)
        return failure(address.error().message, authority.position + address.error().position);
    if (scheme.remote && address->host.isEmpty())
        return failure(
            QCoreApplication::translate("EndpointUrl", "The host is missing: write %1://HOST:PORT").arg(scheme.name),
            authority.position);
    if (scheme.remote && address->port == 0)
        return failure(QCoreApplication::translate("EndpointUrl", "Port 0 cannot be connected to."),
                       authority.position + authority.text.size() - 1);
    (scheme.remote ? url.remoteHost : url.localHost) = address->host;
    (scheme.remote ? url.remotePort : url.localPort) = address->port;
    return {};
}

/// The authority of a URL with groups.
QString groupsAndPort(const QString &groups, quint16 port)
{
    QStringList hosts = groups.split(u',');
    const QString last = hosts.takeLast().trimmed();
    for (QString &host : hosts)
        host = host.contains(u':') ? u'[' + host.trimmed() + u']' : host.trimmed();
    hosts.append(hostAndPort(last, port));
    return hosts.join(u',');
}

} // namespace

Result<EndpointUrl> EndpointUrl::parse(const QString &text)
{
    const qsizetype separator = text.indexOf(u"://");
    if (separator < 0)
        return failure(
            QCoreApplication::translate("EndpointUrl", "“%1” is not an endpoint URL. It begins with one of %2")
                .arg(text, schemeList()),
            0);
    const QString name = text.left(separator).toLower();
    const auto *const scheme = schemeNamed(name);
    if (!scheme)
        return failure(QCoreApplication::translate("EndpointUrl", "Unknown kind of endpoint “%1://”. Use one of %2")
                           .arg(name, schemeList()),
                       0);
    EndpointUrl url;
    url.role = scheme->role;
    const Part rest = Part{text, 0}.mid(separator + 3);
    const qsizetype question = rest.text.indexOf(u'?');
    if (const auto address = parseAddress(rest.mid(0, question), *scheme, url); !address)
        return tl::unexpected(address.error());
    if (question >= 0) {
        if (const auto query = parseQuery(rest.mid(question + 1), name, url); !query)
            return tl::unexpected(query.error());
    }
    if (isRelay(url.role) && url.remoteHost.isEmpty())
        return failure(QCoreApplication::translate(
                           "EndpointUrl", "The server to relay to is missing: write %1://[BIND]:PORT?to=HOST:PORT")
                           .arg(name),
                       text.size());
    return url;
}

QString EndpointUrl::remoteText() const
{
    return isLocal(role) ? path : hostAndPort(remoteHost, remotePort);
}

Result<QString> EndpointUrl::localPath(const QString &text)
{
    if (text.contains(QChar::Null))
        return failure(QCoreApplication::translate(
            "EndpointUrl", "A path cannot contain a NUL character. Write an abstract name as @name."));
    QString path = text;
    if (path.startsWith(u"~/"))
        path.replace(0, 1, QDir::homePath());
    else if (!path.isEmpty() && !path.startsWith(u'/') && !path.startsWith(u'@'))
        path = QDir::current().filePath(path.startsWith(u"./") ? path.sliced(2) : path);
    if (path.isEmpty() || path == u"@" || path.endsWith(u'/'))
        return failure(
            QCoreApplication::translate("EndpointUrl", "The path of the socket is missing: write for example %1")
                .arg(QStringLiteral("unix:///tmp/my.sock")));
    if (path.startsWith(u'@') && !localsocket::hasAbstractNames())
        return failure(QCoreApplication::translate(
            "EndpointUrl", "Abstract names (@name) exist only on Linux. Write ./@name for a file of that name."));
    const qsizetype size = QFile::encodeName(path.sliced(path.startsWith(u'@') ? 1 : 0)).size();
    if (size > localsocket::maxPathBytes())
        return failure(QCoreApplication::translate("EndpointUrl",
                                                   "The path is too long for a socket: %1 has %2 bytes, and the system "
                                                   "takes %3. Choose a shorter one.")
                           .arg(path, QString::number(size), QString::number(localsocket::maxPathBytes())));
    return path;
}

EndpointUrl EndpointUrl::onward() const
{
    const Role client = isDatagram(role) ? Role::Udp : Role::TcpClient;
    EndpointUrl onward = to.isEmpty() ? optionsFor(client) : parse(to).value_or(EndpointUrl());
    for (QString *text : {&onward.encoding, &onward.captureFile, &onward.reply, &onward.rulesFile, &onward.protocol})
        text->clear();
    onward.framing = {};
    onward.remoteHost = remoteHost;
    onward.remotePort = remotePort;
    return onward;
}

QString EndpointUrl::schemeOf(Role role)
{
    return std::find_if(schemes.begin(), schemes.end(), [role](const Scheme &s) { return s.role == role; })->name;
}

std::optional<Role> EndpointUrl::roleOf(const QString &scheme)
{
    const auto *const found = schemeNamed(scheme);
    return found ? std::optional(found->role) : std::nullopt;
}

Framing EndpointUrl::messages() const
{
    if (framing.kind != Framing::Kind::None || protocol.isEmpty())
        return framing;
    return ProtocolPreset::find(protocol)
        .map([](const ProtocolPreset &preset) { return preset.framing; })
        .value_or(Framing());
}

QString EndpointUrl::toString() const
{
    const bool remote = isClient(role) || UrlOption::hasRemote(*this) || role == Role::Multicast;
    const auto scheme = std::find_if(schemes.begin(), schemes.end(),
                                     [&](const Scheme &s) { return s.role == role && s.remote == remote; });
    QString text = scheme->name + QStringLiteral("://");
    if (isLocal(role))
        text += encodedPath(path);
    else if (role == Role::Multicast)
        text += groupsAndPort(remoteHost, remotePort);
    else
        text += remote ? hostAndPort(remoteHost, remotePort) : hostAndPort(localHost, localPort);
    const QString query = options();
    return query.isEmpty() ? text : text + u'?' + query;
}

QString EndpointUrl::options() const
{
    QStringList texts;
    for (const UrlOption &option : UrlOption::all()) {
        const QString value = option.applies(*this) ? option.write(*this) : QString();
        if (!value.isEmpty())
            texts.append(option.name + u'='
                         + QString::fromLatin1(QUrl::toPercentEncoding(value, QByteArrayLiteral(":[]/=,"))));
    }
    return texts.join(u'&');
}

Result<void> EndpointUrl::setOptions(const QString &text)
{
    return parseQuery({text, 0}, schemeOf(role), *this);
}

EndpointUrl EndpointUrl::optionsFor(Role other) const
{
    EndpointUrl all = *this;
    all.role = other;
    all.localHost.clear();
    all.localPort = 0;
    all.remoteHost.clear();
    all.remotePort = 0;
    EndpointUrl applicable;
    applicable.role = other;
    std::ignore = applicable.setOptions(all.options());
    return applicable;
}

SocketOptions EndpointUrl::socketOptions() const
{
    const auto unlessZero = [](int value) { return value != 0 ? std::optional(value) : std::nullopt; };
    SocketOptions options;
    const bool isTcp = !isLocal(role) && !isDatagram(role);
    if (isTcp) {
        options.noDelay = noDelay;
        if (keepAlive.idleSeconds > 0)
            options.keepAlive = keepAlive.resolved();
        if (resetOnClose)
            options.resetOnClose = true;
    }
    options.ttl = unlessZero(ttl);
    options.dscp = dscp;
    options.sendBufferBytes = unlessZero(sendBufferBytes);
    options.receiveBufferBytes = unlessZero(receiveBufferBytes);
    if (isTcp && isClient(role) && !interface.isEmpty())
        options.interfaceName = interface;
    return options;
}
