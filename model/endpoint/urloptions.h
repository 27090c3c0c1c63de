// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/endpointurl.h"

#include <functional>
#include <vector>

/// An option of endpoint URLs, `name=value` behind the question mark. Any thread.
struct UrlOption
{
    QString name;
    bool (*applies)(const EndpointUrl &);
    /// The position of an error counts from the start of the value.
    std::function<Result<void>(EndpointUrl &, const QString &)> read;
    std::function<QString(const EndpointUrl &)> write; ///< empty for the default
    /// Other options, as `cut=BYTES`, of which one has to be set for this one to have an effect. Empty: it needs none.
    QStringList needs = {};
    /// Has an effect on the connections of a relay to its server, see EndpointUrl::to.
    bool onward = true;
    /// Why it has no effect on this endpoint, as a sentence about %1, its name; empty if it may have one.
    QString (*noEffect)(const EndpointUrl &) = nullptr;

    /// Whether what it needs is set, and nothing keeps it from having an effect.
    bool hasEffect(const EndpointUrl &url) const;

    /// All of them, in the order in which a URL has them. Two may have one name and apply to different endpoints.
    static const std::vector<UrlOption> &all();
    /// The one of this name that applies to an endpoint; null: none does.
    static const UrlOption *named(const QString &name, const EndpointUrl &url);
    /// Whether any endpoint has an option of this name.
    static bool isName(const QString &name);
    /// An impairment as in a URL, `delay=100,loss=1`; empty for none.
    static QString textOf(const Impairment &impairment);
    /// The near end of such an endpoint is an option, as HOST:PORT is the far end.
    static bool hasRemote(const EndpointUrl &url);
};
