// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/export/recordselection.h"

#include "model/log/pcapng/blockreader.h"

std::optional<RecordNumber> RangeSelection::next(RecordNumber from, RecordNumber before)
{
    from = std::max(from, m_first);
    return from < std::min(before, m_end) ? std::optional(from) : std::nullopt;
}

StreamSelection::StreamSelection(std::shared_ptr<const TrafficLog> log, std::shared_ptr<RecordSelection> within,
                                 StreamChoice choice)
    : m_records(std::move(log)), m_within(std::move(within)), m_choice(std::move(choice))
{
}

std::optional<RecordNumber> StreamSelection::next(RecordNumber from, RecordNumber before)
{
    for (auto number = m_within->next(from, before); number; number = m_within->next(*number + 1, before)) {
        if (isChosen(*number))
            return number;
    }
    return {};
}

bool StreamSelection::isChosen(RecordNumber number)
{
    const auto fits = [this](PeerId peer, const SocketAddress &remote) {
        return (!m_choice.peer || peer == *m_choice.peer) && (!m_choice.remote || remote == *m_choice.remote);
    };
    const auto view = m_records.view(number);
    if (!view)
        return false;
    if (view->kind == RecordKind::Data)
        return (!m_choice.direction || view->direction == *m_choice.direction) && fits(view->peer, view->remote());
    const auto event = m_choice.direction ? std::nullopt : pcapng::parseRecord(view->block, number);
    return event && fits(event->peer, event->remote);
}

bool StreamSelection::isTouchedBy(const Record &gap) const
{
    const QStringList &args = gap.event.args;
    if (gap.event.code != EventCode::LogGap || args.size() < 4)
        return true; // of no stream in particular
    const bool in = args[3] == u"in";
    return (!m_choice.peer || gap.peer == *m_choice.peer)
        && (!m_choice.remote || args[2] == m_choice.remote->toString())
        && (!m_choice.direction || in == (*m_choice.direction == Direction::In));
}

std::optional<RecordNumber> FilterSelection::next(RecordNumber from, RecordNumber before)
{
    for (auto number = m_within->next(from, before); number; number = m_within->next(*number + 1, before)) {
        if (m_tester.test(*number) > 0)
            return number;
    }
    return {};
}
