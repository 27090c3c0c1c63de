// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

// The verbs. Each gets all arguments of the program and returns its exit code: 0 done, 1 failed, 2 usage.

/// `checksum NAME [FILE]`: prints the checksum of a file or of standard input as a hexadecimal number; `checksum --list`
/// prints the names.
int runChecksum(const QStringList &arguments);
/// `codecs`: prints the text encodings, each with its other names.
int runCodecs(const QStringList &arguments);
/// `lookup NAME`: prints all addresses of a host name and their names, or the name of an address.
int runLookup(const QStringList &arguments);
/// `addresses`: prints the names and the addresses of this computer.
int runAddresses(const QStringList &arguments);
/// `explain WHAT`: explains an address, a network, a port or a service.
int runExplain(const QStringList &arguments);
/// `export CAPTURE`: writes a capture in another format to standard output or to a file.
int runExport(const QStringList &arguments);
/// `protocols`: prints the protocols that --protocol knows, with what each sets.
int runProtocols(const QStringList &arguments);
/// `run FILE`: runs a device test and prints a report. Also 1 if a step failed, and 2 for an error in the file.
int runDeviceTest(const QStringList &arguments);
/// Without a verb: opens the endpoint of a URL, sends and receives. Without a standard input (`hasStdin`) nothing is read
/// from it. Also 1 if not everything was sent, received or printed.
int runEndpoint(const QStringList &arguments, bool hasStdin);
