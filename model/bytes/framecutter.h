// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framing.h"

#include <functional>

/// A part of a stream that is one message.
struct Frame
{
    enum class State : quint8 {
        Whole,
        TooLong,   ///< only the first Framing::maxBytes bytes; the rest is dropped
        BadLength, ///< the length field is invalid or above the limit; only the bytes up to and including the field. Or
                   ///< all of it, if it does not end with Framing::end
        Malformed, ///< a whole message that cannot be decoded: invalid COBS, or an invalid escape
        Noise,     ///< not a message: bytes in front of Framing::start; at most the first Framing::maxBytes
    };

    State state = State::Whole;
    QByteArrayView raw;    ///< as in the stream; valid during the call
    QByteArrayView bytes;  ///< `raw` without what Framing::drop or LengthField::strip removes, or Framing::body()
    quint64 start = 0;     ///< offset of `raw` in the stream
    quint64 announced = 0; ///< BadLength: the value of the field
};

/// Cuts a stream into frames. The frames do not depend on the pieces in which the stream arrives (except for
/// Framing::Kind::Gap; None gives no frames). Buffers one incomplete frame, at most Framing::maxBytes, whatever a length
/// field announces.
class FrameCutter
{
public:
    using Take = std::function<void(const Frame &)>;

    /// `streamOffset`: of the first byte that feed() will get.
    explicit FrameCutter(const Framing &framing, quint64 streamOffset = 0);

    /// Adds bytes of the stream; `take` gets the frames that are now complete.
    void feed(QByteArrayView piece, const Take &take);
    /// Milliseconds without a byte after which idle() must be called; -1: never.
    int waitMs() const;
    /// Nothing was received for waitMs(). Also gives noise, whose end is not known.
    void idle(const Take &take);
    /// The stream has ended: its last bytes are a frame, unless their length is known to be larger.
    void end(const Take &take);
    /// Lowers the limit for a frame, at most to the size of the length field's header; longer frames are cut.
    void setMaxBytes(int bytes);

    /// Buffered bytes of the incomplete frame.
    qsizetype held() const { return m_held.size() + m_unsure.size(); }
    /// Whether the incomplete frame is noise so far.
    bool isNoise() const { return m_isNoise; }
    /// Whether the next byte may say that the last ones begin a message.
    bool isUnsure() const { return !m_unsure.isEmpty(); }
    /// The buffered bytes.
    QByteArray rest() const { return m_held + m_unsure; }
    /// Offset of the incomplete frame, and its bytes so far; 0 between two frames.
    quint64 frameStart() const { return m_start; }
    quint64 frameSize() const { return m_size + quint64(m_unsure.size()); }
    /// Kind::Length: its missing bytes, once the field was read; else 0.
    quint64 frameRemaining() const { return m_total > m_size ? m_total - m_size : 0; }

private:
    struct Step
    {
        qsizetype bytes = 0; // of the piece that belong to the current frame
        bool ends = false;   // the frame is complete
        bool waits = false;  // the next bytes decide what the others are
    };

    Step step(QByteArrayView piece);
    Step lineStep(QByteArrayView piece);
    Step delimiterStep(QByteArrayView piece, const QByteArray &delimiter);
    Step flagStep(QByteArrayView piece, char flag);
    Step noiseStep(QByteArrayView piece) const;
    std::optional<bool> beginsMessage(QByteArrayView bytes) const;
    Step lengthStep(QByteArrayView piece);
    void consume(QByteArrayView part, bool ends, const Take &take);
    void give(QByteArrayView raw, Frame::State state, const Take &take);
    void finishFrame();
    QByteArrayView contentOf(QByteArrayView raw) const;
    quint64 readLength(QByteArrayView header) const;

    const Framing m_framing;
    qsizetype m_maxBytes;
    QByteArray m_held;
    quint64 m_start;
    quint64 m_size = 0;
    quint64 m_announced = 0;
    quint64 m_total = 0;      // Kind::Length: of this frame, once the field was read
    bool m_badLength = false; // Kind::Length
    bool m_skipping = false;  // dropping the rest of a frame that was too long
    bool m_afterCr = false;   // Kind::Line: the next byte ends the line; a LF is part of it
    bool m_swallowLf = false; // Kind::Line: drop a LF, which belongs to a line that ended with its CR
    bool m_isNoise = false;   // the frame is not a message
    bool m_hasBody = false;   // Kind::Cobs, Slip: other bytes than the flag were received
    QByteArray m_tail;        // Kind::Delimiter, Between: the last bytes, which may start a delimiter
    QByteArray m_unsure;      // the last bytes, which may begin a message
};
