// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT

// Streams split into messages and checked, in the log and in the details of a record.
#include "tests/gui/log/fakelog.h"
#include "tests/gui/windowfixture.h"
#include "tests/unit/log/logfixture.h"
#include "tests/unit/session/stillness.h"
#include "widgets/log/content/contentbytemap.h"
#include "widgets/log/content/framemarks.h"
#include "widgets/log/logarea.h"
#include "widgets/log/logbadge.h"
#include "widgets/log/recorddetail.h"
#include "widgets/pages/sessionpage.h"

namespace {

MessageView viewOf(const char *framing, const char *checksum = "")
{
    return {Framing::parse(QString::fromLatin1(framing)).value(),
            *checksum ? ChecksumFormat::parse(QString::fromLatin1(checksum)).value() : ChecksumFormat()};
}

/// One TCP stream in these pieces.
std::shared_ptr<FakeLog> streamOf(const QByteArrayList &pieces)
{
    auto log = std::make_shared<FakeLog>();
    log->end = RecordNumber(pieces.size());
    log->make = [pieces](RecordNumber number) {
        Record record = fakeRecord(number, pieces.value(qsizetype(number)));
        record.transport = Transport::Tcp;
        record.previousInStream = number == 0 ? 0 : 1;
        for (qsizetype i = 0; i < qsizetype(number); ++i)
            record.streamOffset += quint64(pieces.value(i).size());
        return record;
    };
    return log;
}

} // namespace

class TestMessages : public QObject
{
    Q_OBJECT
private slots:
    void shows_data();
    void shows();
    void copiesAsItCame();
    void mapsThereAndBack_data();
    void mapsThereAndBack();
    void paintsOnlyWhatIsVisible();
    void panelToLogAndRules();
    void badDelimiterIsShownInPlace();
    void longestAndStrip();
    void longestHoldsTheHeader();
    void detail();
    void detailFollowsTheScan();
    void detailFollowsTheLog();
    void remembered();
};

void TestMessages::shows_data()
{
    QTest::addColumn<LogDisplay>("display");
    QTest::addColumn<QString>("framing");
    QTest::addColumn<QString>("checksum");
    QTest::addColumn<QByteArrayList>("pieces");
    QTest::addColumn<QStringList>("lines");
    const auto row = [](const char *name, LogDisplay display, const char *framing, const char *checksum,
                        const QByteArrayList &pieces, const QStringList &lines) {
        QTest::newRow(name) << display << QString::fromLatin1(framing) << QString::fromLatin1(checksum) << pieces
                            << lines;
    };
    using D = LogDisplay;
    row("fixed", D::Text, "fixed:3", "", {"abcdefg", "hij"}, {u"abc"_qs, u"def"_qs, u"g ↓"_qs, u"↑ hi"_qs, u"j ↓"_qs});
    row("lines break by themselves", D::Text, "line", "", {"a\nb\n", "c\n"}, {u"a␊"_qs, u"b␊"_qs, u"c␊"_qs});
    row("delimiter", D::Text, "delimiter:';'", "", {"a;b;", "c"}, {u"a;"_qs, u"b;"_qs, u"c ↓"_qs});
    row("checksums", D::Text, "line", "SUM-8", {"\x41\x41\n\x41\x42\n"}, {u"AA ✓␊"_qs, u"AB ✗␊"_qs});
    row("hex", D::Hex, "fixed:3", "SUM-8", {"\x01\x02\x03\x01\x01\x01\x09", "\x01\x0a"},
        {u"01 02 03 ✓"_qs, u"01 01 01 ✗"_qs, u"09 ↓"_qs, u"01 0A ↑ ✓"_qs});
    row("dump", D::Hex, "fixed:17", "", {"0123456789abcdefgh"},
        {u"00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66"_qs, u"00000010  67"_qs, u"00000011  68 ↓"_qs});
    row("character cut by a message", D::Text, "fixed:4", "", {"a\xe4\xbd\xa0z"}, {u"a你"_qs, u"z ↓"_qs});
    row("bad length", D::Text, "length:size=1,max=2", "",
        {"\x7f"
         "abc"},
        {u"␡abc ⚠ bad length ↓"_qs});
    row("start and end", D::Hex, "between:7E,7E,escape=jt808", "XOR-8", {"\x05~\x01}\x01|~", "~\x01"},
        {u"05 ⚠ not a message"_qs, u"7E 01 7D 01 7C 7E ✓"_qs, u"7E 01 ↓"_qs});
    row("continues after a line ending", D::Text, "fixed:9", "", {"abc\n"}, {u"abc ↓␊"_qs});
    row("none", D::Text, "none", "", {"abc"}, {u"abc"_qs});
    row("one whole message", D::Text, "fixed:3", "", {"abc"}, {u"abc"_qs});
}

