// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/import/captureimporter.h"

#include "model/files/gzip.h"
#include "model/log/import/captureconversations.h"
#include "model/log/import/packetfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <limits>

namespace {

constexpr int batchPackets = 4096;

Error logError(const Event &event)
{
    if (event.code != EventCode::CaptureFailed)
        return {eventText(event)};
    return {QCoreApplication::translate("CaptureImporter",
                                        "The capture cannot be opened, as its log cannot be written to %1: %2")
                .arg(event.args.value(0), event.args.value(1))};
}

/// Between two batches the log is published and not locked. False at the end of the file.
Result<bool> convertBatch(PacketFile &file, CaptureConversations &conversations, TrafficLog &log, qint64 &lastNs)
{
    TrafficLog::Writer writer(log);
    PacketFile::Captured packet;
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

/// Emits the signal on the importer's thread.
void CaptureImporter::reportProgress(qint64 done, qint64 total)
{
    QMetaObject::invokeMethod(this, [this, done, total] { Q_EMIT progress(quint64(done), quint64(total)); });
}

Result<std::shared_ptr<TrafficLog>> CaptureImporter::open(const Request &request)
{
    return TrafficLog::openFile(request.file, [this](qint64 done, qint64 total) {
        reportProgress(done, total);
        return !m_cancelled;
    });
}

/// Opens a capture that may be compressed. The unpacked file is removed when it is closed.
Result<CaptureImporter::Opened> CaptureImporter::openForeign(const Request &request)
{
    QFile packed(request.file);
    if (!packed.open(QIODevice::ReadOnly | QIODevice::Unbuffered))
        return failure(packed.errorString());
    Opened opened{nullptr, packed.size(), 0, {}};
    if (!gzip::isCompressed(packed.peek(2))) {
        auto file = PacketFile::open(request.file);
        if (!file)
            return tl::unexpected(file.error());
        opened.file = std::move(*file);
        return opened;
    }
    QFile target(request.directory + QStringLiteral("/unpacked"));
    const auto mode = QIODevice::WriteOnly | QIODevice::Truncate;
    if (!target.open(mode, QFileDevice::ReadOwner | QFileDevice::WriteOwner))
        return failure(target.errorString());
    const auto unpacked = gzip::unpack(request.file, target, [&](qint64 done) {
        reportProgress(done, packed.size() * 2);
        return !m_cancelled;
    });
    target.close();
    if (!unpacked)
        opened.complaint = unpacked.error().message;
    opened.size = opened.before = target.size();
    auto file = PacketFile::open(target.fileName());
    target.remove(); // the open file can still be read
    if (!file)
        return tl::unexpected(file.error());
    opened.file = std::move(*file);
    return opened;
}

Result<std::shared_ptr<TrafficLog>> CaptureImporter::convert(const Request &request)
{
    const auto cannot = [&](const QString &why) {
        return failure(QCoreApplication::translate("CaptureKind", "%1 cannot be opened: %2")
                           .arg(QDir::toNativeSeparators(request.file), why));
    };
    auto opened = openForeign(request);
    if (!opened)
        return cannot(opened.error().message);
    PacketFile &file = *opened->file;
    TrafficLog::Options options;
    options.directory = request.directory;
    options.quotaBytes = std::numeric_limits<qint64>::max(); // all of the capture, or none
    auto log = TrafficLog::create(options);
    if (!log)
        return log;
    CaptureConversations conversations(**log);
    Result<bool> more = true;
    qint64 lastNs = 0;
    while (more && *more && !m_cancelled) {
        more = convertBatch(file, conversations, **log, lastNs);
        if (const auto event = (*log)->takeFileEvent())
            return tl::unexpected(logError(*event));
        reportProgress(opened->before + std::min(file.position(), opened->size), opened->before + opened->size);
    }
    if (!more && file.position() == 0)
        return cannot(more.error().message);
    if (const QStringList links = conversations.onlyUnknownLinks(); !links.isEmpty()) {
        return cannot(
            QCoreApplication::translate("CaptureImporter",
                                        "all %1 packets in it have the link type %2. SocketScope reads Ethernet, "
                                        "Linux “any”, raw IP, BSD loopback, PPP and IEEE 802.11.")
                .arg(QString::number(conversations.packets()), links.join(QStringLiteral(", "))));
    }
    {
        TrafficLog::Writer writer(**log);
        conversations.finish(writer);
        if (!more)
            writer.event({EventCode::CaptureDamaged, {more.error().message}}, lastNs);
        if (!opened->complaint.isEmpty())
            writer.event({EventCode::CaptureDamaged, {opened->complaint}}, lastNs);
    }
    if (const auto event = (*log)->takeFileEvent())
        return tl::unexpected(logError(*event));
    (*log)->seal();
    return log;
}
