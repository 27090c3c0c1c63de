// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QList>

/// Protocol names for ALPN (RFC 7301), as text separated by commas, the preferred one first. Any thread.
namespace alpn {

/// Checks such a text, and returns it without spaces around the names. An empty one is valid: no protocols.
Result<QString> parse(const QString &text);
/// The names in a valid text, as UTF-8.
QList<QByteArray> names(const QString &text);

} // namespace alpn
