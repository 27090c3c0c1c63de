// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logreader.h"
#include "model/log/trafficlog.h"

#include <QTemporaryDir>

#include <algorithm>

/// A log in a folder of its own, and flows to write to it.
class LogFixture
{
public:
    explicit LogFixture(qint64 segmentBytes = qint64(64) << 20, qint64 quotaBytes = qint64(2) << 30)
    {
        options.directory = folder.path();
        options.segmentBytes = segmentBytes;
        options.quotaBytes = quotaBytes;
        log = TrafficLog::create(options).value();
    }

    LogFlow flow(Transport transport, const QString &remote, quint16 port = 5000)
    {
        LogFlow flow;
        flow.id = log->nextPeerId();
        flow.transport = transport;
        flow.remote = {QHostAddress(remote), port};
        flow.local = {QHostAddress(flow.remote.isIpv6() ? u"::1"_qs : u"127.0.0.1"_qs), 8080};
        return flow;
    }

    QList<Record> records() const
    {
        LogReader reader(log);
        QList<Record> all;
        for (RecordNumber number = log->first(); number < log->end(); ++number) {
            if (const auto record = reader.read(number))
                all.append(*record);
        }
        return all;
    }

    /// The events of the log, in their order.
    QList<EventCode> logged() const
    {
        QList<EventCode> codes;
        for (const Record &record : records()) {
            if (record.kind == RecordKind::Event)
                codes.append(record.event.code);
        }
        return codes;
    }

    /// All bytes of a direction, of one peer or of all.
    QByteArray bytes(Direction direction, PeerId peer = PeerId::None) const
    {
        QByteArray all;
        for (const Record &record : records()) {
            if (record.kind == RecordKind::Data && record.direction == direction
                && (peer == PeerId::None || record.peer == peer))
                all.append(record.payload);
        }
        return all;
    }

    QTemporaryDir folder;
    TrafficLog::Options options;
    std::shared_ptr<TrafficLog> log;
};

/// The arguments of the first event of a kind; empty without one.
inline QStringList argsOf(const QList<Event> &events, EventCode code)
{
    const auto found =
        std::find_if(events.begin(), events.end(), [code](const Event &event) { return event.code == code; });
    return found == events.end() ? QStringList() : found->args;
}
