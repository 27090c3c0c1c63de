// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payloadformat.h"

#include <QList>

/// A named payload that can be sent again.
struct SendListEntry
{
    QString name;
    QString payload; ///< as it was typed
    PayloadFormat format = {};
    int delayMs = 1000; ///< before the next entry when the whole list is sent
    QString hotkey;     ///< a key sequence in portable text, `Ctrl+1`; empty: none

    bool operator==(const SendListEntry &) const = default;
};

using SendList = QList<SendListEntry>;
