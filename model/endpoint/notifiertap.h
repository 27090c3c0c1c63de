// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QObject>
#include <QPointer>
#include <QSocketNotifier>

#include <functional>
#include <memory>

/// Sees what the event loop tells one of Qt's sockets before that does, and can keep it back. A QTcpSocket closes itself
/// when the peer closes, and hides how; whoever looks first can do better. Lives on the socket's thread.
class NotifierTap : public QObject
{
public:
    /// Called when the socket can be read or written; returns whether Qt shall know of it. May close the socket, but not
    /// delete this object.
    using Look = std::function<bool()>;

    /// `socket` is a QAbstractSocket or a QTcpServer, whose notifiers are among its children. It outlives this object.
    NotifierTap(QObject &socket, Look beforeReading, Look beforeWriting);

    /// Qt makes the notifiers when it first needs them: to be called when it may have.
    void find();

    /// Ends a tap, if there is one, that may be at work now: from now on everything reaches Qt.
    static void retire(std::unique_ptr<NotifierTap> tap);

    /// Switches on or off that the event loop reports what can be read, or written. Qt switches it on by itself when it
    /// reads, and when it has something to write.
    void setReading(bool on);
    void setWriting(bool on);
    /// Lets Qt's socket read now, as the event loop would; `beforeReading` is not asked.
    void readNow();
    /// Lets Qt's socket write once, as the event loop would; `beforeWriting` is not asked.
    void writeNow();

    /// Of the socket, also while it connects; -1 when it has none.
    qintptr descriptor() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    static void letQtWork(QSocketNotifier *notifier, bool &worksNow);

    QObject &m_socket;
    const Look m_beforeReading;
    const Look m_beforeWriting;
    QPointer<QSocketNotifier> m_reading;
    QPointer<QSocketNotifier> m_writing;
    bool m_readsNow = false;
    bool m_writesNow = false;
};
