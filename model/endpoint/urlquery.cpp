// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/urlquery.h"

#include "model/endpoint/address/hostport.h"
#include "model/endpoint/urloptions.h"
#include "model/endpoint/urlscheme.h"
#include "model/nearestname.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>
#include <vector>

namespace {

/// The position in `raw` of what percentDecoded() puts at `position`.
qsizetype positionInRaw(const QString &raw, qsizetype position)
{
    qsizetype at = 0;
    while (at < raw.size() && percentDecoded(raw.left(at)).size() < position)
        at += raw[at] == u'%' && at + 3 <= raw.size() && percentDecoded(raw.mid(at, 3)).size() == 1 ? 3 : 1;
    return at;
}

QString unknownOption(const QString &name, const EndpointUrl &url)
{
    const QString scheme = UrlScheme::of(url).name;
    QStringList all;
    QStringList possible;
    for (const UrlOption &option : UrlOption::all()) {
        all.append(option.name);
        if (option.applies(url))
            possible.append(option.name);
    }
    const QString fits = nearestName(name, possible);
    if (const QString meant = fits.isEmpty() ? nearestName(name, all) : fits; !meant.isEmpty())
        return QCoreApplication::translate("EndpointUrl", "Unknown option “%1”. Did you mean “%2”?").arg(name, meant);
    return QCoreApplication::translate("EndpointUrl", "Unknown option “%1”. %2:// has: %3")
        .arg(name, scheme, possible.join(QStringLiteral(", ")));
}

/// Why an option of other endpoints is refused.
QString foreignOption(const QString &name, const EndpointUrl &url)
{
    const QString why = QCoreApplication::translate("EndpointUrl", "The option “%1” does not apply to %2://.")
                            .arg(name, UrlScheme::of(url).name);
    const QStringList others = UrlScheme::namesWith(name);
    const bool isOnward = isRelay(url.role)
        && std::any_of(UrlOption::all().begin(), UrlOption::all().end(),
                       [&](const UrlOption &o) { return o.name == name && o.onward; });
    for (const QString &client : {QStringLiteral("tcp"), QStringLiteral("tls"), QStringLiteral("udp")}) {
        const bool fits = isDatagram(UrlScheme::named(client)->role) == isDatagram(url.role);
        if (isOnward && fits && others.contains(client))
            return why + u' '
                + QCoreApplication::translate("EndpointUrl", "For the connections to the server: %1")
                      .arg(QStringLiteral("to=%1://HOST:PORT?%2=…").arg(client, name));
    }
    return why + u' ' + QCoreApplication::translate("EndpointUrl", "It belongs to %1").arg(UrlScheme::list(others));
}

/// An option of the URL, and where it is.
struct GivenOption
{
    const UrlOption *option;
    qsizetype position;
};

/// A value that goes on where another option should begin.
bool holdsAnotherOption(const QString &value)
{
    static const QRegularExpression next(QStringLiteral("[?;,]([a-z-]+)="));
    const QString name = next.match(value).captured(1);
    return UrlOption::isName(name);
}

Result<std::vector<GivenOption>> readOptions(const QString &query, qsizetype start, EndpointUrl &url)
{
    std::vector<GivenOption> given;
    for (qsizetype at = 0; at < query.size();) {
        qsizetype end = query.indexOf(u'&', at);
        end = end < 0 ? query.size() : end;
        const QString pair = query.mid(at, end - at);
        const qsizetype position = start + at;
        at = end + 1;
        if (pair.isEmpty())
            continue;
        const qsizetype equals = pair.indexOf(u'=');
        const QString name = pair.left(equals);
        const UrlOption *const option = UrlOption::named(name, url);
        if (!option)
            return failure(UrlOption::isName(name) ? foreignOption(name, url) : unknownOption(name, url), position);
        if (std::any_of(given.begin(), given.end(), [&](const GivenOption &g) { return g.option == option; }))
            return failure(QCoreApplication::translate("EndpointUrl", "The option “%1” is given twice.").arg(name),
                           position);
        given.push_back({option, position});
        const QString value = equals < 0 ? QString() : pair.mid(equals + 1);
        if (value.isEmpty())
            return failure(QCoreApplication::translate("EndpointUrl", "The option “%1” needs a value: %1=…").arg(name),
                           position);
        if (const auto read = option->read(url, percentDecoded(value)); !read) {
            QString message = QStringLiteral("%1: %2").arg(name, read.error().message);
            if (!value.contains(u"://") && holdsAnotherOption(value))
                message += u' '
                    + QCoreApplication::translate("EndpointUrl", "Options are separated by &: name=value&name=value");
            return failure(message, position + equals + 1 + positionInRaw(value, read.error().position));
        }
        if (!url.reply.isEmpty() && !url.rulesFile.isEmpty())
            return failure(QCoreApplication::translate("EndpointUrl", "Only one of reply and rules may be given."),
                           position);
    }
    return given;
}

/// Refuses an option that has no effect.
Result<void> checkEffects(const std::vector<GivenOption> &given, const EndpointUrl &url)
{
    for (const auto &[option, position] : given) {
        if (option->hasEffect(url))
            continue;
        if (const QString why = option->noEffect ? option->noEffect(url) : QString(); !why.isEmpty())
            return failure(why.arg(option->name), position);
        QStringList needs;
        for (const QString &need : option->needs) {
            const bool isOneWay = need.startsWith(u"up-") || need.startsWith(u"down-");
            if (!isOneWay && UrlOption::named(need.section(u'=', 0, 0), url))
                needs.append(need);
        }
        return failure(
            QCoreApplication::translate("EndpointUrl", "The option “%1” has no effect without %2.")
                .arg(option->name, needs.join(QCoreApplication::translate("EndpointUrl", " or ", "between options"))),
            position);
    }
    return {};
}

} // namespace

Result<void> urlquery::read(const QString &query, qsizetype start, Ineffective ineffective, EndpointUrl &url)
{
    const auto given = readOptions(query, start, url);
    if (!given)
        return tl::unexpected(given.error());
    return ineffective == Ineffective::Keep ? Result<void>() : checkEffects(*given, url);
}

QString urlquery::write(const EndpointUrl &url, Ineffective ineffective)
{
    QStringList texts;
    for (const UrlOption &option : UrlOption::all()) {
        const QString value = option.applies(url) ? option.write(url) : QString();
        if (!value.isEmpty() && (ineffective == Ineffective::Keep || option.hasEffect(url)))
            texts.append(option.name + u'='
                         + QString::fromLatin1(QUrl::toPercentEncoding(value, QByteArrayLiteral(":[]/=,"))));
    }
    return texts.join(u'&');
}
