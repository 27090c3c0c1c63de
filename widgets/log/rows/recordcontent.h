// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/codecs/decodedtext.h"
#include "model/bytes/codecs/textbytemap.h"
#include "model/log/frames/recordframes.h"

#include <QCoreApplication>

/// How the log shows payloads.
enum class LogDisplay : quint8 {
    Text,  ///< decoded
    Hex,   ///< two digits a byte, 16 bytes a line
    Mixed, ///< decoded, and below a hex dump
};

/// What the log shows as the time of a record.
enum class LogTime : quint8 {
    OfDay,    ///< local time
    Relative, ///< seconds since the first record of the log
    Delta,    ///< seconds since the record shown before it
};

/// How a stretch of a record's text is drawn.
enum class LogInk : quint8 {
    Plain,
    Dim,
    Invalid,
    Pending,
    Control,
    // No part of what is copied:
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

/// A line of bytes in digits.
struct DumpLine
{
    qsizetype text = 0; ///< where it begins in RecordContent::text
    qsizetype byte = 0; ///< the first of them
    qsizetype size = 0;
};

/// What the log shows of one record, before it is broken into rows.
struct RecordContent
{
    enum class Kind : quint8 { Data, Note, Event, Failure };

    Kind kind = Kind::Data;
    Direction direction = Direction::In;
    PeerId peer = PeerId::None;
    qint64 timeNs = 0;
    /// Ends in a character that a later record may complete.
    bool waits = false;
    RecordNumber number = 0;        ///< in the log
    QString text;                   ///< lines separated by `\n`; tabs are expanded
    std::vector<ContentSpan> spans; ///< ascending, not overlapping; what is outside them is plain
    std::vector<DumpLine> dump;
    bool plainDump = false;   ///< its lines are but digits, without offsets and text
    std::vector<Range> marks; ///< what a search found, ascending
    // The gutter:
    QString time;
    QString peerName;
    QString size;

    /// The gutter in words: `10:00:00.123 RX 127.0.0.1:5000 12 `, with a blank at its end.
    QString prefix(bool withTime) const;
    /// A stretch of the text without the pictures of line endings and the marks of messages.
    QString copied(qsizetype from, qsizetype to) const;
};

/// Words of the log view outside payloads.
class LogWords
{
    Q_DECLARE_TR_FUNCTIONS(LogWords)
public:
    static QString directionName(const RecordContent &content);
    static QString empty();
    static QString gone();
    static QString dropped(quint64 records);
    static QString cleared(quint64 records);
    static QString newRecords(quint64 records);
    static QString paused(quint64 newRecords);
    static QString copying();
    static QString copyLimit(quint64 records);
};

/// How many blanks stand for a tab behind this part of a line: up to the next multiple of 8 columns;
/// wide characters count as 2.
qsizetype tabWidthAt(QStringView before);

/// `decoded` is the payload as text, with the marks of messages in it; not looked at for LogDisplay::Hex and
/// events. `parts` are the messages, of which each begins a line of a dump.
RecordContent makeRecordContent(const Record &record, const DecodedText &decoded, LogDisplay display,
                                const std::vector<FramePart> &parts = {});
/// A span of time as the gutter shows it, to the microsecond: `+1.234567`.
QString shownSpan(qint64 nanoseconds);
/// Stands for a record that the quota dropped while it was wanted.
RecordContent goneRecordContent();
