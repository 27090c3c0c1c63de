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
    // In a subfolder, so that it is not taken for a log to recover after a crash.
    const QString folder = m_folder->path() + QStringLiteral("/wireshark");
    QFile file(QStringLiteral("%1/socketscope-%2.pcapng").arg(folder).arg(++m_files));
    if (!QDir().mkpath(folder)
        || !file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner)) {
        return failure(QCoreApplication::translate("Wireshark", "No file for Wireshark can be created in %1: %2")
                           .arg(QDir::toNativeSeparators(folder), file.errorString()));
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
