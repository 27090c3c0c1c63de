// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/gui/log/fakelog.h"

#include "model/log/trafficlog.h"

Q_DECLARE_METATYPE(LogDisplay)

// What a log view reads and shows.
class TestLogView : public QObject
{
    Q_OBJECT
private slots:
    void readsOnlyWhatIsVisible();
    void readsNothingWhileNotPainted();
    void followsUntilScrolledUp();
    void badgeLeadsBack();
    void originHidesEarlierRecords();
    void pauseFreezes();
    void droppedRecordsClamp();
    void showsRecords_data();
    void showsRecords();
    void showsEvents();
    void codecSwitchReadsAgain();
    void waitingTextIsReadAgain();
    void moreRecordsThanTheBarHolds();
    void accessibleText();
    void showsATrafficLog();
    void wordsChangeWithTheLanguage();
};

static QAbstractButton *badgeOf(const LogView &view)
{
    return view.viewport()->findChild<QAbstractButton *>();
}

static quint64 linesOf(const LogView &view)
{
    return quint64(visibleLines(view).size());
}

void TestLogView::readsOnlyWhatIsVisible()
{
    constexpr quint64 few = 4;
    LogView view;
    const auto log = numberedLog(10'000'000);
    show(view, log);
    const quint64 first = readsToPaint(view, log);
    QCOMPARE_LE(first, linesOf(view) + few);
    QCOMPARE(readsToPaint(view, log), 0U);

    log->end += 1'000'000;
    view.refresh();
    QCOMPARE_LE(readsToPaint(view, log), linesOf(view) + few);
    QVERIFY(view.visibleText().endsWith(u"record 10999999"));

    view.setCodec(*TextCodec::find(u"GBK"_qs));
    QCOMPARE_LE(readsToPaint(view, log), linesOf(view) + few);
    view.setDisplay(LogDisplay::Hex);
    QCOMPARE_LE(readsToPaint(view, log), linesOf(view) + few);

    view.scroller().scrollTo({RecordRow(5'000'000), 0});
    QCOMPARE_LE(readsToPaint(view, log), 2 * linesOf(view) + few); // the tail was looked at, too
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 10);
    QCOMPARE_LE(readsToPaint(view, log), 2 * linesOf(view) + few);
}

void TestLogView::readsNothingWhileNotPainted()
{
    LogView view;
    const auto log = numberedLog(1000);
    show(view, log);
    for (int i = 0; i < 100; ++i) {
        log->end += 1000;
        view.refresh();
    }
    QCOMPARE(log->reads, 0U);
}

void TestLogView::followsUntilScrolledUp()
{
    LogView view;
    const auto log = numberedLog(1000);
    show(view, log);
    QSignalSpy following(&view.scroller(), &LogScroller::followingChanged);
    QVERIFY(view.scroller().isFollowing());
    QVERIFY(view.visibleText().endsWith(u"record 999"));

    QTest::keyClick(&view, Qt::Key_Up);
    QVERIFY(!view.scroller().isFollowing());
    QVERIFY(view.visibleText().endsWith(u"record 998"));
    log->end = 2000;
    view.refresh();
    QVERIFY(view.visibleText().endsWith(u"record 998"));

    QTest::keyClick(&view, Qt::Key_End);
    QVERIFY(view.scroller().isFollowing());
    QVERIFY(view.visibleText().endsWith(u"record 1999"));
    QCOMPARE(following.count(), 2);

    QTest::keyClick(&view, Qt::Key_Up);
    QTest::keyClick(&view, Qt::Key_Down);
    QVERIFY(view.scroller().isFollowing());
    QTest::keyClick(&view, Qt::Key_Home);
    QVERIFY(view.visibleText().startsWith(u"10:00:00.123 RX 127.0.0.1:5000 8 record 0\n"));
}

