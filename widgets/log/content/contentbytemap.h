// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textbytemap.h"
#include "widgets/log/content/recordcontent.h"

/// Maps the characters of a record's content to its bytes and back: to mark matches and to copy bytes.
class ContentByteMap
{
public:
    /// `decoded` and `places` come from RecordText, `content` from makeRecordContent() for the same record.
    ContentByteMap(const Record &record, const DecodedText &decoded, TextByteMap places, const RecordContent &content,
                   LogDisplay display);

    /// The ranges of the content that show these bytes, ascending; in a hex dump one per line.
    std::vector<Range> shown(Range bytes) const;
    /// The bytes that a range of the content shows, in whole or in part.
    Range bytes(Range shown) const;

private:
    void followText(const DecodedText &decoded, const RecordContent &content);
    qsizetype dumpByteAt(qsizetype offset, bool end) const;
    qsizetype columnOf(qsizetype byte) const;

    const qsizetype m_size; // of the payload
    LogDisplay m_display;
    TextByteMap m_places;  // decoded text <-> bytes
    TextByteMap m_content; // content <-> decoded text
    std::vector<DumpLine> m_dump;
    bool m_plainDump = false;
};
