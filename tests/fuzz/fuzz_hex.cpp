// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/hex.h"
#include "tests/fuzz/fuzz.h"

QList<QByteArray> fuzzSeeds()
{
    return {"48656C6C6F", "48 65 6c", "0x48,0x65;\\x6C\r\n", "4F ?? 0? ?F", "\t0X01 ff", "1"};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QString text = QString::fromUtf8(fuzzBytes(data, size));
    const auto bytes = parseHex(text);
    const auto pattern = parseHexPattern(text);
    if (bytes) {
        promise(parseHex(toHex(*bytes)) == *bytes);
        promise(pattern && qsizetype(pattern->size()) == bytes->size());
    } else {
        promise(bytes.error().position >= 0 && bytes.error().position <= text.size());
    }
    if (!pattern)
        promise(pattern.error().position >= 0 && pattern.error().position <= text.size());
    return 0;
}
