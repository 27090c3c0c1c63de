// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QByteArrayView>

#include <memory>

/// A pcap or pcapng file of any program, read packet by packet. One thread.
class PacketFile
{
public:
    /// Chooses the reader by the first bytes: pcapng or pcap. The error says why the file cannot be read.
    static Result<std::unique_ptr<PacketFile>> open(const QString &path);
    virtual ~PacketFile() = default;

    struct Captured
    {
        qint64 timeNs = 0;    ///< since the Unix epoch; at most some 290 years from it
        int linkType = 0;     ///< see linktype.h; or `noLinkType`
        QByteArrayView bytes; ///< good until the next call
    };
    /// Of a packet whose interface the file does not describe, or whose lengths contradict its block.
    static constexpr int noLinkType = -1;

    /// The next packet; false at the end. The error says why the file cannot be read any further.
    virtual Result<bool> next(Captured &packet) = 0;
    /// How many bytes of the file were read.
    virtual qint64 position() const = 0;
};
