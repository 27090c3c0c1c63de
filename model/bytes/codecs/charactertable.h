// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <vector>

/// The characters of an encoding above ASCII, from the files in model/bytes/codecs/tables, which are compiled in so that
/// they are the same on every system. A file has a section for each table:
///
///     # comment
///     [NAME]
///     A1A1 、。·          the code of the first character; the others have the next codes (for GB18030's codes of
///                         four bytes, in the order of the standard)
///     A2E3< €             only decoded: the encoder uses another code
///     AAA1 U+E000..U+E05D private and invisible characters by their numbers
///     8862 U+00CA+0304    a letter with a combining mark
///     A1A1..A2E2 = OTHER  copied from an earlier section of this file
namespace charactertable {

struct Entry
{
    quint32 code = 0; ///< its bytes, the first one highest
    char32_t character = 0;
    char16_t mark = 0; ///< the combining mark that follows; 0: none
    bool readOnly = false;
};

/// The entries of a section, sorted by code. Any thread.
std::vector<Entry> load(const char *file, const char *section);

/// The index of a four-byte code of GB18030 in the order of the standard, and the inverse.
quint32 quadIndex(quint32 code);
quint32 quadCode(quint32 index);

} // namespace charactertable
