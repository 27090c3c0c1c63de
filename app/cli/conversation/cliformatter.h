// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/streamdecoder.h"
#include "model/log/pcapng/blockreader.h"
#include "model/log/recordclock.h"

#include <unordered_map>

/// Formats received records for standard output.
class CliFormatter
{
public:
    enum class Form : quint8 {
        Text, ///< decoded, in UTF-8
        Hex,  ///< one line per record
        Raw   ///< unchanged
    };
    struct Style
    {
        Form form = Form::Text;
        bool onTerminal = false; ///< control characters are shown as pictures, with Raw too
        bool times = false;      ///< each line starts with the time, each record with a line; not with Raw
        bool peers = false;      ///< with the time also the sender
    };

    struct Stamp
    {
        qint64 timeNs = 0;
        SocketAddress remote;
        bool own = false; ///< sent by the endpoint itself
    };
    /// A part of a stream, on a line of its own.
    struct Message
    {
        QByteArrayView bytes;
        Stamp stamp;
        QString note; ///< after it
    };

    CliFormatter(std::shared_ptr<const TextCodec> codec, Style style);

    /// Appends a received data record. A character that TCP has cut waits for its rest.
    void append(QByteArray &out, const pcapng::RecordView &record);
    /// Appends a message as a line, without its own line ending. Not with Raw.
    void append(QByteArray &out, const Message &message);
    /// Appends the incomplete character of a peer whose connection has ended.
    void finish(QByteArray &out, PeerId peer);
    /// Appends those of all peers.
    void finish(QByteArray &out);

private:
    void appendText(QByteArray &out, const pcapng::RecordView &record, const Stamp &stamp);
    void appendDecoded(QByteArray &out, const DecodedText &text, const Stamp &stamp);
    void appendStamp(QByteArray &out, const Stamp &stamp);

    const std::shared_ptr<const TextCodec> m_codec;
    const Style m_style;
    const bool m_passUtf8;                                // valid text is copied unchanged
    std::unordered_map<PeerId, StreamDecoder> m_decoders; // of connected TCP peers
    std::unordered_map<PeerId, Stamp> m_last;             // of the last record of these
    RecordClock m_clock;
};
