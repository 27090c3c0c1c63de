// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

enum class CaptureKind : quint8 {
    Own,     ///< written by SocketScope: TrafficLog::openFile() opens it in place
    Foreign, ///< pcap or pcapng of another program, or rewritten or compressed by one: CaptureImporter converts it
};

/// Detects the kind of a file by its first 256 KiB, unpacked if it is compressed with gzip; a damaged capture of ours is
/// detected by its records. The error names the file and says what is wrong with it.
Result<CaptureKind> detectCaptureKind(const QString &path);
