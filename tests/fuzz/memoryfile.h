// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <sys/mman.h>
#include <unistd.h>

/// A file in memory that can be opened by name.
class MemoryFile
{
public:
    explicit MemoryFile(const QByteArray &bytes) : m_fd(::memfd_create("fuzz", 0))
    {
        [[maybe_unused]] const auto written = ::write(m_fd, bytes.constData(), size_t(bytes.size()));
        ::lseek(m_fd, 0, SEEK_SET);
    }
    ~MemoryFile() { ::close(m_fd); }
    MemoryFile(const MemoryFile &) = delete;
    MemoryFile &operator=(const MemoryFile &) = delete;

    QString name() const { return QStringLiteral("/proc/self/fd/%1").arg(m_fd); }

private:
    const int m_fd;
};
