// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/store/logfolder.h"

#include <QDir>
#include <QFileInfo>

#include <cstdio>

LogFolder::LogFolder(QString path, std::unique_ptr<FolderLock> lock, std::shared_ptr<StoreThread> thread,
                     LogDescription description)
    : m_path(std::move(path)), m_lock(std::move(lock)), m_thread(std::move(thread)),
      m_description(std::move(description))
{
}

LogFolder::~LogFolder()
{
    if (m_end == End::Leave)
        return;
    m_description.ended = QDateTime::currentDateTimeUtc();
    m_thread->post([path = m_path, lock = std::move(m_lock), end = m_end, description = m_description] {
        if (end == End::Remove)
            remove(path);
        else
            (void)description.write(path);
    });
}

void LogFolder::describe(const LogDescription &description)
{
    m_description = description;
    m_description.ended = {};
    m_thread->post([path = m_path, written = m_description] { (void)written.write(path); });
}

bool LogFolder::remove(const QString &path)
{
    const QFileInfo info(path);
    const QString trash = QStringLiteral("%1/%2%3").arg(info.path(), trashPrefix, info.fileName());
    if (std::rename(QFile::encodeName(path).constData(), QFile::encodeName(trash).constData()) != 0)
        return false;
    return QDir(trash).removeRecursively();
}
