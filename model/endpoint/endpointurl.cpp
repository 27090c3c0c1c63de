// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/endpointurl.h"

#include "model/bytes/codecs/textcodec.h"
#include "model/endpoint/resolver.h"
#include "model/replypreset.h"
#include "model/types.h"

#include <QCoreApplication>
#include <QUrl>
#include <QtEndian>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <netdb.h>
#endif

namespace {

/// A part of the URL and where it starts, so that an error can point at it.
struct Part
{
    QString text;
    qsizetype position = 0;

    Part mid(qsizetype at, qsizetype length = -1) const { return {text.mid(at, length), position + at}; }
};

struct HostPort
{
    QString host;
    quint16 port = 0;
};

/// Percent-decoding, except that a percent sign without two hexadecimal digits behind it stands for itself.
QString decoded(const QString &text)
{
    const QByteArray raw = text.toUtf8();
    QByteArray out;
    for (qsizetype i = 0; i < raw.size(); ++i) {
        const QByteArray digits = raw[i] == '%' ? raw.mid(i + 1, 2) : QByteArray();
        bool ok = false;
        const int code = digits.size() == 2 ? digits.toInt(&ok, 16) : 0;
        out.append(ok ? char(code) : raw[i]);
        i += ok ? 2 : 0;
    }
    return QString::fromUtf8(out);
}

/// Where in `raw` the character stands that decoded() puts to `position`.
qsizetype placeInRaw(const QString &raw, qsizetype position)
{
    qsizetype at = 0;
    while (at < raw.size() && decoded(raw.left(at)).size() < position)
        at += raw[at] == u'%' && at + 3 <= raw.size() && decoded(raw.mid(at, 3)).size() == 1 ? 3 : 1;
    return at;
}

/// RFC 6874 writes %25eth0 for %eth0.
QString withPlainScope(const QString &host)
{
    const qsizetype at = host.indexOf(u"%25");
    if (at < 0 || at + 3 == host.size())
        return host;
    const QString plain = host.left(at + 1) + decoded(host.mid(at + 3));
    return hostTrouble(plain) && !hostTrouble(host) ? host : plain;
}

Result<HostPort> parseHostPort(const Part &part)
{
    qsizetype colon = part.text.lastIndexOf(u':');
    QString host;
    if (part.text.startsWith(u'[')) {
        const qsizetype close = part.text.indexOf(u']');
        if (close < 0)
            return failure(QCoreApplication::translate("EndpointUrl", "The bracket of the IPv6 address is not closed."),
                           part.position);
        host = withPlainScope(part.text.mid(1, close - 1));
        if (QHostAddress(host).protocol() != QAbstractSocket::IPv6Protocol)
            return failure(QCoreApplication::translate("EndpointUrl", "“%1” is not an IPv6 address.").arg(host),
                           part.position + 1);
        colon = part.text.mid(close + 1).startsWith(u':') ? close + 1 : -1;
    } else {
        host = part.text.left(colon);
        if (host.contains(u':'))
            return failure(QCoreApplication::translate("EndpointUrl", "An IPv6 address must stand in brackets: [%1]")
                               .arg(part.text),
                           part.position);
    }
    if (const auto trouble = hostTrouble(host))
        return failure(eventText(*trouble), part.position + (part.text.startsWith(u'[') ? 1 : 0));
    if (colon < 0)
        return failure(QCoreApplication::translate("EndpointUrl", "The port is missing: write HOST:PORT."),
                       part.position + part.text.size());
    const auto port = parsePort(part.text.mid(colon + 1));
    if (!port)
        return failure(port.error().message, part.position + colon + 1);
    return HostPort{host, *port};
}

Result<int> parseNumber(const QString &text, int least, int most)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    if (!ok || number < least || number > most)
        return failure(QCoreApplication::translate("EndpointUrl", "“%1” is not a number from %2 to %3.")
                           .arg(text, QString::number(least), QString::number(most)));
    return number;
}

Result<bool> parseSwitch(const QString &text)
{
    if (text == u"1" || text == u"0")
        return text == u"1";
    return failure(QCoreApplication::translate("EndpointUrl", "“%1” must be 1 (on) or 0 (off).").arg(text));
}

template<typename T>
Result<void> store(Result<T> value, T &into)
{
    if (!value)
        return tl::unexpected(value.error());
    into = *value;
    return {};
}

/// Where an option means something.
bool everywhere(const EndpointUrl &)
{
    return true;
}

bool onTcp(const EndpointUrl &url)
{
    return url.role != Role::Udp;
}

bool onTcpClient(const EndpointUrl &url)
{
    return url.role == Role::TcpClient;
}

