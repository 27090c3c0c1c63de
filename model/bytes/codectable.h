// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

#include <memory>

/// A converter of this system that the tables of a codec are filled from, one character at a time.
/// It may be lenient: whoever fills a table decides what is valid. One thread.
class TableSource
{
public:
    virtual ~TableSource() = default;

    /// The character that exactly these bytes stand for, or 0.
    virtual char32_t decode(QByteArrayView bytes) = 0;
    /// The bytes for a character; empty when there are none.
    virtual QByteArray encode(char32_t character) = 0;

    /// Qt's own converter (ICU's, where Qt was built with it); null when it lacks the name.
    static std::unique_ptr<TableSource> fromQt(const QString &name);
    /// The C library's iconv (POSIX); null where that is missing or lacks the name.
    static std::unique_ptr<TableSource> fromIconv(const QString &name);
    /// The first of the two that there is.
    static std::unique_ptr<TableSource> open(const QString &qtName, const QString &iconvName);
};
