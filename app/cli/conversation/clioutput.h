// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>

#include <memory>

/// Writes to a file descriptor on its own thread, so that a slow reader blocks nothing else. The caller limits the queue
/// by asking hasRoom() before write().
class CliOutput : public QObject
{
    Q_OBJECT
public:
    explicit CliOutput(int fd);
    /// Does not wait for the queue.
    ~CliOutput() override;

    /// Queues bytes; after failed() they are dropped.
    void write(const QByteArray &bytes);
    bool hasRoom() const;
    /// Bytes that are not written yet; the system may have taken some of those that it is given now.
    qsizetype unwritten() const;
    /// Whether the descriptor is /dev/null.
    bool isDiscarded() const { return m_discarded; }
    /// Whether all was written.
    bool isIdle() const;

signals:
    /// Some bytes were written.
    void progressed();
    /// Nothing more can be written; `error` is an errno value, EPIPE if the reader has closed it.
    void failed(int error);

private:
    struct State;
    static void run(const std::shared_ptr<State> &state);

    const std::shared_ptr<State> m_state;
    const bool m_discarded;
};
