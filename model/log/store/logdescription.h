// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QDateTime>
#include <QJsonObject>

/// The file `session.json` beside the segments of a log.
struct LogDescription
{
    QString program;   ///< that wrote it: `socketscope`, `socketscope-cli`
    QString title;     ///< role and endpoint, for lists
    QDateTime started; ///< UTC
    QDateTime ended;   ///< UTC; invalid while it is in use, and after a crash
    bool isPrivate = false;
    QJsonObject setup; ///< of SessionPage::save(), or of the command line: `url`

    /// Of the folder; missing or damaged fields are left empty.
    static LogDescription read(const QString &folder);
    /// Replaces the file atomically. It is not synced to the disk, as the log itself is not.
    Result<void> write(const QString &folder) const;

    bool operator==(const LogDescription &) const = default;
};
