// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/recordsource.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logselectioncontroller.h"
#include "widgets/log/logview.h"

/// A log whose records are made when they are read; both sources of a view share it.
struct FakeLog
{
    RecordNumber first = 0;
    RecordNumber end = 0;
    std::function<Record(RecordNumber)> make;
    quint64 reads = 0;     // of records
    quint64 textReads = 0; // of neighbours for their text
};

class FakeSource : public RecordSource
{
public:
    FakeSource(std::shared_ptr<FakeLog> log, quint64 FakeLog::*counter) : m_log(std::move(log)), m_counter(counter) { }

    std::unique_ptr<RecordSource> clone() const override { return std::make_unique<FakeSource>(m_log, m_counter); }
    RecordRow firstRow() const override { return RecordRow(m_log->first); }
    RecordRow endRow() const override { return RecordRow(m_log->end); }

    std::optional<Record> read(RecordRow row) override
    {
        const auto number = RecordNumber(row);
        ++((*m_log).*m_counter);
        if (number < m_log->first || number >= m_log->end)
            return std::nullopt;
        return m_log->make(number);
    }

private:
    std::shared_ptr<FakeLog> m_log;
    quint64 FakeLog::*m_counter;
};

/// 2026-01-31 10:00:00.123 local time, and a millisecond later for each record.
inline qint64 fakeTimeNs(RecordNumber number)
{
    const QDateTime time(QDate(2026, 1, 31), QTime(10, 0, 0, 123));
    return (time.toMSecsSinceEpoch() + qint64(number)) * 1'000'000;
}

inline Record fakeRecord(RecordNumber number, const QByteArray &payload)
{
    Record record;
    record.number = number;
    record.transport = Transport::Udp;
    record.peer = PeerId(1);
    record.timeNs = fakeTimeNs(number);
    record.remote = {QHostAddress(QHostAddress::LocalHost), 5000};
    record.payload = payload;
    return record;
}

/// Records "record 0", "record 1", …
inline std::shared_ptr<FakeLog> numberedLog(RecordNumber count)
{
    auto log = std::make_shared<FakeLog>();
    log->end = count;
    log->make = [](RecordNumber number) { return fakeRecord(number, "record " + QByteArray::number(number)); };
    return log;
}

/// The same payload in each record.
inline std::shared_ptr<FakeLog> logOf(const QByteArray &payload, RecordNumber count = 1)
{
    auto log = std::make_shared<FakeLog>();
    log->end = count;
    log->make = [payload](RecordNumber number) { return fakeRecord(number, payload); };
    return log;
}

inline void show(LogView &view, const std::shared_ptr<FakeLog> &log, const QString &codec = QStringLiteral("UTF-8"))
{
    view.setCodec(*TextCodec::find(codec));
    view.setSources(std::make_unique<FakeSource>(log, &FakeLog::reads),
                    std::make_unique<FakeSource>(log, &FakeLog::textReads));
    view.resize(800, 400);
}

/// Paints the view; returns how many records that read.
inline quint64 readsToPaint(LogView &view, const std::shared_ptr<FakeLog> &log)
{
    const quint64 before = log->reads + log->textReads;
    view.grab();
    return log->reads + log->textReads - before;
}

inline QStringList visibleLines(const LogView &view)
{
    return view.visibleText().split(u'\n');
}
