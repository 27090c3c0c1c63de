// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because one table has the options of all endpoints.
#include "model/endpoint/urloptions.h"

#include "model/bytes/codecs/textcodec.h"
#include "model/bytes/protocolpreset.h"
#include "model/endpoint/address/groupaddress.h"
#include "model/endpoint/address/hostport.h"
#include "model/endpoint/tls/alpn.h"
#include "model/endpoint/tls/certificatetext.h"
#include "model/replypreset.h"
#include "model/types.h"

#include <QCoreApplication>
#include <QHostAddress>

#include <array>
#include <limits>
#include <utility>

namespace {

using Url = EndpointUrl;

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

Result<int> parseNumber(const QString &text, int min, int max, const char *unit)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    if (ok && number >= min && number <= max)
        return number;
    const QStringList range{text, QString::number(min), QString::number(max)};
    if (*unit == '\0')
        return failure(QCoreApplication::translate("EndpointUrl", "“%1” is not a number from %2 to %3.")
                           .arg(range[0], range[1], range[2]));
    return failure(QCoreApplication::translate("EndpointUrl", "“%1” is not a number from %2 to %3 (%4).")
                       .arg(range[0], range[1], range[2], QString::fromLatin1(unit)));
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
    bool isNumber = false;
    text.toInt(&isNumber);
    if (const auto on = parseSwitch(text); on || (!isNumber && !text.contains(u',')))
        return on.map([&](bool value) { url.reconnect = value; });
    const QStringList parts = text.split(u',');
    qsizetype position = 0;
    std::array<int, 3> numbers = {};
    if (parts.size() < 2 || parts.size() > qsizetype(numbers.size()))
        return failure(QCoreApplication::translate(
            "EndpointUrl", "Write reconnect=1, or the waits in ms and the number of attempts: BASE,CAP[,ATTEMPTS]."));
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const int least = i == 0 ? 1 : i == 1 ? numbers[0] : 0;
        const auto number = parseNumber(parts[i], least, Url::maxWaitMs, i < 2 ? "ms" : "");
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

using Option = UrlOption;
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

/// An option of groups, whose family its address has to have.
Option groupOption(const char *name, Applies applies, QString Url::*member, Result<QString> (*parse)(const QString &))
{
    return {QString::fromLatin1(name), applies,
            [=](Url &url, const QString &text) {
                const QString groups = url.role == Role::Multicast ? url.remoteHost : QString();
                return parse(text).and_then([&](const QString &value) {
                    url.*member = value;
                    return groupaddress::checkFamily(groups, value);
                });
            },
            [=](const Url &url) { return url.*member; }};
}

template<typename Number>
Option numberOption(const char *name, Applies applies, Number Url::*member, int min, int max, const char *unit = "")
{
    return memberOption(
        name, applies, member, [=](const QString &text) { return parseNumber(text, min, max, unit); },
        [](std::optional<int> value) { return QString::number(*value); });
}

Option flagOption(const char *name, Applies applies, bool Url::*member)
{
    return memberOption(name, applies, member, parseSwitch, [](bool on) { return QString::number(int(on)); });
}

/// An option that has an effect only together with one of others.
Option needing(const QStringList &needs, Option option)
{
    option.needs = needs;
    return option;
}

/// An option that has no effect on some endpoints, which `noEffect` knows.
Option unless(QString (*noEffect)(const Url &), Option option)
{
    option.noEffect = noEffect;
    return option;
}

QString everyCertificate(const Url &url)
{
    return url.tls.verify
        ? QString()
        : QCoreApplication::translate("EndpointUrl",
                                      "The option “%1” has no effect beside verify=0, which accepts every certificate: "
                                      "remove one of the two.");
}

QString noFile(const Url &url)
{
    return url.path.startsWith(u'@') ? QCoreApplication::translate(
               "EndpointUrl", "The option “%1” has no effect on an abstract name, which has no file.")
                                     : QString();
}

QString noGroup(const Url &url)
{
    const QHostAddress target(url.role == Role::Udp ? url.remoteHost : QString());
    return target.isNull() || target.isMulticast()
        ? QString()
        : QCoreApplication::translate("EndpointUrl", "The option “%1” has no effect here: %2 is not a multicast group.")
              .arg(QStringLiteral("%1"), url.remoteHost);
}

/// An option that means the traffic of the whole session, or connecting for its user.
Option notOnward(Option option)
{
    option.onward = false;
    return option;
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
    QStringList needs = {};                           // see UrlOption, of the same direction
};

template<typename Number, typename Parse>
ImpairmentOption impairmentOption(const char *name, Applies applies, Number Impairment::*member, Parse parse,
                                  const QStringList &needs = {})
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
            },
            needs};
}

