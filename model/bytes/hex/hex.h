// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QByteArray>
#include <QStringView>

#include <vector>

/// As what bytes in hexadecimal were recognized.
enum class HexForm : quint8 {
    Digits, ///< nothing but the bytes
    CArray,
    CString,
    PythonBytes,
    Dump,
    Xxd,
    HexdumpC,
    Od,
    Tcpdump,
    Wireshark
};

/// Its name, such as `xxd dump`; empty for Digits.
QString hexFormName(HexForm form);

/// Reads bytes written as pairs of hexadecimal digits, in the forms in which they are copied from programs and sources:
///     48656C  48 65 6c  48,65;6C  48:65:6C  48-65-6C  0x48,0x65  48h 65h  \x48\x65
///     {0x48, 0x65}  [0x48, 0x65]  const unsigned char data[2] = {0x48, 0x65};  [48 65]
///     b'He\x00'  "\x48\x65"  bytes.fromhex('4865')  <Buffer 48 65>  X'4865'  [48][65]  <48><65>
///     $48 $65  &H48, &H65  16#48, 16#65  %48%65
///     dumps of xxd, hexdump -C, od -t x1, tcpdump -x and -X, Wireshark and hexdump.h: one line or several, with offsets
///     (which must continue), text column (which must be the same bytes), `*`, and lines with time and peer before them
/// Full-width digits and punctuation are as good as ASCII, C comments are skipped. What could have two meanings is an
/// error: a lone digit, 0x4865 in an array, {1234}, [72 101], 0x41 42, db 41h, a time before bytes, words of hexdump and
/// od -x, which swap bytes. Errors have positions. If `form` is given, it gets what was recognized.
Result<QByteArray> parseHex(QStringView text, HexForm *form = nullptr);

/// A byte of which only the bits in `mask` are known.
struct MaskedByte
{
    quint8 mask = 0xff;
    quint8 value = 0; ///< 0 outside the mask

    bool operator==(const MaskedByte &) const = default;
};

/// The same, where `?` is any digit: `4F ?? 0?`.
Result<std::vector<MaskedByte>> parseHexPattern(QStringView text);

/// Reads hexadecimal bytes line by line, as parseHex() does, where lines of a dump continue the one before.
class HexLineReader
{
public:
    /// The bytes of the next line, which has no line break; none if it only ends a dump with its last offset.
    Result<QByteArray> read(QStringView line);

private:
    QString m_dumpLine; // the one before, if it was a dump's
    qsizetype m_dumpBytes = 0;
};

/// Upper-case pairs of digits with a blank between them: `48 65 6C`.
QString toHex(QByteArrayView bytes);
/// The same, appended as ASCII.
void appendHex(QByteArray &out, QByteArrayView bytes);
