// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

/// One line of a hex dump: `offset` in 8 digits, up to 16 bytes in two groups of 8, and the same bytes
/// as ASCII with a dot for each that cannot be shown. Lines with fewer bytes are filled up so that
/// the columns of all lines agree.
QString hexDumpLine(QByteArrayView bytes, quint64 offset);
/// The same, appended as ASCII.
void appendHexDumpLine(QByteArray &out, QByteArrayView bytes, quint64 offset);

constexpr qsizetype hexDumpWidth = 16; ///< bytes a line
