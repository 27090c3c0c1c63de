// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/bytesource.h"
#include "model/sending/sendplan.h"

#include <memory>

/// The bytes of a source, read as they are sent.
class FilePlan : public SendPlan
{
public:
    struct Options
    {
        qsizetype pieceSize = 128 << 10; ///< bytes of a write; for UDP, of a datagram
        quint64 bytesPerSecond = 0;      ///< 0: as fast as the peer takes them
    };

    FilePlan(std::unique_ptr<ByteSource> source, const Options &options)
        : m_source(std::move(source)), m_options(options)
    {
    }

    /// Opens a regular file; the error says why it cannot be read. Unless `fixedSize` (datagrams), a slow rate makes the
    /// pieces smaller.
    static tl::expected<std::unique_ptr<SendPlan>, QString> open(const QString &path, const Options &options,
                                                                 bool fixedSize);

    Next next(std::chrono::nanoseconds elapsed) override;
    Extent extent() const override { return {0, quint64(m_source->size())}; }

private:
    const std::unique_ptr<ByteSource> m_source;
    const Options m_options;
};
