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

/// Opens capture files: asked for in a dialog, dropped onto the window or named by others. What takes
/// time shows in the window's status bar, what fails in messages().
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
        /// Points to the folder of a converted capture, to be taken, or to null.
        std::unique_ptr<LogFolder> *folder = nullptr;
        QString note; ///< what the user should know of it; mostly empty
    };

    CaptureOpener(const Tools &tools, QMainWindow *window);

    void ask();
    void open(const QString &file);
    /// Says why files could not be opened; to be placed by the window.
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
