// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/export/backgroundexport.h"

#include <QWidget>

class QProgressBar;

/// Saves a log, with a progress bar and a button to cancel. Deletes itself when done.
class LogSaveJob : public QWidget
{
    Q_OBJECT
public:
    LogSaveJob(const ExportRequest &request, const QString &file, QWidget *parent);

    void cancel() { m_exporter.cancel(); }

signals:
    /// See BackgroundExport::finished.
    void finished(bool ok, const QString &message);

private:
    BackgroundExport m_exporter;
    QProgressBar *m_progress = nullptr;
};
