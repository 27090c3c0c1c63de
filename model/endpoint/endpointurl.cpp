// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because one table has the options of all endpoints.
#include "model/endpoint/endpointurl.h"

#include "model/bytes/codecs/textcodec.h"
#include "model/bytes/protocolpreset.h"
#include "model/endpoint/address/groupaddress.h"
#include "model/endpoint/address/hostport.h"
#include "model/endpoint/system/localsocket.h"
#include "model/endpoint/tls/certificatetext.h"
#include "model/replypreset.h"
#include "model/types.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QUrl>

#include <algorithm>
#include <array>
#include <functional>
#include <limits>
#include <tuple>
#include <vector>

namespace {

using Url = EndpointUrl;

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

// Which endpoints an option applies to:
constexpr auto everywhere = [](const Url &) { return true; };
constexpr auto onIp = [](const Url &url) { return !isLocal(url.role); };
constexpr auto onStream = [](const Url &url) { return !isDatagram(url.role); };
constexpr auto onTcp = [](const Url &url) { return onIp(url) && onStream(url); };
constexpr auto onLocalServer = [](const Url &url) { return url.role == Role::LocalServer; };
constexpr auto onStreamClient = [](const Url &url) { return isClient(url.role); };
constexpr auto onRelay = [](const Url &url) { return isRelay(url.role); };
constexpr auto onTcpRelay = [](const Url &url) { return onRelay(url) && onTcp(url); };
constexpr auto onUdpRelay = [](const Url &url) { return onRelay(url) && isDatagram(url.role); };
constexpr auto onTalking = [](const Url &url) { return onStream(url) && !isRelay(url.role); };
constexpr auto onUdp = [](const Url &url) { return isDatagram(url.role); };
constexpr auto onMulticast = [](const Url &url) { return url.role == Role::Multicast; };
constexpr auto onUdpWithTarget = [](const Url &url) {
    return url.role == Role::Udp && !(url.remoteHost.isEmpty() && url.remotePort == 0);
};
constexpr auto onTcpClient = [](const Url &url) { return onTcp(url) && isClient(url.role); };
constexpr auto onTcpServer = [](const Url &url) { return onTcp(url) && (isServer(url.role) || isRelay(url.role)); };
constexpr auto onReceiver = [](const Url &url) {
    return onTcpServer(url) || (isDatagram(url.role) && !onUdpWithTarget(url));
};
constexpr auto withInterface = [](const Url &url) { return onTcpClient(url) || isDatagram(url.role); };
constexpr auto withRemote = [](const Url &url) { return (onIp(url) && isClient(url.role)) || onUdpWithTarget(url); };
constexpr auto onTls = [](const Url &url) { return isTls(url.role); };
constexpr auto onTlsServer = [](const Url &url) { return url.role == Role::TlsServer || url.role == Role::TlsRelay; };
constexpr auto onTlsClient = [](const Url &url) { return url.role == Role::TlsClient; };
constexpr auto withTimeLimit = [](const Url &url) {
    return isClient(url.role) || isTls(url.role) || url.role == Role::TcpRelay;
};

// The values of options

Result<int> parseNumber(const QString &text, int min, int max)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    if (!ok || number < min || number > max)
        return failure(QCoreApplication::translate("EndpointUrl", "“%1” is not a number from %2 to %3.")
                           .arg(text, QString::number(min), QString::number(max)));
    return number;
}

Result<bool> parseSwitch(const QString &text)
{
    if (text == u"1" || text == u"0")
        return text == u"1";
    return failure(QCoreApplication::translate("EndpointUrl", "“%1” must be 1 (on) or 0 (off).").arg(text));
}

Result<QString> anyText(const QString &text)
{
    return text;
}

Result<QString> encodingName(const QString &text)
{
    if (const auto codec = TextCodec::find(text); !codec)
        return failure(codec.error().message);
    return text;
}

Result<QString> sourceList(const QString &text)
{
    return groupaddress::parseSources(text).map([&](const QList<QHostAddress> &) { return text; });
}

Result<QString> presetText(const QString &text)
{
    return ReplyPreset::parse(text).map([&](const ReplyPreset &) { return text; });
}

Result<QString> protocolName(const QString &text)
{
    return ProtocolPreset::find(text).map([](const ProtocolPreset &protocol) { return protocol.name; });
}

