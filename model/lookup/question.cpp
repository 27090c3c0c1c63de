// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/lookup/question.h"

#include "model/endpoint/address/hostport.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace {

bool isDigits(const QString &text)
{
    return !text.isEmpty() && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// Whether it is meant as an address, right or wrong.
bool isAddress(const QString &text)
{
    static const QRegularExpression numbers(QStringLiteral("^[0-9]+(\\.[0-9]*)+([/\\s].*)?$"));
    return numbers.match(text).hasMatch() || text.count(u':') > 1;
}

/// `tcp://host:port?options` without its scheme and options.
QString withoutScheme(const QString &text)
{
    const qsizetype scheme = text.indexOf(QStringLiteral("://"));
    return scheme < 0 ? text : text.mid(scheme + 3).section(QRegularExpression(QStringLiteral("[/?]")), 0, 0);
}

} // namespace

Result<Question> Question::parse(const QString &text)
{
    const QString asked = withoutScheme(text.trimmed());
    Question question;
    if (asked.isEmpty())
        return failure(QCoreApplication::translate("Lookup", "Enter a name, an address, a network or a port."), 0);
    if (isDigits(asked)) {
        const auto port = parsePort(asked);
        if (!port)
            return tl::unexpected(port.error());
        question.port = *port;
        return question;
    }
    const bool hasPort = (asked.startsWith(u'[') && asked.contains(u"]:")) || asked.count(u':') == 1;
    if (hasPort) {
        const qsizetype colon = asked.lastIndexOf(u':');
        const auto port = parsePort(asked.mid(colon + 1));
        if (!port)
            return tl::unexpected(port.error());
        question.port = *port;
    }
    const QString host = hasPort ? asked.left(asked.lastIndexOf(u':')) : asked;
    if (host.isEmpty()) // ":8080"
        return question;
    if (!isAddress(host)) {
        if (host.contains(QRegularExpression(QStringLiteral("[\\s/]"))))
            return failure(
                QCoreApplication::translate("Lookup", "“%1” is neither a name, an address, a network nor a port.")
                    .arg(asked),
                0);
        question.name = host;
        return question;
    }
    const auto network = IpNetwork::parse(host);
    if (!network)
        return tl::unexpected(network.error());
    question.network = *network;
    return question;
}
