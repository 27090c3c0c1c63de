// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/decodedtext.h"
#include "model/bytes/codecs/textbytemap.h"
#include "model/bytes/codecs/textcodec.h"

/// Decodes a stream (one peer, one direction) piece by piece, also characters that are split between two pieces. A copy
/// continues from the same state.
class StreamDecoder
{
public:
    explicit StreamDecoder(std::shared_ptr<const TextCodec> codec) : m_codec(std::move(codec)) { }

    /// Appends the characters that are complete. Control characters are kept (see printable.h). `map` gets the bytes of each
    /// character; bytes of the previous piece have negative indexes.
    void decode(QByteArrayView bytes, DecodedText &out, TextByteMap *map = nullptr);
    /// The bytes of an incomplete character, at most 3.
    QByteArrayView pending() const { return {m_pending, m_pendingSize}; }
    /// The stream has ended: appends the pending bytes as a span of `kind`.
    void finish(DecodedText &out, SpanKind kind);

private:
    QByteArrayView finishPending(QByteArrayView bytes, DecodedText &out, TextByteMap *map);
    void keepPending(QByteArrayView bytes);

    std::shared_ptr<const TextCodec> m_codec;
    char m_pending[4] = {};
    qsizetype m_pendingSize = 0;
};
