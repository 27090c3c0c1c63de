// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/settings.h"

#include <array>

namespace {

struct Row
{
    const char *name; // in the file: never change one
    QVariant standard;
};

const Row &rowOf(Settings::Key key)
{
    // In the order of Settings::Key.
    static const std::array<Row, 16> rows{{
        {"ui/language", QString()},
        {"ui/theme", QStringLiteral("system")},
        {"ui/geometry", QByteArray()},
        {"ui/tabs", QByteArray()},
        {"ui/currentTab", 0},
        {"send/history", QStringList()},
        {"save/folder", QString()},
        {"save/export", QByteArray()},
        {"send/list", QByteArray()},
        {"send/tools", QByteArray()},
        {"ui/state", QByteArray()},
        {"view/time", QStringLiteral("day")},
        {LogLimits::countName, QVariant()},
        {LogLimits::bytesName, QVariant()},
        {LogLimits::daysName, QVariant()},
        {LogLimits::privateName, false},
    }};
    return rows[size_t(key)];
}

} // namespace

Settings::Settings(const QString &file) : m_store(file, QSettings::IniFormat) { }

QVariant Settings::value(Key key) const
{
    return m_store.value(QLatin1StringView(rowOf(key).name), rowOf(key).standard);
}

void Settings::setValue(Key key, const QVariant &value)
{
    m_store.setValue(QLatin1StringView(rowOf(key).name), value);
}

LogLimits Settings::logLimits() const
{
    return LogLimits::of(value(Key::LogCount), value(Key::LogBytes), value(Key::LogDays));
}

void Settings::setLogLimits(const LogLimits &limits)
{
    setValue(Key::LogCount, limits.count);
    setValue(Key::LogBytes, limits.bytes);
    setValue(Key::LogDays, limits.days);
}
