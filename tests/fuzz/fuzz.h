// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QList>

#include <cstdint>
#include <cstdlib>

/// The target: for any bytes, it must neither crash nor break a promise().
extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
/// Valid input, from which invalid input is made.
QList<QByteArray> fuzzSeeds();

/// Ends the program like a crash if the promise is broken.
inline void promise(bool kept)
{
    if (!kept)
        std::abort();
}

inline QByteArray fuzzBytes(const uint8_t *data, size_t size)
{
    return QByteArray(reinterpret_cast<const char *>(data), qsizetype(size));
}
