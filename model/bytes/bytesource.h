// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

/// Bytes that are read only as fast as a peer takes them, so that a large file is never in memory as a whole. Made on any
/// thread, read on the I/O thread.
class ByteSource
{
public:
    virtual ~ByteSource() = default;

    /// The expected number of bytes.
    virtual qint64 size() const = 0;
    /// The next bytes, at most `max`; none at the end. The error is that of the system.
    virtual tl::expected<QByteArray, QString> read(qsizetype max) = 0;
};
