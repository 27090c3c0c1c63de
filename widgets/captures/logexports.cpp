// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/captures/logexports.h"

#include "widgets/captures/exportdialog.h"
#include "widgets/captures/logsavejob.h"
#include "widgets/log/logarea.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logselectioncontroller.h"
#include "widgets/log/logview.h"
#include "widgets/pages/logpage.h"
#include "widgets/parts/filechooser.h"
#include "widgets/settings.h"

#include <QDateTime>
#include <QDir>
#include <QMainWindow>
#include <QStatusBar>

using Key = Settings::Key;

namespace {

/// The records that the view shows, or would show if it were not paused.
std::shared_ptr<RecordSelection> shownRecords(const LogPage &page)
{
    const auto log = page.sharedLog();
    const auto range =
        std::make_shared<RangeSelection>(std::max(page.logView().scroller().origin(), log->first()), log->end());
    if (const auto filter = page.logArea().filter())
        return std::make_shared<FilterSelection>(log, range, filter);
    return range;
}

/// The peer of the selected record, or else the newest peer that is connected.
PeerId suggestedPeer(const LogPage &page)
{
    const auto [first, end] = page.logView().selection().records();
    if (const auto record = first < end ? LogReader(page.sharedLog()).read(first) : std::nullopt;
        record && record->peer != PeerId::None)
        return record->peer;
    const std::vector<Peer> peers = page.peers();
    return peers.empty() ? PeerId::None : peers.back().id;
}

} // namespace

LogExports::LogExports(QMainWindow *window, Settings &settings, FileChooser &files, LogStore &captures)
    : QObject(window), m_window(window), m_settings(settings), m_files(files), m_wireshark(captures)
{
}

void LogExports::save(LogPage *page)
{
    const QString folder = m_settings.value(Key::SaveFolder).toString();
    const QString name = QStringLiteral("socketscope-%1.pcapng")
                             .arg(QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-hhmmss")));
    const QString pcapng = tr("Capture for Wireshark (*.pcapng)");
    const QString text = tr("Text (*.txt)");
    QString filter = pcapng;
    const QString file = m_files.saveName(m_window, tr("Save log"), QDir(folder).filePath(name),
                                          pcapng + QStringLiteral(";;") + text, &filter);
    if (file.isEmpty())
        return;
    const bool asText = file.endsWith(u".txt") || (filter == text && !file.endsWith(u".pcapng"));
    m_settings.setValue(Key::SaveFolder, QFileInfo(file).path());
    startSaving(
        page,
        {page->sharedLog(), shownRecords(*page), asText ? ExportFormat::Text : ExportFormat::Pcapng, {page->codec()}},
        file);
}

void LogExports::ask(LogPage *page, bool deviceTest)
{
    const LogView &view = page->logView();
    ExportScope scope{page->sharedLog(), view.scroller().origin(), view.selection().records(),
                      page->logArea().filter() ? shownRecords(*page) : nullptr, page->encoding()};
    scope.peer = suggestedPeer(*page);
    auto *dialog = new ExportDialog(std::move(scope), m_settings, m_files, m_window);
    if (deviceTest)
        dialog->offerDeviceTest();
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, page,
            [this, page, dialog] { startSaving(page, dialog->request(), dialog->file()); });
    connect(page, &QObject::destroyed, dialog, &QDialog::reject);
    dialog->open();
}

void LogExports::openInWireshark(LogPage *page)
{
    const auto file = m_wireshark.newFile();
    if (!file) {
        page->showMessage(file.error().message, true);
        return;
    }
    const LogSaveJob *job = start(page, {page->sharedLog(), shownRecords(*page), ExportFormat::Pcapng, {}}, *file);
    connect(job, &LogSaveJob::finished, page, [this, page, file = *file](bool ok, const QString &message) {
        if (const auto shown = ok ? m_wireshark.show(file) : Result<void>(); !shown)
            page->showMessage(shown.error().message, true);
        else if (!message.isEmpty())
            page->showMessage(message, true);
    });
}

void LogExports::startSaving(LogPage *page, const ExportRequest &request, const QString &file)
{
    const LogSaveJob *job = start(page, request, file);
    connect(job, &LogSaveJob::finished, page, [page, file](bool ok, const QString &message) {
        const QString saved = tr("The log was saved to %1").arg(QDir::toNativeSeparators(file));
        if (ok && message.isEmpty())
            page->showMessage(saved, false);
        else if (ok)
            page->showMessage(saved + QStringLiteral("\n") + message, true);
        else if (!message.isEmpty())
            page->showMessage(message, true);
    });
}

LogSaveJob *LogExports::start(LogPage *page, const ExportRequest &request, const QString &file)
{
    auto *job = new LogSaveJob(request, file, m_window);
    m_window->statusBar()->addPermanentWidget(job);
    // The log's files may be deleted with the page: better no export than a part of one.
    connect(page, &LogPage::closing, job, &LogSaveJob::cancel);
    return job;
}
