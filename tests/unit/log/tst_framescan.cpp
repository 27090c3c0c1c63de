// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/frames/framescan.h"
#include "tests/unit/log/logfixture.h"

#include <QSignalSpy>
#include <QTest>

namespace {

Framing lengthField()
{
    return Framing::parse(u"length:size=1"_qs).value();
}

} // namespace

class TestFrameScan : public QObject
{
    Q_OBJECT
private slots:
    void goesOn();
    void forgetsWhatIsClosedHere();
    void followsWhatIsHalfClosed();
};

void TestFrameScan::goesOn()
{
    LogFixture log;
    LogFlow flow = log.flow(Transport::Tcp, u"10.0.0.1"_qs);
    FrameScan scan(log.log, lengthField());
    QSignalSpy advanced(&scan, &FrameScan::advanced);
    for (int i = 1; i <= 3; ++i) {
        TrafficLog::Writer(*log.log).data(flow, Direction::In, nowNs(), "\x01x");
        scan.wake();
        QTRY_VERIFY(scan.index()->isKnown(log.log->end() - 1));
        QTRY_VERIFY(advanced.size() >= i);
    }
}

/// However many connections there were: a later one is followed too.
void TestFrameScan::forgetsWhatIsClosedHere()
{
    LogFixture log;
    {
        TrafficLog::Writer writer(*log.log);
        for (size_t i = 0; i < FrameScan::maxStreams; ++i) {
            LogFlow flow = log.flow(Transport::Tcp, u"10.0.0.1"_qs);
            writer.data(flow, Direction::In, nowNs(), "\x01x");
            writer.closed(flow, EventCode::ClosedHere, nowNs());
        }
        LogFlow last = log.flow(Transport::Tcp, u"10.0.0.1"_qs);
        for (RecordNumber i = 0; i < FrameScan::anchorRecords; ++i)
            writer.data(last, Direction::In, nowNs(), "\x01x");
    }
    FrameScan scan(log.log, lengthField());
    const RecordNumber newest = log.log->end() - 1;
    QTRY_VERIFY_WITH_TIMEOUT(scan.index()->isKnown(newest), 60'000);
    QVERIFY(scan.index()->find(*LogReader(log.log).read(newest)).has_value());
}

/// A peer may say much more after it was told that nothing comes any more.
void TestFrameScan::followsWhatIsHalfClosed()
{
    LogFixture log;
    LogFlow flow = log.flow(Transport::Tcp, u"10.0.0.1"_qs);
    {
        TrafficLog::Writer writer(*log.log);
        writer.data(flow, Direction::In, nowNs(), "\x01x");
        writer.closed(flow, EventCode::ClosedHere, nowNs());
        for (RecordNumber i = 1; i < FrameScan::anchorRecords; ++i)
            writer.data(flow, Direction::In, nowNs(), "\x01x");
    }
    FrameScan scan(log.log, lengthField());
    const RecordNumber newest = log.log->end() - 1;
    QTRY_VERIFY(scan.index()->isKnown(newest));
    QVERIFY(scan.index()->find(*LogReader(log.log).read(newest)).has_value());
}

QTEST_GUILESS_MAIN(TestFrameScan)
#include "tst_framescan.moc"