void TestMessages::shows()
{
    QFETCH(LogDisplay, display);
    QFETCH(QString, framing);
    QFETCH(QString, checksum);
    QFETCH(QByteArrayList, pieces);
    QFETCH(QStringList, lines);
    LogView view;
    view.setDisplay(display);
    show(view, streamOf(pieces));
    view.setTimestamps(false);
    view.setMessages(viewOf(qPrintable(framing), qPrintable(checksum)), nullptr);
    QStringList shown;
    for (const QString &line : visibleLines(view))
        shown.append(line.contains(u"RX"_qs) ? line.section(u' ', 3) : line.trimmed());
    QCOMPARE(shown, lines);
}

void TestMessages::copiesAsItCame()
{
    LogView view;
    show(view, streamOf({"abcde", "fgh\x01\n"}));
    view.selection().selectAll();
    const QByteArray bytes = view.selection().bytes(1000);
    view.setMessages(viewOf("fixed:3", "SUM-8"), nullptr);
    view.selection().selectAll();
    QCOMPARE(view.selection().bytes(1000), bytes);
    QVERIFY(!view.selection().text().contains(u'✗'));
    QVERIFY(!view.selection().text().contains(u'↓'));
    QVERIFY(view.selection().text().contains(u"abcde"_qs)); // no break that was not there
}

void TestMessages::mapsThereAndBack_data()
{
    QTest::addColumn<LogDisplay>("display");
    QTest::addColumn<QString>("framing");
    for (const char *framing : {"fixed:1", "fixed:3", "fixed:17", "line", "delimiter:09", "length:size=1"}) {
        QTest::addRow("text, %s", framing) << LogDisplay::Text << QString::fromLatin1(framing);
        QTest::addRow("hex, %s", framing) << LogDisplay::Hex << QString::fromLatin1(framing);
        QTest::addRow("mixed, %s", framing) << LogDisplay::Mixed << QString::fromLatin1(framing);
    }
}

/// Whatever marks are shown between them, copying gives each shown byte.
void TestMessages::mapsThereAndBack()
{
    QFETCH(LogDisplay, display);
    QFETCH(QString, framing);
    const QByteArray whole = "\r\n\n\rtab\there\t\t中文\xff\xfe\x80 é\x7f\x1b[0m ␍😀\xf0\x9f";
    for (qsizetype size = 1; size <= whole.size(); ++size) {
        auto log = streamOf({whole.first(size / 3), whole.first(size)});
        const Record record = log->make(1);
        FakeSource source(log, &FakeLog::reads);
        RecordFrames frames(source, viewOf(qPrintable(framing), "SUM-8"));
        RecordText text(source, TextCodec::find(u"UTF-8"_qs).value());
        const auto parts = frames.parts(record).parts;
        TextByteMap places;
        const DecodedText decoded = text.decode(record, &places, frameMarks(parts, record.payload));
        const RecordContent content = makeRecordContent(record, decoded, display, parts);
        const ContentByteMap map(record, decoded, places, content, display);
        qsizetype shown = 0;
        for (qsizetype byte = 0; byte < size; ++byte) {
            for (const Range &range : map.shown({byte, byte + 1})) {
                ++shown;
                QVERIFY(range.size() > 0 && range.end <= content.text.size());
                const Range bytes = map.bytes(range);
                QVERIFY2(bytes.start <= byte && byte < bytes.end && bytes.size() <= 4,
                         qPrintable(u"byte %1 of %2: %3 to %4"_qs.arg(byte).arg(size).arg(bytes.start).arg(bytes.end)));
            }
        }
        QVERIFY(shown >= size);
        QCOMPARE(map.bytes({0, content.text.size()}), (Range{0, size}));
    }
}

/// Ten million records of one stream without a line's end: a bounded look back for each that is shown.
void TestMessages::paintsOnlyWhatIsVisible()
{
    auto log = std::make_shared<FakeLog>();
    log->end = 10'000'000;
    log->make = [](RecordNumber number) {
        Record record = fakeRecord(number, "0123456789");
        record.transport = Transport::Tcp;
        record.previousInStream = number == 0 ? 0 : 1;
        record.streamOffset = number * 10;
        return record;
    };
    LogView view;
    show(view, log);
    view.setMessages(viewOf("line", "SUM-8"), nullptr);
    QVERIFY(readsToPaint(view, log) < 40 * 600);
    QCOMPARE(readsToPaint(view, log), quint64(0));
    view.setMessages(viewOf("fixed:16"), nullptr);
    QVERIFY(readsToPaint(view, log) < 40 * 10);
}

