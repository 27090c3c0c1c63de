// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textbytemap.h"
#include "widgets/log/rows/recordcontent.h"

/// Which bytes of a record the characters of its content stand for, and where bytes are shown. Made
/// only for records that are asked about: to mark what was found, and to copy bytes.
class ContentByteMap
{
public:
    /// `decoded` and `places` as RecordText gives them; `content` is what makeRecordContent made of the
    /// same record.
    ContentByteMap(const Record &record, const DecodedText &decoded, TextByteMap places, const RecordContent &content,
                   LogDisplay display);

    /// The stretches of the content, ascending, that show these bytes; in a hex dump one a line.
    std::vector<Range> shown(Range bytes) const;
    /// The bytes that a stretch of the content shows, in whole or in part.
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
