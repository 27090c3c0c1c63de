// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

/// Bytes as source code.

/// `const unsigned char data[5] = {0x48, …};`, 12 bytes a line.
QString toCArray(QByteArrayView bytes);
/// `b'Hello\x00'`, as Python's repr() writes it.
QString toPythonBytes(QByteArrayView bytes);