const std::vector<ImpairmentOption> &impairmentOptions()
{
    constexpr int maxInt = std::numeric_limits<int>::max();
    const auto number = [](int min, int max, const char *unit) {
        return [=](const QString &text) { return parseNumber(text, min, max, unit); };
    };
    static const std::vector<ImpairmentOption> all{
        impairmentOption("delay", onRelay, &Impairment::delayMs, number(0, Impairment::maxMs, "ms")),
        impairmentOption("jitter", onRelay, &Impairment::jitterMs, number(0, Impairment::maxMs, "ms")),
        impairmentOption("rate", onRelay, &Impairment::bytesPerSec, number(0, maxInt, "B/s")),
        impairmentOption("loss", onUdpRelay, &Impairment::loss, parsePercent),
        impairmentOption("duplicate", onUdpRelay, &Impairment::duplicate, parsePercent),
        impairmentOption("reorder", onUdpRelay, &Impairment::reorder, parsePercent),
        impairmentOption("cut", onTcpRelay, &Impairment::cutBytes, number(0, maxInt, "B")),
        impairmentOption("cut-gap", onTcpRelay, &Impairment::cutGapMs, number(0, Impairment::maxMs, "ms"),
                         {QStringLiteral("cut=BYTES")}),
        impairmentOption("glue", onTcpRelay, &Impairment::glueBytes, number(0, Impairment::maxGlue, "B")),
        impairmentOption("glue-time", onTcpRelay, &Impairment::glueMs, number(1, Impairment::maxMs, "ms"),
                         {QStringLiteral("glue=BYTES")}),
        impairmentOption("reset-after", onTcpRelay, &Impairment::resetAfter, number(0, maxInt, "B")),
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
    const auto inDirection = [](const QStringList &needs, const QString &prefix) {
        QStringList prefixed;
        for (const QString &need : needs)
            prefixed.append(prefix + need);
        return prefixed;
    };
    for (const ImpairmentOption &option : impairmentOptions()) {
        const QStringList eitherWay = option.needs + inDirection(option.needs, QStringLiteral("up-"))
            + inDirection(option.needs, QStringLiteral("down-"));
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
                       },
                       eitherWay});
        for (const Way &way :
             {Way{"up-", &Impairments::up, &Impairments::down}, Way{"down-", &Impairments::down, &Impairments::up}}) {
            all.push_back(
                {QString::fromLatin1(way.prefix) + option.name, option.applies,
                 [=](Url &url, const QString &text) { return option.read(url.impairments.*way.member, text); },
                 [=](const Url &url) {
                     const QString value = option.write(url.impairments.*way.member);
                     return value == option.write(url.impairments.*way.other) ? QString() : value;
                 },
                 option.needs + inDirection(option.needs, QString::fromLatin1(way.prefix))});
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
            return failure(QCoreApplication::translate("EndpointUrl", "“%1” is not an endpoint to relay to: write %2")
                               .arg(text,
                                    isDatagram(url.role) ? QStringLiteral("udp://HOST:PORT")
                                                         : QStringLiteral("tcp://HOST:PORT, tls://HOST:PORT")),
                           0);
        for (const UrlOption &option : UrlOption::all()) {
            if (!option.onward && option.applies(*to) && !option.write(*to).isEmpty())
                return failure(
                    QCoreApplication::translate(
                        "EndpointUrl", "The option “%1” has no effect on the connections of a relay to its server.")
                        .arg(option.name),
                    text.indexOf(option.name + u'='));
        }
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

} // namespace