void TestMessages::panelToLogAndRules()
{
    WindowFixture fixture;
    fixture.language.use(u"en"_qs);
    const EndpointUrl url = EndpointUrl::parse(u"tcp-server://127.0.0.1:0?reply=accepted&framing=line"_qs).value();
    fixture.window.addTab(&url);
    fixture.window.show();
    SessionPage &page = *fixture.window.currentSessionPage();
    auto *messages = named<QComboBox>(page, u"Messages"_qs);
    QCOMPARE(messages->currentIndex(), int(Framing::Kind::Line));
    QTRY_COMPARE(page.session().state(), Session::State::Open);
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, page.session().localAddress().port);
    QVERIFY(client.waitForConnected(30'000));
    client.write("a\nb");
    QTRY_COMPARE(client.peek(100), "accepted");
    QTRY_VERIFY(page.logView().visibleText().contains(u"b ↓"_qs));
    messages->setCurrentIndex(int(Framing::Kind::Fixed));
    named<QSpinBox>(page, u"Length"_qs)->setValue(1);
    QTRY_VERIFY(page.logView().visibleText().contains(u"a\n"_qs));
    QTRY_VERIFY(othersRest()); // the I/O thread has heard of it
    client.write("xy");
    QTRY_COMPARE(client.peek(100), "acceptedacceptedaccepted");
}

void TestMessages::badDelimiterIsShownInPlace()
{
    WindowFixture fixture;
    fixture.begin();
    SessionPage &page = *fixture.window.currentSessionPage();
    named<QComboBox>(page, u"Messages"_qs)->setCurrentIndex(int(Framing::Kind::Delimiter));
    auto *delimiter = named<QLineEdit>(page, u"Delimiter"_qs);
    const auto isShown = [&] {
        for (const QLabel *label : page.findChildren<QLabel *>()) {
            if (label->isVisibleTo(&page) && label->text().startsWith(u"⚠"_qs))
                return true;
        }
        return false;
    };
    QVERIFY(!isShown());
    for (const char *bad : {"", "\\q", "0x0", "0x"}) {
        delimiter->setText(QString::fromLatin1(bad));
        QVERIFY2(isShown(), bad);
        QCOMPARE(delimiter->text(), QString::fromLatin1(bad));
    }
    delimiter->setText(u"it's\\n"_qs);
    QVERIFY(!isShown());
    QCOMPARE(page.save()[u"receive"].toObject()[u"framing"].toString(), u"delimiter:697427730A"_qs);
}

void TestMessages::longestAndStrip()
{
    WindowFixture fixture;
    fixture.begin();
    SessionPage &page = *fixture.window.currentSessionPage();
    const auto framing = [&] { return page.save()[u"receive"].toObject()[u"framing"].toString(); };
    auto *messages = named<QComboBox>(page, u"Messages"_qs);
    const auto longest = [&] { return named<QSpinBox>(page, u"Longest message"_qs); };
    const auto strip = [&] { return named<QSpinBox>(page, u"Strip first"_qs); };
    QVERIFY(!longest() && !strip());
    messages->setCurrentIndex(int(Framing::Kind::Length));
    QVERIFY(longest() && strip());
    QCOMPARE(longest()->value(), Framing::defaultMaxBytes);
    QVERIFY(!longest()->toolTip().isEmpty() && !strip()->toolTip().isEmpty());
    strip()->setValue(2);
    QCOMPARE(framing(), u"length:size=2,strip=2"_qs);
    longest()->selectAll();
    QTest::keyClicks(longest(), u"4096"_qs);
    QCOMPARE(framing(), u"length:size=2,strip=2"_qs); // not yet: more digits may follow
    QTest::keyClick(longest(), Qt::Key_Return);
    QCOMPARE(framing(), u"length:size=2,strip=2,max=4096"_qs);
    messages->setCurrentIndex(int(Framing::Kind::Line));
    QVERIFY(longest() && !strip());
    QCOMPARE(framing(), u"line,max=4096"_qs);
    messages->setCurrentIndex(int(Framing::Kind::Fixed)); // has only its length
    named<QSpinBox>(page, u"Length"_qs)->setValue(5000);
    QVERIFY(!longest() && !strip());
    QCOMPARE(framing(), u"fixed:5000"_qs);
    messages->setCurrentIndex(int(Framing::Kind::None));
    QVERIFY(!longest() && !strip());
    QCOMPARE(framing(), u"none"_qs);
}

/// No choice of fields makes what Framing::parse() would refuse.
void TestMessages::longestHoldsTheHeader()
{
    WindowFixture fixture;
    fixture.begin();
    SessionPage &page = *fixture.window.currentSessionPage();
    EndpointUrl url;
    url.framing = Framing::parse(u"length:size=2,max=3"_qs).value();
    page.setUrl(url);
    QCOMPARE(existing<QSpinBox>(page, "Longest message").value(), 3);
    existing<QSpinBox>(page, "Field offset").setValue(20);
    QCOMPARE(existing<QSpinBox>(page, "Longest message").value(), 22);
    const QString framing = page.save()[u"receive"].toObject()[u"framing"].toString();
    QCOMPARE(framing, u"length:size=2,offset=20,max=22"_qs);
    QVERIFY(Framing::parse(framing));
}

void TestMessages::detail()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"10.0.0.1"_qs);
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, nowNs(), "\x01\x02\x03\x01\x01\x01\x09");
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, nowNs(), "later");
    RecordDetail detail(fixture.log);
    detail.setCodec(TextCodec::find(u"UTF-8"_qs).value());
    detail.showRecord(1);
    QVERIFY(detail.findChild<LogBadge *>()->isHidden()); // no "new records" under the only one shown
    detail.showRecord(0);
    const auto dump = [&] { return named<QPlainTextEdit>(detail, u"Bytes of the record"_qs)->toPlainText(); };
    QCOMPARE(dump().count(u'\n'), 1);
    detail.setMessages(viewOf("fixed:3", "SUM-8"), nullptr);
    QCOMPARE(dump().count(u'\n'), 3);
    QVERIFY(dump().section(u'\n', 0, 0).endsWith(u'✓'));
    QVERIFY(dump().section(u'\n', 1, 1).endsWith(u'✗'));
    QVERIFY(dump().section(u'\n', 2, 2).endsWith(u'↓'));
    QVERIFY(detail.text().visibleText().contains(u'✗'));
    const QString title = detail.findChild<QLabel *>()->text();
    QVERIFY2(title.contains(u"✓ valid: 1"_qs) && title.contains(u"✗ invalid: 1"_qs), qPrintable(title));
}

