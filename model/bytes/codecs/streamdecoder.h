// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/decodedtext.h"
#include "model/bytes/codecs/textbytemap.h"
#include "model/bytes/codecs/textcodec.h"

/// Decodes the pieces of one stream (one peer, one direction) and keeps a character that was cut
/// between two of them. Copyable: a copy goes on from the same state.
class StreamDecoder
{
public:
    explicit StreamDecoder(std::shared_ptr<const TextCodec> codec) : m_codec(std::move(codec)) { }

    /// Appends what `bytes` complete. Control characters stay themselves (see printable.h). Where
    /// each character came from is added to `places`; those of a character begun before are negative.
    void decode(QByteArrayView bytes, DecodedText &out, TextByteMap *places = nullptr);
    /// The bytes of a character begun but not finished, at most 3.
    QByteArrayView pending() const { return {m_pending, m_pendingSize}; }
    /// Gives up waiting: appends the pending bytes, marked `kind`.
    void finish(DecodedText &out, SpanKind kind);

private:
    QByteArrayView finishPending(QByteArrayView bytes, DecodedText &out, TextByteMap *places);
    void keepPending(QByteArrayView bytes);

    std::shared_ptr<const TextCodec> m_codec;
    char m_pending[4] = {};
    qsizetype m_pendingSize = 0;
};
