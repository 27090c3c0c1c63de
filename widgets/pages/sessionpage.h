// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/textcodec.h"
#include "model/log/logstore.h"
#include "model/session/session.h"
#include "widgets/log/rows/recordcontent.h"

#include <QJsonObject>
#include <QTimer>
#include <QWidget>

class FileChooser;
class LogArea;
class LogView;
class MessageBar;
class NetworkPanel;
class PageSending;
class QSplitter;
class ReceivePanel;
class ReplyPanel;
class SendBox;
class SendPanel;
class TargetRow;

/// One tab: a session with its panels, its log and its send box; or an opened capture, which can only
/// be looked at and saved.
class SessionPage : public QWidget
{
    Q_OBJECT
public:
    /// The capture's folder; null when the log writes to a file of the user's own. `files` outlives the page.
    SessionPage(std::unique_ptr<LogFolder> folder, const std::shared_ptr<TrafficLog> &log, FileChooser &files,
                const std::shared_ptr<Resolver> &resolver, QWidget *parent = nullptr);
    ~SessionPage() override;

    Session &session() const { return *m_session; }
    LogArea &logArea() const { return *m_logArea; }
    LogView &logView() const;
    PageSending &sending() const { return *m_pageSending; }
    SendBox &sendBox() const { return *m_sendBox; }
    ReceivePanel &receivePanel() const { return *m_receive; }
    /// For the tab: the role and the port or host, or the capture's file.
    QString title() const;
    /// Makes this the page of a capture that was opened from `file`: nothing can be opened or sent. `title` is that
    /// of the tab, if it is not the file's name.
    void showCapture(const QString &file, const QString &title = {});
    bool isCapture() const { return !m_captureFile.isEmpty(); }
    const QString &captureFile() const { return m_captureFile; }

    /// The log's folder; null when it writes to a file of the user's own.
    const LogFolder *folder() const { return m_folder.get(); }
    /// Shows a log again that was kept, with its set-up. It goes on in it, unless nothing can be written there.
    void resume(const LogDescription &description);
    /// The log goes with the page. Cannot be taken back.
    void setPrivate();
    bool isPrivate() const;
    /// Whether the log stays when the page goes: without traffic, or in private mode, it does not.
    bool keepsLog() const;
    /// Writes title and set-up beside the log where they have changed, for when it is listed or left by a crash.
    void describeLog();

    /// See Session::setHalfClosedTimeout().
    void setHalfClosedTimeout(int seconds) { m_session->setHalfClosedTimeout(seconds); }
    /// Fills the fields in.
    void setUrl(const EndpointUrl &url);
    void open();
    void close();
    /// Hides what is in the log now, or shows it again.
    void clearView();
    void showAll();
    void showMessage(const QString &text, bool warning);

    /// What is remembered between two starts: every field, typed text too.
    QJsonObject save() const;
    void restore(const QJsonObject &state);

    QStringList history() const;
    void setHistory(const QStringList &history);

signals:
    /// The page is about to go, and its log may go with it.
    void closing();
    void titleChanged();
    /// The log has new records, at most 25 times a second.
    void logRefreshed();
    void saveRequested();
    void fileRequested();
    void sendListRequested();
    void historyChanged();
    /// save() may give something else.
    void changed();

protected:
    void showEvent(QShowEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void buildLayout(FileChooser &files);
    LogDescription description() const;
    void endLog();
    void connectPanels();
    void onStateChanged();
    void onPeersChanged();
    void onLogGrew();
    void refreshLog();
    void onHappened(const Event &event);
    void applyEncoding();
    void applyFormat();
    bool applyReplies();
    void applyMessages();

    std::unique_ptr<LogFolder> m_folder; // goes after the session; the view still reads the log then
    std::unique_ptr<Session> m_session;
    NetworkPanel *m_network = nullptr;
    ReceivePanel *m_receive = nullptr;
    SendPanel *m_sendPanel = nullptr;
    ReplyPanel *m_replies = nullptr;
    MessageBar *m_message = nullptr;
    QString m_logWorks; // the message that the log is written again
    LogArea *m_logArea = nullptr;
    TargetRow *m_target = nullptr;
    SendBox *m_sendBox = nullptr;
    PageSending *m_pageSending = nullptr;
    QSplitter *m_columns = nullptr;
    QSplitter *m_rows = nullptr;
    QWidget *m_sending = nullptr; // target row and send box
    QString m_captureFile;
    QString m_captureTitle;
    bool m_resumed = false; // the log was there before
    QTimer m_refresh;
    RecordNumber m_refreshedEnd = 0; // of the log, when it was last refreshed
    QTimer m_peerRefresh;
    std::shared_ptr<const TextCodec> m_codec;
};
