// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QtGlobal>

/// A place in a RecordSource, counted from 0. A RecordNumber is a place in the log: the two do not mix, as a source may be
/// a part of the log.
enum class RecordRow : quint64 {};

constexpr RecordRow &operator++(RecordRow &row)
{
    return row = RecordRow(quint64(row) + 1);
}

constexpr RecordRow operator+(RecordRow row, quint64 count)
{
    return RecordRow(quint64(row) + count);
}

constexpr RecordRow operator-(RecordRow row, quint64 count)
{
    return RecordRow(quint64(row) - count);
}

/// How many rows `first` is before `last`.
constexpr quint64 operator-(RecordRow last, RecordRow first)
{
    return quint64(last) - quint64(first);
}
