// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QTest>

// The tests of a folder are linked into one program, which runs the test named by its first argument:
//     build/release/tests/unit_endpoint tst_udp [OPTION OF QTEST…]
// This header is precompiled into all of them, see CMakeLists.txt.

using TestMain = int (*)(int argc, char **argv);

/// Adds what is main() in a program with one test; `file` (__FILE__) names the test. Returns true.
bool addTest(const char *file, TestMain testMain);

/// Makes a function the main() of the test in this file. Needed only by tests that do something before Qt starts.
#define TEST_MAIN(function) static const bool function##Added = addTest(__FILE__, function);

// QTest's usual macros, each for one file
#define TEST_CLASS_MAIN(Class, ...)                                                                                    \
    static int main##Class(int argc, char **argv)                                                                      \
    {                                                                                                                  \
        QTest::Internal::callInitMain<Class>();                                                                        \
        __VA_ARGS__                                                                                                    \
        Class test;                                                                                                    \
        return QTest::qExec(&test, argc, argv);                                                                        \
    }                                                                                                                  \
    TEST_MAIN(main##Class)
#undef QTEST_MAIN
#define QTEST_MAIN(Class) TEST_CLASS_MAIN(Class, QTEST_MAIN_SETUP())
#undef QTEST_GUILESS_MAIN
#define QTEST_GUILESS_MAIN(Class) TEST_CLASS_MAIN(Class, QTEST_QAPP_SETUP(QCoreApplication))
#undef QTEST_APPLESS_MAIN
#define QTEST_APPLESS_MAIN(Class) TEST_CLASS_MAIN(Class)
