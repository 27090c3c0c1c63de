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
}

/// The file goes first: no client then connects to a server that closes.
void LocalServer::close()
{
    if (const auto file = std::exchange(m_file, {}); file && !localsocket::removeFile(url().path, *file))
        report({EventCode::LocalFileGone, {url().path}});
    TcpServer::close();
}

void LocalServer::onClientAdded(const Connection &client, qintptr descriptor)
{
    if (const auto program = localsocket::peerProgram(descriptor))
        report({EventCode::LocalPeer, {client.peer().remote.toString(), program->toString(), program->user}},
               client.peer().id);
}
