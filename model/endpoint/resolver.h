// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"

#include <QHostAddress>
#include <QList>

#include <tl/expected.hpp>

#include <functional>
#include <memory>

class QObject;

/// Looks up host names, on threads of its own. A look-up cannot be stopped, and with a silent name server it takes
/// half a minute. So nobody waits for one: whoever asked may go at any time, and so may the resolver and the program.
/// An answer that comes after that is dropped. (QHostInfo makes the program wait for the look-ups that run when it
/// ends.) One is enough for a program: it bounds the threads that a silent name server can occupy. Any thread.
class Resolver
{
public:
    /// At least one address, or what is to be told instead.
    using Answer = tl::expected<QList<QHostAddress>, Event>;
    /// Finds the addresses of a name, however long that takes. Called on several threads at once, and maybe still while
    /// the program ends: it must not use what ends before.
    using Query = std::function<Answer(const QString &)>;

    /// More look-ups at a time than these wait for their turn.
    static constexpr int mostThreads = 16;

    explicit Resolver(Query query = &Resolver::askSystem);
    ~Resolver();
    Resolver(const Resolver &) = delete;
    Resolver &operator=(const Resolver &) = delete;

    /// Calls `done` on this thread, which is that of `context` and has an event loop, unless `context` is deleted
    /// before: at once for an address, an empty name (one null address) or what was found in the last minute, else
    /// later. Answers to the same name come in the order in which `context` asked.
    void resolve(const QString &host, QObject *context, const std::function<void(const Answer &)> &done);

    /// What the system knows: its list of hosts, DNS, mDNS, whatever it is set up for. Blocks.
    static Answer askSystem(const QString &host);

    /// How many look-ups run now.
    int running() const;

private:
    class Lookup;
    struct State;
    static void work(const std::shared_ptr<State> &state);

    const std::shared_ptr<State> m_state; // outlives the resolver while look-ups run
};

/// Why `host` can be no host, if that can be told without a look-up: 256.1.1.1, an interface that there is not, or a
/// link-local address without its interface.
std::optional<Event> hostTrouble(const QString &host);
