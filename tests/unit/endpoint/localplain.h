// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/types.h"

#include <QFile>

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

/// A plain socket of the system at a path.
class LocalPlain
{
public:
    enum class Until : quint8 { Made, Bound, Listening, Connected };

    LocalPlain(const QString &path, Until until, int type = SOCK_STREAM) : m_socket(::socket(AF_UNIX, type, 0))
    {
        sockaddr_un address{};
        address.sun_family = AF_UNIX;
        const QByteArray name = QFile::encodeName(path);
        std::memcpy(address.sun_path, name.constData(), size_t(name.size()));
        const auto *plain = reinterpret_cast<const sockaddr *>(&address);
        works = until == Until::Connected ? ::connect(m_socket, plain, sizeof address) == 0
                                          : ::bind(m_socket, plain, sizeof address) == 0;
        if (until == Until::Listening)
            works = works && ::listen(m_socket, 1) == 0;
        ::fcntl(m_socket, F_SETFL, O_NONBLOCK);
    }
    ~LocalPlain() { close(); }
    Q_DISABLE_COPY_MOVE(LocalPlain)

    void close()
    {
        if (m_socket >= 0)
            ::close(std::exchange(m_socket, -1));
    }
    void finish() const { ::shutdown(m_socket, SHUT_WR); }
    bool send(const QByteArray &bytes) const
    {
        return ::send(m_socket, bytes.constData(), size_t(bytes.size()), MSG_NOSIGNAL) == bytes.size();
    }
    /// What can be read now; nothing at the end.
    std::optional<QByteArray> read() const
    {
        QByteArray bytes(100'000, Qt::Uninitialized);
        const ssize_t got = ::recv(m_socket, bytes.data(), size_t(bytes.size()), 0);
        if (got == 0)
            return {};
        bytes.truncate(std::max<ssize_t>(got, 0));
        return bytes;
    }
    bool isAccepting() const { return ::accept(m_socket, nullptr, nullptr) >= 0; }

    bool works = false;

private:
    int m_socket;
};

/// The URL of a server at a path.
inline QString serverAt(const QString &path, const QString &query = {})
{
    return u"unix-server://"_qs + encodedPath(path) + query;
}

/// The URL of a client of it.
inline QString clientOf(const QString &path, const QString &query = {})
{
    return u"unix://"_qs + encodedPath(path) + query;
}
