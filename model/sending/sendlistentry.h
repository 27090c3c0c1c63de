// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payloadformat.h"

#include <QList>

/// A payload kept under a name, to be sent again.
struct SendListEntry
{
    QString name;
    QString payload; ///< as it was typed
    PayloadFormat format = {};
    int delayMs = 1000; ///< until the next one, where the list is sent by itself
    QString hotkey;     ///< portable text of a key sequence, `Ctrl+1`; empty: none

    bool operator==(const SendListEntry &) const = default;
};

using SendList = QList<SendListEntry>;
