// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/escape.h"
#include "tests/fuzz/fuzz.h"

QList<QByteArray> fuzzSeeds()
{
    return {"hello\\r\\n",  "\\x00\\xfF\\0\\a\\e", "\\u0041\\u{1F600}",
            "\\\\ \\\"\\'", "\u4f60\u597d\\t",     "\\u{110000}\\q\\"};
}

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray raw = fuzzBytes(data, size);
    const QString text = QString::fromUtf8(raw);
    for (const char *name : {"UTF-8", "GBK", "UTF-16LE"}) {
        const auto codec = TextCodec::find(QString::fromLatin1(name)).value();
        const auto bytes = parseEscapes(text, *codec);
        if (!bytes)
            promise(bytes.error().position >= 0 && bytes.error().position <= text.size());
    }
    const auto utf8 = TextCodec::find(QStringLiteral("UTF-8")).value();
    promise(parseEscapes(toEscaped(raw), *utf8) == raw);
    return 0;
}
