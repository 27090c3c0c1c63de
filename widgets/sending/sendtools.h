// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/sending/sendlistmodel.h"

#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <QPointer>

#include <functional>

class FileChooser;
class QDockWidget;
class QMainWindow;
class QShortcut;
class SendListPanel;
class SessionPage;
class Settings;
class ToolDialog;

/// What sends beyond the message that is typed: the send list beside the pages, which it shares, and the
/// dialogs of the menu Tools.
class SendTools : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        Settings &settings;
        FileChooser &files;
        std::function<SessionPage *()> currentPage;
    };

    SendTools(QMainWindow *window, Parts parts);

    void retranslate();
    /// Another page is in front.
    void pageChanged();
    void showSendList(bool on);
    void toggleSendList();
    /// Puts what a dialog holds into the settings.
    void collect();

    void openFileDialog();
    void openGenerator();
    void openPieces();
    void openUdpTest();

signals:
    /// Why nothing can be sent from the page in front; empty: it can. Also when the language changes.
    void canSendChanged(const QString &whyNot);

private:
    static QString nothingIsSent();
    void updateCanSend();
    int clearTakenHotkeys(SendList &list) const;
    void buildDock(QMainWindow *window);
    void connectPanel();
    void edit(int row);
    void send(int row);
    void run(bool loop);
    Result<QByteArray> payload(const SendListEntry &entry, int row) const;
    void importList();
    void exportList();
    void store();
    void load();
    void updateHotkeys();
    QHash<QKeySequence, QString> takenHotkeys(int exceptRow) const;
    void updateRunning();
    void open(const char *name, const std::function<ToolDialog *(const QJsonObject &)> &make);
    bool canSend() const;

    QMainWindow *m_window;
    const Parts m_parts;
    SendListModel *m_list = nullptr;
    QDockWidget *m_dock = nullptr;
    SendListPanel *m_panel = nullptr;
    QList<QShortcut *> m_hotkeys;
    QMetaObject::Connection m_pageRuns;
    QMetaObject::Connection m_pageProgress;
    QPointer<ToolDialog> m_dialog;
    QString m_dialogName; // in the settings
};
