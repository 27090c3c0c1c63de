// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>
#include <QMetaType>
#include <QString>

/// A multicast group that an endpoint receives on an interface.
struct JoinedGroup
{
    QString group;
    QString interface; ///< with its address: `eth0 (192.168.1.5)`

    bool operator==(const JoinedGroup &) const = default;
};

Q_DECLARE_METATYPE(JoinedGroup)
