// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/rows/contentreader.h"
#include "widgets/log/rows/logselection.h"

#include <functional>

/// What is selected in a log, on its way out of it: as the text that is shown, with the gutter where several records
/// are selected, or as bytes. Reads each record once and keeps none. May be handed from one thread to another.
class SelectionExtract
{
public:
    enum class Kind : quint8 {
        Text,
        Bytes, ///< events have none
    };
    using Writer = QString (*)(const QByteArray &bytes);

    /// Stops at about `limit` UTF-16 units, and says so, or at about as many bytes.
    SelectionExtract(const ContentReader &contents, const LogSelection &selection, Kind kind, qsizetype limit);
    /// What the text of the bytes is in the end.
    void setWriter(Writer writer) { m_writer = writer; }

    /// Goes on until all is done, which it returns, or until `mayTake` says no; it is asked before each record with
    /// the size of its payload.
    bool goOn(const std::function<bool(qsizetype payload)> &mayTake);
    /// Does all of it now.
    void finish();

    const QString &text() const { return m_text; }
    const QByteArray &bytes() const { return m_bytes; }

private:
    bool isFull() const;
    void addText(const std::optional<Record> &record);
    void addBytes(const Record &record);

    const std::unique_ptr<ContentReader> m_contents;
    const LogSelection m_selection;
    const Kind m_kind;
    const qsizetype m_limit;
    Writer m_writer = nullptr;
    RecordNumber m_first = 0;
    RecordNumber m_next = 0;
    RecordNumber m_end = 0;
    QString m_text;
    QByteArray m_bytes;
};
