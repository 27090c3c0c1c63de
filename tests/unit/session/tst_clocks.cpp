// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/backgroundscan.h"
#include "model/log/export/backgroundexport.h"
#include "tests/unit/log/logfixture.h"

#include <QSignalSpy>
#include <QTest>

#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <ctime>

namespace {

std::atomic<qint64> shiftSeconds = 0; // of the system's clock, for this process

/// A scan that never ends.
class EndlessScan final : public BackgroundScan
{
public:
    EndlessScan() : BackgroundScan(1'000'000, nullptr) { start(); }
    ~EndlessScan() override { stop(); }

private:
    Step step() override
    {
        QThread::yieldCurrentThread();
        return Step::More;
    }
};

} // namespace

/// In place of the C library's, for the libraries too: the system's clock can be set.
extern "C" int clock_gettime(clockid_t clock, timespec *time) noexcept
{
    const auto result = int(syscall(SYS_clock_gettime, clock, time));
    if (clock == CLOCK_REALTIME)
        time->tv_sec += shiftSeconds;
    return result;
}

/// The system's clock is set back an hour while something is measured.
class TestClocks : public QObject
{
    Q_OBJECT
private slots:
    void cleanup() { shiftSeconds = 0; }
    void theClockCanBeSet();
    void scansGoOnTelling();
    void exportsGoOnTelling();
};

void TestClocks::theClockCanBeSet()
{
    const qint64 before = nowNs();
    shiftSeconds = -3600;
    QVERIFY(nowNs() < before);
}

void TestClocks::scansGoOnTelling()
{
    EndlessScan scan;
    const QSignalSpy advanced(&scan, &BackgroundScan::advanced);
    QTRY_VERIFY(!advanced.isEmpty());
    shiftSeconds = -3600;
    const qsizetype told = advanced.size();
    QTRY_VERIFY(advanced.size() > told + 2); // one may have been posted
}

void TestClocks::exportsGoOnTelling()
{
    LogFixture fixture;
    BackgroundExport exporter;
    const QSignalSpy progress(&exporter, &BackgroundExport::progress);
    exporter.start({fixture.log, std::make_shared<RangeSelection>(0, RecordNumber(1) << 60), ExportFormat::Pcapng, {}},
                   fixture.folder.filePath(u"x"_qs));
    QTRY_VERIFY(!progress.isEmpty());
    shiftSeconds = -3600;
    const qsizetype told = progress.size();
    QTRY_VERIFY(progress.size() > told + 2);
}

QTEST_GUILESS_MAIN(TestClocks)
#include "tst_clocks.moc"
