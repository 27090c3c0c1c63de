// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/recordsource.h"

#include <memory>
#include <utility>

/// One record as a source of its own, at row 0.
class OneRecordSource : public RecordSource
{
public:
    OneRecordSource(std::unique_ptr<RecordSource> records, RecordNumber number)
        : m_records(std::move(records)), m_number(number)
    {
    }

    std::unique_ptr<RecordSource> clone() const override
    {
        return std::make_unique<OneRecordSource>(m_records->clone(), m_number);
    }
    RecordNumber first() const override { return 0; }
    RecordNumber end() const override { return 1; }
    std::optional<Record> read(RecordNumber row) override
    {
        return row == 0 ? m_records->read(m_number) : std::nullopt;
    }
    RecordNumber rowOf(RecordNumber number) const override { return number > m_number ? 1 : 0; }
    RecordNumber numberAt(RecordNumber row) const override { return m_number + (row > 0 ? 1 : 0); }

private:
    std::unique_ptr<RecordSource> m_records;
    const RecordNumber m_number;
};
