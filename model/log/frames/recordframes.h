// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/checksumformat.h"
#include "model/bytes/codecs/textbytemap.h"
#include "model/bytes/framecutter.h"
#include "model/log/recordsource.h"

#include <memory>

class FrameIndex;

/// How the view of a log divides streams into messages.
struct MessageView
{
    Framing framing = {};
    ChecksumFormat checksum = {}; ///< at the end of what each message carries, see Framing::body()

    bool operator==(const MessageView &) const = default;
    bool isPlain() const { return framing.kind == Framing::Kind::None && checksum.name.isEmpty(); }
};

/// The part of a record that belongs to one message.
struct FramePart
{
    Range bytes;          ///< of the payload
    bool begins = true;   ///< the message begins here, not in a record before
    bool ends = true;     ///< and ends here
    qsizetype ending = 0; ///< bytes of its delimiter or line ending
    Frame::State state = Frame::State::Whole;
    ChecksumVerdict verdict = ChecksumVerdict::None; ///< of a message that ends here

    bool operator==(const FramePart &) const = default;
};

/// Finds the messages in received records, in any order. Looks back in the record's stream for the beginning of its first
/// message, over a bounded number of records.
class RecordFrames
{
public:
    struct Parts
    {
        std::vector<FramePart> parts; ///< of the whole payload, ascending; empty: not known, or none
        bool mayChange = false;       ///< with later records, or when more is known of earlier ones
    };

    /// `source` must outlive this object; it is read out of order. `index` is needed if Framing::needsIndex();
    /// without it only those near the beginning of a stream are found.
    RecordFrames(RecordSource &source, MessageView view, std::shared_ptr<const FrameIndex> index = nullptr);

    Parts parts(const Record &record);

private:
    struct Before
    {
        QByteArray bytes;         // of the stream before the record
        bool isFrameStart = true; // a message begins with the first of them
        quint64 skip = 0;         // bytes from there that belong to a message whose beginning is too far away
        bool isCertain = true;    // more will not be known
    };

    struct Cut
    {
        qint64 at = 0;    // where a message begins in the payload; negative: before it
        qint64 size = -1; // of the message; -1: it continues in later records
        Frame::State state = Frame::State::Whole;
        qsizetype ending = 0;
        ChecksumVerdict verdict = ChecksumVerdict::None;
    };

    std::optional<Before> lookBack(const Record &record);
    bool isFarEnough(const QByteArray &piece, const QByteArray &behind) const;
    Before fromLastEnding(const QByteArray &bytes) const;
    Parts cut(const Record &record, const Before &before);
    static Parts partsOf(const std::vector<Cut> &cuts, qsizetype size, bool startKnown);
    Parts byGap(const Record &record);
    std::optional<bool> continues(const Record &record);
    bool continuesFromBefore(const Record &record);
    std::optional<QByteArray> messageUpTo(const Record &record);
    qint64 gapNs() const { return qint64(m_view.framing.gapMs) * 1'000'000; }
    bool isNoPause(qint64 ns) const;
    std::optional<Record> previous(const Record &record);
    std::optional<Record> next(const Record &record);
    ChecksumVerdict check(QByteArrayView raw) const;

    RecordSource &m_source;
    MessageView m_view;
    std::shared_ptr<const FrameIndex> m_index;
};
