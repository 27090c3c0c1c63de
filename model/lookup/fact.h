// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QString>

/// One line of what was found out, translated.
struct Fact
{
    QString name;  ///< what it is, as `Network`
    QString value; ///< as a user would copy it
    QString note;  ///< about the value; may be empty

    bool operator==(const Fact &) const = default;
};
using Facts = QList<Fact>;
