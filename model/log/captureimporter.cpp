// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/captureimporter.h"

#include "model/log/captureconversations.h"
#include "model/log/pcapfile.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <limits>

namespace {

constexpr int batchPackets = 4096;

Error noLog(const Event &trouble)
{
    if (trouble.code != EventCode::CaptureFailed)
        return {eventText(trouble)};
    return {QCoreApplication::translate("CaptureImporter",
                                        "The capture cannot be opened, as its log cannot be written to %1: %2")
                .arg(trouble.args.value(0), trouble.args.value(1))};
}

/// A log is published, and its lock free, between two batches. False at the end of the file.
Result<bool> convertBatch(PcapFile &file, CaptureConversations &conversations, TrafficLog &log, qint64 &lastNs)
{
    TrafficLog::Writer writer(log);
    PcapFile::Captured packet;
    for (int i = 0; i < batchPackets; ++i) {
        auto more = file.next(packet);
        if (!more || !*more)
            return more;
        lastNs = packet.timeNs;
        conversations.add(writer, packet.timeNs, packetparser::parse(file.linkLayer(), packet.bytes));
    }
    return true;
}

} // namespace

CaptureImporter::CaptureImporter(QObject *parent) : QObject(parent) { }

CaptureImporter::~CaptureImporter()
{
    cancel();
    if (m_thread)
        m_thread->wait();
}

void CaptureImporter::cancel()
{
    m_cancelled = true;
}

void CaptureImporter::start(const Request &request)
{
    m_cancelled = false;
    m_thread.reset(QThread::create([this, request] {
        auto log = request.directory.isEmpty() ? open(request) : convert(request);
        QMetaObject::invokeMethod(this, [this, log = std::move(log)] {
            const bool ok = log && !m_cancelled;
            if (ok)
                m_log = *log;
            Q_EMIT finished(ok, log || m_cancelled ? QString() : log.error().message);
        });
    }));
    m_thread->start();
}

Result<std::shared_ptr<TrafficLog>> CaptureImporter::open(const Request &request)
{
    return TrafficLog::openFile(request.file, [this](qint64 done, qint64 total) {
        Q_EMIT progress(quint64(done), quint64(total));
        return !m_cancelled;
    });
}

Result<std::shared_ptr<TrafficLog>> CaptureImporter::convert(const Request &request)
{
    auto file = PcapFile::open(request.file);
    if (!file)
        return tl::unexpected(file.error());
    TrafficLog::Options options;
    options.directory = request.directory;
    options.quotaBytes = std::numeric_limits<qint64>::max(); // all of the capture, or none
    auto log = TrafficLog::create(options);
    if (!log)
        return log;
    const qint64 size = QFileInfo(request.file).size();
    CaptureConversations conversations(**log);
    Result<bool> more = true;
    qint64 lastNs = 0;
    while (more && *more && !m_cancelled) {
        more = convertBatch(*file, conversations, **log, lastNs);
        if (const auto trouble = (*log)->takeFailure())
            return tl::unexpected(noLog(*trouble));
        Q_EMIT progress(quint64(std::min(file->position(), size)), quint64(size));
    }
    {
        TrafficLog::Writer writer(**log);
        conversations.finish(writer);
        if (!more)
            writer.event({EventCode::CaptureDamaged, {more.error().message}}, lastNs);
    }
    if (const auto trouble = (*log)->takeFailure())
        return tl::unexpected(noLog(*trouble));
    (*log)->seal();
    return log;
}
