// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/lookup/question.h"

#include "model/bytes/printable.h"
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
    static const QRegularExpression numbers(QStringLiteral("^[0-9]+(\\.[0-9*]*)+([/\\s,;].*|-[0-9.]+)?$"));
    return numbers.match(text).hasMatch() || text.count(u':') > 1;
}

bool isHardwareAddress(const QString &text)
{
    static const QRegularExpression bytes(QStringLiteral("^[0-9a-fA-F]{2}([:-][0-9a-fA-F]{2}){5}$"));
    return bytes.match(text).hasMatch();
}

/// An IPv4 address as one number: 0xC0A80101, or a decimal one of at least eight digits, as no port has.
std::optional<QHostAddress> addressAsNumber(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(0[xX][0-9a-fA-F]{8}|[1-9][0-9]{7,9})$"));
    bool ok = false;
    const quint64 number = form.match(text).hasMatch() ? text.toULongLong(&ok, 0) : 0;
    if (!ok || number > 0xffffffff)
        return {};
    return QHostAddress(quint32(number));
}

Error notUnderstood(const QString &text)
{
    return {QCoreApplication::translate("Lookup", "“%1” is neither a name, an address, a network nor a port.")
                .arg(makePrintable({text, {}}).text),
            0};
}

Result<void> checkName(const QString &name)
{
    constexpr qsizetype mostLetters = 253; // RFC 1035, 2.3.4, without the length of the first label and the root
    if (name.size() > mostLetters + 1)
        return failure(QCoreApplication::translate("Lookup", "A host name has at most %1 characters; this one has %2.")
                           .arg(QString::number(mostLetters), QString::number(name.size())),
                       0);
    static const QRegularExpression foreign(QStringLiteral("[\\s/@*,;()<>\"'\\\\\\[\\]]"));
    if (name.contains(foreign))
        return tl::unexpected(notUnderstood(name));
    return {};
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
    static const QRegularExpression protocol(QStringLiteral("/(tcp|udp)$"), QRegularExpression::CaseInsensitiveOption);
    const QString asked = withoutScheme(withPlainLetters(text.trimmed())).remove(protocol); // 80/tcp
    Question question;
    const bool isPrintable =
        std::all_of(asked.begin(), asked.end(), [](QChar c) { return c.isPrint() || c.isSurrogate() || c == u'\t'; });
    if (!isPrintable)
        return tl::unexpected(notUnderstood(asked));
    if (asked.isEmpty())
        return failure(QCoreApplication::translate("Lookup", "Enter a name, an address, a network or a port."), 0);
    if (const auto address = addressAsNumber(asked)) {
        question.network = IpNetwork{*address};
        return question;
    }
    if (isHardwareAddress(asked))
        return failure(
            QCoreApplication::translate("Lookup", "“%1” is a hardware address (MAC), not an IP address.").arg(asked),
            0);
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
        if (const auto checked = checkName(host); !checked)
            return tl::unexpected(checked.error());
        question.name = host;
        return question;
    }
    const auto network = IpNetwork::parse(host);
    if (!network)
        return tl::unexpected(network.error());
    question.network = *network;
    return question;
}
