// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/captures/wireshark.h"

#include <QObject>

struct ExportRequest;
class FileChooser;
class LogPage;
class LogSaveJob;
class QMainWindow;
class Settings;

/// Saves and exports logs, and opens them in Wireshark. Each export runs as a job in the status bar, and the page's
/// message bar shows its result; it is cancelled when the page is closed.
class LogExports : public QObject
{
    Q_OBJECT
public:
    /// All outlive this.
    LogExports(QMainWindow *window, Settings &settings, FileChooser &files, LogStore &captures);

    /// The records shown, as capture or text; asks only for the file.
    void save(LogPage *page);
    /// What an ExportDialog asks for.
    void exportLog(LogPage *page) { ask(page, false); }
    /// The conversation with one peer, as a device test; asks for peer and file in an ExportDialog.
    void saveDeviceTest(LogPage *page) { ask(page, true); }
    /// The records shown.
    void openInWireshark(LogPage *page);

    Wireshark &wireshark() { return m_wireshark; }

private:
    void ask(LogPage *page, bool deviceTest);
    LogSaveJob *start(LogPage *page, const ExportRequest &request, const QString &file);
    void startSaving(LogPage *page, const ExportRequest &request, const QString &file);

    QMainWindow *m_window;
    Settings &m_settings;
    FileChooser &m_files;
    Wireshark m_wireshark;
};
