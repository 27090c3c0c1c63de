// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/jobs/sendingtext.h"

#include <QLocale>

QString SendingText::amount(const SendProgress &progress)
{
    const QLocale locale;
    const QString bytes = locale.formattedDataSize(qint64(progress.bytes));
    if (progress.extent.bytes > 0 && progress.extent.messages == 0)
        return tr("%1 of %2").arg(bytes, locale.formattedDataSize(qint64(progress.extent.bytes)));
    if (progress.extent.messages > 0)
        return tr("%1 of %2 sent, %3")
            .arg(locale.toString(progress.messages), locale.toString(progress.extent.messages), bytes);
    return tr("%1 sent, %2").arg(locale.toString(progress.messages), bytes);
}

QStringList SendingText::details(const SendProgress &progress)
{
    const QLocale locale;
    QStringList details;
    const double seconds = double(progress.elapsed.count()) / 1e9;
    const IntervalStats &interval = progress.interval;
    if (interval.count > 0) {
        details.append(tr("every %1 on average (%2 to %3), jitter %4", "the real interval between messages")
                           .arg(duration(interval.mean), duration(interval.min), duration(interval.max),
                                duration(interval.jitterP99)));
    } else if (seconds > 0.05) {
        if (progress.extent.bytes == 0 || progress.extent.messages > 0)
            details.append(tr("%1 messages/s").arg(locale.toString(quint64(double(progress.messages) / seconds))));
        details.append(tr("%1/s").arg(locale.formattedDataSize(qint64(double(progress.bytes) / seconds))));
    }
    if (progress.missed > 0)
        details.append(tr("%1 missed").arg(locale.toString(progress.missed)));
    if (progress.skipped > 0)
        details.append(tr("%1 skipped because a peer does not read").arg(locale.toString(progress.skipped)));
    if (progress.failed > 0)
        details.append(tr("%1 could not be sent").arg(locale.toString(progress.failed)));
    if (progress.waiting)
        details.append(tr("waiting for the peer to read"));
    return details;
}

QString SendingText::ending(SendOutcome::Kind kind)
{
    switch (kind) {
    case SendOutcome::Kind::Done:
        return tr("Done");
    case SendOutcome::Kind::Stopped:
        return tr("Stopped");
    case SendOutcome::Kind::Closed:
        return tr("Connection closed");
    case SendOutcome::Kind::PeerGone:
        return tr("Peer disconnected");
    case SendOutcome::Kind::Failed:
        return tr("Failed");
    }
    return {};
}

QString SendingText::progress(const SendProgress &progress)
{
    return (QStringList{amount(progress)} + details(progress)).join(QStringLiteral(" · "));
}

QString SendingText::outcome(const SendOutcome &outcome)
{
    SendProgress last = outcome.progress;
    last.waiting = false;
    return QStringLiteral("%1: %2").arg(ending(outcome.kind), progress(last));
}

QString SendingText::duration(qint64 ns)
{
    const QLocale locale;
    const auto written = [&](double value, const QString &unit) {
        const int decimals = value < 9.995 ? 2 : value < 99.95 ? 1 : 0;
        return QStringLiteral("%1 %2").arg(locale.toString(value, 'f', decimals), unit);
    };
    if (ns < 1'000'000)
        return written(double(ns) / 1e3, QStringLiteral("µs"));
    if (ns < 10'000'000'000)
        return written(double(ns) / 1e6, QStringLiteral("ms"));
    return written(double(ns) / 1e9, QStringLiteral("s"));
}
