// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/stream/localserver.h"

#include <utility>

LocalServer::~LocalServer()
{
    LocalServer::close();
}

void LocalServer::open()
{
    setState(State::Opening);
    const auto listener = localsocket::listen(url().path, url().mode, backlog);
    if (!listener) {
        failToOpen(listener.error());
        return;
    }
    m_file = listener->file;
    if (listener->replacedStale)
        report({EventCode::LocalStaleReplaced, {url().path}});
    startListening(listener->socket);
    if (m_file && state() == State::Open)
        watchFile();
}

/// Only the file, not its folder, where other programs may create and remove many. On a file system that tells nothing,
/// close() finds out.
void LocalServer::watchFile()
{
    m_watcher = std::make_unique<QFileSystemWatcher>();
    connect(m_watcher.get(), &QFileSystemWatcher::fileChanged, this, &LocalServer::checkFile);
    m_watcher->addPath(url().path);
    checkFile(); // it may have gone before
}

void LocalServer::checkFile()
{
    if (!m_watcher || localsocket::isFile(url().path, *m_file))
        return;
    m_watcher.release()->deleteLater(); // perhaps its signal is on the stack
    report({EventCode::LocalFileGone, {url().path}});
}

/// The file goes first: no client then connects to a server that closes.
void LocalServer::close()
{
    const auto watcher = std::move(m_watcher);
    if (const auto file = std::exchange(m_file, {}); file && !localsocket::removeFile(url().path, *file) && watcher)
        report({EventCode::LocalFileGone, {url().path}});
    TcpServer::close();
}

void LocalServer::onClientAdded(const Connection &client, qintptr descriptor)
{
    if (const auto program = localsocket::peerProgram(descriptor))
        report({EventCode::LocalPeer, {client.peer().remote.toString(), program->toString(), program->user}},
               client.peer().id);
}
