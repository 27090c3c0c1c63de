// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/logreader.h"

LogReader::LogReader(std::shared_ptr<const TrafficLog> log, qsizetype window)
    : m_log(std::move(log)), m_window(m_file, window)
{
}

std::optional<Record> LogReader::read(RecordNumber number)
{
    const QByteArrayView block = blockAt(number);
    return block.isEmpty() ? std::nullopt : captureblocks::parse(block, number);
}

std::optional<captureblocks::RecordView> LogReader::view(RecordNumber number)
{
    const QByteArrayView block = blockAt(number);
    return block.isEmpty() ? std::nullopt : captureblocks::view(block);
}

QByteArrayView LogReader::blockAt(RecordNumber number)
{
    if (!goTo(number))
        return {};
    return m_window.bytesAt(m_offset, captureblocks::blockLength(m_window.bytesAt(m_offset, 12)));
}

QByteArray LogReader::rawBlocks(RecordNumber number)
{
    if (!goTo(number))
        return {};
    // What belongs to a record but is none itself, the rest of a handshake, follows it at once.
    const qint64 start = m_offset;
    const qint64 length = captureblocks::blockLength(m_window.bytesAt(start, 12));
    QByteArray blocks = m_window.bytesAt(start, length).toByteArray();
    m_offset += length;
    ++m_next;
    skipOthers();
    if (m_offset > start + length)
        blocks = m_window.bytesAt(start, m_offset - start).toByteArray();
    return blocks;
}

bool LogReader::goTo(RecordNumber number)
{
    if (number < first() || number >= end())
        return false;
    // A group that was the newest may have ended early, where a new segment began: look again.
    const bool readingOn = m_segment != 0 && m_next <= number && number < m_groupEnd;
    return (readingOn && walkTo(number)) || (seekToGroup(number) && walkTo(number));
}

bool LogReader::walkTo(RecordNumber number)
{
    for (;;) {
        const qint64 length = skipOthers();
        if (length <= 0) {
            m_segment = 0;
            return false;
        }
        if (m_next == number)
            return true;
        m_offset += length;
        ++m_next;
    }
}

/// Goes on to the next block that is a record; returns its length, or 0 at the end of the file.
qint64 LogReader::skipOthers()
{
    for (;;) {
        const qint64 length = captureblocks::blockLength(m_window.bytesAt(m_offset, 12));
        if (length <= 0)
            return 0;
        const qint64 peek = std::min<qint64>(length, captureblocks::peekSize);
        if (captureblocks::isRecord(m_window.bytesAt(m_offset, peek)))
            return length;
        m_offset += length;
    }
}

bool LogReader::seekToGroup(RecordNumber number)
{
    const auto group = m_log->groupOf(number);
    if (!group)
        return false;
    m_groupEnd = group->firstRecord + TrafficLog::groupSize;
    const bool near = m_segment == group->segment && m_next <= number && m_next >= group->firstRecord;
    if (near)
        return true;
    if (m_segment != group->segment && !openSegment(group->segment))
        return false;
    m_offset = group->offset;
    m_next = group->firstRecord;
    return true;
}

bool LogReader::openSegment(quint32 segment)
{
    m_segment = 0;
    m_file.close();
    m_window.clear();
    m_file.setFileName(m_log->segmentPath(segment));
    if (!m_file.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return false;
    m_segment = segment;
    return true;
}
