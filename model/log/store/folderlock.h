// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <memory>

/// A lock on the file `lock` in a log's folder (see filelock). The file remains there, so that the lock can be taken on a
/// full or read-only disk too. QLockFile, which earlier versions used, locks the same file in the same way.
class FolderLock
{
public:
    enum class Kind : quint8 {
        New,   ///< to own a folder that was just made; also where the file system does not support locks
        Own,   ///< to own an existing folder
        Probe, ///< to see whether somebody owns it; several programs may probe at the same time
    };

    /// Null while another program has it.
    static std::unique_ptr<FolderLock> take(const QString &folder, Kind kind);
    /// Owns a folder on user request: waits up to a second for programs that probe it.
    static std::unique_ptr<FolderLock> takePatiently(const QString &folder);
    ~FolderLock();
    Q_DISABLE_COPY_MOVE(FolderLock)

private:
    explicit FolderLock(int fd) : m_fd(fd) { }
    bool isOf(const QString &folder) const;

    const int m_fd;
};
