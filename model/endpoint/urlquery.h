// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpointurl.h"

/// The part of an endpoint's URL behind the question mark: `name=value&name=value`. See UrlOption. Any thread.
namespace urlquery {

enum class Ineffective : quint8 {
    Refuse, ///< an option that has no effect is an error
    Keep,
};

/// Reads options into `url`, whose role and address are known. Those before an error are taken over. `start` is added to the
/// error's position.
Result<void> read(const QString &query, qsizetype start, Ineffective ineffective, EndpointUrl &url);

/// Those that apply to the role and are not the default; with Refuse only those that read() accepts then.
QString write(const EndpointUrl &url, Ineffective ineffective);

} // namespace urlquery
