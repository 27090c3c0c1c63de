// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/files/csvtable.h"
#include "model/sending/sendlistfile.h"

#include <QTemporaryDir>
#include <QTest>

class TestSendListFile : public QObject
{
    Q_OBJECT
private slots:
    void comesBack_data();
    void comesBack();
    void readsLittle();
    void jsonErrors_data();
    void jsonErrors();
    void csvErrors_data();
    void csvErrors();
    void csvCells();
    void files();
};

namespace {

SendList sample()
{
    SendList list;
    list.append({u"读取"_qs, u"01 03 00 00 00 0A"_qs, {PayloadFormat::Input::Hex}, 50, u"Ctrl+1"_qs});
    list[0].format.checksum = ChecksumFormat::parse(u"CRC-16/MODBUS,little,skip=1"_qs).value();
    list.append({u"quotes \" and, commas"_qs, u"two\r\nlines\n"_qs, {}, 0, {}});
    list.append({{}, u"a\\x00b"_qs, {PayloadFormat::Input::Text, true, PayloadFormat::LineEnding::CrLf}, 1000, {}});
    list.append(
        {u" blanks "_qs, u"=1+1"_qs, {PayloadFormat::Input::Text, false, PayloadFormat::LineEnding::Lf}, 7, {}});
    list.append({u"position"_qs, u"0200"_qs, {PayloadFormat::Input::Hex}, 1, {}});
    list.back().format.frame = Framing::parse(u"between:7E,7E,escape=jt808"_qs).value();
    list.append({u"nothing"_qs, {}, {}, 1, {}});
    return list;
}

} // namespace

void TestSendListFile::comesBack_data()
{
    QTest::addColumn<bool>("csv");
    QTest::newRow("JSON") << false;
    QTest::newRow("CSV") << true;
}

void TestSendListFile::comesBack()
{
    QFETCH(bool, csv);
    const auto back = csv ? sendlistfile::fromCsv(sendlistfile::toCsv(sample()))
                          : sendlistfile::fromJson(sendlistfile::toJson(sample()));
    QVERIFY2(back.has_value(), qPrintable(back ? QString() : back.error().message));
    QCOMPARE(*back, sample());
}

void TestSendListFile::readsLittle()
{
    SendList expected{{{}, u"hello"_qs, {}, 1000, {}}};
    QCOMPARE(sendlistfile::fromJson(R"([{"text": "hello"}])").value(), expected);
    QCOMPARE(sendlistfile::fromCsv("payload\nhello").value(), expected);
    QCOMPARE(sendlistfile::fromCsv("\xef\xbb\xbfPayload, Name\r\n\r\nhello\r\n").value(), expected);
    QVERIFY(sendlistfile::fromJson("[]").value().isEmpty());
    QVERIFY(sendlistfile::fromCsv("payload\n").value().isEmpty());
}

void TestSendListFile::jsonErrors_data()
{
    QTest::addColumn<QByteArray>("json");
    QTest::addColumn<QString>("says");
    QTest::newRow("no JSON") << QByteArray("[\n{\"text\": }]") << u"Line 2"_qs;
    QTest::newRow("no list") << QByteArray("{}") << u"not a send list"_qs;
    QTest::newRow("no object") << QByteArray("[{\"text\":\"\"}, 5]") << u"Entry 2"_qs;
    QTest::newRow("nothing to send") << QByteArray("[{\"name\":\"a\"}]") << u"nothing to send"_qs;
    QTest::newRow("both") << QByteArray(R"([{"text":"a","hex":"00"}])") << u"only one of"_qs;
    QTest::newRow("unknown field") << QByteArray(R"([{"text":"a","delay":1}])") << u"“delay”"_qs;
    QTest::newRow("text as number") << QByteArray(R"([{"text":1}])") << u"“text”"_qs;
    QTest::newRow("escapes") << QByteArray(R"([{"text":"a","escapes":"yes"}])") << u"true or false"_qs;
    QTest::newRow("append") << QByteArray(R"([{"text":"a","append":"CRLF"}])") << u"“crlf”"_qs;
    QTest::newRow("checksum") << QByteArray(R"([{"text":"a","checksum":"CRC-99"}])") << u"CRC-99"_qs;
    QTest::newRow("frame") << QByteArray(R"([{"text":"a","frame":"line"}])") << u"between"_qs;
    QTest::newRow("delay") << QByteArray(R"([{"text":"a","delay_ms":-1}])") << u"“delay_ms”"_qs;
    QTest::newRow("half a millisecond") << QByteArray(R"([{"text":"a","delay_ms":0.5}])") << u"whole number"_qs;
}

