// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QJsonArray>
#include <QLockFile>

#include <memory>
#include <vector>

class Settings;

/// The tabs of one window in the settings, which all windows share. Each window has a number of its own, held by a lock
/// as long as it runs, so that none writes over the tabs of another. A window that restores tabs takes over those of
/// all windows that no longer run, whether closed or crashed: none are lost, and none come back twice. GUI thread.
class StoredTabs
{
public:
    /// `settings` outlive this.
    explicit StoredTabs(Settings &settings);
    ~StoredTabs();

    struct State
    {
        QJsonArray pages;
        qsizetype current = 0;
    };
    /// What the windows that no longer run have stored, the first one's first. Call before store(), if at all.
    State takeOver();
    /// Without takeOver() before, the tabs get a number that none has, and wait there in case of a crash.
    void store(const State &state);
    /// For tabs that were stored in case of a crash only.
    void discard();

private:
    bool claim(int number);
    bool isStored(int number) const;

    Settings &m_settings;
    int m_number = 0; // 0: none yet
    std::vector<std::unique_ptr<QLockFile>> m_locks;
};
