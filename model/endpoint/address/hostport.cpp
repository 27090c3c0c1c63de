// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/address/hostport.h"

#include "model/endpoint/address/resolver.h"
#include "model/endpoint/system/systemnames.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <algorithm>

namespace {

/// RFC 6874 writes %25eth0 for %eth0.
QString withPlainScope(const QString &host)
{
    const qsizetype at = host.indexOf(u"%25");
    if (at < 0 || at + 3 == host.size())
        return host;
    const QString plain = host.left(at + 1) + percentDecoded(host.mid(at + 3));
    return hostError(plain) && !hostError(host) ? host : plain;
}

/// Refuses what other URLs have, and a port alone.
Result<void> checkParts(const QString &text)
{
    bool isPort = false;
    text.toUShort(&isPort);
    if (isPort)
        return failure(
            QCoreApplication::translate("EndpointUrl", "The colon before the port is missing: write :%1").arg(text), 0);
    if (const qsizetype at = text.indexOf(u'@'); at >= 0)
        return failure(
            QCoreApplication::translate("EndpointUrl", "An endpoint has no user name and no password: leave out “%1”.")
                .arg(text.left(at + 1)),
            0);
    static const QRegularExpression marks(QStringLiteral("[/#?&;]"));
    const qsizetype at = text.indexOf(marks);
    if (at < 0)
        return {};
    if (text[at] == u'&' || text[at] == u';')
        return failure(
            QCoreApplication::translate("EndpointUrl", "Options begin with a question mark: ?%1").arg(text.mid(at + 1)),
            at);
    return failure(QCoreApplication::translate("EndpointUrl", "An endpoint has only a host and a port: leave out “%1”.")
                       .arg(text.mid(at)),
                   at);
}

/// HOST:PORT as it should be where HOST has colons itself.
QString withBrackets(const QString &text, qsizetype colon)
{
    const auto isIpv6 = [](const QString &host) {
        return QHostAddress(host).protocol() == QAbstractSocket::IPv6Protocol;
    };
    if (isIpv6(text.left(colon)))
        return QStringLiteral("[%1]%2").arg(text.left(colon), text.mid(colon));
    return isIpv6(text) ? QStringLiteral("[%1]:PORT").arg(text) : QStringLiteral("[::1]:8080");
}

qsizetype firstSpace(const QString &text)
{
    const auto found = std::find_if(text.begin(), text.end(), [](QChar c) { return c.isSpace(); });
    return found == text.end() ? -1 : found - text.begin();
}

} // namespace

QString withPlainLetters(QString text)
{
    for (QChar &letter : text) {
        if (letter >= u'\uff01' && letter <= u'\uff5e')
            letter = QChar(letter.unicode() - 0xff01 + u'!');
        else if (letter == u'\u3002' || letter == u'\uff61')
            letter = u'.';
    }
    return text;
}

QString percentDecoded(const QString &text)
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

Result<HostPort> HostPort::parse(const QString &typed)
{
    const QString text = withPlainLetters(typed);
    if (const auto checked = checkParts(text); !checked)
        return tl::unexpected(checked.error());
    qsizetype colon = text.lastIndexOf(u':');
    QString host;
    if (text.startsWith(u'[')) {
        const qsizetype close = text.indexOf(u']');
        if (close < 0)
            return failure(QCoreApplication::translate("EndpointUrl", "The bracket of the IPv6 address is not closed."),
                           0);
        host = withPlainScope(text.mid(1, close - 1));
        if (QHostAddress(host).protocol() == QAbstractSocket::IPv4Protocol)
            return failure(
                QCoreApplication::translate("EndpointUrl", "Only IPv6 addresses are in brackets: write %1:PORT")
                    .arg(host),
                0);
        if (QHostAddress(host).protocol() != QAbstractSocket::IPv6Protocol)
            return failure(QCoreApplication::translate("EndpointUrl", "“%1” is not an IPv6 address.").arg(host), 1);
        colon = text.mid(close + 1).startsWith(u':') ? close + 1 : -1;
    } else {
        host = text.left(colon);
        if (host.contains(u':'))
            return failure(QCoreApplication::translate("EndpointUrl", "Put an IPv6 address in brackets: %1")
                               .arg(withBrackets(text, colon)),
                           0);
        host = host.trimmed();
        if (const qsizetype space = firstSpace(host); space >= 0)
            return failure(
                QCoreApplication::translate("EndpointUrl", "“%1” has a space, which no host name has.").arg(host),
                text.indexOf(host) + space);
    }
    if (const auto error = hostError(host))
        return failure(eventText(*error), text.startsWith(u'[') ? 1 : 0);
    if (colon < 0)
        return failure(QCoreApplication::translate("EndpointUrl", "The port is missing: write HOST:PORT."),
                       text.size());
    const auto port = parsePort(text.mid(colon + 1));
    if (!port)
        return failure(port.error().message, colon + 1);
    return HostPort{host, *port};
}

Result<quint16> parsePort(const QString &text)
{
    const QString trimmed = withPlainLetters(text.trimmed());
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
    if (const auto service = systemnames::serviceOf(trimmed))
        return service->port;
    return failure(QCoreApplication::translate("EndpointUrl", "“%1” is neither a port number nor a known service name.")
                       .arg(trimmed),
                   0);
}
