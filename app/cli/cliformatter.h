// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/streamdecoder.h"
#include "model/log/pcapng/blockreader.h"
#include "model/log/recordclock.h"

#include <unordered_map>

/// Makes of what was received the bytes for standard output.
class CliFormatter
{
public:
    enum class Form : quint8 {
        Text, ///< decoded, in UTF-8
        Hex,  ///< a line a record
        Raw   ///< as it came
    };
    struct Style
    {
        Form form = Form::Text;
        bool onTerminal = false; ///< control characters are shown as pictures, never carried out; not even Raw is
        bool times = false;      ///< before each line, each record on lines of its own; not with Raw
        bool peers = false;      ///< also who sent it
    };

    CliFormatter(std::shared_ptr<const TextCodec> codec, Style style);

    /// Appends a received data record. A character of a TCP stream that is cut waits for its rest.
    void append(QByteArray &out, const pcapng::RecordView &record);
    /// Appends what still waits of a peer that has gone.
    void finish(QByteArray &out, PeerId peer);
    /// The same of all peers.
    void finish(QByteArray &out);

private:
    struct Stamp
    {
        qint64 timeNs = 0;
        SocketAddress remote;
    };

    void appendText(QByteArray &out, const pcapng::RecordView &record, const Stamp &stamp);
    void appendDecoded(QByteArray &out, const DecodedText &text, const Stamp &stamp);
    void appendStamp(QByteArray &out, const Stamp &stamp);

    const std::shared_ptr<const TextCodec> m_codec;
    const Style m_style;
    const bool m_passUtf8;                                // valid text goes to the output as it came
    std::unordered_map<PeerId, StreamDecoder> m_decoders; // of connected TCP peers
    std::unordered_map<PeerId, Stamp> m_last;             // where there is a decoder
    RecordClock m_clock;
};
