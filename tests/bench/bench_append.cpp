// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_append RECORDS: appends RECORDS datagrams of 64 bytes to a log, then 10,000 more in measuredAppend(), whose
// instructions callgrind counts: valgrind --tool=callgrind --toggle-collect=measuredAppend bench_append 1000000
#include "model/log/trafficlog.h"
#include "tests/bench/benchutil.h"

#include <QTemporaryDir>

namespace {

constexpr int batch = 64;

void append(TrafficLog &log, LogFlow &flow, long count)
{
    const QByteArray payload(64, 'x');
    for (long done = 0; done < count; done += batch) {
        TrafficLog::Writer writer(log);
        for (int i = 0; i < batch; ++i)
            writer.data(flow, Direction::In, qint64(1'700'000'000'000'000'000) + done * 1000 + i, payload);
    }
}

} // namespace

extern "C" __attribute__((noinline)) void measuredAppend(TrafficLog &log, LogFlow &flow)
{
    append(log, flow, 10'000);
}

int main(int argc, char **argv)
{
    QTemporaryDir folder;
    TrafficLog::Options options;
    options.directory = folder.path();
    options.quotaBytes = qint64(64) << 30; // nothing is to be dropped
    const auto log = TrafficLog::create(options).value();
    LogFlow flow;
    flow.id = log->nextPeerId();
    flow.transport = Transport::Udp;
    flow.remote = {QHostAddress(QStringLiteral("127.0.0.1")), 5000};
    flow.local = {QHostAddress(QStringLiteral("127.0.0.1")), 8080};
    append(*log, flow, bench::number(argc, argv, 1));
    measuredAppend(*log, flow);
    return 0;
}
