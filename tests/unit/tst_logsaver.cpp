// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/logsaver.h"
#include "tests/unit/logfixture.h"

#include <QSignalSpy>
#include <QTest>

class TestLogSaver : public QObject
{
    Q_OBJECT
private slots:
    void savesPcapng();
    void savesText();
    void cancelled();
    void cannotWrite();

private:
    static void fill(LogFixture &fixture, int count);
    static LogSaver::Request request(const LogFixture &fixture, const QString &file, LogSaver::Format format);
};

void TestLogSaver::fill(LogFixture &fixture, int count)
{
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    TrafficLog::Writer(*fixture.log).connected(flow, true, 1);
    for (int i = 1; i < count; ++i)
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, i, "line " + QByteArray::number(i) + "\n");
}

LogSaver::Request TestLogSaver::request(const LogFixture &fixture, const QString &file, LogSaver::Format format)
{
    return {fixture.log, 0, fixture.log->end(), file, format, TextCodec::find(u"UTF-8"_qs).value()};
}

/// Several segments become one capture, the rest of a handshake included.
void TestLogSaver::savesPcapng()
{
    LogFixture fixture(5'000);
    fill(fixture, 300);
    QTemporaryDir folder;
    QDir(folder.path()).mkdir(u"saved"_qs);
    const QString file = folder.filePath(u"saved/segment-000001.pcapng"_qs);
    LogSaver saver;
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.start(request(fixture, file, LogSaver::Format::Pcapng));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY2(finished[0][0].toBool(), qPrintable(finished[0][1].toString()));
    TrafficLog::Options options;
    options.directory = folder.filePath(u"saved"_qs);
    const auto saved = TrafficLog::reopen(options).value();
    QCOMPARE(saved->end(), RecordNumber(300));
    LogReader reader(saved);
    QVERIFY(reader.read(0).value().event.code == EventCode::Connected);
    QCOMPARE(reader.read(299).value().payload, "line 299\n");
    QFile bytes(file);
    QVERIFY(bytes.open(QIODevice::ReadOnly));
    QByteArrayView rest = bytes.readAll();
    const QByteArray all = bytes.seek(0) ? bytes.readAll() : QByteArray();
    int blocks = 0;
    for (rest = all; !rest.isEmpty(); ++blocks)
        rest = rest.sliced(captureblocks::blockLength(rest));
    QCOMPARE(blocks, 2 + 3 + 299);
}

void TestLogSaver::savesText()
{
    LogFixture fixture;
    fill(fixture, 3);
    QTemporaryDir folder;
    const QString name = folder.filePath(u"log.txt"_qs);
    LogSaver saver;
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.start(request(fixture, name, LogSaver::Format::Text));
    QTRY_COMPARE(finished.size(), 1);
    QFile file(name);
    QVERIFY(file.open(QIODevice::ReadOnly));
    const QStringList lines = QString::fromUtf8(file.readAll()).split(u'\n');
    QCOMPARE(lines.size(), 4);
    QVERIFY2(lines[0].endsWith(u"-- 127.0.0.1:5000 connected"), qPrintable(lines[0]));
    QVERIFY2(lines[1].endsWith(u"RX 127.0.0.1:5000 7 line 1␊"), qPrintable(lines[1]));
}

void TestLogSaver::cancelled()
{
    LogFixture fixture;
    fill(fixture, 5'000);
    QTemporaryDir folder;
    LogSaver saver;
    QSignalSpy finished(&saver, &LogSaver::finished);
    auto endless = request(fixture, folder.filePath(u"x"_qs), LogSaver::Format::Pcapng);
    endless.end = RecordNumber(1) << 60;
    saver.start(endless);
    saver.cancel();
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(!finished[0][0].toBool());
    QVERIFY(!QFile::exists(folder.filePath(u"x"_qs)));
}

void TestLogSaver::cannotWrite()
{
    LogFixture fixture;
    fill(fixture, 3);
    LogSaver saver;
    QSignalSpy finished(&saver, &LogSaver::finished);
    saver.start(request(fixture, u"/nonexistent/x.pcapng"_qs, LogSaver::Format::Pcapng));
    QTRY_COMPARE(finished.size(), 1);
    QVERIFY(finished[0][1].toString().contains(u"/nonexistent/x.pcapng"));
}

QTEST_GUILESS_MAIN(TestLogSaver)
#include "tst_logsaver.moc"
