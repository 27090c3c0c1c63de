// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/store/logstore.h"
#include "model/log/trafficlog.h"

#include <QObject>

#include <memory>

class FileChooser;
class MessageBar;
class QMainWindow;
class Settings;

/// Opens capture files: chosen, dropped onto the window or named by open(). The status bar shows the progress.
class CaptureOpener : public QObject
{
    Q_OBJECT
public:
    /// What it needs from outside; everything outlives it.
    struct Tools
    {
        LogStore &captures;
        FileChooser &files;
        Settings &settings;
    };

    /// An opened capture, ready to be shown.
    struct Opened
    {
        QString file;
        std::shared_ptr<TrafficLog> log; ///< sealed
        /// The folder of a converted capture, to be moved from; points to null if the file is shown where it is.
        std::unique_ptr<LogFolder> *folder = nullptr;
        QString note; ///< what the user should know about it; mostly empty
    };

    CaptureOpener(const Tools &tools, QMainWindow *window);

    /// Lets the user choose files.
    void ask();
    void open(const QString &file);
    /// Says why files could not be opened; the window lays it out.
    MessageBar *messages() const { return m_messages; }

    bool eventFilter(QObject *watched, QEvent *event) override;

signals:
    void opened(const CaptureOpener::Opened &opened);

private:
    void fail(const QString &message);

    Tools m_tools;
    QMainWindow *m_window;
    MessageBar *m_messages;
};
