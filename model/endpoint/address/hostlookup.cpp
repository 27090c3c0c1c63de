// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/address/hostlookup.h"

#include <QObject>

#include <algorithm>

namespace {

bool canReach(const QHostAddress &local, const QHostAddress &remote)
{
    const bool isIpv4 = remote.protocol() == QAbstractSocket::IPv4Protocol;
    const bool isDual = local.isNull() || (isIpv4 && local == QHostAddress(QHostAddress::AnyIPv6));
    return isDual || local.protocol() == remote.protocol();
}

} // namespace

void HostLookup::start(const QString &local, const std::optional<QString> &remote, const Done &done)
{
    m_context = std::make_unique<QObject>();
    lookUp(local, done, [=, this](const QList<QHostAddress> &locals) {
        if (!remote) {
            finish(done, QList{AddressPair{locals.first(), {}}});
            return;
        }
        lookUp(*remote, done, [=, this](const QList<QHostAddress> &remotes) {
            QList<AddressPair> pairs;
            for (const QHostAddress &address : remotes) {
                const auto from = std::find_if(locals.begin(), locals.end(),
                                               [&](const QHostAddress &host) { return canReach(host, address); });
                if (from != locals.end())
                    pairs.append({*from, address});
            }
            if (pairs.isEmpty())
                finish(done, tl::unexpected(Event{EventCode::FamiliesDiffer, {*remote, local}}));
            else
                finish(done, pairs);
        });
    });
}

void HostLookup::lookUp(const QString &host, const Done &done,
                        const std::function<void(const QList<QHostAddress> &)> &found)
{
    m_host = host;
    m_resolver.resolve(host, m_context.get(), [=, this](const Resolver::Addresses &addresses) {
        if (addresses)
            found(*addresses);
        else
            finish(done, tl::unexpected(addresses.error()));
    });
}

/// `done` may start the next look-up.
void HostLookup::finish(const Done &done, const Pairs &pairs)
{
    m_host.clear();
    done(pairs);
}

void HostLookup::cancel()
{
    m_context.reset();
    m_host.clear();
}
