// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/pages/storedtabs.h"

#include "widgets/settings.h"

#include <QDir>
#include <QFileInfo>
#include <QJsonDocument>

using Key = Settings::Key;

namespace {

constexpr int maxWindows = 100;

// In the file: never change one.
QString tabsName(int number)
{
    return number == 1 ? Settings::nameOf(Key::Tabs) : QStringLiteral("window%1/tabs").arg(number);
}

QString currentName(int number)
{
    return number == 1 ? Settings::nameOf(Key::CurrentTab) : QStringLiteral("window%1/currentTab").arg(number);
}

} // namespace

/// True also where no lock file can be created: nothing can be stored there either.
bool StoredTabs::claim(int number)
{
    QDir().mkpath(QFileInfo(m_settings.file()).absolutePath());
    auto lock = std::make_unique<QLockFile>(QStringLiteral("%1.window%2.lock").arg(m_settings.file()).arg(number));
    lock->setStaleLockTime(0); // a lock is stale when its owner is dead, however old it is
    const bool isOurs = lock->tryLock(0) || lock->error() != QLockFile::LockFailedError;
    if (isOurs)
        m_locks.push_back(std::move(lock));
    return isOurs;
}

bool StoredTabs::isStored(int number) const
{
    return m_settings.value(tabsName(number)).isValid();
}

StoredTabs::State StoredTabs::takeOver()
{
    m_hasTakenOver = true;
    State state;
    for (int number = 1; number < maxWindows; ++number) {
        const bool isFirst = m_number == 0;
        if ((!isFirst && !isStored(number)) || !claim(number))
            continue;
        const QByteArray json = m_settings.value(tabsName(number)).toByteArray();
        const QJsonArray pages = QJsonDocument::fromJson(json).array();
        if (isFirst) {
            m_number = number;
            state.current = m_settings.value(currentName(number)).toInt();
        } else {
            m_settings.setValue(tabsName(number), {});
            m_settings.setValue(currentName(number), {});
        }
        for (const auto page : pages)
            state.pages.append(page);
    }
    return state;
}

void StoredTabs::store(const State &state)
{
    for (int number = 1; m_number == 0 && number < maxWindows; ++number) {
        if (!isStored(number) && claim(number))
            m_number = number;
    }
    if (m_number == 0)
        return;
    QJsonArray pages = state.pages;
    for (const auto page : std::as_const(m_aside))
        pages.append(page);
    m_settings.setValue(tabsName(m_number), QJsonDocument(pages).toJson(QJsonDocument::Compact));
    m_settings.setValue(currentName(m_number), state.current);
}

void StoredTabs::close()
{
    if (m_number == 0 || m_hasTakenOver)
        return;
    m_settings.setValue(tabsName(m_number), {});
    m_settings.setValue(currentName(m_number), {});
}
