// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

/// Frees what libcrypto made, for std::unique_ptr.
template<auto release>
struct Releaser
{
    template<typename Object>
    void operator()(Object *object) const
    {
        release(object);
    }
};
