// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QFile>

#include <memory>

/// The file of the user's own that a log is written to (`--capture`, `capture=` of a URL).
namespace logfile {

/// Creates the file for a log, empty and 0600, or empties one that exists: with `overwrite`, or when nothing is in it.
/// While the returned file is open, it is locked (see filelock), so that no second log is written to it. The error
/// names the file, and one that is free where that helps.
Result<std::unique_ptr<QFile>> open(const QString &path, bool overwrite);

/// Whether a file of that name exists that would lose something when it is replaced.
bool exists(const QString &path);

/// A name beside `path` that no file has: `capture-2.pcapng` for `capture.pcapng`.
QString freeName(const QString &path);

/// That others than its owner may read or write the file, which keeps the permissions that it had; empty when not.
QString permissionsNotice(const QString &path);

} // namespace logfile
