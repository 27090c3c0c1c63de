// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_log RECORDS: appends RECORDS datagrams of 64 bytes to a log, 64 in a batch, and measures the cost of a record
// near the start and at the end, and the heap that the log holds then: its index.
// bench_log RECORDS view: the same, then opens a log view on it (QT_QPA_PLATFORM=offscreen) and jumps to random records,
// each time until it is painted.
#include "model/bytes/codecs/textcodec.h"
#include "model/log/trafficlog.h"
#include "tests/bench/benchutil.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logview.h"

#include <QApplication>
#include <QTemporaryDir>

#include <malloc.h>

#include <random>

namespace {

constexpr quint64 window = 10000; // records that a cost is measured over
constexpr int batch = 64;
constexpr int jumps = 500;

size_t heapBytes()
{
    const struct mallinfo2 info = ::mallinfo2();
    return info.uordblks + info.hblkhd;
}

LogFlow newFlow(TrafficLog &log)
{
    LogFlow flow;
    flow.id = log.nextPeerId();
    flow.transport = Transport::Udp;
    flow.remote = {QHostAddress(QStringLiteral("127.0.0.1")), 5000};
    flow.local = {QHostAddress(QStringLiteral("127.0.0.1")), 8080};
    return flow;
}

/// Nanoseconds a record.
double append(TrafficLog &log, LogFlow &flow, quint64 count)
{
    const QByteArray payload = QStringLiteral("温度=23.5℃ 湿度=40% 0123456789012345678901234567890123456789").toUtf8();
    const QByteArrayView view = QByteArrayView(payload).first(64);
    const double start = bench::now();
    for (quint64 done = 0; done < count; done += batch) {
        TrafficLog::Writer writer(log);
        for (int i = 0; i < batch; ++i)
            writer.data(flow, Direction::In, qint64(1'700'000'000'000'000'000) + qint64(done) * 1000 + i, view);
    }
    return (bench::now() - start) * 1e9 / double(count);
}

/// Milliseconds from the order to jump until the view is painted.
std::vector<double> jump(LogView &view, quint64 records)
{
    std::mt19937_64 random(1); // NOLINT: the same places each time
    std::uniform_int_distribution<quint64> place(0, records - 1);
    std::vector<double> times;
    for (int i = 0; i < jumps; ++i) {
        const quint64 target = place(random);
        const double start = bench::now();
        view.scroller().scrollTo({RecordRow(target), 0});
        view.viewport()->repaint();
        times.push_back((bench::now() - start) * 1000);
    }
    return times;
}

void measureView(const std::shared_ptr<TrafficLog> &log, quint64 records)
{
    LogView view;
    view.setCodec(TextCodec::find(QStringLiteral("UTF-8")).value());
    view.resize(1000, 700);
    view.setLog(log);
    view.show();
    QApplication::processEvents();
    view.scroller().setFollowing(false);
    view.viewport()->repaint();
    std::vector<double> times = jump(view, records);
    std::printf(", \"jump_p50_ms\": %.2f, \"jump_p99_ms\": %.2f, \"jump_max_ms\": %.2f, \"top\": %llu",
                bench::quantile(times, 0.5), bench::quantile(times, 0.99), bench::quantile(times, 1),
                quint64(view.scroller().top().row));
}

} // namespace

int main(int argc, char **argv)
{
    const auto records = quint64(bench::number(argc, argv, 1)) / batch * batch;
    QTemporaryDir folder;
    TrafficLog::Options options;
    options.directory = folder.path();
    options.quotaBytes = qint64(64) << 30; // nothing is to be dropped
    const auto log = TrafficLog::create(options).value();
    LogFlow flow = newFlow(*log);
    append(*log, flow, window); // warms up
    const size_t before = heapBytes();
    const double early = append(*log, flow, window);
    append(*log, flow, records - 3 * window);
    const double late = append(*log, flow, window);
    std::printf("{\"records\": %llu, \"early_ns\": %.0f, \"late_ns\": %.0f, \"bytes_per_record\": %.3f",
                static_cast<unsigned long long>(log->end()), early, late,
                double(heapBytes() - before) / double(log->end()));
    if (argc > 2) {
        const QApplication application(argc, argv);
        measureView(log, log->end());
    }
    std::printf("}\n");
    return 0;
}
