// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/fileplan.h"

#include "model/files/filesource.h"

#include <algorithm>

tl::expected<std::unique_ptr<SendPlan>, QString> FilePlan::open(const QString &path, const Options &options,
                                                                bool fixedSize)
{
    auto source = FileSource::open(path);
    if (!source)
        return tl::unexpected(source.error());
    constexpr quint64 piecesPerSecond = 50; // at a slow rate, for an even flow
    Options used = options;
    if (options.bytesPerSecond > 0 && !fixedSize)
        used.pieceSize =
            std::clamp<qsizetype>(qsizetype(options.bytesPerSecond / piecesPerSecond), 1, options.pieceSize);
    return std::make_unique<FilePlan>(std::move(*source), used);
}

SendPlan::Next FilePlan::next(std::chrono::nanoseconds)
{
    auto piece = m_source->read(m_options.pieceSize);
    if (!piece)
        return tl::unexpected(piece.error());
    if (piece->isEmpty())
        return std::nullopt;
    SendMessage message{std::move(*piece)};
    if (m_options.bytesPerSecond > 0)
        message.pause = std::chrono::nanoseconds(
            qint64(double(message.bytes.size()) * pauseNsPerSecond / double(m_options.bytesPerSecond)));
    return message;
}
