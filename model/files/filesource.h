// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/bytesource.h"

/// The bytes of a regular file. What is added to it while it is read belongs to it; a file that shrinks
/// ends earlier.
class FileSource : public ByteSource
{
public:
    /// Takes the descriptor over.
    FileSource(int fd, qint64 size) : m_fd(fd), m_size(size) { }
    ~FileSource() override;
    Q_DISABLE_COPY_MOVE(FileSource)

    /// A file of the user's own choice, or why it cannot be read. Follows links; only regular files.
    static tl::expected<std::unique_ptr<ByteSource>, QString> open(const QString &path);

    qint64 size() const override { return m_size; }
    tl::expected<QByteArray, QString> read(qsizetype most) override;

private:
    int m_fd;
    qint64 m_size;
};
