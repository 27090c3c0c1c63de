// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QObject>

#include <memory>

/// Writes to a file descriptor on a thread of its own, so that one who reads slowly, or not at all, holds up
/// nothing else. What waits is limited by whoever asks hasRoom() before write().
class CliOutput : public QObject
{
    Q_OBJECT
public:
    explicit CliOutput(int fd);
    /// Does not wait for what is still being written.
    ~CliOutput() override;

    /// Queues bytes; after failed() they are thrown away.
    void write(const QByteArray &bytes);
    bool hasRoom() const;
    /// Whether the descriptor is /dev/null.
    bool isDiscarded() const { return m_discarded; }
    /// Whether all was written.
    bool isIdle() const;

signals:
    /// There is room again, or all was written.
    void progressed();
    /// Nothing more can be written; `error` is an errno value, EPIPE when the reader has gone.
    void failed(int error);

private:
    struct State;
    static void run(const std::shared_ptr<State> &state);

    const std::shared_ptr<State> m_state;
    const bool m_discarded;
};
