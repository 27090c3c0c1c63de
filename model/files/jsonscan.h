// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

#include <optional>

/// A name that stands twice in one object of a JSON text, of which QJsonDocument would keep the last without a word.
struct DuplicateName
{
    QString name;
    qsizetype offset = 0; ///< in bytes, of the quotation mark before the second one
};

/// The first one. `json` is what QJsonDocument::fromJson() takes. Names that are written in different ways are the same
/// (`"text"` and `"te\u0078t"`).
std::optional<DuplicateName> firstDuplicateName(QByteArrayView json);

/// Where a byte of a text is, for a reader.
struct TextPosition
{
    qsizetype line = 1;
    qsizetype column = 1; ///< in characters
};
TextPosition textPosition(QByteArrayView text, qsizetype offset);
