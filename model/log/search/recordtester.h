// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logreader.h"
#include "model/log/pcapng/blockreader.h"
#include "model/log/recordtext.h"
#include "model/log/search/recordfilter.h"

#include <memory>
#include <unordered_map>

/// A filter compiled for one encoding. Immutable; any thread.
struct CompiledFilter
{
    HeaderFilter header;
    std::optional<CompiledPattern> pattern;
    std::shared_ptr<const TextCodec> codec;

    static Result<std::shared_ptr<const CompiledFilter>> make(const RecordFilter &filter,
                                                              std::shared_ptr<const TextCodec> codec);
};

/// Tests which records pass a filter, and where its pattern matches. A match that TCP split between records counts for
/// the one in which it ends. Belongs to one thread. Testing ascending neighbours is cheap.
class RecordTester
{
public:
    RecordTester(const std::shared_ptr<const TrafficLog> &log, std::shared_ptr<const CompiledFilter> filter);

    /// The number of matches; without a pattern, 1 for a record that passes the filter and 0 for others.
    quint32 test(RecordNumber number);

    /// The matches, at most `limit`: bytes of the payload, negative where one begins in an earlier record of the stream;
    /// of an event, UTF-16 units of its text.
    std::vector<Range> matches(RecordNumber number, qsizetype limit);

    /// Of the record tested last: the regular expression was too costly for it, so matches may be missing.
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
    // The end of each TCP stream that may begin a match, while reading in order
    std::unordered_map<quint64, QByteArray> m_tails;
    QByteArray *m_lastTail = nullptr; // of m_lastStream, in m_tails
    quint64 m_lastStream = 0;
    RecordNumber m_next = 0;
    bool m_undecided = false;
};