void TestSendListFile::jsonErrors()
{
    QFETCH(QByteArray, json);
    QFETCH(QString, says);
    const auto list = sendlistfile::fromJson(json);
    QVERIFY(!list);
    QVERIFY2(list.error().message.contains(says), qPrintable(list.error().message));
}

void TestSendListFile::csvErrors_data()
{
    QTest::addColumn<QByteArray>("csv");
    QTest::addColumn<QString>("says");
    QTest::newRow("empty") << QByteArray() << u"payload"_qs;
    QTest::newRow("no header") << QByteArray("hello\r\n") << u"“hello”"_qs;
    QTest::newRow("no payload") << QByteArray("name\r\nx") << u"“payload”"_qs;
    QTest::newRow("too many cells") << QByteArray("payload\r\na,b") << u"Line 2 has 2 cells"_qs;
    QTest::newRow("never closed") << QByteArray("payload\n\"x\ny\n") << u"Line 2"_qs;
    QTest::newRow("quotation mark within") << QByteArray("payload\nx\"y") << u"Line 2"_qs;
    QTest::newRow("behind the mark") << QByteArray("payload\n\"x\"y") << u"comma"_qs;
    QTest::newRow("format") << QByteArray("payload,format\n1,octal") << u"“hex”"_qs;
    QTest::newRow("line of a later row") << QByteArray("payload,delay_ms\n\"1\n2\",5\n3,x") << u"Line 4"_qs;
    QTest::newRow("escapes") << QByteArray("payload,escapes\n1,maybe") << u"“escapes”"_qs;
    QTest::newRow("GBK") << QByteArray("payload\n\xba\xc3\n") << u"UTF-8"_qs;
}

void TestSendListFile::csvErrors()
{
    QFETCH(QByteArray, csv);
    QFETCH(QString, says);
    const auto list = sendlistfile::fromCsv(csv);
    QVERIFY(!list);
    QVERIFY2(list.error().message.contains(says), qPrintable(list.error().message));
}

void TestSendListFile::csvCells()
{
    const auto table = CsvTable::parse("a,,\"b\"\"c\r\nd\",e\r\n\r\n,\r\nlast").value();
    QCOMPARE(table.rows.size(), size_t(3));
    QCOMPARE(table.rows[0].cells, (QStringList{u"a"_qs, {}, u"b\"c\r\nd"_qs, u"e"_qs}));
    QCOMPARE(table.rows[1].cells, (QStringList{{}, {}}));
    QCOMPARE(table.rows[1].line, 4);
    QCOMPARE(table.rows[2].cells, QStringList{u"last"_qs});
}

void TestSendListFile::files()
{
    const QTemporaryDir folder;
    const auto json = sendlistfile::Format::Json;
    const auto csv = sendlistfile::Format::Csv;
    QVERIFY(!sendlistfile::formatOf(u"list"_qs));
    for (const auto &[name, format] : {std::pair(u"list.json"_qs, json), std::pair(u"list.CSV"_qs, csv),
                                       std::pair(u"json"_qs, json), std::pair(u"csv.txt"_qs, csv)}) {
        const QString file = folder.filePath(name);
        QCOMPARE(sendlistfile::formatOf(file).value_or(format), format);
        QVERIFY(sendlistfile::save(file, format, sample()));
        QCOMPARE(sendlistfile::load(file).value(), sample());
    }
    QFile marked(folder.filePath(u"marked"_qs));
    QVERIFY(marked.open(QIODevice::WriteOnly) && marked.write("\xEF\xBB\xBF" + sendlistfile::toJson(sample())) > 0);
    marked.close();
    QCOMPARE(sendlistfile::load(marked.fileName()).value(), sample());
    QVERIFY(!sendlistfile::load(folder.filePath(u"missing"_qs)));
    const auto saved = sendlistfile::save(u"/no/such/folder/list.json"_qs, json, sample());
    QVERIFY(!saved && saved.error().message.contains(u"/no/such/folder"));
}

QTEST_GUILESS_MAIN(TestSendListFile)
#include "tst_sendlistfile.moc"
