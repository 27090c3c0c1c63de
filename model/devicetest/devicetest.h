// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/devicetest/expectation.h"
#include "model/replies/messagetemplate.h"

#include <functional>
#include <vector>

struct TestStep;

struct SendStep
{
    MessageTemplate message;
    QString file; ///< instead of the message, its absolute name
};

struct ExpectStep
{
    /// What is expected when its placeholders stand for `values`.
    std::function<Result<Expectation>(const TemplateValues &values)> make;
    int groups = 0;       ///< of its regular expression
    int highestGroup = 0; ///< of an earlier one that its placeholders need
    bool isRegex = false;
    int timeoutMs = 0;
};

/// The peer is to close its connection.
struct ExpectCloseStep
{
    int timeoutMs = 0;
};

struct DelayStep
{
    int ms = 0;
};

struct RepeatStep
{
    qint64 count = 1;
    std::vector<TestStep> steps;
};

struct TestStep
{
    using What = std::variant<SendStep, ExpectStep, ExpectCloseStep, DelayStep, RepeatStep>;

    What what;
    QString number; ///< counted from 1, with those it stands in: `3.1`
    QString shown;  ///< what it does, as the author wrote it: `"OK"`, `01 03 ??`
    QString note;   ///< the author's word on it
};

/// A conversation to be played and checked, as JSON:
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
/// Text and hex are those of MessageTemplate: ${received} is what the last "expect" matched (of UDP the whole datagram),
/// ${1} … are the groups of the last one with a "regex" or "byte_regex", ${count} counts those that came. "append" and
/// "checksum" are those of the command line; names of files are relative to the folder of the session file. An "expect"
/// passes over what comes before it unless it is "exact". What was not expected stays for the next one; each datagram is
/// looked at once. Behind an expected "close" a peer that closed its side only (FIN) may still be sent to.
struct DeviceTest
{
    QString endpoint; ///< an endpoint URL, not looked at here
    QString encoding; ///< of texts; by default what the endpoint's URL says, or UTF-8
    int timeoutMs = 2000;
    int connectTimeoutMs = 30000; ///< how long a server waits for its first client
    std::vector<TestStep> steps;

    /// The error names the step, the field and what is allowed there; or line and column. `encoding`, unless it is
    /// empty, goes before the one that the file says.
    static Result<DeviceTest> parse(const QByteArray &json, const QString &folder, const QString &encoding = {});
    /// From a file of at most 64 MiB.
    static Result<DeviceTest> load(const QString &file, const QString &encoding = {});
};
