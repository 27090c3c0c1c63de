// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/reply.h"
#include "model/result.h"

#include <QByteArrayView>

/// A folder whose files peers may ask for by name, and nothing else of this computer: not by `..`, by
/// absolute names or by links out of it, also when links are changed while they are followed. Links that
/// stay in it are followed; only regular files are given away. Immutable; any thread.
class ServedFolder
{
public:
    /// Why a name is refused. In English, as it is written to the log; see refusalText().
    struct Refusal
    {
        QString name; ///< as asked for, what cannot be printed escaped
        QString reason;
    };
    using Opened = tl::expected<std::unique_ptr<ByteSource>, Refusal>;

    /// How links are kept in: by the kernel (openat2, Linux 5.6), or name by name.
    enum class Method : quint8 { Kernel, StepByStep };

    static Result<std::shared_ptr<const ServedFolder>> open(const QString &path);
    ~ServedFolder();
    Q_DISABLE_COPY_MOVE(ServedFolder)

    /// Opens what `message` names: UTF-8, a line ending behind it does not count.
    Opened file(QByteArrayView message) const;
    /// The same by the method given; for tests.
    Opened file(QByteArrayView message, Method method) const;

private:
    ServedFolder(int fd, QByteArray root) : m_fd(fd), m_root(std::move(root)) { }
    int openBeneath(const QByteArray &name, Method method) const;
    int openStepByStep(const QByteArray &name) const;

    const int m_fd;
    const QByteArray m_root; // without links
};
