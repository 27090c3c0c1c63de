// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <vector>

/// What the codes of an encoding stand for, above ASCII: made at build time from model/bytes/codecs/tables, and so the
/// same on every system. The files have one section for each table:
///
///     # comment
///     [NAME]
///     A1A1 、。·          the code of the first character; the others follow in the last byte (of GB18030's
///                         codes of four bytes, in the order of the standard)
///     A2E3< €             only read, not written: another code is the usual one
///     AAA1 U+E000..U+E05D private and invisible characters by their numbers
///     8862 U+00CA+0304    a letter with a combining mark
///     A1A1..A2E2 = OTHER  as in another section of this file, above
namespace charactertable {

struct Entry
{
    quint32 code = 0; ///< its bytes, the first one highest
    char32_t character = 0;
    char16_t mark = 0; ///< the combining mark that follows; 0: none
    bool readOnly = false;
};

/// The entries of a section of a file, by their codes. Any thread.
std::vector<Entry> load(const char *file, const char *section);

/// Four bytes of GB18030 by their order in the standard, and back.
quint32 quadIndex(quint32 code);
quint32 quadCode(quint32 index);

} // namespace charactertable
