// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/recordtext.h"

#include <algorithm>

namespace {

// How far to look back in text where no byte shows where characters begin.
constexpr qsizetype maxTextBack = 64 << 10;
// How many records of other streams may be between the two parts of a split character.
constexpr RecordNumber maxRecordsAhead = 512;
constexpr size_t maxStreams = 65536; // that decodeNext() remembers

} // namespace

RecordText::RecordText(RecordSource &source, std::shared_ptr<const TextCodec> codec)
    : m_source(source), m_codec(std::move(codec))
{
}

DecodedText RecordText::decode(const Record &record, TextByteMap *places, const std::vector<TextMark> &marks)
{
    if (record.kind != RecordKind::Data)
        return {};
    const QByteArray before = record.transport == Transport::Tcp ? bytesBefore(record) : QByteArray();
    return decodeAfter(before, record, nullptr, places, marks);
}

DecodedText RecordText::decodeNext(const Record &record, TextByteMap *places)
{
    if (record.kind != RecordKind::Data || record.transport != Transport::Tcp)
        return decode(record, places);
    const quint64 stream = streamKey(record.peer, record.direction);
    if (m_streams.size() >= maxStreams && !m_streams.contains(stream))
        m_streams.clear();
    Decoded &last = m_streams[stream];
    const bool follows =
        last.number && record.previousInStream != 0 && *last.number + record.previousInStream == record.number;
    const QByteArray before = follows ? last.pending : bytesBefore(record);
    last.number = record.number;
    return decodeAfter(before, record, &last.pending, places);
}

DecodedText RecordText::decodeAfter(QByteArrayView before, const Record &record, QByteArray *pending,
                                    TextByteMap *places, const std::vector<TextMark> &marks)
{
    StreamDecoder decoder(m_codec);
    DecodedText shownBefore;
    decoder.decode(before, shownBefore);
    DecodedText text;
    const QByteArrayView payload = record.payload;
    const auto isAtEnd = [&](const TextMark &mark) { return mark.byte >= payload.size(); };
    const auto atEnd = std::find_if(marks.begin(), marks.end(), isAtEnd);
    qsizetype at = 0;
    for (auto mark = marks.begin(); mark != atEnd; at = (mark++)->byte)
        decodeBefore(*mark, payload.sliced(at, mark->byte - at), at, decoder, text, places);
    if (places)
        places->setByteBase(at);
    decoder.decode(payload.sliced(at), text, places);
    if (places)
        places->setByteBase(0);
    if (pending)
        *pending = decoder.pending().toByteArray();
    const qsizetype begun = decoder.pending().size();
    if (places && begun > 0)
        places->add(text.text.size(), record.payload.size() - begun);
    if (begun > 0)
        finish(record, decoder, text);
    if (places)
        places->add(text.text.size(), record.payload.size());
    for (auto mark = atEnd; mark != marks.end(); ++mark) {
        text.appendMarked(mark->text, mark->kind);
        if (places)
            places->add(text.text.size(), record.payload.size());
    }
    return text;
}

/// Decodes the bytes before a mark, of which the first is at `at`, and inserts the mark.
void RecordText::decodeBefore(const TextMark &mark, QByteArrayView bytes, qsizetype at, StreamDecoder &decoder,
                              DecodedText &text, TextByteMap *places)
{
    if (places)
        places->setByteBase(at);
    decoder.decode(bytes, text, places);
    if (places)
        places->add(text.text.size(), bytes.size() - decoder.pending().size());
    text.appendMarked(mark.text, mark.kind);
}

void RecordText::finish(const Record &record, StreamDecoder &decoder, DecodedText &text)
{
    if (record.transport == Transport::Tcp && streamContinues(record))
        text.appendMarked(u"…", SpanKind::Pending);
    else
        decoder.finish(text, record.transport == Transport::Tcp ? SpanKind::Pending : SpanKind::Invalid);
}

QByteArray RecordText::bytesBefore(const Record &record)
{
    QByteArray before;
    auto offset = quint32(record.streamOffset);
    RecordNumber number = record.number;
    quint32 distance = record.previousInStream;
    for (;;) {
        const qsizetype start = m_codec->safeStart(before, offset);
        if (start >= 0)
            return before.sliced(start);
        if (distance == 0 || distance > number || before.size() >= maxTextBack)
            return before; // there is no more
        number -= distance;
        const auto previous = m_source.read(m_source.rowOf(number));
        if (!previous || previous->kind != RecordKind::Data || previous->peer != record.peer)
            return before;
        before.prepend(previous->payload);
        offset -= quint32(previous->payload.size());
        distance = previous->previousInStream;
    }
}

bool RecordText::streamContinues(const Record &record)
{
    const RecordNumber end = std::min(m_source.numberAt(m_source.endRow()), record.number + 1 + maxRecordsAhead);
    for (RecordNumber number = record.number + 1; number < end; ++number) {
        const auto next = m_source.read(m_source.rowOf(number));
        if (next && next->kind == RecordKind::Data && next->peer == record.peer && next->direction == record.direction)
            return true;
    }
    return false;
}
