// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/recordselection.h"

std::optional<RecordNumber> RangeSelection::next(RecordNumber from, RecordNumber before)
{
    from = std::max(from, m_first);
    return from < std::min(before, m_end) ? std::optional(from) : std::nullopt;
}

StreamSelection::StreamSelection(std::shared_ptr<const TrafficLog> log, std::shared_ptr<RecordSelection> within,
                                 StreamChoice choice)
    : m_records(std::move(log)), m_within(std::move(within)), m_choice(std::move(choice))
{
}

std::optional<RecordNumber> StreamSelection::next(RecordNumber from, RecordNumber before)
{
    for (;;) {
        const auto number = m_within->next(from, before);
        if (!number)
            return {};
        const auto record = m_records.read(*number);
        if (record && isChosen(*record))
            return number;
        from = *number + 1;
    }
}

bool StreamSelection::isChosen(const Record &record) const
{
    if (m_choice.direction && (record.kind != RecordKind::Data || record.direction != *m_choice.direction))
        return false;
    if (m_choice.peer && record.peer != *m_choice.peer)
        return false;
    return !m_choice.remote || record.remote == *m_choice.remote;
}

std::optional<RecordNumber> FilterSelection::next(RecordNumber from, RecordNumber before)
{
    for (auto number = m_within->next(from, before); number; number = m_within->next(*number + 1, before)) {
        if (m_tester.test(*number) > 0)
            return number;
    }
    return {};
}
