// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <tl/expected.hpp>

/// Why something failed, translated for the user.
struct Error
{
    QString message;
    /// Where the error is in the input: UTF-16 units from its start; -1 when there is no place.
    qsizetype position = -1;
};

/// A value, or why there is none. Nothing in model/ throws.
template<typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(QString message, qsizetype position = -1)
{
    return tl::unexpected<Error>(Error{std::move(message), position});
}
