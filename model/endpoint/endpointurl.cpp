// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/endpointurl.h"

#include "model/bytes/protocolpreset.h"
#include "model/endpoint/address/groupaddress.h"
#include "model/endpoint/address/hostport.h"
#include "model/endpoint/system/localsocket.h"
#include "model/endpoint/urlquery.h"
#include "model/endpoint/urlscheme.h"
#include "model/types.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <tuple>

namespace {

/// A part of the URL and where it starts, so that an error can point at it.
struct Part
{
    QString text;
    qsizetype position = 0;

    Part mid(qsizetype at, qsizetype length = -1) const { return {text.mid(at, length), position + at}; }
};

/// The port is that of the last group: `239.1.2.3,239.1.2.4:9107`, `[ff15::1],[ff15::2]:9107`.
Result<HostPort> parseGroupsAndPort(const QString &typed)
{
    const QString text = withPlainLetters(typed);
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
Result<void> parseAddress(Part authority, const UrlScheme &scheme, EndpointUrl &url)
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
    if (authority.text.isEmpty())
        return failure(
            QCoreApplication::translate("EndpointUrl", "The address is missing: write %1")
                .arg(scheme.name + (scheme.remote ? QStringLiteral("://HOST:PORT") : QStringLiteral("://:PORT"))),
            authority.position);
    const auto address =
        scheme.role == Role::Multicast ? parseGroupsAndPort(authority.text) : HostPort::parse(authority.text);
    if (!address)
        return failure(address.error().message, authority.position + address.error().position);
    if (scheme.remote && address->host.isEmpty())
        return failure(
            scheme.role == Role::Multicast
                ? QCoreApplication::translate("EndpointUrl", "The group is missing: write multicast://239.255.0.1:PORT")
                : QCoreApplication::translate("EndpointUrl", "The host is missing: write %1://HOST:PORT")
                      .arg(scheme.name),
            authority.position);
    if (scheme.remote && address->port == 0)
        return failure(QCoreApplication::translate("EndpointUrl", "Port 0 cannot be connected to."),
                       authority.position + authority.text.size() - 1);
    const bool isAny = !scheme.remote && address->host == u"*"; // as netstat prints it
    (scheme.remote ? url.remoteHost : url.localHost) = isAny ? QString() : address->host;
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
    const QString trimmed = text.trimmed();
    const qsizetype start = text.indexOf(trimmed);
    const qsizetype separator = trimmed.indexOf(u"://");
    const qsizetype query = trimmed.indexOf(u'?'); // which may have a URL
    if (separator < 0 || (query >= 0 && query < separator)) {
        if (const QString meant = UrlScheme::nearestUrl(trimmed); !meant.isEmpty())
            return failure(
                QCoreApplication::translate("EndpointUrl", "“%1” is not an endpoint URL. Did you mean %2? Kinds: %3")
                    .arg(trimmed, meant, UrlScheme::list()),
                start);
        return failure(
            QCoreApplication::translate("EndpointUrl", "“%1” is not an endpoint URL. It begins with one of %2")
                .arg(trimmed, UrlScheme::list()),
            start);
    }
    const QString name = trimmed.left(separator).toLower();
    const UrlScheme *const scheme = UrlScheme::named(name);
    if (!scheme) {
        if (const QString meant = UrlScheme::nearest(name); !meant.isEmpty())
            return failure(
                QCoreApplication::translate("EndpointUrl", "Unknown kind of endpoint “%1://”. Did you mean %2://?")
                    .arg(name, meant),
                start);
        return failure(QCoreApplication::translate("EndpointUrl", "Unknown kind of endpoint “%1://”. Use one of %2")
                           .arg(name, UrlScheme::list()),
                       start);
    }
    EndpointUrl url;
    url.role = scheme->role;
    const Part rest = Part{trimmed, start}.mid(separator + 3);
    const qsizetype question = rest.text.indexOf(u'?');
    if (const auto address = parseAddress(rest.mid(0, question), *scheme, url); !address)
        return tl::unexpected(address.error());
    if (question >= 0) {
        const auto options = urlquery::read(rest.text.mid(question + 1), rest.position + question + 1,
                                            urlquery::Ineffective::Refuse, url);
        if (!options)
            return tl::unexpected(options.error());
    }
    if (isRelay(url.role) && url.remoteHost.isEmpty())
        return failure(QCoreApplication::translate(
                           "EndpointUrl", "The server to relay to is missing: write %1://[BIND]:PORT?to=HOST:PORT")
                           .arg(name),
                       start + trimmed.size());
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
    bool isRelative = false;
    if (path.startsWith(u"~/"))
        path.replace(0, 1, QDir::homePath());
    else if ((isRelative = !path.isEmpty() && !path.startsWith(u'/') && !path.startsWith(u'@')))
        path = QDir::current().filePath(path.startsWith(u"./") ? path.sliced(2) : path);
    if (path.isEmpty() || path == u"@")
        return failure(
            QCoreApplication::translate("EndpointUrl", "The path of the socket is missing: write for example %1")
                .arg(QStringLiteral("unix:///tmp/my.sock")));
    if (path.endsWith(u'/') && !path.startsWith(u'@'))
        return failure(QCoreApplication::translate(
                           "EndpointUrl", "“%1” is the path of a folder: add the name of the socket, for example %2")
                           .arg(text, text + QStringLiteral("my.sock")));
    if (path.startsWith(u'@') && !localsocket::hasAbstractNames())
        return failure(QCoreApplication::translate(
            "EndpointUrl", "Abstract names (@name) exist only on Linux. Write ./@name for a file of that name."));
    const qsizetype size = QFile::encodeName(path.sliced(path.startsWith(u'@') ? 1 : 0)).size();
    if (size > localsocket::maxPathBytes() && isRelative)
        return failure(QCoreApplication::translate("EndpointUrl",
                                                   "The path is too long for a socket: made absolute, %1 has %2 bytes, "
                                                   "and the system takes %3. Choose a shorter one.")
                           .arg(path, QString::number(size), QString::number(localsocket::maxPathBytes())));
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

void EndpointUrl::setTrust(const QString &fingerprint)
{
    if (!isRelay(role)) {
        tls.trust = fingerprint;
        return;
    }
    EndpointUrl server = onward();
    server.tls.trust = fingerprint;
    to = server.toString();
}

QString EndpointUrl::schemeOf(Role role)
{
    return UrlScheme::of(role).name;
}

std::optional<Role> EndpointUrl::roleOf(const QString &scheme)
{
    const UrlScheme *const found = UrlScheme::named(scheme);
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
    const UrlScheme &scheme = UrlScheme::of(*this);
    QString text = scheme.name + QStringLiteral("://");
    if (isLocal(role))
        text += encodedPath(path);
    else if (role == Role::Multicast)
        text += groupsAndPort(remoteHost, remotePort);
    else
        text += scheme.remote ? hostAndPort(remoteHost, remotePort) : hostAndPort(localHost, localPort);
    const QString query = urlquery::write(*this, urlquery::Ineffective::Refuse);
    return query.isEmpty() ? text : text + u'?' + query;
}

QString EndpointUrl::options() const
{
    return urlquery::write(*this, urlquery::Ineffective::Keep);
}

Result<void> EndpointUrl::setOptions(const QString &text)
{
    return urlquery::read(text, 0, urlquery::Ineffective::Keep, *this);
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
