// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/import/captureimporter.h"
#include "model/log/store/logstore.h"

#include <QWidget>

class QProgressBar;

/// Opens a capture, with a progress bar and a button to cancel. Deletes itself when done.
class CaptureOpenJob : public QWidget
{
    Q_OBJECT
public:
    /// `folder` is where a foreign capture is converted to; null to open the file where it is.
    CaptureOpenJob(const QString &file, std::unique_ptr<LogFolder> folder, QWidget *parent);

    /// For slots of finished(): the log, and its folder to move from.
    std::shared_ptr<TrafficLog> log() const { return m_importer.log(); }
    std::unique_ptr<LogFolder> &folder() { return m_folder; }

signals:
    /// As CaptureImporter::finished().
    void finished(bool ok, const QString &message);

private:
    std::unique_ptr<LogFolder> m_folder; // destroyed after the thread that writes there
    CaptureImporter m_importer;
    QProgressBar *m_progress = nullptr;
};
