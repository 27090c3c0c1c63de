// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"
#include "model/sending/sendlistentry.h"

#include <optional>

/// Files of send lists, in UTF-8. Text is written in the session's encoding only when it is sent.
///
/// JSON: an array of objects with `name`, `text` or `hex`, `escapes` (true, false), `append` (none, lf, cr, crlf),
/// `checksum` (see ChecksumFormat::parse), `delay_ms`, `hotkey`; all but the payload may be left out.
///
/// CSV (RFC 4180): a header row with some of `name`, `format` (text, hex), `payload`, `escapes` (0, 1), `append`,
/// `checksum`, `delay_ms`, `hotkey`, in any order; `payload` must be there.
namespace sendlistfile {

constexpr int longestDelayMs = 24 * 3600 * 1000;
constexpr qsizetype largest = 16 << 20; ///< bytes of a file that load() reads

/// The error names the entry, counted from 1 (CSV: the line), the field and what is allowed there. Payloads
/// are not looked into: what an encoding lacks shows when it is sent.
Result<SendList> fromJson(const QByteArray &json);
Result<SendList> fromCsv(const QByteArray &csv);
QByteArray toJson(const SendList &list);
QByteArray toCsv(const SendList &list);

enum class Format : quint8 { Json, Csv };
/// By a file's name, `.json` or `.csv`; nothing when it has neither.
std::optional<Format> formatOf(const QString &file);

/// By the file's name, or else JSON if it begins as such.
Result<SendList> load(const QString &file);
Result<void> save(const QString &file, Format format, const SendList &list);

} // namespace sendlistfile
