// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/socketoptions.h"

#include <QCoreApplication>

#include <algorithm>
#include <array>

namespace {

struct Dscp
{
    int number;
    const char *name;
};

constexpr std::array dscps{
    Dscp{0, "CS0"},   Dscp{1, "LE"},    Dscp{8, "CS1"},   Dscp{10, "AF11"}, Dscp{12, "AF12"}, Dscp{14, "AF13"},
    Dscp{16, "CS2"},  Dscp{18, "AF21"}, Dscp{20, "AF22"}, Dscp{22, "AF23"}, Dscp{24, "CS3"},  Dscp{26, "AF31"},
    Dscp{28, "AF32"}, Dscp{30, "AF33"}, Dscp{32, "CS4"},  Dscp{34, "AF41"}, Dscp{36, "AF42"}, Dscp{38, "AF43"},
    Dscp{40, "CS5"},  Dscp{44, "VA"},   Dscp{46, "EF"},   Dscp{48, "CS6"},  Dscp{56, "CS7"},
};

QString textOf(const KeepAlive &value)
{
    return value.toString();
}

QString textOf(const QString &value)
{
    return value;
}

QString textOf(bool value)
{
    return QString::number(int(value));
}

QString textOf(int value)
{
    return QString::number(value);
}

/// Calls `visit` with the name and the member of each option.
template<typename Visit>
void forEachOption(Visit visit)
{
    visit("keepalive", &SocketOptions::keepAlive);
    visit("nodelay", &SocketOptions::noDelay);
    visit("linger", &SocketOptions::resetOnClose);
    visit("ttl", &SocketOptions::ttl);
    visit("dscp", &SocketOptions::dscp);
    visit("sndbuf", &SocketOptions::sendBufferBytes);
    visit("rcvbuf", &SocketOptions::receiveBufferBytes);
    visit("iface", &SocketOptions::interfaceName);
}

QString optionText(const char *name, const QString &value)
{
    QString shown = value;
    if (qstrcmp(name, "dscp") == 0)
        shown = dscpName(value.toInt());
    else if (qstrcmp(name, "linger") == 0)
        shown = value == u"1" ? QStringLiteral("0") : QStringLiteral("off");
    return QLatin1StringView(name) + u'=' + shown;
}

} // namespace

Result<KeepAlive> KeepAlive::parse(const QString &text)
{
    const QStringList parts = text.split(u',');
    std::array<int, 3> numbers = {};
    constexpr std::array limits{maxSeconds, maxSeconds, maxCount};
    qsizetype position = 0;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        if (i == qsizetype(numbers.size()))
            return failure(QCoreApplication::translate(
                               "EndpointUrl", "Write keepalive as IDLE[,INTERVAL[,COUNT]], the first two in seconds."),
                           position);
        bool ok = false;
        const int number = parts[i].toInt(&ok);
        const int least = i == 0 ? 0 : 1;
        if (!ok || number < least || number > limits[size_t(i)])
            return failure(QCoreApplication::translate("EndpointUrl", "“%1” is not a number from %2 to %3.")
                               .arg(parts[i], QString::number(least), QString::number(limits[size_t(i)])),
                           position);
        numbers[size_t(i)] = number;
        position += parts[i].size() + 1;
    }
    if (numbers[0] == 0)
        return KeepAlive{};
    return KeepAlive{numbers[0], numbers[1], numbers[2]};
}

QString KeepAlive::toString() const
{
    QStringList parts{QString::number(idleSeconds)};
    if (intervalSeconds > 0 || count > 0)
        parts.append(QString::number(intervalSeconds > 0 ? intervalSeconds : resolved().intervalSeconds));
    if (count > 0)
        parts.append(QString::number(count));
    return parts.join(u',');
}

KeepAlive KeepAlive::resolved() const
{
    if (idleSeconds == 0)
        return {};
    return {idleSeconds, intervalSeconds > 0 ? intervalSeconds : std::max(1, idleSeconds / 3), count > 0 ? count : 3};
}

QStringList SocketOptions::toText() const
{
    QStringList texts;
    forEachOption([&](const char *name, auto member) {
        if (this->*member)
            texts.append(optionText(name, textOf(*(this->*member))));
    });
    return texts;
}

QStringList SocketOptions::notIn(const SocketOptions &granted) const
{
    SocketOptions different;
    forEachOption([&](const char *, auto member) {
        if (this->*member != granted.*member)
            different.*member = this->*member;
    });
    for (const auto buffer : {&SocketOptions::sendBufferBytes, &SocketOptions::receiveBufferBytes}) {
        if (this->*buffer && granted.*buffer && qint64(*(granted.*buffer)) == 2 * qint64(*(this->*buffer)))
            (different.*buffer).reset();
    }
    return different.toText();
}

SocketOptions SocketOptions::common(const SocketOptions &others) const
{
    SocketOptions both;
    forEachOption([&](const char *, auto member) {
        if (others.*member)
            both.*member = this->*member;
    });
    return both;
}

Result<int> parseDscp(const QString &text)
{
    bool ok = false;
    const int number = text.toInt(&ok);
    if (ok && number >= 0 && number <= 63)
        return number;
    for (const Dscp &dscp : dscps) {
        if (text.compare(QLatin1StringView(dscp.name), Qt::CaseInsensitive) == 0)
            return dscp.number;
    }
    return failure(QCoreApplication::translate(
                       "EndpointUrl", "“%1” is not a DSCP: a number from 0 to 63, or a name such as EF, AF41, CS6.")
                       .arg(text));
}

QString dscpName(int number)
{
    for (const Dscp &dscp : dscps) {
        if (dscp.number == number)
            return QString::fromLatin1(dscp.name);
    }
    return QString::number(number);
}

QStringList dscpNames()
{
    QStringList names;
    for (const Dscp &dscp : dscps)
        names.append(QString::fromLatin1(dscp.name));
    return names;
}
