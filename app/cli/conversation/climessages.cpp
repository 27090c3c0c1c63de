// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/conversation/climessages.h"

#include <utility>

namespace {

constexpr qint64 nsPerMs = 1'000'000;

constexpr int noiseWaitMs = 200;

/// What is no message is printed too, even if none follows.
int waitOf(const FrameCutter &cutter)
{
    return cutter.isNoise() ? noiseWaitMs : cutter.waitMs();
}

QString noteOn(Frame::State state)
{
    switch (state) {
    case Frame::State::Whole:
        break;
    case Frame::State::TooLong:
        return QStringLiteral("⚠ too long, cut");
    case Frame::State::BadLength:
        return QStringLiteral("⚠ bad length");
    case Frame::State::Malformed:
        return QStringLiteral("⚠ malformed");
    case Frame::State::Noise:
        return QStringLiteral("⚠ not a message");
    }
    return {};
}

} // namespace

CliMessages::CliMessages(const Framing &framing, ChecksumFormat checksum)
    : m_framing(framing), m_checksum(std::move(checksum))
{
    m_clock.start();
}

void CliMessages::feed(const pcapng::RecordView &record, const Take &take)
{
    const CliFormatter::Stamp stamp{record.timeNs, record.remote()};
    if (record.transport == Transport::Udp || m_framing.kind == Framing::Kind::None) {
        const auto body = m_framing.hasBody() ? m_framing.body(record.payload) : std::nullopt;
        give({Frame::State::Whole, record.payload, body ? QByteArrayView(*body) : record.payload}, stamp, take);
        return;
    }
    Stream &stream = m_streams.try_emplace(record.peer, m_framing).first->second;
    FrameCutter &cutter = stream.cutter;
    const auto print = [&](const Frame &frame) { give(frame, stream.last, take); };
    if (cutter.waitMs() >= 0 && stamp.timeNs - stream.last.timeNs >= cutter.waitMs() * nsPerMs)
        cutter.idle(print);
    stream.last = stamp;
    stream.fedNs = m_clock.nsecsElapsed();
    cutter.feed(record.payload, print);
    m_waitMs = std::max(m_waitMs, waitOf(cutter));
}

void CliMessages::idle(const Take &take)
{
    m_waitMs = -1;
    const qint64 now = m_clock.nsecsElapsed();
    for (auto &[peer, stream] : m_streams) {
        if (now - stream.fedNs >= waitOf(stream.cutter) * nsPerMs)
            stream.cutter.idle([&, &last = stream.last](const Frame &frame) { give(frame, last, take); });
        m_waitMs = std::max(m_waitMs, waitOf(stream.cutter));
    }
}

void CliMessages::end(PeerId peer, const Take &take)
{
    const auto known = m_streams.find(peer);
    if (known == m_streams.end())
        return;
    Stream &stream = known->second;
    stream.cutter.end([&](const Frame &frame) { give(frame, stream.last, take); });
    if (const QByteArray rest = stream.cutter.rest(); !rest.isEmpty())
        take(
            {rest, stream.last, stream.cutter.isNoise() ? noteOn(Frame::State::Noise) : QStringLiteral("⚠ incomplete")},
            false);
    m_streams.erase(known);
}

void CliMessages::end(const Take &take)
{
    while (!m_streams.empty())
        end(m_streams.begin()->first, take);
}

void CliMessages::give(const Frame &frame, const CliFormatter::Stamp &stamp, const Take &take) const
{
    QString note = noteOn(frame.state);
    if (frame.state == Frame::State::Whole && !m_checksum.name.isEmpty()) {
        const auto body = m_framing.body(frame.raw);
        const bool good = checkMessage(body ? QByteArrayView(*body) : frame.raw, m_checksum) == ChecksumVerdict::Good;
        note = good ? QStringLiteral("✓") : QStringLiteral("✗");
    }
    take({frame.bytes, stamp, note}, frame.state != Frame::State::Noise);
}
