// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/devicetest/teststep.h"

/// A scripted conversation that checks a device, as JSON:
///     {"endpoint": "tcp://192.168.0.7:5000", "encoding": "GBK", "timeout_ms": 2000,
///      "connect_timeout_ms": 30000, "steps": [
///         {"send": {"text": "hello\\r\\n"}},
///         {"send": {"hex": "01 03 00 00 00 01", "checksum": "CRC-16/MODBUS"}, "note": "reads a register"},
///         {"send": {"file": "firmware.bin"}},
///         {"expect": {"text": "OK", "timeout_ms": 500}},
///         {"expect": {"hex": "01 03 02 ?? ??", "exact": true}},
///         {"expect": {"regex": "T=\\d+\\r\\n"}},
///         {"expect": {"close": true}},
///         {"delay_ms": 100},
///         {"repeat": {"count": 3, "steps": [ … ]}}]}
/// Text and hex are those of MessageTemplate: ${received} is what the last "expect" matched (for UDP the whole datagram),
/// ${1} … are the groups of the last "regex" or "byte_regex", ${count} counts the matches. "append" and "checksum" are
/// those of the command line; file names are relative to the folder of the test. An "expect" skips what comes before it
/// unless it is "exact". Bytes after a match are kept for the next "expect"; each datagram is checked against one. After
/// an expected "close", a peer that only sent FIN can still be sent to.
struct DeviceTest
{
    QString endpoint; ///< an endpoint URL, not checked here
    QString encoding; ///< of texts; default: that of the endpoint's URL, or UTF-8
    int timeoutMs = 2000;
    int connectTimeoutMs = 30000; ///< of a server, until its first client connects
    std::vector<TestStep> steps;

    /// The error names the step and the field, or the line and the column. `encoding`, unless empty, replaces the one in
    /// the file.
    static Result<DeviceTest> parse(const QByteArray &json, const QString &folder, const QString &encoding = {});
    /// From a file of at most 64 MiB.
    static Result<DeviceTest> load(const QString &file, const QString &encoding = {});
};
