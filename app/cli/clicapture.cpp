// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/clicapture.h"

#include "app/cli/cliconsole.h"
#include "app/cli/clilog.h"
#include "app/process.h"
#include "model/log/import/captureimporter.h"
#include "model/log/import/capturekind.h"
#include "model/log/logreader.h"

#include <QCoreApplication>

#include <unordered_set>
#include <vector>

using namespace cliconsole;

namespace {

constexpr qsizetype readWindow = 1 << 20;

} // namespace

Result<CliCapture> CliCapture::open(const QString &path)
{
    const auto kind = detectCaptureKind(path);
    if (!kind)
        return tl::unexpected(kind.error());
    if (*kind != CaptureKind::Own)
        return import(path);
    return TrafficLog::openFile(path).map(
        [&path](const std::shared_ptr<TrafficLog> &log) { return CliCapture(path, log); });
}

Result<CliCapture> CliCapture::import(const QString &path)
{
    CliCapture capture(path, nullptr);
    capture.m_store = CliLog::ownStore();
    auto folder = capture.m_store->createScratch();
    if (!folder)
        return tl::unexpected(folder.error());
    capture.m_folder = std::move(*folder);
    CaptureImporter importer;
    QString error;
    QObject::connect(&importer, &CaptureImporter::finished, qApp, [&error](bool ok, const QString &message) {
        error = message;
        QCoreApplication::exit(ok ? done : failed);
    });
    onTermination(&importer, [&importer] { importer.cancel(); });
    importer.start({path, capture.m_folder->path()});
    if (QCoreApplication::exec() != done)
        return failure(error.isEmpty() ? QStringLiteral("Interrupted; nothing was written.") : error);
    capture.m_log = importer.log();
    return capture;
}

bool CliCapture::reportState() const
{
    bool whole = true;
    LogReader records(m_log, readWindow);
    for (RecordNumber number = m_log->first(); number < m_log->end(); ++number) {
        if (const auto view = records.view(number); view && view->kind == RecordKind::Data)
            continue;
        const auto record = records.read(number);
        const EventCode code = record ? record->event.code : EventCode::Other;
        if (code != EventCode::CaptureDamaged && code != EventCode::CaptureSkipped)
            continue;
        whole = whole && code == EventCode::CaptureSkipped;
        fail(failed, QStringLiteral("%1: %2").arg(m_path, eventText(record->event)));
    }
    if (const qint64 unread = m_log->unreadBytes(); unread > 0) {
        whole = false;
        const QString text = m_log->isDamaged()
            ? QStringLiteral("%1: %2 damaged bytes were skipped.")
            : QStringLiteral("%1: The last %2 bytes are an incomplete or damaged record and were skipped.");
        fail(failed, text.arg(m_path, QString::number(unread)));
    }
    return whole;
}

bool CliCapture::reportGaps(const std::optional<SocketAddress> &remote) const
{
    std::unordered_set<PeerId> peers;
    std::vector<Record> gaps;
    LogReader records(m_log, readWindow);
    for (RecordNumber number = m_log->first(); number < m_log->end(); ++number) {
        if (const auto view = records.view(number); view && view->kind == RecordKind::Data) {
            if (!remote || view->remote() == *remote)
                peers.insert(view->peer);
        } else if (const auto record = records.read(number); record && record->event.code == EventCode::CaptureGap) {
            gaps.push_back(*record);
        }
    }
    std::erase_if(gaps, [&peers](const Record &gap) { return !peers.contains(gap.peer); });
    if (gaps.empty())
        return false;
    Event event = gaps.front().event;
    event.more = gaps.size() - 1;
    fail(failed, eventText(event));
    return true;
}

void CliCapture::removeFolder()
{
    m_folder.reset();
    m_store.reset();
}
