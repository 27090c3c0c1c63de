// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

/// Units of time, so that each is written in one way in the whole window. Suffixes of fields: with the space before them.
namespace units {

QString ms();
QString s();
/// `250 ms`
QString ms(qint64 number);

} // namespace units
