// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QHostAddress>
#include <QHostInfo>
#include <QObject>

#include <functional>

/// Calls `done` with the addresses of `host`, on the thread of `context`, unless that is deleted
/// before: at once for an address or an empty name (one null address), else after a look-up that
/// does not block. An empty list means that there are none.
inline void resolveHost(const QString &host, QObject *context,
                        const std::function<void(const QList<QHostAddress> &)> &done)
{
    if (const QHostAddress literal(host); host.isEmpty() || !literal.isNull()) {
        done({literal});
        return;
    }
    QHostInfo::lookupHost(host, context, [done](const QHostInfo &info) { done(info.addresses()); });
}
