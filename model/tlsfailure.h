// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>

/// Why TLS on a connection failed, in plain words with advice, in which “it” is the peer. Names are English and stored in
/// captures; texts are in the language in use now. Any thread.
namespace tlsfailure {

/// The name of an alert by its number (RFC 8446, 6), or the number if it has none.
QString alertOf(int number);
/// That name as text.
QString alertName(const QString &name);
/// Why the peer sent the alert of this name; empty if there is nothing to add.
QString ofAlert(const QString &name);

/// The name of an error of OpenSSL, whose text has its code (`error:0A00010B:…`); the text itself if it has none that is
/// known here.
QString nameOf(const QString &opensslText);
/// Of such a name. Another text is shown as it is.
QString text(const QString &name);

constexpr QLatin1StringView ended("ended");                  ///< the peer closed the connection during the handshake
constexpr QLatin1StringView noCertificate("no-certificate"); ///< the client sent none, although it had to
constexpr QLatin1StringView certificateRequired("certificate required"); ///< an alert

} // namespace tlsfailure
