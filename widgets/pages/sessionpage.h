// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/store/logstore.h"
#include "model/session/session.h"
#include "widgets/log/content/recordcontent.h"
#include "widgets/network/statedot.h"
#include "widgets/pages/logpage.h"
#include "widgets/sending/messageedit.h"
#include "widgets/sending/sendbox.h"
#include "widgets/sending/sendpanel.h"

#include <QTimer>

class FileChooser;
class NetworkPanel;
class PageSending;
class QPushButton;
class ReplyPanel;
class TargetRow;

/// A session with its panels, its log and its send box.
class SessionPage final : public LogPage
{
    Q_OBJECT
public:
    /// `folder` is that of the log; null when the log is a file of the user's own. `files` outlives the page.
    SessionPage(std::unique_ptr<LogFolder> folder, const std::shared_ptr<TrafficLog> &log, FileChooser &files,
                const std::shared_ptr<Resolver> &resolver);
    ~SessionPage() override;

    Session &session() const { return *m_session; }
    PageSending &sending() const { return *m_pageSending; }

    QString title() const override;
    QIcon icon() const override { return stateDot(m_session->state()); }
    std::vector<Peer> peers() const override { return m_session->peers(); }
    bool isPrivate() const override { return folder() && folder()->description().isPrivate; }
    bool keepsLog() const override { return folder() && !isPrivate() && (m_resumed || hasTraffic()); }
    void describeLog() override;
    /// Continues a kept log: restores its setup and reports damage.
    void resume(const LogDescription &description);

    /// See Session::setHalfClosedTimeout().
    void setHalfClosedTimeout(int seconds) { m_session->setHalfClosedTimeout(seconds); }
    /// The TLS certificates that are accepted though not verified: fingerprints by `host:port`.
    void setCertificates(const QMap<QString, QString> &accepted) { m_certificates = accepted; }
    void open();
    void close() { m_session->close(); }

    /// Enters the local host; only while closed.
    void setLocalHost(const QString &host);
    /// What the URL does not say stays, such as the encoding; but without replies there are none.
    void setUrl(const EndpointUrl &url) override;
    QJsonObject save() const override;
    void restore(const QJsonObject &state) override;
    QStringList history() const { return m_sendBox->edit()->history(); }
    void setHistory(const QStringList &history) { m_sendBox->edit()->setHistory(history); }

signals:
    /// The log has new records, at most 25 times a second.
    void logRefreshed();
    void fileRequested();
    void sendListRequested();
    void historyChanged();
    /// The user always accepts the certificate of `server` (`host:port`).
    void certificateAccepted(const QString &server, const QString &fingerprint);
    /// save() returns something else now.
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    QWidget *makeSendArea();
    void connectPanels();
    void connectSession();
    LogDescription description() const;
    void endLog();
    void onStateChanged();
    void onPeersChanged();
    void onLogGrew();
    void refreshLog();
    void onHappened(const Event &event);
    void showFailure(const QString &text);
    void forgetFailure();
    void applyCodec();
    void applyFormat() { m_sendBox->setFormat(m_sendPanel->format(), codec()); }
    bool applyReplies();
    void openUrl(const EndpointUrl &url);
    void suggestTarget();
    void askPassword(const EndpointUrl &url);
    void showCertificate();
    void replaceUrl(const EndpointUrl &url);
    QString acceptedBefore() const;

    std::unique_ptr<Session> m_session;
    NetworkPanel *m_network = nullptr;
    SendPanel *m_sendPanel = nullptr;
    ReplyPanel *m_replies = nullptr;
    FileChooser &m_files;
    TargetRow *m_target = nullptr;
    SendBox *m_sendBox = nullptr;
    PageSending *m_pageSending = nullptr;
    QString m_groupLoss; // the message that a group is no longer received
    QMap<QString, QString> m_certificates;
    QPushButton *m_showCertificate = nullptr; // in the message bar
    Event m_unverified;                       // what it shows
    QString m_keyPassword;                    // of the TLS key; never stored
    QString m_failure;                        // the last message that something failed
    QString m_recovery;                       // the message that the log is being written again
    bool m_resumed = false;
    QTimer m_refresh;
    RecordNumber m_refreshedEnd = 0; // of the log, when it was last refreshed
    QTimer m_peerRefresh;
};