/// The permissions of a file, octal as for chmod(1). Its owner can always use it.
Result<int> parseMode(const QString &text)
{
    bool ok = false;
    const int mode = text.toInt(&ok, 8);
    if (!ok || text.size() > 4 || (mode & 0600) != 0600 || mode > 0777)
        return failure(QCoreApplication::translate("EndpointUrl",
                                                   "“%1” is not a mode. Write 0600 (only this user), 0660 (also the "
                                                   "group) or 0666 (everyone).")
                           .arg(text));
    return mode;
}

/// `1` or `0`, or `BASE,CAP[,ATTEMPTS]`, which means on.
Result<void> parseReconnect(Url &url, const QString &text)
{
    url.backoff = {};
    if (!text.contains(u','))
        return parseSwitch(text).map([&](bool on) { url.reconnect = on; });
    const QStringList parts = text.split(u',');
    qsizetype position = 0;
    std::array<int, 3> numbers = {};
    if (parts.size() > qsizetype(numbers.size()))
        return failure(QCoreApplication::translate(
            "EndpointUrl", "Write reconnect=1, or the waits in ms and the number of attempts: BASE,CAP[,ATTEMPTS]."));
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const int least = i == 0 ? 1 : i == 1 ? numbers[0] : 0;
        const auto number = parseNumber(parts[i], least, Url::maxWaitMs);
        if (!number)
            return failure(number.error().message, position);
        numbers[size_t(i)] = *number;
        position += parts[i].size() + 1;
    }
    url.reconnect = true;
    url.backoff = {numbers[0], numbers[1], numbers[2]};
    return {};
}

QString reconnectText(const Url &url)
{
    if (!url.reconnect)
        return {};
    const Backoff::Limits &limits = url.backoff;
    if (limits == Backoff::Limits())
        return QStringLiteral("1");
    const QString waits = QStringLiteral("%1,%2").arg(limits.baseMs).arg(limits.capMs);
    return limits.attempts > 0 ? QStringLiteral("%1,%2").arg(waits).arg(limits.attempts) : waits;
}

/// SO_LINGER. The system would stop the program for the time of another value.
Result<bool> parseLinger(const QString &text)
{
    if (text == u"0")
        return true;
    return failure(
        QCoreApplication::translate("EndpointUrl",
                                    "“%1” must be 0: connections are then reset (RST) instead of closed. By default "
                                    "the system sends the rest after closing; it cannot wait longer for that.")
            .arg(text));
}

struct Option
{
    QString name;
    bool (*applies)(const Url &);
    std::function<Result<void>(Url &, const QString &)> read;
    std::function<QString(const Url &)> write; // empty for the default
};

using Applies = decltype(Option::applies);

/// An option that is one member of EndpointUrl. `print` is called for values other than the default.
template<typename Value, typename Parse, typename Print>
Option memberOption(const char *name, Applies applies, Value Url::*member, Parse parse, Print print)
{
    return {QString::fromLatin1(name), applies,
            [=](Url &url, const QString &text) -> Result<void> {
                auto value = parse(text);
                if (!value)
                    return tl::unexpected(value.error());
                url.*member = std::move(*value);
                return {};
            },
            [=](const Url &url) { return url.*member == Url().*member ? QString() : print(url.*member); }};
}

Option textOption(const char *name, Applies applies, QString Url::*member, Result<QString> (*parse)(const QString &))
{
    return memberOption(name, applies, member, parse, [](const QString &text) { return text; });
}

template<typename Number>
Option numberOption(const char *name, Applies applies, Number Url::*member, int min, int max)
{
    return memberOption(
        name, applies, member, [=](const QString &text) { return parseNumber(text, min, max); },
        [](std::optional<int> value) { return QString::number(*value); });
}

Option flagOption(const char *name, Applies applies, bool Url::*member)
{
    return memberOption(name, applies, member, parseSwitch, [](bool on) { return QString::number(int(on)); });
}

/// An option that is one member of TlsSettings.
template<typename Value, typename Parse, typename Print>
Option tlsOption(const char *name, Applies applies, Value TlsSettings::*member, Parse parse, Print print)
{
    return {
        QString::fromLatin1(name), applies,
        [=](Url &url, const QString &text) -> Result<void> {
            auto value = parse(text);
            if (!value)
                return tl::unexpected(value.error());
            url.tls.*member = std::move(*value);
            return {};
        },
        [=](const Url &url) { return url.tls.*member == TlsSettings().*member ? QString() : print(url.tls.*member); }};
}

Option tlsText(const char *name, Applies applies, QString TlsSettings::*member)
{
    return tlsOption(name, applies, member, anyText, [](const QString &text) { return text; });
}

