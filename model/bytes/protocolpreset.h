// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/payloadformat.h"

#include <vector>

/// What a protocol needs, as one choice: how streams are split into messages, their checksum, and how typed text is sent.
struct ProtocolPreset
{
    QString name;         ///< on the command line and in URLs: `jt808`
    QString title;        ///< of the protocol: `JT/T 808`; not translated
    Framing framing;      ///< of received streams
    PayloadFormat format; ///< of sent messages; its checksum is that of received ones too

    bool isHex() const { return format.input == PayloadFormat::Input::Hex; }

    /// In the order of a menu.
    static const std::vector<ProtocolPreset> &all();
    static QStringList names();
    /// By its name, in any case.
    static Result<ProtocolPreset> find(const QString &name);
};
