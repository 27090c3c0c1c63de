// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/system/socketsystem.h"

namespace socketsystem {

std::optional<qint64> unconfirmedBytes(Descriptor)
{
    return {};
}

std::optional<SocketAddress> peerAddress(Descriptor)
{
    return {};
}

void prepareDatagrams(Descriptor, bool) { }

/// Other systems do so anyway.
void receiveOwnGroupsOnly(Descriptor) { }

std::optional<IcmpError> takeIcmpError(Descriptor)
{
    return {};
}

std::optional<quint32> droppedDatagrams(Descriptor)
{
    return {};
}

bool countsDroppedDatagrams()
{
    return false;
}

std::unique_ptr<QAbstractEventDispatcher> eventDispatcher()
{
    return nullptr;
}

} // namespace socketsystem
