// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/exportformat.h"
#include "model/log/pcapng/blockreader.h"
#include "model/log/pcapng/blockwriter.h"

#include <QtEndian>

#include <algorithm>
#include <deque>

namespace {

constexpr size_t maxRemembered = 65536;

/// One capture file with the blocks of the log. Where records are left out, the distances to a stream's previous records
/// are corrected; to a record that is not in the file, or too far back to be remembered, there is none.
class PcapngFormat : public RecordFormatter
{
public:
    explicit PcapngFormat(const exportformats::Log &log) : RecordFormatter(log), m_log(log), m_records(log) { }

    void begin(QByteArray &out) override { out.append(pcapng::fileHeader()); }

protected:
    bool readRecord(RecordNumber number, qint64 &timeNs) override
    {
        const auto head = m_records.head(number);
        if (head && head->kind == RecordKind::Data)
            timeNs = head->timeNs;
        m_number = number;
        m_blocks = m_records.rawBlocks(number);
        return !m_blocks.isEmpty();
    }

    void writeRecord(QByteArray &out) override
    {
        if (const qsizetype at = pcapng::previousInStreamOffset(m_blocks); at > 0) {
            const auto distance = qFromLittleEndian<quint32>(m_blocks.constData() + at);
            const bool known = distance != 0 && distance <= m_number - m_log->unbrokenFrom(m_number);
            qToLittleEndian(known ? distanceInFile(m_number, distance) : 0, m_blocks.data() + at);
        }
        out.append(m_blocks);
        remember(2 * m_number);
    }

    void writeMark(QByteArray &out, const Event &event, qint64 timeNs, RecordNumber before) override
    {
        pcapng::appendEvent(out, event, timeNs, PeerId::None);
        remember(2 * before - 1);
    }

private:
    void remember(quint64 place)
    {
        m_written.push_back(place);
        if (m_written.size() > maxRemembered)
            m_written.pop_front();
    }

    quint32 distanceInFile(RecordNumber number, quint32 distance) const
    {
        const quint64 place = 2 * (number - distance);
        if (distance <= m_written.size() && m_written[m_written.size() - distance] == place)
            return distance; // nothing was left out
        const auto found = std::lower_bound(m_written.begin(), m_written.end(), place);
        return found != m_written.end() && *found == place ? quint32(m_written.end() - found) : 0;
    }

    const exportformats::Log m_log;
    LogReader m_records;
    RecordNumber m_number = 0; // of the record that was read
    QByteArray m_blocks;
    // The newest records of the file: twice the number of a record; odd for marks, to which nothing refers.
    std::deque<quint64> m_written;
};

} // namespace

std::unique_ptr<RecordFormatter> exportformats::makePcapng(const Log &log, const ExportOptions &)
{
    return std::make_unique<PcapngFormat>(log);
}
