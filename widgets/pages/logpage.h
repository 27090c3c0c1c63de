// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpointurl.h"
#include "model/log/store/logstore.h"
#include "model/log/trafficlog.h"
#include "model/peer.h"
#include "widgets/log/logarea.h"
#include "widgets/network/receivepanel.h"

#include <QIcon>
#include <QJsonObject>
#include <QWidget>

class LogView;
class MessageBar;
class QSplitter;
class TextCodec;

/// One tab: a log, the panel Receive that says how to read it, and a bar for messages.
class LogPage : public QWidget
{
    Q_OBJECT
public:
    ~LogPage() override;

    TrafficLog &log() const { return *m_log; }
    std::shared_ptr<TrafficLog> sharedLog() const { return m_log; }
    LogArea &logArea() const { return *m_logArea; }
    LogView &logView() const { return m_logArea->view(); }
    std::shared_ptr<const TextCodec> codec() const { return m_codec; }
    /// The name of codec() in the panel Receive.
    QString encoding() const { return m_receive->encoding(); }

    virtual QString title() const = 0;
    virtual QIcon icon() const = 0;
    /// The file or folder of a capture; empty for a session.
    virtual QString location() const { return {}; }

    /// The peers connected now, oldest first.
    virtual std::vector<Peer> peers() const { return {}; }
    /// Whether the log has sent or received data.
    bool hasTraffic() const;
    /// Since the start or the last resetCounters().
    TrafficCounters counters() const { return m_log->counters() - m_counterBase; }
    void resetCounters() { m_counterBase = m_log->counters(); }

    /// The log's folder; null when the log is a file of the user's own.
    const LogFolder *folder() const { return m_folder.get(); }
    /// The log is deleted with the page. Cannot be undone.
    void setPrivate();
    /// Whether the status bar warns that the log is deleted with the page.
    virtual bool isPrivate() const { return false; }
    /// Whether the log's folder stays when the page is closed.
    virtual bool keepsLog() const = 0;
    /// Writes title and setup into the log's folder if they have changed, to list them with it, also after a crash.
    virtual void describeLog() { }

    void showMessage(const QString &text, bool warning);
    /// Hides the records in the log now, or shows them again.
    void clearView() { m_logArea->setOrigin(m_log->end()); }
    void showAll() { m_logArea->setOrigin(0); }

    /// Applies what the URL says of the page's fields.
    virtual void setUrl(const EndpointUrl &url);
    /// Every field, with what is typed in it.
    virtual QJsonObject save() const;
    virtual void restore(const QJsonObject &state);

signals:
    /// The page is about to be deleted, and its log's folder may be deleted with it.
    void closing();
    void titleChanged();
    void saveRequested();
    /// codec() is another.
    void codecChanged();

protected:
    LogPage(std::unique_ptr<LogFolder> folder, std::shared_ptr<TrafficLog> log);

    /// Lays the page out, with panels above and below the panel Receive and a widget below the log. The order is that of
    /// the Tab key, so everything is added at once: each subclass calls this in its constructor.
    void arrange(const QList<QWidget *> &above = {}, const QList<QWidget *> &below = {}, QWidget *belowLog = nullptr);
    ReceivePanel &receivePanel() const { return *m_receive; }
    MessageBar &message() const { return *m_message; }
    LogFolder *ownFolder() const { return m_folder.get(); }
    /// `setup` is that of a LogDescription.
    void applySetup(const QJsonObject &setup);

    void showEvent(QShowEvent *event) override;

private:
    void connectReceivePanel();
    void applyEncoding();

    std::unique_ptr<LogFolder> m_folder;
    std::shared_ptr<TrafficLog> m_log;
    std::shared_ptr<const TextCodec> m_codec;
    TrafficCounters m_counterBase;
    ReceivePanel *m_receive = nullptr;
    MessageBar *m_message = nullptr;
    LogArea *m_logArea = nullptr;
    QSplitter *m_columns = nullptr;
    QSplitter *m_rows = nullptr;
};
