// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

#include <vector>

/// A range of bytes, or of UTF-16 units of a text; `end` is not part of it.
struct Range
{
    qsizetype start = 0;
    qsizetype end = 0;

    qsizetype size() const { return end - start; }
    bool operator==(const Range &) const = default;
};

/// Maps the characters of a decoded text to bytes and back. Between two entries, characters and bytes map one to one if
/// there are as many of each and the entry is not `whole`; otherwise they map as a whole.
class TextByteMap
{
public:
    /// Offset that is added to the bytes of later entries.
    void setByteBase(qsizetype byte) { m_byteBase = byte; }
    /// Both are ascending; the last entry is the end of text and bytes. `whole`: see above.
    void add(qsizetype text, qsizetype byte, bool whole = false);

    /// The characters that `bytes` are part of. Bytes outside the entries belong to the first or the last one.
    Range textOf(Range bytes) const;
    /// The bytes of the characters that `text` contains or overlaps.
    Range bytesOf(Range text) const;

private:
    struct Entry
    {
        qsizetype text = 0;
        qsizetype byte = 0;
        bool whole = false;
    };
    using Side = qsizetype Entry::*;

    Range map(Range range, Side from, Side to) const;
    qsizetype at(qsizetype position, Side from, Side to, bool roundUp) const;

    std::vector<Entry> m_entries;
    qsizetype m_byteBase = 0;
};
