// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/streamdecoder.h"

#include <algorithm>

namespace {

bool isOneUnit(const TextCodec::Step &step)
{
    return step.kind == TextCodec::Step::Kind::Character && step.character <= 0xffff && step.mark == 0;
}

/// Appends the text of a step; returns whether it is several UTF-16 units.
bool appendStep(const TextCodec::Step &step, QByteArrayView bytes, DecodedText &out)
{
    if (step.kind == TextCodec::Step::Kind::Invalid) {
        out.appendBytes(bytes.first(step.length), SpanKind::Invalid);
    } else if (isOneUnit(step)) {
        out.text.append(QChar(char16_t(step.character)));
        return false;
    } else {
        out.text.append(QStringView(QChar::fromUcs4(step.character)));
        if (step.mark != 0)
            out.text.append(QChar(step.mark));
    }
    return true;
}

} // namespace

void StreamDecoder::decode(QByteArrayView bytes, DecodedText &out, TextByteMap *map)
{
    const char *const start = bytes.data();
    if (m_pendingSize > 0)
        bytes = finishPending(bytes, out, map);
    out.text.reserve(out.text.size() + bytes.size());
    while (!bytes.isEmpty()) {
        const qsizetype textStart = out.text.size();
        const qsizetype byteStart = bytes.data() - start;
        if (const qsizetype run = m_codec->isAsciiSuperset() ? asciiPrefix(bytes) : 0; run > 0) {
            if (map)
                map->add(textStart, byteStart);
            out.text.append(QLatin1StringView(bytes.first(run)));
            bytes = bytes.sliced(run);
            continue;
        }
        const TextCodec::Step step = m_codec->step(bytes);
        if (isOneUnit(step)) {
            if (map)
                map->add(textStart, byteStart);
            out.text.append(QChar(char16_t(step.character)));
            bytes = bytes.sliced(step.length);
            continue;
        }
        const bool whole = step.kind != TextCodec::Step::Kind::NeedMore && appendStep(step, bytes, out);
        if (map)
            map->add(textStart, byteStart, whole);
        if (step.kind == TextCodec::Step::Kind::NeedMore) {
            keepPending(bytes);
            return;
        }
        bytes = bytes.sliced(step.length);
    }
}

/// Decodes the pending bytes together with the first ones of `bytes`; returns the rest of `bytes`.
QByteArrayView StreamDecoder::finishPending(QByteArrayView bytes, DecodedText &out, TextByteMap *map)
{
    char joined[8];
    const qsizetype pendingSize = m_pendingSize;
    const qsizetype added = std::min<qsizetype>(bytes.size(), 4);
    std::copy_n(m_pending, pendingSize, joined);
    std::copy_n(bytes.data(), added, joined + pendingSize);
    QByteArrayView rest(joined, pendingSize + added);
    m_pendingSize = 0;
    // If the first bytes are invalid, the others may be several characters.
    while (rest.size() > added) {
        const TextCodec::Step step = m_codec->step(rest);
        if (step.kind == TextCodec::Step::Kind::NeedMore) {
            keepPending(rest);
            return bytes.sliced(bytes.size());
        }
        const qsizetype textStart = out.text.size();
        const bool whole = appendStep(step, rest, out);
        if (map)
            map->add(textStart, rest.data() - joined - pendingSize, whole);
        rest = rest.sliced(step.length);
    }
    return bytes.sliced(added - rest.size());
}

void StreamDecoder::keepPending(QByteArrayView bytes)
{
    m_pendingSize = bytes.size();
    std::copy_n(bytes.data(), bytes.size(), m_pending);
}

void StreamDecoder::finish(DecodedText &out, SpanKind kind)
{
    out.appendBytes(pending(), kind);
    m_pendingSize = 0;
}
