// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/captures/wireshark.h"

#include <QObject>

struct ExportRequest;
class FileChooser;
class LogSaveJob;
class QMainWindow;
class SessionPage;
class Settings;

/// The ways a log leaves the window: saved, exported, shown in Wireshark. Each runs as a job in the
/// status bar, and its page's message bar tells how it ended; it is cancelled when the page goes.
class LogExports : public QObject
{
    Q_OBJECT
public:
    /// All outlive this object.
    LogExports(QMainWindow *window, Settings &settings, FileChooser &files, LogStore &captures);

    /// What is shown, as capture or text; asks only for the file.
    void save(SessionPage *page);
    /// Asks for everything in an ExportDialog.
    void exportLog(SessionPage *page);
    /// The conversation with one peer, as a session file; asks for peer and file in an ExportDialog.
    void saveDeviceTest(SessionPage *page);
    /// What is shown.
    void openInWireshark(SessionPage *page);

    /// Whether anything was sent or received: without that there is no device test.
    static bool hasTraffic(const SessionPage &page);

    Wireshark &wireshark() { return m_wireshark; }

private:
    void ask(SessionPage *page, bool deviceTest);
    LogSaveJob *start(SessionPage *page, const ExportRequest &request, const QString &file);
    void startSaving(SessionPage *page, const ExportRequest &request, const QString &file);

    QMainWindow *m_window;
    Settings &m_settings;
    FileChooser &m_files;
    Wireshark m_wireshark;
};
