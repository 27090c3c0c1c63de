// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

#include <tl/expected.hpp>

/// Why something could not be done, in words for the user (translated when it was made).
struct Error
{
    QString message;
    /// Where in the input the trouble is: UTF-16 units from its start; -1 when no place applies.
    qsizetype position = -1;
};

/// A value, or the reason why there is none. Nothing in model/ throws.
template<typename T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> failure(QString message, qsizetype position = -1)
{
    return tl::unexpected<Error>(Error{std::move(message), position});
}
