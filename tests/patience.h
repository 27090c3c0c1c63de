// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QTest>

// How long a test waits for something that must happen, on a busy machine. A test that passes does not wait longer.
// Precompiled into all tests, see CMakeLists.txt.
constexpr int patienceMs = 30'000;
// The same for another program to end, such as ten runs of tshark.
constexpr int programPatienceMs = 180'000;

#undef QTRY_VERIFY
#define QTRY_VERIFY(condition) QTRY_VERIFY_WITH_TIMEOUT(condition, patienceMs)
#undef QTRY_VERIFY2
#define QTRY_VERIFY2(condition, text) QTRY_VERIFY2_WITH_TIMEOUT(condition, text, patienceMs)
#undef QTRY_COMPARE
#define QTRY_COMPARE(actual, expected) QTRY_COMPARE_WITH_TIMEOUT(actual, expected, patienceMs)
