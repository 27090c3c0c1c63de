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

/// Looks up host names on its own threads. A look-up cannot be stopped, and takes half a minute when the name server does
/// not respond; so the caller, the resolver and the program may all end before it, and its result is dropped. (With
/// QHostInfo the program would wait for it.) A program needs one resolver, which limits the number of threads. Any thread.
class Resolver
{
public:
    /// At least one address, or why there is none.
    using Addresses = tl::expected<QList<QHostAddress>, Event>;
    /// Finds the addresses of a name; may block. Called on several threads, even at the program's end: no globals.
    using Query = std::function<Addresses(const QString &)>;

    /// Further look-ups are queued.
    static constexpr int maxThreads = 16;

    explicit Resolver(Query query = &Resolver::askSystem);
    ~Resolver();
    Resolver(const Resolver &) = delete;
    Resolver &operator=(const Resolver &) = delete;

    /// Calls `done` on this thread, which is that of `context` and has an event loop, unless `context` is deleted before:
    /// at once for an address, an empty name (one null address) or a name found in the last minute, otherwise later. Calls
    /// for the same name and `context` keep their order.
    void resolve(const QString &host, QObject *context, const std::function<void(const Addresses &)> &done);

    /// Asks the system (hosts file, DNS, mDNS). Blocks.
    static Addresses askSystem(const QString &host);

    /// The number of look-ups in progress.
    int running() const;

private:
    class Lookup;
    struct State;
    static void work(const std::shared_ptr<State> &state);

    const std::shared_ptr<State> m_state; // outlives the resolver while look-ups run
};

/// Why `host` is invalid without a look-up: 256.1.1.1, an unknown interface, or a link-local address without one.
std::optional<Event> hostError(const QString &host);
/// Why the interface, a name or a number, cannot be used for `address`: this computer has none of that name.
std::optional<Event> interfaceError(const QString &address, const QString &interface);
