// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logreader.h"

/// Counts what is read of a log.
class CountingReader : public LogReader
{
public:
    using LogReader::head;
    using LogReader::LogReader;
    using LogReader::read;

    std::optional<Record> read(RecordNumber number) override
    {
        ++reads;
        return LogReader::read(number);
    }
    std::optional<RecordHead> head(RecordNumber number) override
    {
        ++heads;
        return LogReader::head(number);
    }

    int reads = 0;
    int heads = 0;
};
