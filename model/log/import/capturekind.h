// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

enum class CaptureKind : quint8 {
    Own,     ///< written by SocketScope: TrafficLog::openFile() shows it where it is
    Foreign, ///< pcap or pcapng of another program, or rewritten or compressed by one: CaptureImporter converts it
};

/// What a file is, by its first 256 KiB, unpacked if it is compressed with gzip; a damaged capture of ours is known by its
/// records. The error names the file, what is wrong with it and what
/// can be opened instead.
Result<CaptureKind> captureKind(const QString &path);