void TestLogView::badgeLeadsBack()
{
    LogView view;
    const auto log = numberedLog(1000);
    show(view, log);
    view.grab();
    QTest::keyClick(&view, Qt::Key_PageUp);
    QVERIFY(badgeOf(view)->isHidden());
    log->end = 2234;
    view.refresh();
    QVERIFY(!badgeOf(view)->isHidden());
    QCOMPARE(badgeOf(view)->text(), u"1,234 new records ↓"_qs);
    badgeOf(view)->click();
    QVERIFY(view.scroller().isFollowing());
    QVERIFY(badgeOf(view)->isHidden());
    QVERIFY(view.visibleText().endsWith(u"record 2233"));
}

void TestLogView::originHidesEarlierRecords()
{
    LogView view;
    const auto log = numberedLog(12);
    show(view, log);
    view.scroller().setOrigin(12);
    QCOMPARE(view.visibleText(), u"12 earlier records cleared from view"_qs);
    log->end = 14;
    view.refresh();
    QCOMPARE(visibleLines(view).size(), 3);
    QVERIFY(visibleLines(view)[1].endsWith(u"record 12"));
    view.scroller().setOrigin(0);
    QVERIFY(visibleLines(view)[0].endsWith(u"record 0"));
}

void TestLogView::pauseFreezes()
{
    LogView view;
    const auto log = numberedLog(1000);
    show(view, log);
    view.scroller().setPaused(true);
    QCOMPARE(badgeOf(view)->text(), u"Paused"_qs);
    log->end = 1500;
    view.refresh();
    QVERIFY(view.visibleText().endsWith(u"record 999"));
    QCOMPARE(badgeOf(view)->text(), u"Paused · 500 new records"_qs);
    view.scroller().setPaused(false);
    QVERIFY(badgeOf(view)->isHidden());
    QVERIFY(view.visibleText().endsWith(u"record 1499"));
}

void TestLogView::droppedRecordsClamp()
{
    LogView view;
    const auto log = numberedLog(10'000);
    show(view, log);
    view.scroller().scrollTo({RecordRow(100), 0});
    QCOMPARE(view.scroller().top().row, RecordRow(100));
    log->first = 1234;
    view.refresh();
    QCOMPARE(visibleLines(view)[0], u"1,234 older records were dropped (quota)"_qs);
    QVERIFY(visibleLines(view)[1].endsWith(u"record 1234"));
    QTest::keyClick(&view, Qt::Key_Down);
    QVERIFY(visibleLines(view)[0].endsWith(u"record 1234"));
    view.scroller().setPaused(true);
    log->first = log->end = 20'000;
    view.refresh();
    QCOMPARE(view.visibleText(), u"20,000 older records were dropped (quota)"_qs);
}

void TestLogView::showsRecords_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<QString>("codec");
    QTest::addColumn<LogDisplay>("display");
    QTest::addColumn<QString>("text");
    const auto text = LogDisplay::Text;
    QTest::newRow("ascii") << "hello"_qba << u"UTF-8"_qs << text << u"5 hello"_qs;
    QTest::newRow("gbk") << QByteArray::fromHex("bac3b5c42c") << u"GBK"_qs << text << u"5 好的,"_qs;
    QTest::newRow("invalid") << "a\xff"_qba << u"UTF-8"_qs << text << u"2 a\\xFF"_qs;
    QTest::newRow("empty") << QByteArray() << u"UTF-8"_qs << text << u"0 (empty)"_qs;
    QTest::newRow("line ending at the end") << "a\r\n"_qba << u"UTF-8"_qs << text << u"3 a␍␊"_qs;
    QTest::newRow("lines") << "a\n\nb"_qba << u"UTF-8"_qs << text << u"4 a␊\n␊\nb"_qs;
    QTest::newRow("blank first line") << "\nb"_qba << u"UTF-8"_qs << text << u"2 ␊\nb"_qs;
    QTest::newRow("tabs") << "a\tb\t\xe4\xbd\xa0\tc"_qba << u"UTF-8"_qs << text << u"9 a       b       你      c"_qs;
    QTest::newRow("escape") << "\x1b[31m"_qba << u"UTF-8"_qs << text << u"5 ␛[31m"_qs;
    QTest::newRow("markup") << "<b>&amp;"_qba << u"UTF-8"_qs << text << u"8 <b>&amp;"_qs;
    QTest::newRow("override") << "\xe2\x80\xae!"_qba << u"UTF-8"_qs << text << u"4 <U+202E>!"_qs;
    QTest::newRow("hex") << "hello"_qba << u"UTF-8"_qs << LogDisplay::Hex << u"5 68 65 6C 6C 6F"_qs;
    QTest::newRow("hex, two lines")
        << "0123456789abcdef!"_qba << u"UTF-8"_qs << LogDisplay::Hex
        << u"17 00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66\n00000010  21"_qs;
    QTest::newRow("mixed") << "h\xc3\xa9"_qba << u"UTF-8"_qs << LogDisplay::Mixed
                           << u"3 hé\n00000000  68 C3 A9                                          h.."_qs;
}

