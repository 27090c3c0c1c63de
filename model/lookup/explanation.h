// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/lookup/fact.h"
#include "model/lookup/ipnetwork.h"

/// What an address means; with a prefix also its network. Of an IPv4 address without a prefix, the network by its class.
/// Any thread.
Facts explainAddress(const IpNetwork &network);

/// Which kind of port it is (RFC 6335), and which services the system's table has for it. Main thread.
Facts explainPort(quint16 port);

/// The ports of a service name in the system's table, by protocol; none if the table does not have it. Main thread.
Facts explainService(const QString &name);
