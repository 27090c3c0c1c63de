// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/checksumreport.h"

#include "model/bytes/checksumformat.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace {

constexpr qsizetype maxMessageSize = 64 << 10;
constexpr qsizetype maxNamed = 6;

struct ChecksumReport
{
    Q_DECLARE_TR_FUNCTIONS(ChecksumReport)
};

/// A name and what is unusual about it: `CRC-16/MODBUS (low byte first, before the line ending)`.
QString described(const FittingChecksum &fit)
{
    QStringList notes;
    if (fit.width > 1) {
        notes.append(fit.use.order == ByteOrder::Big ? ChecksumReport::tr("high byte first")
                                                     : ChecksumReport::tr("low byte first"));
    }
    if (fit.use.form == ChecksumFormat::Form::Digits)
        notes.append(ChecksumReport::tr("as hex digits"));
    else if (fit.use.form == ChecksumFormat::Form::HexFrame)
        notes.append(ChecksumReport::tr("as in Modbus ASCII"));
    else if (fit.use.form == ChecksumFormat::Form::Star)
        notes.append(ChecksumReport::tr("as in NMEA 0183"));
    if (fit.use.skip == 1)
        notes.append(ChecksumReport::tr("without the first byte"));
    else if (fit.use.skip > 1)
        notes.append(ChecksumReport::tr("without the first two bytes"));
    if (fit.lineEnding > 0)
        notes.append(ChecksumReport::tr("before the line ending"));
    if (notes.isEmpty())
        return fit.use.name;
    return ChecksumReport::tr("%1 (%2)", "a checksum's name, then notes on it")
        .arg(fit.use.name, notes.join(ChecksumReport::tr(", ", "between notes")));
}

} // namespace

QString fittingChecksumText(QByteArrayView message)
{
    if (message.size() > maxMessageSize) {
        return ChecksumReport::tr("Select one message, checksum included, of at most %1 bytes.")
            .arg(QLocale().toString(maxMessageSize));
    }
    const std::vector<FittingChecksum> fits = fittingChecksums(message);
    if (fits.empty()) {
        return ChecksumReport::tr("No known checksum fits the end of the selected bytes. Select one whole "
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
    QString text = ChecksumReport::tr("The selected bytes end with: %1").arg(names.join(QStringLiteral("; ")));
    if (others > 0)
        text += ChecksumReport::tr("; and %1 more").arg(others);
    if (widest == 1) {
        text += u'\n' + ChecksumReport::tr("A one-byte checksum sometimes fits by chance: try other messages too.");
    }
    return text;
}
