// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <tl/expected.hpp>

/// Bytes that are read only as a peer takes them, so that a large file never stands in memory. Made
/// on any thread, read on the I/O thread.
class ByteSource
{
public:
    virtual ~ByteSource() = default;

    /// How many bytes there are, as far as that is known before they are read.
    virtual qint64 size() const = 0;
    /// The next bytes, at most `most`; none at the end; or the system's reason why it cannot go on.
    virtual tl::expected<QByteArray, QString> read(qsizetype most) = 0;
};
