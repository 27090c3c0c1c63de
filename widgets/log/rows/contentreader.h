// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/recordtext.h"
#include "model/log/search/recordtester.h"
#include "widgets/log/rows/contentbytemap.h"

/// Reads records and makes of them what the log shows, for the settings in force. Keeps none of them. Belongs to
/// one thread.
class ContentReader
{
public:
    /// The same for another thread; without what a search marks.
    std::unique_ptr<ContentReader> clone() const;

    /// What to show, twice: text is read out of order (see RecordText), and from the whole log.
    void setSources(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText);
    void setCodec(std::shared_ptr<const TextCodec> codec);
    void setDisplay(LogDisplay display) { m_display = display; }
    void setTimestamps(bool on) { m_timestamps = on; }
    void setTimeMode(LogTime mode) { m_timeMode = mode; }
    void setMessages(const MessageView &view, std::shared_ptr<const FrameIndex> index);
    void setSearch(std::shared_ptr<RecordTester> search) { m_search = std::move(search); }

    const RecordSource *source() const { return m_records.get(); }
    LogDisplay display() const { return m_display; }
    bool hasTimestamps() const { return m_timestamps; }

    /// The record as it is stored.
    std::optional<Record> record(RecordNumber row);
    /// What is shown of the record in this row.
    RecordContent content(const Record &record, RecordNumber row);
    /// Which bytes a data record's content stands for.
    ContentByteMap map(const Record &record);

private:
    /// What a record's content is made from.
    struct Source
    {
        RecordFrames::Parts messages;
        DecodedText decoded;
    };

    bool isDecoded(const Record &record) const;
    Source sourceOf(const Record &record, TextByteMap *places = nullptr);
    void remakeFrames();
    QString timeOf(const Record &record, RecordNumber row, const QString &ofDay);
    void mark(RecordContent &content, const Record &record);

    std::unique_ptr<RecordSource> m_records;
    std::unique_ptr<RecordSource> m_forText;
    std::unique_ptr<RecordText> m_text;
    MessageView m_messages;
    std::shared_ptr<const FrameIndex> m_frameIndex;
    std::unique_ptr<RecordFrames> m_frames; // null: none are told apart
    std::shared_ptr<const TextCodec> m_codec;
    LogDisplay m_display = LogDisplay::Text;
    bool m_timestamps = true;
    LogTime m_timeMode = LogTime::OfDay;
    std::optional<qint64> m_firstTimeNs; // for LogTime::Relative
    std::shared_ptr<RecordTester> m_search;
};
