// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/streamdecoder.h"
#include "model/log/recordsource.h"

#include <memory>
#include <unordered_map>

/// Decodes the payload of records, in any order. A character that TCP split between records is shown in the record of
/// its last byte; in the record before, its first bytes show as `…`, or as pending when nothing followed.
class RecordText
{
public:
    /// `source` outlives this object. It is read out of order: do not share it with a caller that reads in sequence.
    RecordText(RecordSource &source, std::shared_ptr<const TextCodec> codec);

    /// Control characters are still themselves (see bytes/printable.h). Empty for events. `places`
    /// learns which of the payload's bytes each character came from; bytes of records before it are
    /// negative. `marks`, ascending, are put in; they stand for no bytes.
    DecodedText decode(const Record &record, TextByteMap *places = nullptr, const std::vector<TextMark> &marks = {});
    /// As decode(), for records in ascending order: continues from the stream's previous record, if that was decoded
    /// this way, instead of looking back. Remembers a bounded number of streams.
    DecodedText decodeNext(const Record &record, TextByteMap *places = nullptr);

private:
    DecodedText decodeAfter(QByteArrayView before, const Record &record, QByteArray *pending, TextByteMap *places,
                            const std::vector<TextMark> &marks = {});
    static void decodeBefore(const TextMark &mark, QByteArrayView bytes, qsizetype at, StreamDecoder &decoder,
                             DecodedText &text, TextByteMap *places);
    QByteArray bytesBefore(const Record &record);
    void finish(const Record &record, StreamDecoder &decoder, DecodedText &text);
    bool streamContinues(const Record &record);

    struct Decoded
    {
        std::optional<RecordNumber> number;
        QByteArray pending; // the bytes of a character begun at its end
    };

    RecordSource &m_source;
    std::shared_ptr<const TextCodec> m_codec;
    std::unordered_map<quint64, Decoded> m_streams; // by peer and direction; decodeNext() only
};
