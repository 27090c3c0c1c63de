// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/import/captureimporter.h"
#include "model/log/logreader.h"

#include <QDir>
#include <QFile>
#include <QMap>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

/// Opens captures in a folder of its own.
class ImportFixture
{
public:
    /// Writes a file; returns its path.
    QString write(const QByteArray &bytes, const QString &name = QStringLiteral("capture.pcap")) const
    {
        QFile file(folder.filePath(name));
        const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
        return written ? file.fileName() : QString();
    }

    /// Converts a file; null when that failed, for which see `message`.
    std::shared_ptr<TrafficLog> import(const QString &file)
    {
        const QString directory = folder.filePath(QStringLiteral("log%1").arg(++m_count));
        QDir().mkpath(directory);
        CaptureImporter importer;
        QSignalSpy finished(&importer, &CaptureImporter::finished);
        importer.start({file, directory});
        if (!finished.wait(60'000))
            return nullptr;
        message = finished[0][1].toString();
        return finished[0][0].toBool() ? importer.log() : nullptr;
    }

    std::shared_ptr<TrafficLog> import(const QByteArray &bytes) { return import(write(bytes)); }

    static QList<Record> records(const std::shared_ptr<TrafficLog> &log)
    {
        LogReader reader(log);
        QList<Record> all;
        for (RecordNumber number = log->first(); number < log->end(); ++number) {
            if (const auto record = reader.read(number))
                all.append(*record);
        }
        return all;
    }

    /// One line a record: `> bytes` received, `< bytes` sent, else the event's name and arguments; all
    /// with the peer's number in front.
    static QStringList script(const std::shared_ptr<TrafficLog> &log)
    {
        QStringList lines;
        for (const Record &record : records(log)) {
            const QString peer = QString::number(quint32(record.peer));
            if (record.kind == RecordKind::Event)
                lines.append(peer + u' ' + eventName(record.event.code) + u' ' + record.event.args.join(u' '));
            else
                lines.append(peer + QLatin1StringView(record.direction == Direction::In ? " > " : " < ")
                             + QString::fromLatin1(record.payload));
        }
        return lines;
    }

    /// The bytes of each stream, by `transport local remote direction`, connections one after another.
    static QMap<QString, QByteArray> streams(const std::shared_ptr<TrafficLog> &log)
    {
        QMap<QString, QByteArray> all;
        for (const Record &record : records(log)) {
            if (record.kind == RecordKind::Data)
                all[QStringLiteral("%1 %2 %3 %4")
                        .arg(int(record.transport))
                        .arg(record.local.toString(), record.remote.toString())
                        .arg(int(record.direction))]
                    .append(record.payload);
        }
        return all;
    }

    QTemporaryDir folder;
    QString message;

private:
    int m_count = 0;
};
