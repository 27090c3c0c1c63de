// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/store/logstore.h"

/// Opens captures in Wireshark. The files are readable by this user only, and are deleted with this object; Wireshark
/// keeps those that it has opened by then. GUI thread.
class Wireshark
{
public:
    /// `captures` outlives this; `program` is a path, or a name searched for in PATH.
    explicit Wireshark(LogStore &captures, QString program = QStringLiteral("wireshark"));

    /// For tests.
    void setProgram(const QString &program) { m_program = program; }
    bool isAvailable() const { return !executable().isEmpty(); }

    /// Creates an empty file for a capture.
    Result<QString> newFile();
    /// Starts the program with such a file; it may outlive this process.
    Result<void> show(const QString &file) const;

private:
    QString executable() const;

    LogStore &m_captures;
    QString m_program;
    std::unique_ptr<LogFolder> m_folder;
    int m_files = 0;
};
