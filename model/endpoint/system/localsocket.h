// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"
#include "model/types.h"

#include <tl/expected.hpp>

#include <optional>

/// Local (Unix domain) stream sockets: what Qt's classes do not offer or hide, such as taking over a file that a killed
/// program left behind without taking one that is served. localsocket_posix.cpp is for all systems but Windows,
/// localsocket_linux.cpp adds what only Linux has, and localsocket_other.cpp returns "unknown" in its place. A path that
/// begins with @ is a name in Linux' abstract namespace, which has no file. Any thread.
namespace localsocket {

using Descriptor = qintptr;

/// The longest path, or abstract name without its @, that the system takes, in bytes.
int maxPathBytes();
/// Whether the system has abstract names.
bool hasAbstractNames();

/// Tells a file from another one that has the same path later.
struct FileId
{
    quint64 device = 0;
    quint64 inode = 0;

    bool operator==(const FileId &) const = default;
};

struct Listener
{
    Descriptor socket = -1;
    std::optional<FileId> file; ///< none for an abstract name
    bool replacedStale = false; ///< the file of a program that has ended was removed
};

/// Listens on `path`; its file gets the permissions `mode` before the first client can connect. A socket file on which
/// no program listens is replaced; nothing else is. Two of our programs that start at once do not disturb each other: they
/// lock the folder meanwhile, for which this may wait half a second. To find out whether a file is served, it connects.
tl::expected<Listener, Event> listen(const QString &path, int mode, int backlog);
/// Whether the file is still at the path.
bool isFile(const QString &path, const FileId &file);
/// Removes the file if it is still the same.
bool removeFile(const QString &path, const FileId &file);

/// A connected socket; -1 when the server's queue of waiting clients is full.
tl::expected<Descriptor, Event> connect(const QString &path);

/// Whether the peer of a connection has closed it altogether: it neither sends nor reads any more.
bool isHungUp(Descriptor socket);

/// The program at the other end; of a server's, who called listen().
struct Program
{
    QString name; ///< empty if unknown
    qint64 pid = 0;
    QString user; ///< the name, or the number without one

    /// `curl (PID 123)`
    QString toString() const;
};
std::optional<Program> peerProgram(Descriptor socket);
/// The name of a user of this computer, or the number. Asks no directory service, which might take long to answer.
QString userName(uint id);

/// Whether a program has bound a socket to the file of this path, but does not listen on it yet.
bool isBeingOpened(const QString &path);

} // namespace localsocket
