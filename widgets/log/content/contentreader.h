// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/recordtext.h"
#include "model/log/search/recordtester.h"
#include "widgets/log/content/contentbytemap.h"

/// How records are shown.
struct ContentSettings
{
    std::shared_ptr<const TextCodec> codec = TextCodec::find(QStringLiteral("UTF-8")).value();
    LogDisplay display = LogDisplay::Text;
    bool timestamps = true;
    LogTime timeMode = LogTime::OfDay;
    MessageView messages = {};                         ///< which messages are separated and checked
    std::shared_ptr<const FrameIndex> frameIndex = {}; ///< where messages begin, see RecordFrames
    std::shared_ptr<RecordTester> search = {};         ///< marks its matches; null: marks nothing
};

/// Reads records and turns them into what the log shows. Caches none of them. Belongs to one thread.
class ContentReader
{
public:
    /// Reads nothing.
    ContentReader();
    /// `forText` is read out of order (see RecordText), and reads the whole log.
    ContentReader(std::unique_ptr<RecordSource> records, std::unique_ptr<RecordSource> forText,
                  ContentSettings settings);
    /// A copy for another thread; it marks no matches.
    std::unique_ptr<ContentReader> clone() const;

    void setSettings(ContentSettings settings);
    const ContentSettings &settings() const { return m_settings; }
    const RecordSource &source() const { return *m_records; }

    /// The record as it is stored.
    std::optional<Record> record(RecordRow row) { return m_records->read(row); }
    /// What the log shows of the record in this row.
    RecordContent content(const Record &record, RecordRow row);
    /// Which bytes a data record's content shows.
    ContentByteMap byteMap(const Record &record);

private:
    DecodedText decode(const Record &record, const std::vector<FramePart> &parts, TextByteMap *places);
    QString relativeTime(const Record &record, RecordRow row);

    std::unique_ptr<RecordSource> m_records;
    std::unique_ptr<RecordSource> m_forText;
    ContentSettings m_settings;
    std::unique_ptr<RecordText> m_text;
    std::unique_ptr<RecordFrames> m_frames; // null: messages are not separated
    std::optional<qint64> m_firstTimeNs;    // for LogTime::Relative
};
