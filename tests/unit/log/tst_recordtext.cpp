// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/recordtext.h"
#include "tests/unit/log/codec.h"
#include "tests/unit/log/countingreader.h"
#include "tests/unit/log/logfixture.h"

#include <QTest>

namespace {

/// The text of every record, in the order that `numbers` gives; where they ascend, decodeNext() must agree.
QStringList texts(const LogFixture &fixture, const QString &codecName, const QList<RecordNumber> &numbers)
{
    LogReader reader(fixture.log);
    LogReader forText(fixture.log);
    RecordText text(forText, codec(codecName));
    RecordText inOrder(forText, codec(codecName));
    const bool ascending = std::is_sorted(numbers.begin(), numbers.end());
    QStringList all;
    for (const RecordNumber number : numbers) {
        const Record record = reader.read(number).value();
        all.append(text.decode(record).text);
        if (ascending && inOrder.decodeNext(record).text != all.last())
            all.last() += u" (decodeNext disagrees)"_qs;
    }
    return all;
}

QList<RecordNumber> upTo(RecordNumber count)
{
    QList<RecordNumber> numbers;
    for (RecordNumber number = 0; number < count; ++number)
        numbers.append(number);
    return numbers;
}

} // namespace

class TestRecordText : public QObject
{
    Q_OBJECT
private slots:
    void cutAtEveryByte_data();
    void cutAtEveryByte();
    void twoPeersInterleaved();
    void backwards();
    void directionsAreApart();
    void datagramsStandAlone();
    void neverFinished();
    void farLookBack();
    void inOrderReadsNothingTwice();
};

void TestRecordText::cutAtEveryByte_data()
{
    QTest::addColumn<QString>("name");
    for (const char *name :
         {"UTF-8", "GBK", "GB18030", "Big5", "Shift_JIS", "EUC-JP", "EUC-KR", "UTF-16LE", "UTF-16BE"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

/// TCP may cut a text anywhere: all of it is there, each character once.
void TestRecordText::cutAtEveryByte()
{
    QFETCH(QString, name);
    QString text = u"A中文B日本C\n"_qs;
    if (name == u"EUC-KR")
        text = u"A한국B中C\n"_qs;
    const QByteArray bytes = codec(name)->encode(text).value();
    for (qsizetype cut = 1; cut < bytes.size(); ++cut) {
        LogFixture fixture;
        LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
        LogFlow other = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs, 7);
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, 1, bytes.first(cut));
        TrafficLog::Writer(*fixture.log).data(other, Direction::In, 1, bytes.first(1));
        TrafficLog::Writer(*fixture.log).data(flow, Direction::In, 1, bytes.sliced(cut));
        const QStringList shown = texts(fixture, name, {0, 2});
        QCOMPARE(shown.join(QString()).remove(u'…'), text);
    }
}

/// A byte at a time from two peers at once, in different encodings of the same words.
void TestRecordText::twoPeersInterleaved()
{
    const QByteArray gbk = codec(u"GBK"_qs)->encode(u"你好,我是客户端"_qs).value();
    LogFixture fixture;
    LogFlow a = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs, 1);
    LogFlow b = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs, 2);
    QList<RecordNumber> ofA;
    QList<RecordNumber> ofB;
    for (qsizetype i = 0; i < gbk.size(); ++i) {
        ofA.append(fixture.log->end());
        TrafficLog::Writer(*fixture.log).data(a, Direction::In, 1, gbk.sliced(i, 1));
        ofB.append(fixture.log->end());
        TrafficLog::Writer(*fixture.log).data(b, Direction::In, 1, gbk.sliced(i, 1));
    }
    QCOMPARE(texts(fixture, u"GBK"_qs, ofA).join(QString()).remove(u'…'), u"你好,我是客户端"_qs);
    QCOMPARE(texts(fixture, u"GBK"_qs, ofB).join(QString()).remove(u'…'), u"你好,我是客户端"_qs);
}

