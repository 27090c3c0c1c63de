// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/piecesplan.h"

#include <QCoreApplication>

#include <algorithm>

Result<QList<qsizetype>> SendPieces::parseOffsets(const QString &text)
{
    QList<qsizetype> offsets;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at].isSpace() || text[at] == u',' || text[at] == u';') {
            ++at;
            continue;
        }
        qsizetype end = at;
        while (end < text.size() && !text[end].isSpace() && text[end] != u',' && text[end] != u';')
            ++end;
        bool isNumber = false;
        const int offset = QStringView(text).sliced(at, end - at).toInt(&isNumber);
        if (!isNumber || offset <= 0)
            return failure(QCoreApplication::translate("SendPieces",
                                                       "“%1” is not an offset: write numbers from 1, such as 1, 3, 8")
                               .arg(text.sliced(at, end - at)),
                           at);
        if (!offsets.isEmpty() && offset <= offsets.last())
            return failure(QCoreApplication::translate(
                               "SendPieces", "%1 is not greater than %2: write the offsets in ascending order")
                               .arg(offset)
                               .arg(offsets.last()),
                           at);
        offsets.append(offset);
        at = end;
    }
    return offsets;
}

QList<QByteArray> SendPieces::cut(const QByteArray &message) const
{
    QList<QByteArray> pieces;
    qsizetype begin = 0;
    const auto upTo = [&](qsizetype end) {
        pieces.append(message.sliced(begin, end - begin));
        begin = end;
    };
    if (!offsets.isEmpty()) {
        for (const qsizetype offset : offsets) {
            if (offset > begin && offset < message.size())
                upTo(offset);
        }
    } else if (every > 0) {
        while (message.size() - begin > every)
            upTo(begin + every);
    }
    upTo(message.size());
    return pieces;
}

SendPlan::Next PiecesPlan::next(std::chrono::nanoseconds elapsed)
{
    if (m_ready.empty()) {
        std::optional<SendMessage> whole;
        for (int i = 0; i < std::max(m_pieces.glue, 1) && !(whole && whole->last); ++i) {
            auto message = m_plan->next(elapsed);
            if (!message)
                return message;
            if (!*message)
                break;
            if (!whole) {
                whole = std::move(*message);
                continue;
            }
            whole->bytes.append((*message)->bytes);
            whole->pause = (*message)->pause;
            whole->last = (*message)->last;
        }
        if (!whole)
            return std::nullopt;
        for (const QByteArray &piece : m_pieces.cut(whole->bytes))
            m_ready.push_back({piece, m_pieces.gap, whole->entry, false});
        m_ready.back().pause = whole->pause;
        m_ready.back().last = whole->last;
    }
    SendMessage piece = std::move(m_ready.front());
    m_ready.pop_front();
    return piece;
}
