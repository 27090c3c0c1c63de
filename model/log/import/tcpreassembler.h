// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>

#include <map>

/// Receives the output of a TcpReassembler, in the order of the stream.
class TcpStreamSink
{
public:
    virtual ~TcpStreamSink() = default;
    virtual void bytes(qint64 timeNs, QByteArrayView payload) = 0;
    /// The number of bytes that are missing from the capture here.
    virtual void gap(qint64 timeNs, quint32 size) = 0;
    /// Bytes of a gap arrived after it was reported. They belong `back` bytes before the current position.
    virtual void late(qint64 timeNs, QByteArrayView payload, quint64 back) = 0;
    /// The stream's end (FIN) was reached.
    virtual void ended(qint64 timeNs) = 0;
};

/// What all reassemblers of one import hold together.
struct HeldBytes
{
    static constexpr qsizetype max = qsizetype(32) << 20; ///< 32 MiB
    qsizetype now = 0;
};

/// Puts the segments of one direction of a TCP connection into order, each byte once: repeated bytes are dropped, early
/// segments are held until the bytes before them arrive. The missing bytes are reported as a gap, and the held ones
/// released, when more than 1 MiB is held here or more than 32 MiB in all; 4 packets and 0.1 s after the other side
/// acknowledged them; after 120 s and 4 packets; and by flush(). Bytes that arrive after that are reported as late, for
/// the last 64 gaps. A held segment counts 128 bytes more than its size.
class TcpReassembler
{
public:
    explicit TcpReassembler(HeldBytes &total) : m_total(total) { }
    ~TcpReassembler() { m_total.now -= m_heldBytes; }
    Q_DISABLE_COPY_MOVE(TcpReassembler)

    struct Segment
    {
        qint64 timeNs = 0;
        quint32 sequence = 0;
        QByteArrayView payload;
        quint32 missing = 0; ///< bytes after the payload that were not captured
        bool fin = false;
    };

    bool hasStarted() const { return m_started; }
    bool hasEnded() const { return m_ended; }
    /// Nothing was reported and nothing is held: start() may be called again.
    bool isUntouched() const { return !m_ended && !m_moved && m_held.empty(); }
    /// The sequence number of the first byte to expect. Without it, the first segment's.
    void start(quint32 sequence);
    /// The sequence number of the byte expected next.
    quint32 next() const { return m_next; }
    /// Whether this is within 1 GiB, the largest window of TCP (RFC 7323), of what is expected.
    bool isNear(quint32 sequence) const;
    /// Returns false, and ignores the segment, when it is not near or has bytes after the stream's end.
    bool add(const Segment &segment, TcpStreamSink &sink);
    /// The other side sent a packet; `sequence` is what it expects next.
    void acknowledged(quint32 sequence, qint64 timeNs, TcpStreamSink &sink);
    /// Gives up all gaps.
    void flush(TcpStreamSink &sink);

private:
    struct Held
    {
        qint64 timeNs = 0;
        QByteArray payload;
        quint32 missing = 0;
        bool fin = false;
    };

    void hold(quint64 place, const Segment &segment);
    Held take(std::map<quint64, Held>::iterator held);
    void deliver(quint64 place, const Segment &segment, TcpStreamSink &sink);
    void deliverLate(quint64 place, const Segment &segment, TcpStreamSink &sink);
    void deliverHeld(TcpStreamSink &sink);
    void giveUp(TcpStreamSink &sink);
    void giveUpIfOverdue(qint64 timeNs, TcpStreamSink &sink);

    HeldBytes &m_total;
    bool m_started = false;
    bool m_ended = false;
    bool m_moved = false;              // something was reported
    quint32 m_next = 0;                // sequence number expected
    quint64 m_place = 1U << 31;        // the same as a place in the stream, which does not wrap around
    quint64 m_acknowledged = 0;        // a place
    std::map<quint64, quint64> m_gaps; // given up; start and end
    std::map<quint64, Held> m_held;
    qsizetype m_heldBytes = 0;
    qint64 m_gapSince = 0;
    int m_gapPackets = 0;
};
