// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/decodedtext.h"
#include "model/bytes/codecs/textbytemap.h"
#include "model/log/frames/recordframes.h"
#include "widgets/log/content/logdisplay.h"

/// How a stretch of a record's text is drawn.
enum class LogInk : quint8 {
    Plain,
    Dim,
    Invalid,
    Pending,
    Control,
    // Not copied:
    LineEnding,
    FrameEdge,
    FrameGood,
    FrameBad,
};

struct ContentSpan
{
    qsizetype start = 0; ///< UTF-16 units into RecordContent::text
    qsizetype length = 0;
    LogInk ink = LogInk::Plain;
};

/// A line of a hex dump.
struct DumpLine
{
    qsizetype text = 0; ///< where it begins in RecordContent::text
    qsizetype byte = 0; ///< its first byte
    qsizetype size = 0; ///< in bytes
};

/// What the log shows of one record, before it is broken into lines.
struct RecordContent
{
    enum class Kind : quint8 { Data, Note, Event, Failure };

    Kind kind = Kind::Data;
    Direction direction = Direction::In;
    PeerId peer = PeerId::None;
    qint64 timeNs = 0;
    /// Later records may change it: they may complete a character or a message.
    bool mayChange = false;
    QString text;                   ///< text lines separated by `\n`; tabs are expanded
    std::vector<ContentSpan> spans; ///< ascending, not overlapping; what is outside them is plain
    std::vector<DumpLine> dump;
    bool plainDump = false;   ///< digits only, without offsets and ASCII
    std::vector<Range> marks; ///< what a search found, ascending
    // The gutter:
    QString time;
    QString peerName;
    QString size;

    /// The gutter as text: `10:00:00.123 RX 127.0.0.1:5000 12 `, with a blank at its end.
    QString prefix(bool withTime) const;
    /// A part of the text, without the symbols of line endings and the marks of messages.
    QString copied(qsizetype from, qsizetype to) const;
};

/// How many blanks replace a tab after this part of a line: up to a multiple of 8 columns. Wide characters count as 2.
qsizetype tabWidthAt(QStringView before);

/// `decoded` is the payload as text, with the marks of messages; ignored for LogDisplay::Hex and events. `parts` are
/// the messages; each begins a line of a hex dump.
RecordContent makeRecordContent(const Record &record, const DecodedText &decoded, LogDisplay display,
                                const std::vector<FramePart> &parts = {});
/// A time span as the gutter shows it, in seconds with microseconds: `+1.234567`.
QString shownSpan(qint64 nanoseconds);
/// Shown in place of a record that the quota has dropped meanwhile.
RecordContent goneRecordContent();
