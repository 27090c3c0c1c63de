// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "app/cli/conversation/cliformatter.h"
#include "model/bytes/checksumformat.h"
#include "model/bytes/framecutter.h"

#include <QElapsedTimer>

#include <functional>

/// Cuts what is received into messages for standard output, each with a note on its checksum or on what is wrong with it.
class CliMessages
{
public:
    /// `isMessage`: not noise, nor the beginning of what never was complete.
    using Take = std::function<void(const CliFormatter::Message &message, bool isMessage)>;

    /// `checksum` is verified; may be none.
    CliMessages(const Framing &framing, ChecksumFormat checksum);

    /// Whether there are messages at all; else pieces are printed as they were read.
    bool isOn() const { return m_framing.kind != Framing::Kind::None || !m_checksum.name.isEmpty(); }
    void feed(const pcapng::RecordView &record, const Take &take);
    /// Milliseconds after which idle() must be called; -1: never.
    int waitMs() const { return m_waitMs; }
    /// All records until now were fed: a message that ends with a pause may be complete.
    void idle(const Take &take);
    /// The connection of a peer has ended: what it began is printed too.
    void end(PeerId peer, const Take &take);
    /// All have.
    void end(const Take &take);

private:
    struct Stream
    {
        explicit Stream(const Framing &framing) : cutter(framing) { }
        FrameCutter cutter;
        CliFormatter::Stamp last;
        qint64 fedNs = 0; // on m_clock
    };

    void give(const Frame &frame, const CliFormatter::Stamp &stamp, const Take &take) const;

    const Framing m_framing;
    const ChecksumFormat m_checksum;
    std::unordered_map<PeerId, Stream> m_streams;
    QElapsedTimer m_clock;
    int m_waitMs = -1;
};
