// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/packets/transportheader.h"

#include <algorithm>

qint8 tcpWindowShift(QByteArrayView options)
{
    constexpr char endOfList = 0;
    constexpr char noOperation = 1;
    constexpr char windowScale = 3;
    constexpr int maxShift = 14;
    while (options.size() >= 2 && options[0] != endOfList) {
        const bool single = options[0] == noOperation;
        const qsizetype length = single ? 1 : quint8(options[1]);
        if (options[0] == windowScale && length == 3 && options.size() >= 3)
            return qint8(std::min<int>(quint8(options[2]), maxShift));
        if ((length < 2 && !single) || length > options.size())
            break;
        options = options.sliced(length);
    }
    return -1;
}
