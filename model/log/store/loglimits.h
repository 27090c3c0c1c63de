// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonObject>
#include <QVariant>

/// How many logs are kept that no program uses any more.
struct LogLimits
{
    // Names in the settings file of the window, which socketscope-cli reads too.
    static constexpr const char *countName = "logs/count";
    static constexpr const char *bytesName = "logs/bytes";
    static constexpr const char *daysName = "logs/days";
    static constexpr const char *privateName = "logs/private";

    static constexpr int maxCount = 1000;
    static constexpr qint64 maxBytes = qint64(1) << 50;
    static constexpr int maxDays = 3650;

    int count = 20;                 ///< 0: none
    qint64 bytes = qint64(4) << 30; ///< of all together; the newest log is kept even if it is larger. 0: none
    int days = 7;                   ///< since it was last written to; 0: none

    /// Of the values of the settings file.
    static LogLimits read(const QJsonObject &values);
    /// Of values as they are stored; the default replaces an invalid one.
    static LogLimits of(const QVariant &count, const QVariant &bytes, const QVariant &days);
};
