// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/checksumreport.h"

#include "model/bytes/checksumformat.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace {

constexpr qsizetype maxMessageSize = 64 << 10;
constexpr qsizetype maxNamed = 6;

/// A name and what is unusual about it: `CRC-16/MODBUS (low byte first, before the line ending)`.
QString described(const FittingChecksum &fit)
{
    QStringList notes;
    if (fit.width > 1) {
        notes.append(fit.use.order == ByteOrder::Big ? QCoreApplication::translate("ChecksumReport", "high byte first")
                                                     : QCoreApplication::translate("ChecksumReport", "low byte first"));
    }
    if (fit.use.form == ChecksumFormat::Form::Digits)
        notes.append(QCoreApplication::translate("ChecksumReport", "as hex digits"));
    else if (fit.use.form == ChecksumFormat::Form::HexFrame)
        notes.append(QCoreApplication::translate("ChecksumReport", "as in Modbus ASCII"));
    if (fit.use.skip == 1)
        notes.append(QCoreApplication::translate("ChecksumReport", "without the first byte"));
    else if (fit.use.skip > 1)
        notes.append(QCoreApplication::translate("ChecksumReport", "without the first two bytes"));
    if (fit.lineEnding > 0)
        notes.append(QCoreApplication::translate("ChecksumReport", "before the line ending"));
    if (notes.isEmpty())
        return fit.use.name;
    return QCoreApplication::translate("ChecksumReport", "%1 (%2)", "a checksum's name, then notes on it")
        .arg(fit.use.name, notes.join(QCoreApplication::translate("ChecksumReport", ", ", "between notes")));
}

} // namespace

QString fittingChecksumText(QByteArrayView message)
{
    if (message.size() > maxMessageSize) {
        return QCoreApplication::translate("ChecksumReport",
                                           "Select one message, checksum included, of at most %1 bytes.")
            .arg(QLocale().toString(maxMessageSize));
    }
    const std::vector<FittingChecksum> fits = fittingChecksums(message);
    if (fits.empty()) {
        return QCoreApplication::translate("ChecksumReport",
                                           "No known checksum fits the end of the selected bytes. Select one whole "
                                           "message, checksum included.");
    }
    const int widest = fits.front().width;
    QStringList names;
    qsizetype others = 0;
    for (const FittingChecksum &fit : fits) {
        if (widest > 1 && fit.width == 1)
            break;
        if (names.size() < maxNamed)
            names.append(described(fit));
        else
            ++others;
    }
    QString text = QCoreApplication::translate("ChecksumReport", "The selected bytes end with: %1")
                       .arg(names.join(QStringLiteral("; ")));
    if (others > 0)
        text += QCoreApplication::translate("ChecksumReport", "; and %1 more").arg(others);
    if (widest == 1) {
        text += u'\n'
            + QCoreApplication::translate("ChecksumReport",
                                          "A one-byte checksum sometimes fits by chance: try other messages too.");
    }
    return text;
}
