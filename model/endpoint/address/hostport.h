// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QString>

/// A host, by name or address, and a port, as users write them.
struct HostPort
{
    QString host;
    quint16 port = 0;

    /// Reads `host:port`, `[ipv6]:port` or `:port`. The interface of a link-local address may be written as in RFC 6874:
    /// `%25eth0`. Letters need not be plain. An error's position counts from the start of `typed`.
    static Result<HostPort> parse(const QString &typed);
};

/// A port number, or a service name such as `http` looked up in the system's services database. Main thread.
Result<quint16> parsePort(const QString &text);

/// The letters of an input method for Chinese or Japanese: １ ． 。 ： become 1 . . :
QString withPlainLetters(QString text);

/// Decodes %XX; a percent sign without two hexadecimal digits stays.
QString percentDecoded(const QString &text);