/// A value that is one of a few words.
template<typename Value>
struct Choice
{
    QLatin1StringView word;
    Value value;
};

template<typename Value, size_t count>
Option choiceOption(const char *name, Applies applies, Value TlsSettings::*member,
                    const std::array<Choice<Value>, count> &choices)
{
    return tlsOption(
        name, applies, member,
        [choices](const QString &text) -> Result<Value> {
            QStringList words;
            for (const Choice<Value> &choice : choices) {
                if (text == choice.word)
                    return choice.value;
                words.append(choice.word);
            }
            return failure(QCoreApplication::translate("EndpointUrl", "“%1” must be one of %2.")
                               .arg(text, words.join(QStringLiteral(", "))));
        },
        [choices](Value value) -> QString {
            return std::find_if(choices.begin(), choices.end(), [&](const auto &c) { return c.value == value; })->word;
        });
}

using Clients = TlsSettings::ClientCertificates;
constexpr std::array clientChoices{
    Choice<Clients>{QLatin1StringView("none"), Clients::None},
    Choice<Clients>{QLatin1StringView("optional"), Clients::Optional},
    Choice<Clients>{QLatin1StringView("require"), Clients::Require},
};

constexpr std::array versionChoices{
    Choice<TlsSettings::Version>{QLatin1StringView("1.2"), TlsSettings::Version::Tls12},
    Choice<TlsSettings::Version>{QLatin1StringView("1.3"), TlsSettings::Version::Tls13},
};
// Impairments

Result<double> parsePercent(const QString &text)
{
    bool ok = false;
    const double percent = text.toDouble(&ok);
    if (!ok || !(percent >= 0 && percent <= 100)) // nor NaN
        return failure(QCoreApplication::translate("EndpointUrl", "“%1” is not a percentage from 0 to 100.").arg(text));
    return percent;
}

struct ImpairmentOption
{
    QLatin1StringView name;
    Applies applies;
    std::function<Result<void>(Impairment &, const QString &)> read;
    std::function<QString(const Impairment &)> write; // empty for the default
};

template<typename Number, typename Parse>
ImpairmentOption impairmentOption(const char *name, Applies applies, Number Impairment::*member, Parse parse)
{
    return {QLatin1StringView(name), applies,
            [=](Impairment &impairment, const QString &text) -> Result<void> {
                const auto value = parse(text);
                if (!value)
                    return tl::unexpected(value.error());
                impairment.*member = *value;
                return {};
            },
            [=](const Impairment &impairment) {
                return impairment.*member == Impairment().*member ? QString() : QString::number(impairment.*member);
            }};
}

const std::vector<ImpairmentOption> &impairmentOptions()
{
    constexpr int maxInt = std::numeric_limits<int>::max();
    const auto number = [](int min, int max) {
        return [=](const QString &text) { return parseNumber(text, min, max); };
    };
    static const std::vector<ImpairmentOption> all{
        impairmentOption("delay", onRelay, &Impairment::delayMs, number(0, Impairment::maxMs)),
        impairmentOption("jitter", onRelay, &Impairment::jitterMs, number(0, Impairment::maxMs)),
        impairmentOption("rate", onRelay, &Impairment::bytesPerSec, number(0, maxInt)),
        impairmentOption("loss", onUdpRelay, &Impairment::loss, parsePercent),
        impairmentOption("duplicate", onUdpRelay, &Impairment::duplicate, parsePercent),
        impairmentOption("reorder", onUdpRelay, &Impairment::reorder, parsePercent),
        impairmentOption("cut", onTcpRelay, &Impairment::cutBytes, number(0, maxInt)),
        impairmentOption("cut-gap", onTcpRelay, &Impairment::cutGapMs, number(0, Impairment::maxMs)),
        impairmentOption("glue", onTcpRelay, &Impairment::glueBytes, number(0, Impairment::maxGlue)),
        impairmentOption("glue-time", onTcpRelay, &Impairment::glueMs, number(1, Impairment::maxMs)),
        impairmentOption("reset-after", onTcpRelay, &Impairment::resetAfter, number(0, maxInt)),
    };
    return all;
}

