// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/range.h"

#include <vector>

/// Which bytes the characters of a text stand for. Between two neighbouring entries, as many bytes
/// as characters stand for each other one by one, if not said otherwise; else they belong together as a whole.
class TextByteMap
{
public:
    /// Bytes that are added from now on are counted from here.
    void setByteBase(qsizetype byte) { m_byteBase = byte; }
    /// Both ascending. The last one says where text and bytes end. `whole`: what follows belongs together even
    /// when there are as many bytes as characters.
    void add(qsizetype text, qsizetype byte, bool whole = false);

    /// The characters that `bytes` are part of. Bytes before the first or behind the last entry count
    /// as theirs.
    Range textOf(Range bytes) const;
    /// The bytes of the characters that `text` holds or cuts.
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
