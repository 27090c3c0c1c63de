// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
//
// bench_search MIB: fills a log with so many MiB of received text, once in pieces of 65,000 bytes as of a fast TCP
// connection, once in datagrams of 64 bytes, and searches all of it for what is not there. Prints one line of JSON; the
// rates are of the log's file, which is what is looked through.
#include "model/log/search/recordscan.h"
#include "tests/bench/benchutil.h"

#include <QCoreApplication>
#include <QDir>
#include <QEventLoop>
#include <QTemporaryDir>

#include <cstdio>

namespace {

struct Filled
{
    std::shared_ptr<TrafficLog> log;
    double megabytes = 0; ///< of the files
};

Filled fill(const QString &folder, qint64 bytes, qsizetype piece, Transport transport)
{
    TrafficLog::Options options;
    options.directory = folder;
    options.quotaBytes = qint64(16) << 30;
    auto log = TrafficLog::create(options).value();
    LogFlow flow;
    flow.id = log->nextPeerId();
    flow.transport = transport;
    flow.local = {QHostAddress(QHostAddress::LocalHost), 8080};
    flow.remote = {QHostAddress(QHostAddress::LocalHost), 5000};
    const QByteArray line =
        QStringLiteral("2026-01-31 12:00:00 温度=23.5 湿度=40% the quick brown fox jumps over the lazy dog\n").toUtf8();
    const QByteArray payload = line.repeated(piece / line.size() + 1).first(piece);
    for (qint64 done = 0; done < bytes;) {
        TrafficLog::Writer writer(*log);
        for (int i = 0; i < 100 && done < bytes; ++i, done += piece)
            writer.data(flow, Direction::In, nowNs(), payload);
    }
    double size = 0;
    for (const QFileInfo &file : QDir(folder).entryInfoList(QDir::Files))
        size += double(file.size());
    return {log, size / 1e6};
}

/// Megabytes of the log a second.
double search(const Filled &filled, const SearchPattern &pattern)
{
    RecordFilter filter;
    filter.pattern = pattern;
    const auto compiled = CompiledFilter::make(filter, TextCodec::find(QStringLiteral("UTF-8")).value()).value();
    const double start = bench::now();
    RecordScan scan(filled.log, compiled, 0, RecordScan::Order::Ascending);
    QEventLoop loop;
    QObject::connect(&scan, &RecordScan::advanced, &loop, [&] {
        if (scan.progress() == 1.0)
            loop.quit();
    });
    loop.exec();
    return filled.megabytes / (bench::now() - start);
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const qint64 bytes = qint64(argc > 1 ? atoi(argv[1]) : 256) << 20;
    using Kind = SearchPattern::Kind;
    const SearchPattern text{Kind::Text, QStringLiteral("nowhere to be found"), true};
    const SearchPattern anyCase{Kind::Text, QStringLiteral("nowhere to be found"), false};
    const SearchPattern regex{Kind::Regex, QStringLiteral("no+where \\d+"), true};
    double rates[6] = {};
    {
        const QTemporaryDir folder(QDir::current().filePath(QStringLiteral("search-XXXXXX")));
        const Filled stream = fill(folder.path(), bytes, 65'000, Transport::Tcp);
        rates[0] = search(stream, text);
        rates[1] = search(stream, anyCase);
        rates[2] = search(stream, regex);
    }
    {
        const QTemporaryDir folder(QDir::current().filePath(QStringLiteral("search-XXXXXX")));
        const Filled datagrams = fill(folder.path(), bytes / 4, 64, Transport::Udp);
        rates[3] = search(datagrams, text);
        rates[4] = search(datagrams, anyCase);
        rates[5] = search(datagrams, regex);
    }
    std::printf("{\"literal_mb_s\": %.0f, \"any_case_mb_s\": %.0f, \"regex_mb_s\": %.0f, \"small_literal_mb_s\": %.0f, "
                "\"small_any_case_mb_s\": %.0f, \"small_regex_mb_s\": %.0f}\n",
                rates[0], rates[1], rates[2], rates[3], rates[4], rates[5]);
    return 0;
}
