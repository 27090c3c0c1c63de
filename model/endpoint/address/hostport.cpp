// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/address/hostport.h"

#include "model/endpoint/address/resolver.h"
#include "model/endpoint/system/systemnames.h"

#include <QCoreApplication>

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

} // namespace

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

Result<HostPort> HostPort::parse(const QString &text)
{
    qsizetype colon = text.lastIndexOf(u':');
    QString host;
    if (text.startsWith(u'[')) {
        const qsizetype close = text.indexOf(u']');
        if (close < 0)
            return failure(QCoreApplication::translate("EndpointUrl", "The bracket of the IPv6 address is not closed."),
                           0);
        host = withPlainScope(text.mid(1, close - 1));
        if (QHostAddress(host).protocol() != QAbstractSocket::IPv6Protocol)
            return failure(QCoreApplication::translate("EndpointUrl", "“%1” is not an IPv6 address.").arg(host), 1);
        colon = text.mid(close + 1).startsWith(u':') ? close + 1 : -1;
    } else {
        host = text.left(colon);
        if (host.contains(u':'))
            return failure(
                QCoreApplication::translate("EndpointUrl", "Put an IPv6 address in brackets: [%1]").arg(text), 0);
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
    if (const auto service = systemnames::serviceOf(trimmed))
        return service->port;
    return failure(QCoreApplication::translate("EndpointUrl", "“%1” is neither a port number nor a known service name.")
                       .arg(trimmed),
                   0);
}
