// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QDateTime>
#include <QJsonObject>

/// What the file `session.json` beside the segments of a log says of it.
struct LogDescription
{
    QString program;   ///< that wrote it: `socketscope`, `socketscope-cli`
    QString title;     ///< role and endpoint, for lists
    QDateTime started; ///< UTC
    QDateTime ended;   ///< UTC; invalid while it is in use, and after a crash
    bool isPrivate = false;
    QJsonObject setup; ///< of SessionPage::save(), or of the command line: `url`

    /// Of the folder; what is missing or damaged there is left empty.
    static LogDescription read(const QString &folder);
    /// Replaces the file at once, so that readers see the old or the new one. It is not forced to the disk, as the log
    /// itself is not.
    Result<void> write(const QString &folder) const;

    bool operator==(const LogDescription &) const = default;
};
