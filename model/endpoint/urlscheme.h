// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpointurl.h"

#include <QStringList>

/// How the URLs of a kind of endpoint begin. Any thread.
struct UrlScheme
{
    QLatin1StringView name;
    Role role;
    bool remote; ///< HOST:PORT is the remote end

    /// Null: there is none of that name, in lower case.
    static const UrlScheme *named(const QString &name);
    /// Of a role with two, the one without a remote end.
    static const UrlScheme &of(Role role);
    static const UrlScheme &of(const EndpointUrl &url);

    /// All names.
    static QStringList names();
    /// Those of the kinds of endpoints that have an option.
    static QStringList namesWith(const QString &option);
    /// `tcp://, tls://`
    static QString list(const QStringList &names = UrlScheme::names());

    /// The scheme that an unknown one may stand for; empty: none.
    static QString nearest(const QString &name);
    /// The URL that a text without `://` may stand for; empty: none.
    static QString nearestUrl(const QString &text);
};
