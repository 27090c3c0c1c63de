// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payloadformat.h"

#include <QList>

#include <optional>

/// A named payload that can be sent again.
struct SendListEntry
{
    QString name;
    QString payload; ///< as it was typed
    PayloadFormat format = {};
    int delayMs = 1000; ///< before the next entry when the whole list is sent
    QString hotkey;     ///< a key sequence in portable text, `Ctrl+1`; empty: none

    bool operator==(const SendListEntry &) const = default;
};

using SendList = QList<SendListEntry>;

/// Files of send lists, in UTF-8. Texts are encoded only when they are sent.
///
/// JSON: an array of objects with `name`, `text` or `hex`, `escapes` (true, false), `append` (none, lf, cr, crlf),
/// `checksum` (see ChecksumFormat::parse), `delay_ms`, `hotkey`; all but the payload may be left out.
///
/// CSV (RFC 4180): a header row with some of `name`, `format` (text, hex), `payload`, `escapes` (0, 1), `append`,
/// `checksum`, `delay_ms`, `hotkey`, in any order; `payload` must be there.
namespace sendlistfile {

constexpr int maxDelayMs = 24 * 3600 * 1000;
constexpr qsizetype maxFileSize = 16 << 20;

/// The error names the entry, counted from 1 (CSV: the line), and the field. Payloads are not checked: whether they can
/// be encoded shows when they are sent.
Result<SendList> fromJson(const QByteArray &json);
Result<SendList> fromCsv(const QByteArray &csv);
QByteArray toJson(const SendList &list);
QByteArray toCsv(const SendList &list);

enum class Format : quint8 { Json, Csv };
/// By the file's suffix, `.json` or `.csv`; nothing for any other.
std::optional<Format> formatOf(const QString &file);

/// The format is that of formatOf(), or else found from the content.
Result<SendList> load(const QString &file);
Result<void> save(const QString &file, Format format, const SendList &list);

} // namespace sendlistfile
