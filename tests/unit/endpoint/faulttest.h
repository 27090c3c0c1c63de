// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/unit/session/sessionfixture.h"
#include "tests/unit/session/stillness.h"

#include <QDir>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool canMeasure = false; // a sanitizer keeps what was freed
#else
constexpr bool canMeasure = true;
#endif

/// What this process uses.
struct Usage
{
    qsizetype descriptors = 0;
    qsizetype threads = 0;
    qint64 memory = 0; // bytes; 0 if it cannot be measured

    static Usage now()
    {
        const auto entries = [](const QString &folder) {
            return QDir(folder).entryList(QDir::AllEntries | QDir::System | QDir::NoDotAndDotDot).size();
        };
        return {entries(u"/proc/self/fd"_qs), entries(u"/proc/self/task"_qs), canMeasure ? memoryInUse() : 0};
    }
    bool leaks(const Usage &before) const { return descriptors > before.descriptors || threads > before.threads; }
};

/// A record without its time and number.
inline QStringList scriptOf(const std::shared_ptr<TrafficLog> &log)
{
    QStringList lines;
    LogReader reader(log);
    for (RecordNumber number = log->first(); number < log->end(); ++number) {
        const auto record = reader.read(number);
        if (!record)
            lines.append(u"unreadable"_qs);
        else if (record->kind == RecordKind::Event)
            lines.append(u"%1 %2"_qs.arg(int(record->event.code)).arg(record->event.args.join(u' ')));
        else
            lines.append((record->direction == Direction::In ? u"< "_qs : u"> "_qs) + record->remote.toString() + u' '
                         + QString::fromLatin1(record->payload.toHex()));
    }
    return lines;
}

/// Bytes that differ with each seed.
inline QByteArray pattern(qsizetype size, int seed)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = quint32(seed);
    for (char &byte : bytes)
        byte = char((state = state * 1664525 + 1013904223) >> 24);
    return bytes;
}

/// Tests of faults: after each the log, opened again, has all that happened, and nothing is leaked.
class FaultTest : public QObject
{
protected:
    /// Before the first fault.
    void startCounting()
    {
        { // What Qt keeps for the process
            SessionFixture us(u"tcp-server://127.0.0.1:0"_qs);
            QTRY_VERIFY(us.isOpen());
        }
        m_before = Usage::now();
    }

    /// The log as a program finds it that opens the capture.
    static void checkReopened(const SessionFixture &us)
    {
        const auto again = TrafficLog::openFile(us.log->segmentPath(1));
        QVERIFY2(again, again ? "" : qPrintable(again.error().message));
        QCOMPARE((*again)->unreadBytes(), 0);
        QCOMPARE(scriptOf(*again), scriptOf(us.log));
    }

    void checkLeaks() const
    {
        QTRY_VERIFY2(!Usage::now().leaks(m_before),
                     qPrintable(u"%1 descriptors, %2 threads; before %3, %4"_qs.arg(Usage::now().descriptors)
                                    .arg(Usage::now().threads)
                                    .arg(m_before.descriptors)
                                    .arg(m_before.threads)));
    }

private:
    Usage m_before;
};