void TestLogView::showsRecords()
{
    QFETCH(QByteArray, payload);
    QFETCH(QString, codec);
    QFETCH(LogDisplay, display);
    QFETCH(QString, text);
    LogView view;
    show(view, logOf(payload), codec);
    view.setDisplay(display);
    QCOMPARE(view.visibleText(), u"10:00:00.123 RX 127.0.0.1:5000 "_qs + text);
    view.setTimestamps(false);
    QCOMPARE(view.visibleText(), u"RX 127.0.0.1:5000 "_qs + text);
    view.grab(); // paints each without a warning or crash
}

void TestLogView::showsEvents()
{
    LogView view;
    const auto log = std::make_shared<FakeLog>();
    log->end = 1;
    log->make = [](RecordNumber number) {
        Record record = fakeRecord(number, {});
        record.kind = RecordKind::Event;
        record.event = {EventCode::Connected, {u"127.0.0.1:5000"_qs}};
        return record;
    };
    show(view, log);
    QCOMPARE(view.visibleText(), u"10:00:00.123 -- 127.0.0.1:5000 connected"_qs);
    view.grab();
}

void TestLogView::codecSwitchReadsAgain()
{
    LogView view;
    show(view, logOf(QByteArray::fromHex("c4e3bac3"), 1000));
    view.scroller().scrollTo({RecordRow(500), 0});
    QVERIFY(visibleLines(view)[0].endsWith(u"\\xC4\\xE3\\xBA\\xC3"));
    view.setCodec(*TextCodec::find(u"GBK"_qs));
    QVERIFY(visibleLines(view)[0].endsWith(u"4 你好"));
    QCOMPARE(view.scroller().top().row, RecordRow(500));
}

void TestLogView::waitingTextIsReadAgain()
{
    LogView view;
    const auto log = std::make_shared<FakeLog>();
    log->end = 1;
    log->make = [](RecordNumber number) {
        Record record = fakeRecord(number, number == 0 ? "a\xe4\xbd"_qba : "\xa0z"_qba);
        record.transport = Transport::Tcp;
        record.previousInStream = quint32(number);
        record.streamOffset = quint32(3 * number);
        return record;
    };
    show(view, log);
    QVERIFY(view.visibleText().endsWith(u"a\\xE4\\xBD"));
    log->end = 2;
    view.refresh();
    QVERIFY(visibleLines(view)[0].endsWith(u"3 a…"));
    QVERIFY(visibleLines(view)[1].endsWith(u"2 你z"));
}