/// The text of a record does not depend on what was asked before.
void TestRecordText::backwards()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    const QByteArray bytes = QByteArray("你好世界").repeated(20);
    for (qsizetype at = 0; at < bytes.size(); at += 5)
        TrafficLog::Writer(*fixture.log)
            .data(flow, Direction::In, 1, bytes.sliced(at, std::min<qsizetype>(5, bytes.size() - at)));
    QList<RecordNumber> numbers = upTo(fixture.log->end());
    const QStringList forwards = texts(fixture, u"UTF-8"_qs, numbers);
    std::reverse(numbers.begin(), numbers.end());
    QStringList backwards = texts(fixture, u"UTF-8"_qs, numbers);
    std::reverse(backwards.begin(), backwards.end());
    QCOMPARE(backwards, forwards);
    QCOMPARE(forwards.join(QString()).remove(u'…').toUtf8(), bytes);
}

void TestRecordText::directionsAreApart()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, 1, "\xe4\xbd");
    TrafficLog::Writer(*fixture.log).data(flow, Direction::Out, 1, "\xa0");
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, 1, "\xa0!");
    QCOMPARE(texts(fixture, u"UTF-8"_qs, upTo(3)), (QStringList{u"…"_qs, u"\\xA0"_qs, u"你!"_qs}));
}

void TestRecordText::datagramsStandAlone()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Udp, u"127.0.0.1"_qs);
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, 1, "\xe4\xbd");
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, 1, "\xa0!");
    QCOMPARE(texts(fixture, u"UTF-8"_qs, upTo(2)), (QStringList{u"\\xE4\\xBD"_qs, u"\\xA0!"_qs}));
}

void TestRecordText::neverFinished()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, 1, "ab\xe4\xbd");
    LogReader reader(fixture.log);
    RecordText text(reader, codec(u"UTF-8"_qs));
    const DecodedText decoded = text.decode(reader.read(0).value());
    QCOMPARE(decoded.text, u"ab\\xE4\\xBD"_qs);
    QVERIFY(decoded.spans == (std::vector<TextSpan>{{2, 8, SpanKind::Pending}}));
}

/// GBK without any ASCII says nowhere where a character begins: only the start of the stream does.
void TestRecordText::farLookBack()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    const QByteArray bytes = codec(u"GBK"_qs)->encode(u"中文字符没有空格"_qs.repeated(300)).value();
    for (qsizetype at = 0; at < bytes.size(); at += 101)
        TrafficLog::Writer(*fixture.log)
            .data(flow, Direction::In, 1, bytes.sliced(at, std::min<qsizetype>(101, bytes.size() - at)));
    QStringList shown = texts(fixture, u"GBK"_qs, upTo(fixture.log->end()));
    QCOMPARE(shown.join(QString()).remove(u'…'), u"中文字符没有空格"_qs.repeated(300));
}

/// Long GBK text shows nowhere where its characters begin: who goes through it in order must not look back
/// at each record, or an export would take hours.
void TestRecordText::inOrderReadsNothingTwice()
{
    LogFixture fixture;
    LogFlow a = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs);
    LogFlow b = fixture.flow(Transport::Tcp, u"127.0.0.1"_qs, 5001);
    const QByteArray pair = codec(u"GBK"_qs)->encode(u"中文字符"_qs).value();
    for (int i = 0; i < 500; ++i) {
        TrafficLog::Writer(*fixture.log).data(a, Direction::In, i, pair);
        TrafficLog::Writer(*fixture.log).data(b, Direction::In, i, pair);
    }
    CountingReader forText(fixture.log);
    RecordText text(forText, codec(u"GBK"_qs));
    const QList<Record> records = fixture.records();
    QCOMPARE(records.size(), 1000);
    for (const Record &record : records)
        QCOMPARE(text.decodeNext(record).text, u"中文字符"_qs);
    QCOMPARE(forText.reads, 0);
    // Not the one before: this record is found by looking back.
    QCOMPARE(text.decodeNext(fixture.records()[10]).text, u"中文字符"_qs);
    QVERIFY(forText.reads > 0);
}

QTEST_GUILESS_MAIN(TestRecordText)
#include "tst_recordtext.moc"
