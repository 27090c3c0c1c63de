// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/urlscheme.h"

#include "model/endpoint/address/hostport.h"
#include "model/endpoint/urloptions.h"
#include "model/nearestname.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace {

/// Of a role with two, the one without a remote end is first.
constexpr std::array schemes{
    UrlScheme{QLatin1StringView("tcp-server"), Role::TcpServer, false},
    UrlScheme{QLatin1StringView("tcp"), Role::TcpClient, true},
    UrlScheme{QLatin1StringView("tls-server"), Role::TlsServer, false},
    UrlScheme{QLatin1StringView("tls"), Role::TlsClient, true},
    UrlScheme{QLatin1StringView("udp-server"), Role::Udp, false},
    UrlScheme{QLatin1StringView("udp"), Role::Udp, true},
    UrlScheme{QLatin1StringView("unix-server"), Role::LocalServer, false},
    UrlScheme{QLatin1StringView("unix"), Role::LocalClient, true},
    UrlScheme{QLatin1StringView("multicast"), Role::Multicast, true},
    UrlScheme{QLatin1StringView("tcp-relay"), Role::TcpRelay, false},
    UrlScheme{QLatin1StringView("tls-relay"), Role::TlsRelay, false},
    UrlScheme{QLatin1StringView("udp-relay"), Role::UdpRelay, false},
};

/// An endpoint of the kind, with the parts of its address on which the options depend.
EndpointUrl exampleOf(const UrlScheme &scheme)
{
    EndpointUrl url;
    url.role = scheme.role;
    if (scheme.remote && !isLocal(scheme.role)) {
        url.remoteHost = QStringLiteral("HOST");
        url.remotePort = 1;
    }
    return url;
}

} // namespace

const UrlScheme *UrlScheme::named(const QString &name)
{
    const auto found = std::find_if(schemes.begin(), schemes.end(), [&](const UrlScheme &s) { return name == s.name; });
    return found == schemes.end() ? nullptr : &*found;
}

const UrlScheme &UrlScheme::of(Role role)
{
    return *std::find_if(schemes.begin(), schemes.end(), [role](const UrlScheme &s) { return s.role == role; });
}

const UrlScheme &UrlScheme::of(const EndpointUrl &url)
{
    const bool remote = isClient(url.role) || UrlOption::hasRemote(url) || url.role == Role::Multicast;
    return *std::find_if(schemes.begin(), schemes.end(),
                         [&](const UrlScheme &s) { return s.role == url.role && s.remote == remote; });
}

QStringList UrlScheme::names()
{
    QStringList names;
    for (const UrlScheme &scheme : schemes)
        names.append(scheme.name);
    return names;
}

QStringList UrlScheme::namesWith(const QString &option)
{
    QStringList names;
    for (const UrlScheme &scheme : schemes) {
        if (UrlOption::named(option, exampleOf(scheme)))
            names.append(scheme.name);
    }
    return names;
}

QString UrlScheme::list(const QStringList &names)
{
    return names.join(QStringLiteral("://, ")) + QStringLiteral("://");
}

QString UrlScheme::nearest(const QString &name)
{
    static const QHash<QString, QString> others{
        {QStringLiteral("http"), QStringLiteral("tcp")},       {QStringLiteral("ws"), QStringLiteral("tcp")},
        {QStringLiteral("https"), QStringLiteral("tls")},      {QStringLiteral("wss"), QStringLiteral("tls")},
        {QStringLiteral("ssl"), QStringLiteral("tls")},        {QStringLiteral("tcps"), QStringLiteral("tls")},
        {QStringLiteral("mcast"), QStringLiteral("multicast")}};
    QString wanted = others.value(name, name);
    wanted.remove(QRegularExpression(QStringLiteral("-client$")));
    wanted.replace(QStringLiteral("-listen"), QStringLiteral("-server")); // as socat has it
    return nearestName(wanted, names());
}

QString UrlScheme::nearestUrl(const QString &text)
{
    static const QRegularExpression almost(QStringLiteral("^([a-z-]+)(:/?|//)(.+)$"),
                                           QRegularExpression::CaseInsensitiveOption);
    const auto match = almost.match(text);
    if (const UrlScheme *scheme = named(match.captured(1).toLower())) {
        const bool isPath = isLocal(scheme->role) && match.captured(2).endsWith(u'/');
        return scheme->name + (isPath ? QStringLiteral(":///") : QStringLiteral("://")) + match.captured(3);
    }
    return HostPort::parse(text.section(u'?', 0, 0)) ? QStringLiteral("tcp://") + text : QString();
}
