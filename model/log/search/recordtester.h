// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logreader.h"
#include "model/log/pcapng/blockreader.h"
#include "model/log/recordtext.h"
#include "model/log/search/recordfilter.h"

#include <memory>
#include <unordered_map>

/// A filter made ready for one log and one encoding. Immutable; any thread.
struct CompiledFilter
{
    HeaderFilter header;
    std::optional<CompiledPattern> pattern;
    std::shared_ptr<const TextCodec> codec;

    static Result<std::shared_ptr<const CompiledFilter>> make(const RecordFilter &filter,
                                                              std::shared_ptr<const TextCodec> codec);
};

/// Tells which records of a log a filter lets through, and where in them its pattern stands. A text
/// or bytes that TCP cut in two, or into more pieces, counts for the record in which it ends.
/// Belongs to one thread. Testing ascending neighbours is cheap.
class RecordTester
{
public:
    RecordTester(const std::shared_ptr<const TrafficLog> &log, std::shared_ptr<const CompiledFilter> filter);

    /// How often the pattern stands in a record; 1 for a record that passes a filter without a
    /// pattern, 0 for one that doesn't pass.
    quint32 test(RecordNumber number);

    /// Where it stands, at most `limit` times: bytes of the payload, negative where it begins in the
    /// stream's pieces before; of an event, UTF-16 units of its text.
    std::vector<Range> matches(RecordNumber number, qsizetype limit);

    /// Of the record tested last: the regular expression was too costly for it, and may stand there more often
    /// than was found.
    bool isUndecided() const { return m_undecided; }

private:
    using View = pcapng::RecordView;

    std::vector<Range> inEvent(const View &view, RecordNumber number, qsizetype limit);
    std::vector<Range> inText(RecordNumber number, qsizetype limit);
    std::vector<Range> rangesOf(const QString &text, qsizetype limit);
    std::vector<Range> inBytes(const View &view, RecordNumber number, qsizetype limit);
    void keepWholeCharacters(std::vector<Range> &ranges, RecordNumber number);
    void forgetTails();
    QByteArray &tailOf(const View &view, RecordNumber number);
    QByteArray tailBefore(const View &view, RecordNumber number);

    std::shared_ptr<const CompiledFilter> m_filter;
    LogReader m_records;
    LogReader m_others; // read out of order
    RecordText m_text;
    // What at the end of each TCP stream may be a beginning of the pattern, while reading in order
    std::unordered_map<quint64, QByteArray> m_tails;
    QByteArray *m_lastTail = nullptr; // of m_lastStream, in m_tails
    quint64 m_lastStream = 0;
    RecordNumber m_next = 0;
    bool m_undecided = false;
};
