// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/bytesource.h"
#include "model/files/filedescriptor.h"

/// The bytes of a regular file. Bytes appended while it is read are read too; a file that shrinks ends earlier.
class FileSource : public ByteSource
{
public:
    FileSource(FileDescriptor fd, qint64 size) : m_fd(std::move(fd)), m_size(size) { }

    /// Opens a regular file; follows links. The error says why it cannot be read.
    static tl::expected<std::unique_ptr<ByteSource>, QString> open(const QString &path);

    qint64 size() const override { return m_size; }
    tl::expected<QByteArray, QString> read(qsizetype max) override;

private:
    const FileDescriptor m_fd;
    const qint64 m_size;
};
