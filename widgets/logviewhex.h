// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>

struct LogContent;

/// Appends `bytes` as lines of 16 with two digits a byte; each line begins with its offset when
/// there are several.
void appendHex(QByteArrayView bytes, LogContent &content);

/// The same, with an offset and the ASCII characters of the bytes on each line.
void appendHexDump(QByteArrayView bytes, LogContent &content);
