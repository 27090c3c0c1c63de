// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logreader.h"
#include "model/log/recordset.h"

/// The records of a log that are in a set, which may still grow: row n is the n-th of them.
class FilteredSource : public RecordSource
{
public:
    FilteredSource(std::shared_ptr<const TrafficLog> log, std::shared_ptr<const RecordSet> set)
        : m_log(std::move(log)), m_reader(m_log), m_set(std::move(set))
    {
    }

    std::unique_ptr<RecordSource> clone() const override { return std::make_unique<FilteredSource>(m_log, m_set); }
    RecordRow firstRow() const override { return RecordRow(m_set->rank(m_reader.first())); }
    RecordRow endRow() const override { return RecordRow(m_set->frontierCount()); }
    std::optional<Record> read(RecordRow row) override
    {
        const auto number = m_set->at(quint64(row));
        return number ? m_reader.read(*number) : std::nullopt;
    }
    RecordRow rowOf(RecordNumber number) const override { return RecordRow(m_set->rank(number)); }
    RecordNumber numberAt(RecordRow row) const override { return m_set->at(quint64(row)).value_or(m_set->frontier()); }

private:
    const std::shared_ptr<const TrafficLog> m_log;
    LogReader m_reader;
    std::shared_ptr<const RecordSet> m_set;
};
