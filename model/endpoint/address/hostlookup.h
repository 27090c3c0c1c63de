// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/address/resolver.h"

#include <optional>

/// Looks up the hosts of an endpoint's URL. Lives on the I/O thread; its end cancels the look-up.
class HostLookup
{
public:
    struct AddressPair
    {
        QHostAddress local;  ///< null: every address
        QHostAddress remote; ///< of the same family; null when none was asked for
    };
    /// At least one pair, or why there is none.
    using Pairs = tl::expected<QList<AddressPair>, Event>;
    using Done = std::function<void(const Pairs &)>;

    explicit HostLookup(Resolver &resolver) : m_resolver(resolver) { }

    /// Calls `done` at once or later, unless cancelled: with each address of `remote` and the first one of `local` that
    /// can reach it; without `remote` with the first address of `local`.
    void start(const QString &local, const std::optional<QString> &remote, const Done &done);
    void cancel();

    /// The name being looked up, or empty.
    const QString &host() const { return m_host; }

private:
    void lookUp(const QString &host, const Done &done, const std::function<void(const QList<QHostAddress> &)> &found);
    void finish(const Done &done, const Pairs &pairs);

    Resolver &m_resolver;
    std::unique_ptr<QObject> m_context; // what is looked up for it is dropped when it goes
    QString m_host;
};
