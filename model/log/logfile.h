// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QFile>

#include <memory>

/// The user's own file that a log is written to (`--capture`, `capture=` of a URL).
namespace logfile {

/// Creates the file for a log with mode 0600; with `overwrite`, or when it is empty, an existing one is emptied and used.
/// While the returned file is open, it is locked (see filelock), so that no second log is written to it. The error
/// names the file, and a free name where that helps.
Result<std::unique_ptr<QFile>> open(const QString &path, bool overwrite);

/// Whether a file of that name exists and is not empty.
bool exists(const QString &path);

/// A name beside `path` that no file has: `capture-2.pcapng` for `capture.pcapng`.
QString freeName(const QString &path);

/// A warning when other users may read or write the file, which keeps its permissions; else empty.
QString permissionsNotice(const QString &path);

} // namespace logfile
