// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/logsavejob.h"

#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

LogSaveJob::LogSaveJob(const LogSaver::Request &request, QWidget *parent) : QWidget(parent)
{
    constexpr int steps = 1000;
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, steps);
    m_progress->setMaximumWidth(160);
    m_progress->setFormat(tr("Saving… %p%"));
    auto *cancel = new QToolButton(this);
    cancel->setText(tr("Cancel"));
    cancel->setAutoRaise(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_progress);
    row->addWidget(cancel);
    connect(cancel, &QToolButton::clicked, this, [this] { m_saver.cancel(); });
    connect(&m_saver, &LogSaver::progress, this,
            [this](quint64 done, quint64 total) { m_progress->setValue(int(done * steps / total)); });
    connect(&m_saver, &LogSaver::finished, this, [this](bool ok, const QString &message) {
        Q_EMIT finished(ok, message);
        deleteLater();
    });
    m_saver.start(request);
}
