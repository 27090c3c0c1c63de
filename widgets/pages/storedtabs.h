// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonArray>
#include <QLockFile>

#include <memory>
#include <vector>

class Settings;

/// The tabs of one window in the settings, which all windows share. Each window has its own number, held by a lock while
/// it runs, so that no window overwrites the tabs of another. A window that restores tabs takes over those of all windows
/// that no longer run, whether closed or crashed: none are lost, and none come back twice. GUI thread.
class StoredTabs
{
public:
    /// `settings` outlive this.
    explicit StoredTabs(Settings &settings) : m_settings(settings) { }

    struct State
    {
        QJsonArray pages;
        qsizetype current = 0;
    };
    /// What the windows that no longer run have stored, the first one's first. Call it before store(), if at all.
    State takeOver();
    /// A page of takeOver() for which no tab could be made: it is stored again with the others.
    void setAside(const QJsonValue &page) { m_aside.append(page); }
    /// Without takeOver() before, the tabs are stored under a number that is free, in case of a crash only.
    void store(const State &state);
    /// The window is closed: forgets tabs that were stored in case of a crash only.
    void close();

private:
    bool claim(int number);
    bool isStored(int number) const;

    Settings &m_settings;
    int m_number = 0; // 0: none yet
    bool m_hasTakenOver = false;
    QJsonArray m_aside;
    std::vector<std::unique_ptr<QLockFile>> m_locks;
};
