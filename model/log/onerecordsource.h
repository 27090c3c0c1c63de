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
    RecordRow firstRow() const override { return RecordRow(0); }
    RecordRow endRow() const override { return RecordRow(1); }
    std::optional<Record> read(RecordRow row) override
    {
        return row == RecordRow(0) ? m_records->read(m_records->rowOf(m_number)) : std::nullopt;
    }
    RecordRow rowOf(RecordNumber number) const override { return RecordRow(number > m_number ? 1 : 0); }
    RecordNumber numberAt(RecordRow row) const override { return m_number + (row > RecordRow(0) ? 1 : 0); }

private:
    std::unique_ptr<RecordSource> m_records;
    const RecordNumber m_number;
};
