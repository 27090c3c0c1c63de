// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/store/logstore.h"

/// Shows captures in Wireshark. They are files for this user only, and go when this object goes: what
/// Wireshark has opened until then it keeps. GUI thread.
class Wireshark
{
public:
    /// `captures` outlives this; `program` is a name to look for in PATH, or a path.
    explicit Wireshark(LogStore &captures, QString program = QStringLiteral("wireshark"));

    /// Tests put their own in its place.
    void setProgram(const QString &program) { m_program = program; }
    bool isAvailable() const { return !executable().isEmpty(); }

    /// A new empty file to write a capture to.
    Result<QString> newFile();
    /// Starts the program, which outlives us, with such a file.
    Result<void> show(const QString &file) const;

private:
    QString executable() const;

    LogStore &m_captures;
    QString m_program;
    std::unique_ptr<LogFolder> m_folder;
    int m_files = 0;
};