void TestLogView::moreRecordsThanTheBarHolds()
{
    LogView view;
    const auto log = numberedLog(RecordNumber(1) << 40);
    show(view, log);
    view.grab();
    QScrollBar *bar = view.verticalScrollBar();
    bar->setValue(bar->maximum() / 2);
    QVERIFY(!view.scroller().isFollowing());
    const RecordRow middle = view.scroller().top().row;
    QVERIFY(middle > RecordRow((quint64(1) << 39) - (1 << 20)) && middle < RecordRow((quint64(1) << 39) + (1 << 20)));
    bar->triggerAction(QAbstractSlider::SliderSingleStepAdd);
    QCOMPARE(view.scroller().top().row, middle + 1);
    bar->setValue(bar->maximum());
    QVERIFY(view.scroller().isFollowing());
    bar->setValue(0);
    QCOMPARE(view.scroller().top().row, RecordRow(0));
}

void TestLogView::accessibleText()
{
    LogView view;
    show(view, numberedLog(3));
    view.grab();
    QAccessibleInterface *accessible = QAccessible::queryAccessibleInterface(&view);
    QVERIFY(accessible);
    QCOMPARE(accessible->text(QAccessible::Name), u"Log"_qs);
    QCOMPARE(accessible->role(), QAccessible::EditableText);
    QVERIFY(accessible->state().readOnly);
    QAccessibleTextInterface *text = accessible->textInterface();
    QVERIFY(text);
    QCOMPARE(text->text(0, text->characterCount()), view.visibleText());
    QVERIFY(view.visibleText().startsWith(u"10:00:00.123 RX 127.0.0.1:5000 8 record 0\n10:00:00.124 RX"));

    const int offset = int(view.visibleText().indexOf(u"record 1"));
    const QRect cell = text->characterRect(offset);
    QVERIFY(!cell.isEmpty());
    QCOMPARE(text->offsetAtPoint(cell.center()), offset);
}

void TestLogView::showsATrafficLog()
{
    const QTemporaryDir directory;
    const auto log = TrafficLog::create({.directory = directory.path(), .file = {}});
    QVERIFY(log);
    LogFlow flow{{.id = (*log)->nextPeerId(),
                  .transport = Transport::Tcp,
                  .local = {QHostAddress(QHostAddress::LocalHost), 8080},
                  .remote = {QHostAddress(QHostAddress::LocalHost), 50'000}}};
    {
        TrafficLog::Writer writer(**log);
        writer.connected(flow, true, fakeTimeNs(0));
        writer.data(flow, Direction::In, fakeTimeNs(1), "\xe4\xbd");
        writer.data(flow, Direction::In, fakeTimeNs(2), "\xa0\xe5\xa5\xbd");
        writer.data(flow, Direction::Out, fakeTimeNs(3), "ok");
    }
    LogView view;
    view.resize(800, 400);
    view.setCodec(*TextCodec::find(u"UTF-8"_qs));
    view.setLog(*log);
    QCOMPARE(visibleLines(view),
             QStringList({u"10:00:00.123 -- 127.0.0.1:50000 connected"_qs, u"10:00:00.124 RX 127.0.0.1:50000 2 …"_qs,
                          u"10:00:00.125 RX 127.0.0.1:50000 4 你好"_qs, u"10:00:00.126 TX 127.0.0.1:50000 2 ok"_qs}));
}

void TestLogView::wordsChangeWithTheLanguage()
{
    class Shouting : public QTranslator
    {
    public:
        bool isEmpty() const override { return false; }
        QString translate(const char *, const char *text, const char *, int) const override
        {
            return QString::fromUtf8(text).toUpper();
        }
    };
    LogView view;
    show(view, logOf(QByteArray()));
    view.grab();
    Shouting translator;
    QCoreApplication::installTranslator(&translator);
    QCoreApplication::processEvents();
    QVERIFY(view.visibleText().endsWith(u"0 (EMPTY)"));
    QCOMPARE(QAccessible::queryAccessibleInterface(&view)->text(QAccessible::Name), u"LOG"_qs);
}

QTEST_MAIN(TestLogView)
#include "tst_logview.moc"