const std::vector<UrlOption> &UrlOption::all()
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
            notOnward(textOption("encoding", everywhere, &Url::encoding, encodingName)),
            notOnward(textOption("capture", everywhere, &Url::captureFile, anyText)),
            needing({QStringLiteral("capture=FILE")}, notOnward(flagOption("overwrite", everywhere, &Url::overwrite))),
            notOnward(textOption("reply", everywhere, &Url::reply, presetText)),
            notOnward(textOption("rules", everywhere, &Url::rulesFile, anyText)),
            notOnward(
                memberOption("framing", onStream, &Url::framing, &Framing::parse, std::mem_fn(&Framing::toString))),
            notOnward(textOption("protocol", everywhere, &Url::protocol, protocolName)),
            numberOption("timeout", withTimeLimit, &Url::timeoutMs, 1, maxInt, "ms"),
            memberOption("keepalive", onTcp, &Url::keepAlive, &KeepAlive::parse, std::mem_fn(&KeepAlive::toString)),
            notOnward(
                numberOption("half-closed", onTalking, &Url::halfClosedSeconds, 0, Url::maxHalfClosedSeconds, "s")),
            numberOption("rcvbuf", onIp, &Url::receiveBufferBytes, 1, maxInt, "B"),
            flagOption("nodelay", onTcp, &Url::noDelay),
            memberOption("linger", onTcp, &Url::resetOnClose, parseLinger, [](bool) { return QStringLiteral("0"); }),
            notOnward({QStringLiteral("reconnect"), onStreamClient, parseReconnect, reconnectText}),
            numberOption("sndbuf", onIp, &Url::sendBufferBytes, 1, maxInt, "B"),
            numberOption("ttl", onIp, &Url::ttl, 1, Url::maxTtl),
            memberOption(
                "dscp", onIp, &Url::dscp,
                [](const QString &text) { return parseDscp(text).map([](int dscp) { return std::optional(dscp); }); },
                [](const std::optional<int> &dscp) { return dscpName(*dscp); }),
            groupOption("iface", withInterface, &Url::interface, anyText),
            numberOption("idle", everywhere, &Url::idleSeconds, 1, Url::maxIdleSeconds, "s"),
            needing({QStringLiteral("idle=SECONDS")}, flagOption("idle-close", onStream, &Url::closeIdle)),
            memberOption("allow", onReceiver, &Url::allow, &AllowList::parse, std::mem_fn(&AllowList::toString)),
            numberOption("max-clients", onTcpServer, &Url::maxClients, 1, maxInt),
            unless(noFile,
                   memberOption("mode", onLocalServer, &Url::mode, parseMode,
                                [](int mode) { return QStringLiteral("0%1").arg(mode, 3, 8, QLatin1Char('0')); })),
            flagOption("any", onUdpWithTarget, &Url::anySender),
            groupOption("source", onMulticast, &Url::sources, sourceList),
            unless(noGroup, flagOption("loop", onUdp, &Url::loop)),
            tlsText("cert", onTlsServer, &TlsSettings::certificateFile),
            needing({QStringLiteral("cert=FILE")}, tlsText("key", onTlsServer, &TlsSettings::keyFile)),
            choiceOption("client-cert", onTlsServer, &TlsSettings::clientCertificates, clientChoices),
            tlsText("client-cert", onTlsClient, &TlsSettings::certificateFile),
            needing({QStringLiteral("client-cert=FILE")}, tlsText("client-key", onTlsClient, &TlsSettings::keyFile)),
            needing({QStringLiteral("cert=FILE")}, tlsText("key-password", onTlsServer, &TlsSettings::keyPasswordFile)),
            needing({QStringLiteral("client-cert=FILE")},
                    tlsText("key-password", onTlsClient, &TlsSettings::keyPasswordFile)),
            needing({QStringLiteral("client-cert=optional"), QStringLiteral("client-cert=require")},
                    tlsText("ca", onTlsServer, &TlsSettings::caFile)),
            unless(everyCertificate, tlsText("ca", onTlsClient, &TlsSettings::caFile)),
            tlsOption("verify", onTlsClient, &TlsSettings::verify, parseSwitch,
                      [](bool on) { return QString::number(int(on)); }),
            unless(everyCertificate,
                   tlsOption("trust", onTlsClient, &TlsSettings::trust, certificatetext::parseFingerprint,
                             [](const QString &print) { return QStringLiteral("SHA256:") + print; })),
            tlsText("sni", onTlsClient, &TlsSettings::serverName),
            tlsOption("alpn", onTls, &TlsSettings::alpn, alpn::parse, [](const QString &text) { return text; }),
            choiceOption("min-tls", onTls, &TlsSettings::leastVersion, versionChoices),
            numberOption("seed", onRelay, &Url::seed, 0, maxInt),
        };
        addImpairmentOptions(rows);
        return rows;
    }();
    return all;
}

bool UrlOption::hasEffect(const EndpointUrl &url) const
{
    if (noEffect && !noEffect(url).isEmpty())
        return false;
    const auto isSet = [&](const QString &need) {
        const UrlOption *const other = named(need.section(u'=', 0, 0), url);
        return other && !other->write(url).isEmpty();
    };
    return needs.isEmpty() || std::any_of(needs.begin(), needs.end(), isSet);
}

const UrlOption *UrlOption::named(const QString &name, const EndpointUrl &url)
{
    const auto found = std::find_if(all().begin(), all().end(), [&](const UrlOption &option) {
        return option.name == name && option.applies(url);
    });
    return found == all().end() ? nullptr : &*found;
}

bool UrlOption::isName(const QString &name)
{
    return std::any_of(all().begin(), all().end(), [&](const UrlOption &option) { return option.name == name; });
}

QString UrlOption::textOf(const Impairment &impairment)
{
    QStringList options;
    for (const ImpairmentOption &option : impairmentOptions()) {
        if (const QString value = option.write(impairment); !value.isEmpty())
            options.append(option.name + u'=' + value);
    }
    return options.join(u',');
}

bool UrlOption::hasRemote(const EndpointUrl &url)
{
    return withRemote(url);
}
