// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/streamdecoder.h"

#include <algorithm>

namespace {

bool isOneUnit(const TextCodec::Step &step)
{
    return step.kind == TextCodec::Step::Kind::Character && step.character <= 0xffff && step.mark == 0;
}

/// Appends what a step stands for; returns whether several UTF-16 units stand for the bytes.
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

void StreamDecoder::decode(QByteArrayView bytes, DecodedText &out, TextByteMap *places)
{
    const char *const start = bytes.data();
    if (m_pendingSize > 0)
        bytes = finishPending(bytes, out, places);
    out.text.reserve(out.text.size() + bytes.size());
    while (!bytes.isEmpty()) {
        const qsizetype textStart = out.text.size();
        const qsizetype byteStart = bytes.data() - start;
        if (const qsizetype run = m_codec->isAsciiSuperset() ? asciiPrefix(bytes) : 0; run > 0) {
            if (places)
                places->add(textStart, byteStart);
            out.text.append(QLatin1StringView(bytes.first(run)));
            bytes = bytes.sliced(run);
            continue;
        }
        const TextCodec::Step step = m_codec->step(bytes);
        if (isOneUnit(step)) {
            if (places)
                places->add(textStart, byteStart);
            out.text.append(QChar(char16_t(step.character)));
            bytes = bytes.sliced(step.length);
            continue;
        }
        const bool whole = step.kind != TextCodec::Step::Kind::NeedMore && appendStep(step, bytes, out);
        if (places)
            places->add(textStart, byteStart, whole);
        if (step.kind == TextCodec::Step::Kind::NeedMore) {
            keepPending(bytes);
            return;
        }
        bytes = bytes.sliced(step.length);
    }
}

/// Decodes the pending bytes together with what came; returns what of `bytes` is left.
QByteArrayView StreamDecoder::finishPending(QByteArrayView bytes, DecodedText &out, TextByteMap *places)
{
    char joined[8];
    const qsizetype pendingSize = m_pendingSize;
    const qsizetype added = std::min<qsizetype>(bytes.size(), 4);
    std::copy_n(m_pending, pendingSize, joined);
    std::copy_n(bytes.data(), added, joined + pendingSize);
    QByteArrayView rest(joined, pendingSize + added);
    m_pendingSize = 0;
    // An invalid beginning may leave more than one step of pending bytes.
    while (rest.size() > added) {
        const TextCodec::Step step = m_codec->step(rest);
        if (step.kind == TextCodec::Step::Kind::NeedMore) {
            keepPending(rest);
            return bytes.sliced(bytes.size());
        }
        const qsizetype textStart = out.text.size();
        const bool whole = appendStep(step, rest, out);
        if (places)
            places->add(textStart, rest.data() - joined - pendingSize, whole);
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
