// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/selectionextract.h"

#include <QObject>
#include <QThread>

#include <atomic>

/// Carries out copies, one at a time: small ones at once, others on a thread of its own. Its destructor cancels.
class BackgroundCopier : public QObject
{
    Q_OBJECT
public:
    explicit BackgroundCopier(QObject *parent = nullptr) : QObject(parent) { }
    ~BackgroundCopier() override { cancel(); }

    using Done = std::function<void(const SelectionExtract &copy)>;
    /// Cancels the one before. Calls `done` on this thread, perhaps before this returns, unless it is cancelled.
    void start(std::unique_ptr<SelectionExtract> copy, Done done);
    /// Waits for the thread, at most for as long as one record takes.
    void cancel();
    bool isRunning() const { return m_thread != nullptr; }

signals:
    void runningChanged();

private:
    void finish(const SelectionExtract &copy, const Done &done);

    std::unique_ptr<QThread> m_thread; // null: none is running
    std::atomic<bool> m_cancelled = false;
    quint64 m_number = 0; // of the copy; a result that an earlier one has queued is ignored
};
