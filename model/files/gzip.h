// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QByteArray>

#include <functional>

class QFile;

/// Files compressed with gzip (RFC 1952), as captures often are.
namespace gzip {

bool isCompressed(QByteArrayView start);

/// The first bytes of what is in a file, fewer than `size` when there are no more or the rest is damaged.
QByteArray start(const QString &path, qsizetype size);

/// Told how many bytes of the compressed file were read; returns false to stop there.
using Progress = std::function<bool(qint64 done)>;

/// Unpacks a file to `target`, which is open for writing, in pieces. The error says why it ended early; what was
/// unpacked before is good. At most 16 GiB are written.
Result<void> unpack(const QString &path, QFile &target, const Progress &progress);

} // namespace gzip
