// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/sendpieces.h"

#include <QCoreApplication>

Result<QList<qsizetype>> SendPieces::parsePlaces(const QString &text)
{
    QList<qsizetype> places;
    for (qsizetype at = 0; at < text.size();) {
        if (text[at].isSpace() || text[at] == u',' || text[at] == u';') {
            ++at;
            continue;
        }
        qsizetype end = at;
        while (end < text.size() && !text[end].isSpace() && text[end] != u',' && text[end] != u';')
            ++end;
        bool isNumber = false;
        const int place = QStringView(text).sliced(at, end - at).toInt(&isNumber);
        if (!isNumber || place <= 0)
            return failure(QCoreApplication::translate("SendPieces",
                                                       "“%1” is no place to cut: write numbers from 1, such as 1, 3, 8")
                               .arg(text.sliced(at, end - at)),
                           at);
        if (!places.isEmpty() && place <= places.last())
            return failure(QCoreApplication::translate("SendPieces",
                                                       "%1 does not come after %2: write the places in ascending order")
                               .arg(place)
                               .arg(places.last()),
                           at);
        places.append(place);
        at = end;
    }
    return places;
}

QList<QByteArray> SendPieces::cut(const QByteArray &message) const
{
    QList<QByteArray> pieces;
    qsizetype begin = 0;
    const auto upTo = [&](qsizetype end) {
        pieces.append(message.sliced(begin, end - begin));
        begin = end;
    };
    if (!places.isEmpty()) {
        for (const qsizetype place : places) {
            if (place > begin && place < message.size())
                upTo(place);
        }
    } else if (every > 0) {
        while (message.size() - begin > every)
            upTo(begin + every);
    }
    upTo(message.size());
    return pieces;
}
