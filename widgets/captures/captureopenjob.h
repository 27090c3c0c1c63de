// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/import/captureimporter.h"
#include "model/log/store/logstore.h"

#include <QWidget>

class QProgressBar;

/// A capture being opened, as progress with a button to cancel in the status bar. Deletes itself when
/// done.
class CaptureOpenJob : public QWidget
{
    Q_OBJECT
public:
    /// `folder` is where a foreign capture is converted to; null to open the file where it is.
    CaptureOpenJob(const QString &file, std::unique_ptr<LogFolder> folder, QWidget *parent);
    ~CaptureOpenJob() override;

    /// While finished() is being told: the log, and its folder to take over.
    std::shared_ptr<TrafficLog> log() const { return m_importer.log(); }
    std::unique_ptr<LogFolder> &folder() { return m_folder; }

signals:
    /// As CaptureImporter::finished().
    void finished(bool ok, const QString &message);

private:
    std::unique_ptr<LogFolder> m_folder; // goes after the thread that writes there
    CaptureImporter m_importer;
    QProgressBar *m_progress = nullptr;
};
