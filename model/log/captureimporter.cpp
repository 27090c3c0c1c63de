// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/captureimporter.h"

#include "model/log/captureconversations.h"
#include "model/log/capturefile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <limits>

namespace {

constexpr int batchPackets = 4096;

/// A log is published, and its lock free, between two batches. False at the end of the file.
Result<bool> convertBatch(CaptureFile &file, CaptureConversations &conversations, TrafficLog &log, qint64 &lastNs)
{
    TrafficLog::Writer writer(log);
    CaptureFile::Captured packet;
    for (int i = 0; i < batchPackets; ++i) {
        auto more = file.next(packet);
        if (!more || !*more)
            return more;
        lastNs = packet.timeNs;
        conversations.add(writer, packet.timeNs, packetparser::parse(packet.linkType, packet.bytes));
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
    const auto cannot = [&](const QString &why) {
        return failure(QCoreApplication::translate("CaptureKind", "%1 cannot be opened: %2")
                           .arg(QDir::toNativeSeparators(request.file), why));
    };
    auto file = CaptureFile::open(request.file);
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
        more = convertBatch(**file, conversations, **log, lastNs);
        if (const auto trouble = (*log)->takeFailure())
            return failure(eventText(*trouble));
        Q_EMIT progress(quint64(std::min((*file)->position(), size)), quint64(size));
    }
    if (!more && conversations.packets() == 0)
        return cannot(more.error().message);
    if (const QStringList links = conversations.onlyUnknownLinks(); !links.isEmpty()) {
        return cannot(QCoreApplication::translate("CaptureImporter",
                                                  "all %1 packets in it are of kind %2. SocketScope reads Ethernet, "
                                                  "Linux “any”, raw IP, BSD loopback, PPP and IEEE 802.11.")
                          .arg(QString::number(conversations.packets()), links.join(QStringLiteral(", "))));
    }
    {
        TrafficLog::Writer writer(**log);
        conversations.finish(writer);
        if (!more)
            writer.event({EventCode::CaptureDamaged, {more.error().message}}, lastNs);
    }
    if (const auto trouble = (*log)->takeFailure())
        return failure(eventText(*trouble));
    (*log)->seal();
    return log;
}
