// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/unit/importfixture.h"

#include <QProcess>

/// Captures of other programs, compared with tshark stream by stream.
class TestForeignCaptures : public QObject
{
    Q_OBJECT
private slots:
    void trial();
};

/// Converts files for a trial: SOCKETSCOPE_TRIAL names a file with a line each, the capture and a folder for its log.
void TestForeignCaptures::trial()
{
    QFile list(qEnvironmentVariable("SOCKETSCOPE_TRIAL"));
    if (!list.open(QIODevice::ReadOnly))
        QSKIP("only with SOCKETSCOPE_TRIAL set");
    while (!list.atEnd()) {
        const QStringList fields = QString::fromUtf8(list.readLine().trimmed()).split(u'\t');
        QDir().mkpath(fields[1]);
        CaptureImporter importer;
        QSignalSpy finished(&importer, &CaptureImporter::finished);
        importer.start({fields[0], fields[1]});
        QVERIFY(finished.wait(120'000));
        QFile result(fields[1] + u"/result"_qs);
        QVERIFY(result.open(QIODevice::WriteOnly));
        result.write((finished[0][0].toBool() ? QByteArray("ok") : finished[0][1].toString().toUtf8()) + '\n');
        if (const auto log = importer.log()) {
            for (const Record &record : ImportFixture::records(log)) {
                if (record.kind == RecordKind::Event && record.event.code >= EventCode::CaptureGap
                    && record.event.code <= EventCode::CaptureDamaged)
                    result.write(eventText(record.event).toUtf8() + '\n');
            }
            result.close();
            QFile::copy(log->segmentPath(1), fields[1] + u"/log.pcapng"_qs);
        }
    }
}

QTEST_GUILESS_MAIN(TestForeignCaptures)
#include "tst_foreigncaptures.moc"
