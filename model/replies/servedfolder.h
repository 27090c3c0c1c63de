// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/bytesource.h"
#include "model/files/filedescriptor.h"
#include "model/result.h"

#include <QByteArrayView>

#include <memory>

/// A folder whose files peers may request by name. Nothing outside can be read: not by `..`, by absolute names or by
/// links, even if a link changes while it is followed. Links that stay inside are followed; only regular files are
/// served. Immutable; any thread.
class ServedFolder
{
public:
    /// Why a name is refused, in English for the log; eventText() translates it.
    struct Refusal
    {
        QString name; ///< as requested, escaped if not printable
        QString reason;
    };
    using Opened = tl::expected<std::unique_ptr<ByteSource>, Refusal>;

    /// Who resolves links: the kernel (openat2, Linux 5.6), or this class, name by name.
    enum class Method : quint8 { Kernel, StepByStep };

    static Result<std::shared_ptr<const ServedFolder>> open(const QString &path);

    /// Opens the file that `message` names in UTF-8; its line ending is ignored.
    Opened file(QByteArrayView message) const;
    /// The same with a given method, for tests.
    Opened file(QByteArrayView message, Method method) const;

private:
    ServedFolder(FileDescriptor fd, QByteArray root) : m_fd(std::move(fd)), m_root(std::move(root)) { }
    int openBeneath(const QByteArray &name, Method method) const;
    int openStepByStep(const QByteArray &name) const;

    const FileDescriptor m_fd;
    const QByteArray m_root; // has no links
};
