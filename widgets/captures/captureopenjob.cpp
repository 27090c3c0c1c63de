// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/captures/captureopenjob.h"

#include "widgets/parts/plaintooltip.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QProgressBar>
#include <QToolButton>

#include <algorithm>

CaptureOpenJob::CaptureOpenJob(const QString &file, std::unique_ptr<LogFolder> folder, QWidget *parent)
    : QWidget(parent), m_folder(std::move(folder))
{
    constexpr int steps = 1000;
    m_progress = new QProgressBar(this);
    m_progress->setRange(0, steps);
    m_progress->setMaximumWidth(160);
    m_progress->setFormat(tr("Opening… %p%"));
    m_progress->setToolTip(plainToolTip(file));
    m_progress->setAccessibleName(tr("Opening %1").arg(QFileInfo(file).fileName()));
    auto *cancel = new QToolButton(this);
    cancel->setText(tr("Cancel"));
    cancel->setAccessibleName(tr("Cancel opening"));
    cancel->setAutoRaise(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_progress);
    row->addWidget(cancel);
    connect(cancel, &QToolButton::clicked, this, [this] { m_importer.cancel(); });
    connect(&m_importer, &CaptureImporter::progress, this, [this](quint64 done, quint64 total) {
        m_progress->setValue(int(done * steps / std::max<quint64>(total, 1)));
    });
    connect(&m_importer, &CaptureImporter::finished, this, [this](bool ok, const QString &message) {
        Q_EMIT finished(ok, message);
        deleteLater();
    });
    m_importer.start({file, m_folder ? m_folder->path() : QString()});
}
