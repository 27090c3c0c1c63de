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

/// The first unpacked bytes of a file, fewer than `size` at its end or before damage.
QByteArray start(const QString &path, qsizetype size);

/// Gets the number of compressed bytes read so far; returns false to stop.
using Progress = std::function<bool(qint64 done)>;

/// Unpacks a file to `target`, which is open for writing. On an error, the bytes written before it are valid. At most
/// 16 GiB are written.
Result<void> unpack(const QString &path, QFile &target, const Progress &progress);

} // namespace gzip
