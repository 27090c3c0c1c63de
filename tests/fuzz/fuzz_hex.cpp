// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/byteliterals.h"
#include "model/bytes/escape.h"
#include "model/bytes/hex/hex.h"
#include "model/bytes/hex/hexdump.h"
#include "tests/fuzz/fuzz.h"

QList<QByteArray> fuzzSeeds()
{
    return {
        "48656C6C6F",
        "48 65 6c",
        "0x48,0x65;0X6C\r\n",
        "\\x48\\x65\n",
        "4F ?? 0? ?F",
        "AA:bb-0C 0AAh 48h",
        "1",
        "\xef\xbc\x90\xef\xbc\xa1\xe3\x80\x80\xef\xbc\x8c",
        "/* x */ static const char a[2] = {0x01, 0x2, }; // end",
        "new byte[] { (byte)0xFE }; int a_len = 1;",
        "b'\\x01A\\'\\n\\101' \\\n b\"?\"",
        "\"\\x01\\x02\" \\\n\"\\x0a\"",
        "0000   30 31 32 33 34 35 36 37 38 39 61 62 63 64 65 66   0123456789abcdef\n0010   20 41    A\n",
        "12:34 IP\n\t0x0000:  4500 0029 0001 0000 4006 66cc 0a00 0001  E..)....@.f.....\n\t0x0010:  2041 42   .AB\n",
        "00000000: 3031 32  012\n",
        "00000000  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n*\n00000030  7c  "
        "|||\n00000031\n",
        "0000000 3c 41  ><A<\n*\n0000020 41\n0000021\n",
        "00000000   48 65-66  Hef",
    };
}

namespace {

void checkRoundTrip(const QByteArray &bytes)
{
    promise(parseHex(toHex(bytes)) == bytes);
    promise(parseHex(toCArray(bytes)) == bytes);
    promise(parseHex(toPythonBytes(bytes)) == bytes);
    QByteArray dump;
    appendHexDump(dump, bytes);
    promise(parseHex(QString::fromLatin1(dump)) == bytes);
    // Text with escapes is not for parseHex(), but must not be mistaken for a list of bytes.
    const QString escaped = toEscaped(bytes);
    HexForm form = HexForm::Digits;
    const auto read = parseHex(escaped, &form);
    if (read && form == HexForm::Digits && escaped.contains(u"\\x") && !escaped.contains(u'/'))
        promise(*read == bytes);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = fuzzBytes(data, size);
    checkRoundTrip(input);
    const QString text = QString::fromUtf8(input);
    const auto bytes = parseHex(text);
    const auto pattern = parseHexPattern(text);
    if (bytes) {
        promise(pattern && qsizetype(pattern->size()) == bytes->size());
        if (bytes->size() < 1000)
            checkRoundTrip(*bytes);
    } else {
        promise(bytes.error().position >= 0 && bytes.error().position <= text.size());
        promise(!bytes.error().message.isEmpty());
    }
    if (!pattern)
        promise(pattern.error().position >= 0 && pattern.error().position <= text.size());
    HexLineReader lines;
    for (const QString &line : text.split(u'\n')) {
        if (const auto read = lines.read(line); !read)
            promise(read.error().position >= 0 && read.error().position <= line.size());
    }
    return 0;
}