/// `delay` for both directions, `up-delay` and `down-delay` for one. A direction of its own has precedence.
void addImpairmentOptions(std::vector<Option> &all)
{
    struct Way
    {
        const char *prefix;
        Impairment Impairments::*member;
        Impairment Impairments::*other;
    };
    for (const ImpairmentOption &option : impairmentOptions()) {
        all.push_back({option.name, option.applies,
                       [option](Url &url, const QString &text) -> Result<void> {
                           for (Impairment *way : {&url.impairments.up, &url.impairments.down}) {
                               if (!option.write(*way).isEmpty())
                                   return failure(
                                       QCoreApplication::translate("EndpointUrl",
                                                                   "“%1” for both directions has to be before the "
                                                                   "one for a single direction.")
                                           .arg(option.name));
                           }
                           return option.read(url.impairments.up, text).and_then([&] {
                               return option.read(url.impairments.down, text);
                           });
                       },
                       [option](const Url &url) {
                           const QString up = option.write(url.impairments.up);
                           return up == option.write(url.impairments.down) ? up : QString();
                       }});
        for (const Way &way :
             {Way{"up-", &Impairments::up, &Impairments::down}, Way{"down-", &Impairments::down, &Impairments::up}}) {
            all.push_back(
                {QString::fromLatin1(way.prefix) + option.name, option.applies,
                 [=](Url &url, const QString &text) { return option.read(url.impairments.*way.member, text); },
                 [=](const Url &url) {
                     const QString value = option.write(url.impairments.*way.member);
                     return value == option.write(url.impairments.*way.other) ? QString() : value;
                 }});
        }
    }
}

/// Where a relay connects to: HOST:PORT, or the URL of such a client.
Result<void> readTo(Url &url, const QString &text)
{
    if (text.contains(u"://")) {
        const auto to = EndpointUrl::parse(text);
        if (!to)
            return tl::unexpected(to.error());
        if (isRelay(to->role) || isDatagram(to->role) != isDatagram(url.role) || to->remoteHost.isEmpty())
            return failure(QCoreApplication::translate("EndpointUrl", "“%1” is not an endpoint to relay to.").arg(text),
                           0);
        url.to = to->toString();
        url.remoteHost = to->remoteHost;
        url.remotePort = to->remotePort;
        return {};
    }
    const auto to = HostPort::parse(text);
    if (!to)
        return tl::unexpected(to.error());
    if (to->host.isEmpty())
        return failure(QCoreApplication::translate("EndpointUrl", "The host is missing: write to=HOST:PORT"), 0);
    if (to->port == 0)
        return failure(QCoreApplication::translate("EndpointUrl", "Port 0 cannot be connected to."), text.size() - 1);
    url.remoteHost = to->host;
    url.remotePort = to->port;
    return {};
}

/// Empty without a server, which the window adds; then only a URL is kept.
QString toText(const Url &url)
{
    if (url.remoteHost.isEmpty() || url.to.isEmpty())
        return url.remoteHost.isEmpty() ? url.to : hostAndPort(url.remoteHost, url.remotePort);
    return url.onward().toString();
}