namespace {

QString shownDump(const LogArea &area)
{
    return named<QPlainTextEdit>(area.detail(), u"Bytes of the record"_qs)->toPlainText();
}

} // namespace

/// Open details of a record show what the scan finds later.
void TestMessages::detailFollowsTheScan()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"10.0.0.1"_qs);
    const auto write = [&](int messages) {
        TrafficLog::Writer writer(*fixture.log);
        for (int i = 0; i < messages; ++i)
            writer.data(flow, Direction::In, nowNs(), QByteArray::fromHex("036162"));
    };
    LogArea area(fixture.log);
    area.setCodec(TextCodec::find(u"UTF-8"_qs).value());
    area.setMessages(viewOf("length:size=1,adjust=-1"));
    area.show();
    const auto isShown = [&] { return area.detail().findChild<QLabel *>()->text().contains(u"messages: 1"); };
    write(1000);
    area.refresh();
    QTRY_VERIFY((area.detail().showRecord(999), isShown())); // and then the scan sleeps
    write(4000);
    area.detail().showRecord(4500);
    area.refresh();
    QTRY_VERIFY(isShown());
}

/// So do later records.
void TestMessages::detailFollowsTheLog()
{
    LogFixture fixture;
    LogFlow flow = fixture.flow(Transport::Tcp, u"10.0.0.1"_qs);
    const qint64 start = nowNs();
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, start, "abc");
    LogArea area(fixture.log);
    area.setCodec(TextCodec::find(u"UTF-8"_qs).value());
    area.setMessages(viewOf("gap:50"));
    area.show();
    area.detail().showRecord(0);
    QVERIFY2(!shownDump(area).contains(u'↓'), qPrintable(shownDump(area)));
    TrafficLog::Writer(*fixture.log).data(flow, Direction::In, start + 1'000'000, "def");
    area.refresh();
    QVERIFY2(shownDump(area).contains(u'↓'), qPrintable(shownDump(area)));
    QTRY_VERIFY(area.detail().text().visibleText().contains(u'↓'));
}

void TestMessages::remembered()
{
    WindowFixture fixture;
    fixture.begin();
    SessionPage &page = *fixture.window.currentSessionPage();
    EndpointUrl url;
    url.framing = Framing::parse(u"length:size=2,offset=1,little,adjust=-3,strip=3,max=70000"_qs).value();
    page.setUrl(url);
    named<QComboBox>(page, u"Check for"_qs)->setCurrentText(u"CRC-16/MODBUS"_qs);
    const QJsonObject state = page.save();
    fixture.window.addTab();
    SessionPage &other = *fixture.window.currentSessionPage();
    other.restore(state);
    QCOMPARE(other.save()[u"receive"], state[u"receive"]);
    QCOMPARE(state[u"receive"].toObject()[u"framing"].toString(), url.framing.toString());
    other.restore({});
    QCOMPARE(other.save()[u"receive"].toObject()[u"framing"].toString(), u"none"_qs);
}

QTEST_MAIN(TestMessages)
#include "tst_messages.moc"
