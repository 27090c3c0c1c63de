// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/selectionextract.h"

#include "widgets/log/content/logwords.h"

#include <algorithm>

SelectionExtract::SelectionExtract(const ContentReader &reader, const LogSelection &selection, Kind kind,
                                   qsizetype limit, Writer writer)
    : m_reader(reader.clone()), m_selection(selection), m_kind(kind), m_limit(limit), m_writer(writer)
{
    if (m_selection.isEmpty())
        return;
    m_first = m_next = std::max(m_selection.begin().row, m_reader->source().firstRow());
    m_end = m_selection.end().row + 1;
}

bool SelectionExtract::proceed(const std::function<bool(qsizetype payload)> &mayTake)
{
    for (; m_next < m_end && !isFull(); ++m_next) {
        const auto record = m_reader->record(m_next);
        if (!mayTake(record ? record->payload.size() : 0))
            return false;
        if (m_kind == Kind::Text)
            addText(record);
        else if (record && record->kind == RecordKind::Data)
            addBytes(*record);
    }
    if (m_kind == Kind::Text && m_next < m_end)
        m_text += LogWords::copyLimit(m_end - m_next);
    if (m_writer && !m_bytes.isEmpty())
        m_text = m_writer(m_bytes);
    m_next = m_end;
    return true;
}

void SelectionExtract::addText(const std::optional<Record> &record)
{
    const RecordContent content = record ? m_reader->content(*record, m_next) : goneRecordContent();
    const Range selected = m_selection.within(m_next, content.text.size());
    if (m_selection.spansRecords())
        m_text += content.prefix(m_reader->settings().timestamps);
    m_text += content.copied(selected.start, selected.end);
    if (m_next + 1 != m_end)
        m_text += u'\n';
}

void SelectionExtract::addBytes(const Record &record)
{
    if (m_next != m_first && m_next + 1 != m_end) {
        m_bytes += record.payload;
        return;
    }
    const Range selected = m_selection.within(m_next, m_reader->content(record, m_next).text.size());
    const Range range = m_reader->byteMap(record).bytes(selected);
    m_bytes += record.payload.sliced(range.start, range.size());
}
