// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>

/// Locks on open files, by flock(2). A lock ends with the last descriptor of the open file, however the program ends, so
/// no stale lock is left. It locks the file, whatever name (link, symbolic link) it was opened by, also against the same
/// process that opens it again. Over NFS, Linux locks at the server, and an exclusive lock needs a file that is open for
/// writing.
namespace filelock {

enum class Outcome : quint8 {
    Locked,
    Busy,        ///< locked by somebody else
    Unsupported, ///< by the file system, or for this file
};

/// Do not wait.
Outcome tryExclusive(int fd);
Outcome tryShared(int fd);

/// Whether somebody holds an exclusive lock; false if it is not a regular file or cannot be opened.
bool isLocked(const QString &path);

} // namespace filelock
