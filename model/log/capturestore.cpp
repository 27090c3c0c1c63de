// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/capturestore.h"

#include "model/log/captureblocks.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace {

QString lockPath(const QString &folder)
{
    return folder + QStringLiteral("/lock");
}

/// The lock, held, or nothing while another program has it.
std::unique_ptr<QLockFile> lockFolder(const QString &folder)
{
    auto lock = std::make_unique<QLockFile>(lockPath(folder));
    lock->setStaleLockTime(0); // age says nothing: only a dead owner makes a lock stale
    return lock->tryLock(0) ? std::move(lock) : nullptr;
}

} // namespace

CaptureFolder::CaptureFolder(QString path, std::unique_ptr<QLockFile> lock)
    : m_path(std::move(path)), m_lock(std::move(lock))
{
}

CaptureFolder::~CaptureFolder()
{
    m_lock->unlock();
    QDir(m_path).removeRecursively();
}

CaptureStore::CaptureStore(QString root) : m_root(std::move(root)) { }

Result<std::unique_ptr<CaptureFolder>> CaptureStore::create()
{
    const auto cannot = [](const QString &path) {
        return failure(QCoreApplication::translate("CaptureStore",
                                                   "No folder for the log can be made in %1. Check "
                                                   "that it may be written to.")
                           .arg(QDir::toNativeSeparators(path)));
    };
    if (!QDir().mkpath(m_root))
        return cannot(m_root);
    QFile::setPermissions(m_root, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    const QString stamp = QDateTime::currentDateTime().toString(QStringLiteral("yyyyMMdd-hhmmss"));
    for (int i = 1; i <= 10000; ++i) {
        const QString path =
            QStringLiteral("%1/%2-%3-%4").arg(m_root, stamp).arg(QCoreApplication::applicationPid()).arg(i);
        if (!QDir().mkdir(path)) {
            if (!QFileInfo::exists(path))
                break;
            continue;
        }
        QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        if (auto lock = lockFolder(path))
            return std::unique_ptr<CaptureFolder>(new CaptureFolder(path, std::move(lock)));
    }
    return cannot(m_root);
}

std::vector<CaptureStore::Orphan> CaptureStore::orphans() const
{
    std::vector<Orphan> found;
    const QFileInfoList folders = QDir(m_root).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot);
    for (const QFileInfo &folder : folders) {
        const auto lock = lockFolder(folder.filePath());
        if (!lock)
            continue;
        Orphan orphan{folder.filePath(), 0, {}};
        bool traffic = false;
        const QFileInfoList segments = QDir(folder.filePath()).entryInfoList({QStringLiteral("*.pcapng")}, QDir::Files);
        for (const QFileInfo &segment : segments) {
            orphan.bytes += segment.size();
            orphan.lastWritten = std::max(orphan.lastWritten, segment.lastModified());
            traffic = traffic || segment.size() > captureblocks::headerSize();
        }
        if (traffic) {
            found.push_back(orphan);
        } else {
            lock->unlock(); // which takes its file away
            QDir(folder.filePath()).removeRecursively();
        }
    }
    std::sort(found.begin(), found.end(),
              [](const Orphan &a, const Orphan &b) { return a.lastWritten > b.lastWritten; });
    return found;
}

Result<std::unique_ptr<CaptureFolder>> CaptureStore::adopt(const Orphan &orphan)
{
    if (auto lock = lockFolder(orphan.path))
        return std::unique_ptr<CaptureFolder>(new CaptureFolder(orphan.path, std::move(lock)));
    return failure(QCoreApplication::translate("CaptureStore", "The log in %1 is already open in another window.")
                       .arg(QDir::toNativeSeparators(orphan.path)));
}

void CaptureStore::discard(const Orphan &orphan)
{
    if (const auto folder = adopt(orphan); folder)
        return; // its end removes it
}
