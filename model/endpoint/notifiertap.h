// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QPointer>
#include <QSocketNotifier>

#include <functional>
#include <memory>

/// Intercepts the event loop's notifications for one of Qt's sockets. A QTcpSocket closes itself when the peer closes, and
/// hides how; a filter that looks first can find out. Lives on the socket's thread.
class NotifierTap : public QObject
{
public:
    /// Called when the socket is ready; returns whether to notify Qt. May close the socket, but not delete this.
    using Filter = std::function<bool()>;

    /// `socket` is a QAbstractSocket or a QTcpServer, whose notifiers are among its children. It outlives this object.
    NotifierTap(QObject &socket, Filter beforeReading, Filter beforeWriting);

    /// Attaches to notifiers that Qt may have made meanwhile; it makes each when it first needs it.
    void find();

    /// Detaches a tap, if any, and deletes it later: it may be on the stack.
    static void retire(std::unique_ptr<NotifierTap> tap);

    /// Switches notifications on or off. Qt switches them on when it reads, and when it has something to write.
    void setReading(bool on);
    void setWriting(bool on);
    /// Makes Qt read now, as the event loop would; does not call `beforeReading`.
    void readNow() { notifyQt(m_reading, m_isReading); }
    /// Makes Qt write once, as the event loop would; does not call `beforeWriting`.
    void writeNow() { notifyQt(m_writing, m_isWriting); }

    /// The socket's, also while it connects; -1 without one.
    qintptr descriptor() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    static void notifyQt(QSocketNotifier *notifier, bool &isNotifying);

    QObject &m_socket;
    const Filter m_beforeReading;
    const Filter m_beforeWriting;
    QPointer<QSocketNotifier> m_reading;
    QPointer<QSocketNotifier> m_writing;
    bool m_isReading = false;
    bool m_isWriting = false;
};