/// All options, in the order in which toString() writes them.
const std::vector<Option> &allOptions()
{
    constexpr int maxInt = std::numeric_limits<int>::max();
    static const auto all = [] {
        std::vector<Option> rows{
            {QStringLiteral("to"), onRelay, readTo, toText},
            {QStringLiteral("local"), withRemote,
             [](Url &url, const QString &text) {
                 return HostPort::parse(text).map([&](const HostPort &local) {
                     url.localHost = local.host;
                     url.localPort = local.port;
                 });
             },
             [](const Url &url) {
                 const bool isDefault = url.localHost.isEmpty() && url.localPort == 0;
                 return isDefault ? QString() : hostAndPort(url.localHost, url.localPort);
             }},
            textOption("encoding", everywhere, &Url::encoding, encodingName),
            textOption("capture", everywhere, &Url::captureFile, anyText),
            flagOption("overwrite", everywhere, &Url::overwrite),
            textOption("reply", everywhere, &Url::reply, presetText),
            textOption("rules", everywhere, &Url::rulesFile, anyText),
            memberOption("framing", onStream, &Url::framing, &Framing::parse, std::mem_fn(&Framing::toString)),
            textOption("protocol", everywhere, &Url::protocol, protocolName),
            numberOption("timeout", withTimeLimit, &Url::timeoutMs, 1, maxInt),
            memberOption("keepalive", onTcp, &Url::keepAlive, &KeepAlive::parse, std::mem_fn(&KeepAlive::toString)),
            numberOption("half-closed", onTalking, &Url::halfClosedSeconds, 0, Url::maxHalfClosedSeconds),
            numberOption("rcvbuf", onIp, &Url::receiveBufferBytes, 1, maxInt),
            flagOption("nodelay", onTcp, &Url::noDelay),
            memberOption("linger", onTcp, &Url::resetOnClose, parseLinger, [](bool) { return QStringLiteral("0"); }),
            {QStringLiteral("reconnect"), onStreamClient, parseReconnect, reconnectText},
            numberOption("sndbuf", onIp, &Url::sendBufferBytes, 1, maxInt),
            numberOption("ttl", onIp, &Url::ttl, 1, Url::maxTtl),
            memberOption(
                "dscp", onIp, &Url::dscp,
                [](const QString &text) { return parseDscp(text).map([](int dscp) { return std::optional(dscp); }); },
                [](const std::optional<int> &dscp) { return dscpName(*dscp); }),
            textOption("iface", withInterface, &Url::interface, anyText),
            numberOption("idle", everywhere, &Url::idleSeconds, 1, Url::maxIdleSeconds),
            flagOption("idle-close", onStream, &Url::closeIdle),
            memberOption("allow", onReceiver, &Url::allow, &AllowList::parse, std::mem_fn(&AllowList::toString)),
            numberOption("max-clients", onTcpServer, &Url::maxClients, 1, maxInt),
            memberOption("mode", onLocalServer, &Url::mode, parseMode,
                         [](int mode) { return QStringLiteral("0%1").arg(mode, 3, 8, QLatin1Char('0')); }),
            flagOption("any", onUdpWithTarget, &Url::anySender),
            textOption("source", onMulticast, &Url::sources, sourceList),
            flagOption("loop", onUdp, &Url::loop),
            tlsText("cert", onTlsServer, &TlsSettings::certificateFile),
            tlsText("key", onTlsServer, &TlsSettings::keyFile),
            choiceOption("client-cert", onTlsServer, &TlsSettings::clientCertificates, clientChoices),
            tlsText("client-cert", onTlsClient, &TlsSettings::certificateFile),
            tlsText("client-key", onTlsClient, &TlsSettings::keyFile),
            tlsText("key-password", onTls, &TlsSettings::keyPasswordFile),
            tlsText("ca", onTls, &TlsSettings::caFile),
            tlsOption("verify", onTlsClient, &TlsSettings::verify, parseSwitch,
                      [](bool on) { return QString::number(int(on)); }),
            tlsOption("trust", onTlsClient, &TlsSettings::trust, certificatetext::parseFingerprint,
                      [](const QString &print) { return QStringLiteral("SHA256:") + print; }),
            tlsText("sni", onTlsClient, &TlsSettings::serverName),
            tlsText("alpn", onTls, &TlsSettings::alpn),
            choiceOption("min-tls", onTls, &TlsSettings::leastVersion, versionChoices),
            numberOption("seed", onRelay, &Url::seed, 0, maxInt),
        };
        addImpairmentOptions(rows);
        return rows;
    }();
    return all;
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
        const auto option = std::find_if(allOptions().begin(), allOptions().end(),
                                         [&](const Option &o) { return name == o.name && o.applies(url); });
        const bool isKnown =
            std::any_of(allOptions().begin(), allOptions().end(), [&](const Option &o) { return name == o.name; });
        if (!isKnown)
            return failure(QCoreApplication::translate("EndpointUrl", "Unknown option “%1”.").arg(name), pair.position);
        if (option == allOptions().end())
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
    const qsizetype size = QFile::encodeName(path).size();
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

QString EndpointUrl::optionsOf(const Impairment &impairment)
{
    QStringList options;
    for (const ImpairmentOption &option : impairmentOptions()) {
        if (const QString value = option.write(impairment); !value.isEmpty())
            options.append(option.name + u'=' + value);
    }
    return options.join(u',');
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
    const bool remote = isClient(role) || withRemote(*this) || onMulticast(*this);
    const auto scheme = std::find_if(schemes.begin(), schemes.end(),
                                     [&](const Scheme &s) { return s.role == role && s.remote == remote; });
    QString text = scheme->name + QStringLiteral("://");
    if (isLocal(role))
        text += encodedPath(path);
    else if (onMulticast(*this))
        text += groupsAndPort(remoteHost, remotePort);
    else
        text += remote ? hostAndPort(remoteHost, remotePort) : hostAndPort(localHost, localPort);
    const QString query = options();
    return query.isEmpty() ? text : text + u'?' + query;
}

QString EndpointUrl::options() const
{
    QStringList texts;
    for (const Option &option : allOptions()) {
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
    if (onTcp(*this)) {
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
    if (onTcpClient(*this) && !interface.isEmpty())
        options.interfaceName = interface;
    return options;
}
