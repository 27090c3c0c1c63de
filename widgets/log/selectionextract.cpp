// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/selectionextract.h"

#include <algorithm>

SelectionExtract::SelectionExtract(const ContentReader &contents, const LogSelection &selection, Kind kind,
                                   qsizetype limit)
    : m_contents(contents.clone()), m_selection(selection), m_kind(kind), m_limit(limit)
{
    if (m_selection.isEmpty() || !m_contents->source())
        return;
    m_first = m_next = std::max(m_selection.begin().record, m_contents->source()->first());
    m_end = m_selection.end().record + 1;
}

bool SelectionExtract::goOn(const std::function<bool(qsizetype payload)> &mayTake)
{
    for (; m_next < m_end && !isFull(); ++m_next) {
        const auto record = m_contents->record(m_next);
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

void SelectionExtract::finish()
{
    goOn([](qsizetype) { return true; });
}

bool SelectionExtract::isFull() const
{
    return (m_kind == Kind::Text ? m_text.size() : m_bytes.size()) >= m_limit;
}

void SelectionExtract::addText(const std::optional<Record> &record)
{
    const RecordContent content = record ? m_contents->content(*record, m_next) : goneRecordContent();
    const auto [from, to] = m_selection.within(m_next, content.text.size());
    if (m_selection.spansRecords())
        m_text += content.prefix(m_contents->hasTimestamps());
    m_text += content.copied(from, to);
    if (m_next + 1 != m_end)
        m_text += u'\n';
}

void SelectionExtract::addBytes(const Record &record)
{
    if (m_next != m_first && m_next + 1 != m_end) {
        m_bytes += record.payload;
        return;
    }
    const auto [from, to] = m_selection.within(m_next, m_contents->content(record, m_next).text.size());
    const Range range = m_contents->map(record).bytes({from, to});
    m_bytes += record.payload.sliced(range.start, range.size());
}
