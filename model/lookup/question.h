// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/lookup/ipnetwork.h"

#include <optional>

/// What a user wants to know, in one line: a host name, an address with or without a prefix or mask, a port, a service, a
/// host and port, or an endpoint's URL. An IPv4 address may be one number, and letters may have full width.
struct Question
{
    QString name;                     ///< a host name, perhaps a service; empty: none
    std::optional<IpNetwork> network; ///< instead of a name
    std::optional<quint16> port;

    static Result<Question> parse(const QString &text);
};
