// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/store/loglimits.h"

LogLimits LogLimits::of(const QVariant &count, const QVariant &bytes, const QVariant &days)
{
    const auto number = [](const QVariant &value, qint64 max, qint64 standard) {
        bool ok = false;
        const qint64 stored = value.toLongLong(&ok);
        return ok && stored >= 0 && stored <= max ? stored : standard;
    };
    const LogLimits standard;
    return {int(number(count, maxCount, standard.count)), number(bytes, maxBytes, standard.bytes),
            int(number(days, maxDays, standard.days))};
}

LogLimits LogLimits::read(const QJsonObject &values)
{
    const auto value = [&](const char *name) { return values[QLatin1StringView(name)].toVariant(); };
    return of(value(countName), value(bytesName), value(daysName));
}
