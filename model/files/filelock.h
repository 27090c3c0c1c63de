// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <optional>

/// Locks on open files, by flock(2). A lock belongs to the open file, so it ends with the last descriptor of it,
/// however the program ends: no stale lock is left. It is a lock on the file itself, whatever name (link, symbolic
/// link) it was opened by, and it also holds against the same process opening the file again. Over NFS, Linux turns it
/// into a lock at the server, which needs a file that is open for writing for an exclusive lock.
namespace filelock {

enum class Outcome : quint8 {
    Locked,
    Busy,        ///< somebody else has it
    Unsupported, ///< the file system has no locks, or not for this file
};

/// At once, without waiting.
Outcome tryExclusive(int fd);
Outcome tryShared(int fd);

/// Whether somebody holds an exclusive lock on the file now; false for what is no regular file or cannot be opened.
bool isLocked(const QString &path);

} // namespace filelock