bool onUdpWithTarget(const EndpointUrl &url)
{
    return url.role == Role::Udp && !(url.remoteHost.isEmpty() && url.remotePort == 0);
}

bool withFarEnd(const EndpointUrl &url)
{
    return onTcpClient(url) || onUdpWithTarget(url);
}

struct QueryKey
{
    QLatin1StringView name;
    bool (*fits)(const EndpointUrl &);
    std::function<Result<void>(EndpointUrl &, const QString &)> read;
    std::function<QString(const EndpointUrl &)> write; // empty: the default stands
};

QString numberUnless(int value, int standard)
{
    return value == standard ? QString() : QString::number(value);
}

const std::array<QueryKey, 14> &queryKeys()
{
    using Url = EndpointUrl;
    constexpr int most = std::numeric_limits<int>::max();
    static const std::array<QueryKey, 14> keys{{
        {QLatin1StringView("local"), withFarEnd,
         [](Url &url, const QString &text) -> Result<void> {
             const auto local = parseHostPort({text});
             if (!local)
                 return tl::unexpected(local.error());
             url.localHost = local->host;
             url.localPort = local->port;
             return {};
         },
         [](const Url &url) {
             const bool isDefault = url.localHost.isEmpty() && url.localPort == 0;
             return isDefault ? QString() : hostAndPort(url.localHost, url.localPort);
         }},
        {QLatin1StringView("encoding"), everywhere,
         [](Url &url, const QString &text) -> Result<void> {
             if (const auto codec = TextCodec::find(text); !codec)
                 return failure(codec.error().message);
             url.encoding = text;
             return {};
         },
         [](const Url &url) { return url.encoding; }},
        {QLatin1StringView("capture"), everywhere,
         [](Url &url, const QString &text) -> Result<void> {
             url.captureFile = text;
             return {};
         },
         [](const Url &url) { return url.captureFile; }},
        {QLatin1StringView("overwrite"), everywhere,
         [](Url &url, const QString &text) { return store(parseSwitch(text), url.overwrite); },
         [](const Url &url) { return numberUnless(url.overwrite, 0); }},
        {QLatin1StringView("reply"), everywhere,
         [](Url &url, const QString &text) -> Result<void> {
             if (const auto preset = ReplyPreset::parse(text); !preset)
                 return tl::unexpected(preset.error());
             url.reply = text;
             return {};
         },
         [](const Url &url) { return url.reply; }},
        {QLatin1StringView("rules"), everywhere,
         [](Url &url, const QString &text) -> Result<void> {
             url.rulesFile = text;
             return {};
         },
         [](const Url &url) { return url.rulesFile; }},
        {QLatin1StringView("framing"), onTcp,
         [](Url &url, const QString &text) { return store(Framing::parse(text), url.framing); },
         [](const Url &url) { return url.framing == Framing() ? QString() : url.framing.toString(); }},
        {QLatin1StringView("timeout"), onTcpClient,
         [](Url &url, const QString &text) { return store(parseNumber(text, 1, most), url.timeoutMs); },
         [](const Url &url) { return numberUnless(url.timeoutMs, Url().timeoutMs); }},
        {QLatin1StringView("keepalive"), onTcp,
         [](Url &url, const QString &text) { return store(parseNumber(text, 0, 32767), url.keepAliveSeconds); },
         [](const Url &url) { return numberUnless(url.keepAliveSeconds, 0); }},
        {QLatin1StringView("half-closed"), onTcp,
         [](Url &url, const QString &text) -> Result<void> {
             return parseNumber(text, 0, Url::maxHalfClosedSeconds).map([&url](int seconds) {
                 url.halfClosedSeconds = seconds;
             });
         },
         [](const Url &url) { return url.halfClosedSeconds ? QString::number(*url.halfClosedSeconds) : QString(); }},
        {QLatin1StringView("rcvbuf"), everywhere,
         [](Url &url, const QString &text) { return store(parseNumber(text, 1, most), url.receiveBufferBytes); },
         [](const Url &url) { return numberUnless(url.receiveBufferBytes, 0); }},
        {QLatin1StringView("nodelay"), onTcp,
         [](Url &url, const QString &text) { return store(parseSwitch(text), url.noDelay); },
         [](const Url &url) { return numberUnless(url.noDelay, 1); }},
        {QLatin1StringView("reconnect"), onTcpClient,
         [](Url &url, const QString &text) { return store(parseSwitch(text), url.reconnect); },
         [](const Url &url) { return numberUnless(url.reconnect, 0); }},
        {QLatin1StringView("any"), onUdpWithTarget,
         [](Url &url, const QString &text) { return store(parseSwitch(text), url.anySender); },
         [](const Url &url) { return numberUnless(url.anySender, 0); }},
    }};
    return keys;
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
        const auto key =
            std::find_if(queryKeys().begin(), queryKeys().end(), [&](const QueryKey &k) { return name == k.name; });
        if (key == queryKeys().end())
            return failure(QCoreApplication::translate("EndpointUrl", "The option “%1” is not known.").arg(name),
                           pair.position);
        if (!key->fits(url))
            return failure(QCoreApplication::translate("EndpointUrl", "The option “%1” has no meaning for %2://.")
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
        if (const auto read = key->read(url, decoded(value)); !read)
            return failure(read.error().message, pair.position + equals + 1 + placeInRaw(value, read.error().position));
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
    bool remote; // HOST:PORT is the far end
};

constexpr std::array schemes{
    Scheme{QLatin1StringView("tcp-server"), Role::TcpServer, false},
    Scheme{QLatin1StringView("tcp"), Role::TcpClient, true},
    Scheme{QLatin1StringView("udp"), Role::Udp, true},
    Scheme{QLatin1StringView("udp-server"), Role::Udp, false},
};

QString schemeList()
{
    QStringList names;
    for (const Scheme &scheme : schemes)
        names.append(scheme.name + QStringLiteral("://"));
    return names.join(QStringLiteral(", "));
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
    const auto scheme = std::find_if(schemes.begin(), schemes.end(), [&](const Scheme &s) { return name == s.name; });
    if (scheme == schemes.end())
        return failure(
            QCoreApplication::translate("EndpointUrl", "“%1://” is not an endpoint of this version. Use one of %2")
                .arg(name, schemeList()),
            0);
    EndpointUrl url;
    url.role = scheme->role;
    const Part rest = Part{text, 0}.mid(separator + 3);
    const qsizetype question = rest.text.indexOf(u'?');
    Part authority = rest.mid(0, question);
    if (authority.text.endsWith(u'/'))
        authority.text.chop(1);
    const auto address = parseHostPort(authority);
    if (!address)
        return tl::unexpected(address.error());
    if (scheme->remote && address->host.isEmpty())
        return failure(
            QCoreApplication::translate("EndpointUrl", "The host is missing: write %1://HOST:PORT").arg(name),
            authority.position);
    if (scheme->remote && address->port == 0)
        return failure(QCoreApplication::translate("EndpointUrl", "Port 0 cannot be connected to."),
                       authority.position + authority.text.size() - 1);
    (scheme->remote ? url.remoteHost : url.localHost) = address->host;
    (scheme->remote ? url.remotePort : url.localPort) = address->port;
    if (question >= 0) {
        if (const auto query = parseQuery(rest.mid(question + 1), name, url); !query)
            return tl::unexpected(query.error());
    }
    return url;
}

QString EndpointUrl::toString() const
{
    const bool remote = withFarEnd(*this);
    const auto scheme = std::find_if(schemes.begin(), schemes.end(),
                                     [&](const Scheme &s) { return s.role == role && s.remote == remote; });
    QString text = scheme->name + QStringLiteral("://")
        + (remote ? hostAndPort(remoteHost, remotePort) : hostAndPort(localHost, localPort));
    QChar separator = u'?';
    for (const QueryKey &key : queryKeys()) {
        const QString value = key.fits(*this) ? key.write(*this) : QString();
        if (value.isEmpty())
            continue;
        text += separator + key.name + u'='
            + QString::fromLatin1(QUrl::toPercentEncoding(value, QByteArrayLiteral(":[]/=,")));
        separator = u'&';
    }
    return text;
}

Result<quint16> parsePort(const QString &text)
{
    const QString trimmed = text.trimmed();
    if (trimmed.isEmpty())
        return failure(
            QCoreApplication::translate("EndpointUrl", "The port is missing: enter a number from 0 to 65535."), 0);
    bool ok = false;
    const quint64 number = trimmed.toULongLong(&ok);
    if (ok) {
        if (number > 65535)
            return failure(QCoreApplication::translate("EndpointUrl", "Port %1 does not exist: the largest is 65535.")
                               .arg(trimmed),
                           0);
        return quint16(number);
    }
    // The list has no way to be read by two threads at once; ports are parsed on the GUI thread only.
    if (const servent *service = getservbyname(trimmed.toUtf8().constData(), nullptr))
        return quint16(qFromBigEndian<quint16>(quint16(service->s_port)));
    return failure(QCoreApplication::translate("EndpointUrl", "“%1” is neither a port number nor a known service name.")
                       .arg(trimmed),
                   0);
}
