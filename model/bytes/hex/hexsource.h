// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/hex/hex.h"

/// What the readers of hexadecimal text have read.
struct HexReading
{
    std::vector<MaskedByte> bytes = {};
    HexForm form = HexForm::Digits;
};

/// Text with bytes in hexadecimal, as its readers see it: full-width and typographic characters count as their ASCII
/// forms, every kind of blank as a blank, every line break as LF. Positions are those of the text as typed.
class HexSource
{
public:
    static constexpr int anyDigit = 16;

    /// With `wildcards`, `?` is a digit too.
    HexSource(QStringView typed, bool wildcards);
    /// C comments become blanks.
    HexSource withoutComments() const;

    qsizetype size() const { return m_text.size(); }
    QStringView text() const { return m_text; }
    QStringView typed() const { return m_typed; }
    /// A NUL character outside the text.
    QChar at(qsizetype at) const { return at >= 0 && at < m_text.size() ? m_text[at] : QChar(); }
    bool isBlank(qsizetype at) const { return this->at(at) == u' ' || this->at(at) == u'\t'; }

    /// The value of the digit there, anyDigit, or -1.
    int digit(qsizetype at) const;
    qsizetype digitsFrom(qsizetype at) const;
    /// Whether `0x` and a digit are there.
    bool hasPrefix(qsizetype at) const { return this->at(at) == u'0' && prefixSize(at) > 0; }
    /// The characters before the digits of a number in hexadecimal: `0x`, `$` and `#$` (Pascal, assembler), `&H` (Basic),
    /// `16#` and `B#16#` (IEC 61131), `%` (URLs). 0 if there is none.
    qsizetype prefixSize(qsizetype at) const;
    /// Whether `\x` and a digit are there.
    bool hasEscape(qsizetype at) const;
    /// The byte of the two digits there.
    MaskedByte byte(qsizetype at) const;
    void appendBytes(qsizetype at, qsizetype digits, std::vector<MaskedByte> &bytes) const;

    /// Why the character there is not a digit.
    tl::unexpected<Error> noDigit(qsizetype at) const;

private:
    QStringView wordAt(qsizetype at) const;

    QStringView m_typed;
    QString m_text; // as long as m_typed
    bool m_wildcards;
};
