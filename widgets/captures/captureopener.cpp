// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/captures/captureopener.h"

#include "model/log/import/capturekind.h"
#include "widgets/captures/captureopenjob.h"
#include "widgets/parts/filechooser.h"
#include "widgets/parts/messagebar.h"
#include "widgets/settings.h"

#include <QDropEvent>
#include <QFileInfo>
#include <QLocale>
#include <QMainWindow>
#include <QMimeData>
#include <QStatusBar>
#include <QUrl>

#include <algorithm>

namespace {

QStringList localFiles(const QMimeData &data)
{
    QStringList files;
    for (const QUrl &url : data.urls()) {
        if (url.isLocalFile())
            files.append(url.toLocalFile());
    }
    return files;
}

} // namespace

CaptureOpener::CaptureOpener(const Tools &tools, QMainWindow *window)
    : QObject(window), m_tools(tools), m_window(window), m_messages(new MessageBar(window))
{
    window->setAcceptDrops(true);
    window->installEventFilter(this);
}

void CaptureOpener::ask()
{
    const QString folder = m_tools.settings.value(Settings::Key::SaveFolder).toString();
    const QString filters =
        tr("Captures (*.pcapng *.pcap *.cap *.dmp *.gz)") + QStringLiteral(";;") + tr("All files (*)");
    const QStringList files = m_tools.files.openNames(m_window, tr("Open capture"), folder, filters);
    for (const QString &file : files) {
        m_tools.settings.setValue(Settings::Key::SaveFolder, QFileInfo(file).path());
        open(file);
    }
}

void CaptureOpener::open(const QString &file)
{
    const auto kind = detectCaptureKind(file);
    if (!kind) {
        fail(kind.error().message);
        return;
    }
    std::unique_ptr<LogFolder> folder;
    if (*kind == CaptureKind::Foreign) {
        auto created = m_tools.captures.createScratch();
        if (!created) {
            fail(created.error().message);
            return;
        }
        folder = std::move(*created);
    }
    auto *job = new CaptureOpenJob(file, std::move(folder), m_window);
    m_window->statusBar()->addPermanentWidget(job);
    connect(job, &CaptureOpenJob::finished, this, [this, job, file](bool ok, const QString &message) {
        if (ok) {
            QString note;
            if (const qint64 rest = job->log()->unreadBytes(); job->log()->isDamaged())
                note = tr("This capture is damaged: %1 of it cannot be shown. The log says where.")
                           .arg(QLocale().formattedDataSize(rest));
            else if (rest > 0)
                note = tr("The last %1 of this capture are an incomplete record and were skipped.")
                           .arg(QLocale().formattedDataSize(rest));
            Q_EMIT opened({file, job->log(), &job->folder(), note});
        } else if (!message.isEmpty()) {
            fail(message);
        }
    });
}

/// Adds a line: several files may fail at once.
void CaptureOpener::fail(const QString &message)
{
    constexpr qsizetype keptLines = 4;
    QStringList lines;
    if (!m_messages->isHidden()) // isVisible() is false before the window is shown
        lines = m_messages->text().split(u'\n').last(std::min(keptLines, m_messages->text().count(u'\n') + 1));
    lines.append(message);
    m_messages->showMessage(lines.join(u'\n'), MessageBar::Tone::Warning);
}

bool CaptureOpener::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() != QEvent::DragEnter && event->type() != QEvent::Drop)
        return QObject::eventFilter(watched, event);
    auto *drop = static_cast<QDropEvent *>(event);
    const QStringList files = localFiles(*drop->mimeData());
    if (files.isEmpty())
        return false;
    drop->setDropAction(Qt::CopyAction); // not moved: the source would delete the file
    drop->accept();
    if (event->type() == QEvent::Drop) {
        for (const QString &file : files)
            open(file);
    }
    return true;
}
