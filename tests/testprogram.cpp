// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/testprogram.h"

#include <cstdio>
#include <map>
#include <string>
#include <string_view>

static std::map<std::string, TestMain, std::less<>> &tests()
{
    static std::map<std::string, TestMain, std::less<>> all;
    return all;
}

bool addTest(const char *file, TestMain testMain)
{
    std::string_view name = file;
    name.remove_prefix(name.rfind('/') + 1);
    tests().emplace(name.substr(0, name.find('.')), testMain);
    return true;
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        if (const auto found = tests().find(std::string_view(argv[1])); found != tests().end()) {
            argv[1] = argv[0];
            return found->second(argc - 1, argv + 1);
        }
    }
    std::fputs("The first argument must name one of these tests:\n", stderr);
    for (const auto &[name, testMain] : tests())
        std::fprintf(stderr, "  %s\n", name.c_str());
    return 2;
}
