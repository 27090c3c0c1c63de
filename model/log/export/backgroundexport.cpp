// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/backgroundexport.h"

#include <QElapsedTimer>

namespace {

constexpr qint64 progressIntervalNs = 40'000'000;

} // namespace

BackgroundExport::BackgroundExport(QObject *parent) : QObject(parent) { }

BackgroundExport::~BackgroundExport()
{
    cancel();
    if (m_thread)
        m_thread->wait();
}

void BackgroundExport::start(const ExportRequest &request, const QString &file)
{
    if (m_thread)
        m_thread->wait();
    m_cancelled = false;
    m_thread.reset(QThread::create([this, request, file] { run(request, file); }));
    m_thread->start();
}

void BackgroundExport::run(const ExportRequest &request, const QString &file)
{
    QElapsedTimer sinceShown;
    const auto summary = exportToFile(request, file, [&](quint64 done, quint64 total) {
        if (done == total || !sinceShown.isValid() || sinceShown.nsecsElapsed() >= progressIntervalNs) {
            sinceShown.start();
            QMetaObject::invokeMethod(this, [this, done, total] { Q_EMIT progress(done, total); });
        }
        return !m_cancelled;
    });
    bool ok = false;
    QString message;
    if (!summary) {
        message = summary.error().message;
    } else {
        ok = !summary->cancelled;
        if (ok)
            message = exportWarning(*summary);
    }
    QMetaObject::invokeMethod(this, [this, ok, message] { Q_EMIT finished(ok, message); });
}
