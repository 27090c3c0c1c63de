// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

/// The one of `names` that a user who wrote `name` probably meant: it differs by letter case, hyphens, underscores and few
/// letters. Empty: none is near. Any thread.
QString nearestName(const QString &name, const QStringList &names);
