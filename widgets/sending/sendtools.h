// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/sending/sendlistmodel.h"

#include <QDockWidget>
#include <QHash>
#include <QKeySequence>
#include <QObject>
#include <QPointer>

#include <functional>

class FileChooser;
class PageSending;
class QMainWindow;
class QShortcut;
class SendListPanel;
class Settings;
class TextCodec;
class ToolDialog;

/// The send list, which all pages share, and the dialogs of the menu Tools.
class SendTools : public QObject
{
    Q_OBJECT
public:
    struct Parts
    {
        Settings &settings;
        FileChooser &files;
        /// The encoding of the page in front; null when there is none.
        std::function<std::shared_ptr<const TextCodec>()> codec;
    };

    SendTools(QMainWindow *window, Parts parts);

    void retranslate();
    /// What the page in front sends with; null, as at first: nothing can be sent from it.
    void setSending(PageSending *sending);
    void showSendList(bool on);
    void toggleSendList() { showSendList(!m_dock->isVisible()); }
    /// Stores the fields of the open dialog in the settings.
    void collect();

    void openFileDialog();
    void openGenerator();
    void openPieces();
    void openUdpTest();

signals:
    /// Why nothing can be sent from the current page; empty: sending is possible. Also when the language changes.
    void sendProblemChanged(const QString &problem);
    /// An error to show on the page in front, as the send list is hidden.
    void failed(const QString &message);

private:
    static QString nothingIsSent() { return tr("This tab shows a capture: nothing can be sent from it."); }
    void updateSendProblem();
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

    QMainWindow *m_window;
    const Parts m_parts;
    QPointer<PageSending> m_sending;
    SendListModel *m_list = nullptr;
    QDockWidget *m_dock = nullptr;
    SendListPanel *m_panel = nullptr;
    QList<QShortcut *> m_hotkeys;
    QPointer<ToolDialog> m_dialog;
    QString m_dialogName; // in the settings
};
