// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/captures/wireshark.h"

#include <QCoreApplication>
#include <QDir>
#include <QProcess>
#include <QStandardPaths>

Wireshark::Wireshark(LogStore &captures, QString program) : m_captures(captures), m_program(std::move(program)) { }

QString Wireshark::executable() const
{
    return QStandardPaths::findExecutable(m_program);
}

Result<QString> Wireshark::newFile()
{
    if (!m_folder) {
        auto folder = m_captures.createScratch();
        if (!folder)
            return tl::unexpected(folder.error());
        m_folder = std::move(*folder);
    }
    // Below the folder itself, where nobody looks for logs to recover after a crash.
    const QString place = m_folder->path() + QStringLiteral("/wireshark");
    QFile file(QStringLiteral("%1/socketscope-%2.pcapng").arg(place).arg(++m_files));
    if (!QDir().mkpath(place)
        || !file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)) {
        return failure(QCoreApplication::translate("Wireshark", "No file for Wireshark can be made in %1: %2")
                           .arg(QDir::toNativeSeparators(place), file.errorString()));
    }
    return file.fileName();
}

Result<void> Wireshark::show(const QString &file) const
{
    const QString program = executable();
    if (!program.isEmpty() && QProcess::startDetached(program, {file}))
        return {};
    return failure(QCoreApplication::translate("Wireshark", "%1 could not be started.").arg(m_program));
}
