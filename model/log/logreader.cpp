// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/logreader.h"

#include "model/log/pcapng/blockreader.h"

#include <fcntl.h>

#include <cerrno>

LogReader::LogReader(std::shared_ptr<const TrafficLog> log, qsizetype window)
    : m_log(std::move(log)), m_window(m_file, window)
{
}

std::optional<Record> LogReader::read(RecordNumber number)
{
    const QByteArrayView block = blockAt(number);
    auto record = block.isEmpty() ? std::nullopt : pcapng::parseRecord(block, number);
    if (record)
        keepWithinUnbroken(number, record->previousInStream);
    return record;
}

std::optional<RecordHead> LogReader::head(RecordNumber number)
{
    const auto found = view(number);
    if (!found)
        return {};
    return RecordHead{found->kind, found->direction, found->peer, found->timeNs};
}

std::optional<pcapng::RecordView> LogReader::view(RecordNumber number)
{
    const QByteArrayView block = blockAt(number);
    auto found = block.isEmpty() ? std::nullopt : pcapng::viewRecord(block);
    if (found)
        keepWithinUnbroken(number, found->previousInStream);
    return found;
}

/// Distances count the records that were written: across damage they are wrong.
void LogReader::keepWithinUnbroken(RecordNumber number, quint32 &distance) const
{
    if (distance > number - m_log->unbrokenFrom(number))
        distance = 0;
}

QByteArray LogReader::rawBlocks(RecordNumber number)
{
    const QByteArrayView block = blockAt(number);
    if (block.isEmpty() || !m_log->mark(number).isEmpty() || !m_log->mark(number + 1).isEmpty())
        return block.toByteArray(); // the file has nothing after it, or damage
    // The other packets of a handshake, which are no records, follow it.
    const qint64 start = m_offset;
    QByteArray blocks = block.toByteArray();
    m_offset += block.size();
    ++m_next;
    nextRecord();
    if (m_offset > start + blocks.size())
        blocks = m_window.bytesAt(start, m_offset - start).toByteArray();
    return blocks;
}

QByteArrayView LogReader::blockAt(RecordNumber number)
{
    if (number < first() || number >= end())
        return {};
    if (const QByteArrayView mark = m_log->mark(number); !mark.isEmpty())
        return mark;
    // A group that was the newest may have ended early, where a new segment began: then look it up again.
    if (m_segment != 0 && m_next <= number && number < m_groupEnd) {
        if (const QByteArrayView block = walkTo(number); !block.isEmpty())
            return block;
    }
    return seekToGroup(number) ? walkTo(number) : QByteArrayView();
}

QByteArrayView LogReader::walkTo(RecordNumber number)
{
    for (;;) {
        const QByteArrayView block = nextRecord();
        if (block.isEmpty()) {
            m_segment = 0;
            return {};
        }
        if (m_next == number)
            return block;
        m_offset += block.size();
        ++m_next;
    }
}

/// Moves to the next block that is a record; nothing at the end of the file.
QByteArrayView LogReader::nextRecord()
{
    for (;;) {
        const qint64 length = pcapng::blockLength(m_window.bytesAt(m_offset, 12));
        const QByteArrayView block = length > 0 ? m_window.bytesAt(m_offset, length) : QByteArrayView();
        if (block.isEmpty() || block.size() < length)
            return {};
        if (pcapng::isRecord(block))
            return block;
        m_offset += length;
    }
}

bool LogReader::seekToGroup(RecordNumber number)
{
    const auto group = m_log->index().groupOf(number);
    if (!group)
        return false;
    m_groupEnd = group->endRecord;
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
    const QByteArray path = QFile::encodeName(m_log->segmentPath(segment));
    // Without O_NOATIME each read could block the window on the file system's journal. Only the file's owner may set it.
    int fd = ::open(path.constData(), O_RDONLY | O_CLOEXEC | O_NOATIME);
    if (fd < 0 && errno == EPERM)
        fd = ::open(path.constData(), O_RDONLY | O_CLOEXEC);
    if (fd < 0 || !m_file.open(fd, QIODevice::ReadOnly | QIODevice::Unbuffered, QFileDevice::AutoCloseHandle))
        return false;
    m_segment = segment;
    return true;
}
