// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/files/filewindow.h"
#include "model/log/pcapng/blockreader.h"
#include "model/log/recordsource.h"
#include "model/log/trafficlog.h"

#include <QFile>

/// Reads a traffic log, live or closed, straight from its segment files. Belongs to one thread.
class LogReader : public RecordSource
{
public:
    /// `window`: how many bytes to read at a time; more is better for reading everything.
    explicit LogReader(std::shared_ptr<const TrafficLog> log, qsizetype window = 64 << 10);

    std::unique_ptr<RecordSource> clone() const override { return std::make_unique<LogReader>(m_log); }
    RecordRow firstRow() const override { return RecordRow(first()); }
    RecordRow endRow() const override { return RecordRow(end()); }
    std::optional<Record> read(RecordRow row) override { return read(RecordNumber(row)); }
    std::optional<RecordHead> head(RecordRow row) override { return head(RecordNumber(row)); }

    // All rows are records of the log, so they can be read by their numbers.
    RecordNumber first() const { return m_log->first(); }
    RecordNumber end() const { return m_log->end(); }
    virtual std::optional<Record> read(RecordNumber number);
    virtual std::optional<RecordHead> head(RecordNumber number);

    const TrafficLog &log() const { return *m_log; }

    /// A record without copying it; good until the next call of any function here.
    std::optional<pcapng::RecordView> view(RecordNumber number);

    /// The blocks of a record as they are in the file; empty where read() returns nothing.
    QByteArray rawBlocks(RecordNumber number);

private:
    void keepWithinUnbroken(RecordNumber number, quint32 &distance) const;
    QByteArrayView blockAt(RecordNumber number);
    QByteArrayView walkTo(RecordNumber number);
    QByteArrayView nextRecord();
    bool seekToGroup(RecordNumber number);
    bool openSegment(quint32 segment);

    std::shared_ptr<const TrafficLog> m_log;
    QFile m_file;
    FileWindow m_window;
    quint32 m_segment = 0;       // which one m_file is; 0: none
    qint64 m_offset = 0;         // where to read next
    RecordNumber m_next = 0;     // the record found there
    RecordNumber m_groupEnd = 0; // where the group of m_next ends, or later
};
