// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framing.h"

#include <functional>

/// A message cut out of a stream.
struct Frame
{
    enum class State : quint8 {
        Whole,
        TooLong,   ///< these are its first Framing::mostBytes bytes; the rest is left out
        BadLength, ///< the length field makes no sense, or is more than is allowed: this is what goes up to it
    };

    State state = State::Whole;
    QByteArrayView raw;    ///< as it stands in the stream; valid during the call
    QByteArrayView bytes;  ///< of it, what the message is: see Framing::drop and LengthField::strip
    quint64 start = 0;     ///< of `raw`: bytes of the stream before it
    quint64 announced = 0; ///< BadLength: what the field says
};

/// Cuts one stream into messages as it comes. Gives the same messages however the stream is cut into pieces
/// (but for Framing::Kind::Gap, and None, which gives nothing). Keeps the beginning of one message, at most
/// Framing::mostBytes, and never more because of what a length field says.
class FrameCutter
{
public:
    using Take = std::function<void(const Frame &)>;

    /// The stream's first byte to come has so many before it.
    explicit FrameCutter(const Framing &framing, quint64 streamOffset = 0);

    /// The stream goes on; `take` gets what is complete now.
    void feed(QByteArrayView piece, const Take &take);
    /// After how many ms without a byte idle() is to be called; -1: not at all.
    int waitMs() const;
    /// Nothing came for waitMs().
    void idle(const Take &take);
    /// The stream is over: what it ends with is a message, unless its length says that there is more.
    void end(const Take &take);
    /// Holds no more than so many bytes of a message from now on (at least what the length field needs), and cuts
    /// longer ones; never more than Framing::mostBytes.
    void setMost(int bytes);

    /// Bytes of a message that is not complete.
    qsizetype held() const { return m_held.size(); }
    /// Where the message that is being read begins, and how much of it has come; 0 between two.
    quint64 frameStart() const { return m_start; }
    quint64 frameSize() const { return m_size; }
    /// Length: what of it is still to come, once the field was read; else 0.
    quint64 frameRemaining() const { return m_total > m_size ? m_total - m_size : 0; }

private:
    struct Step
    {
        qsizetype bytes = 0; // of the piece, that belong to the present message
        bool ends = false;   // it
    };

    Step step(QByteArrayView piece);
    Step lineStep(QByteArrayView piece);
    Step delimiterStep(QByteArrayView piece);
    Step lengthStep(QByteArrayView piece);
    void consume(QByteArrayView part, bool ends, const Take &take);
    void give(QByteArrayView raw, Frame::State state, const Take &take);
    void finishFrame();
    QByteArrayView messageOf(QByteArrayView raw) const;
    quint64 readLength(QByteArrayView header) const;

    const Framing m_framing;
    qsizetype m_most;
    QByteArray m_held;
    quint64 m_start;
    quint64 m_size = 0;
    quint64 m_announced = 0;
    quint64 m_total = 0;      // Length: of this message, once the field was read
    bool m_badLength = false; // Length: of this message
    bool m_skipping = false;  // the rest of a message that was given out already
    bool m_afterCr = false;   // Line: a LF that comes now ends the line, and anything else too
    bool m_swallowLf = false; // Line: a LF that comes now belongs to a line that was given out with its CR
    QByteArray m_tail;        // Delimiter: the last bytes, which may be its beginning
};
