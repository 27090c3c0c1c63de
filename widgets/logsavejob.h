// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/logsaver.h"

#include <QWidget>

class QProgressBar;

/// A log being saved, as progress with a button to cancel in the status bar. Deletes itself when done.
class LogSaveJob : public QWidget
{
    Q_OBJECT
public:
    LogSaveJob(const LogSaver::Request &request, QWidget *parent);

signals:
    void finished(bool ok, const QString &message);

private:
    LogSaver m_saver;
    QProgressBar *m_progress = nullptr;
};
