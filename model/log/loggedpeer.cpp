// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/loggedpeer.h"

#include <unordered_map>

std::vector<LoggedPeer> listLoggedPeers(LogReader &records, RecordNumber first, RecordNumber end,
                                        const std::function<bool()> &mayContinue)
{
    std::vector<LoggedPeer> peers;
    std::unordered_map<PeerId, size_t> places;
    for (RecordNumber number = std::max(first, records.first()); number < end; ++number) {
        if (!mayContinue())
            break;
        const auto record = records.view(number);
        if (!record || record->kind != RecordKind::Data)
            continue;
        const auto found = places.find(record->peer);
        if (found == places.end() && peers.size() >= maxLoggedPeers)
            continue;
        const size_t place = found == places.end() ? peers.size() : found->second;
        if (place == peers.size()) {
            places.emplace(record->peer, place);
            peers.push_back({{record->peer, record->transport, {}, record->remote()}, record->timeNs});
        }
        (record->direction == Direction::In ? peers[place].rxBytes : peers[place].txBytes) +=
            quint64(record->payload.size());
    }
    return peers;
}
