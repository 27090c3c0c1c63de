// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/captures/logsavejob.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

LogSaveJob::LogSaveJob(const ExportRequest &request, const QString &file, QWidget *parent) : QWidget(parent)
{
    constexpr int steps = 1000;
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, steps);
    m_progress->setMaximumWidth(160);
    m_progress->setFormat(tr("Saving… %p%"));
    auto *cancelButton = new QToolButton(this);
    cancelButton->setText(tr("Cancel"));
    cancelButton->setAccessibleName(tr("Cancel saving"));
    cancelButton->setAutoRaise(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_progress);
    row->addWidget(cancelButton);
    connect(cancelButton, &QToolButton::clicked, this, &LogSaveJob::cancel);
    connect(&m_exporter, &BackgroundExport::progress, this,
            [this](quint64 done, quint64 total) { m_progress->setValue(int(done * steps / total)); });
    connect(&m_exporter, &BackgroundExport::finished, this, [this](bool ok, const QString &message) {
        Q_EMIT finished(ok, message);
        deleteLater();
    });
    m_exporter.start(request, file);
}
