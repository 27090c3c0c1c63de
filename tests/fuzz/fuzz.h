// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

#include <cstdint>
#include <cstdlib>

/// What a target has: it is given any bytes, and must neither crash nor break what it promises.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/// Good input, from which bad input is made.
QList<QByteArray> fuzzSeeds();

/// A promise; broken, it ends the program as a crash does.
inline void promise(bool kept)
{
    if (!kept)
        std::abort();
}

inline QByteArray fuzzBytes(const uint8_t *data, size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
}
