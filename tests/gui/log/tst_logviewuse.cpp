// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/gui/log/fakelog.h"

#include "widgets/log/page/logmetrics.h"
#include "widgets/log/page/recordlayout.h"

// Scrolling, wrapping and selecting in a log view.
class TestLogViewUse : public QObject
{
    Q_OBJECT
private slots:
    void scrollsInsideARecord();
    void barReachesInsideARecord();
    void wheelScrollsWholeLines();
    void resizeKeepsThePosition();
    void shortLogIsAtTheTop();
    void wrapsAtWordsAndIdeographs();
    void wrapsALongLine();
    void findsPositionsInLongLines();
    void unwrappedLineScrollsSideways();
    void dragSelectsCharacters();
    void gutterSelectsRecords();
    void keysSelect();
    void copiesWithGutter();
    void selectAllReadsNothing();
    void draggingBeyondTheEdgeScrolls();
    void zooms();
};

// A record of 200 lines "0" to "199" between one-line ones.
static std::shared_ptr<FakeLog> logWithLongRecord()
{
    auto log = std::make_shared<FakeLog>();
    log->end = 3;
    log->make = [](RecordNumber number) {
        QByteArray payload = "short";
        if (number == 1) {
            payload.clear();
            for (int i = 0; i < 200; ++i)
                payload += QByteArray::number(i) + '\n';
        }
        return fakeRecord(number, payload);
    };
    return log;
}

static QPoint pointAt(const LogView &view, const QString &text)
{
    const QRect cell = view.visibleTextRect(view.visibleText().indexOf(text));
    return {cell.left() + 1, cell.center().y()};
}

static void drag(LogView &view, QPoint from, QPoint to)
{
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, from);
    QTest::mouseMove(view.viewport(), to);
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, to);
}

static RecordLayout laidOut(const LogMetrics &metrics, const QString &text, qreal width)
{
    RecordContent content;
    content.text = text;
    RecordLayout layout(std::move(content));
    layout.wrap(metrics, width);
    return layout;
}

static LogMetrics fixedMetrics()
{
    return LogMetrics(QFontDatabase::systemFont(QFontDatabase::FixedFont));
}

void TestLogViewUse::scrollsInsideARecord()
{
    LogView view;
    show(view, logWithLongRecord());
    view.grab();
    QTest::keyClick(&view, Qt::Key_Home);
    for (int i = 0; i < 3; ++i)
        QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.scroller().top().row, RecordRow(1));
    QCOMPARE(visibleLines(view)[0], u"2␊"_qs);
    QTest::keyClick(&view, Qt::Key_Up);
    QCOMPARE(visibleLines(view)[0], u"1␊"_qs);
    QTest::keyClick(&view, Qt::Key_PageDown);
    QCOMPARE(visibleLines(view)[0], u"%1␊"_qs.arg(visibleLines(view).size()));
}

void TestLogViewUse::barReachesInsideARecord()
{
    LogView view;
    show(view, logWithLongRecord());
    view.grab();
    QScrollBar *bar = view.verticalScrollBar();
    QVERIFY(bar->maximum() > 0);
    bar->setValue(bar->maximum() * 3 / 4);
    QCOMPARE(view.scroller().top().row, RecordRow(1));
    QVERIFY(view.scroller().top().offset > 0);
    const int value = bar->value();
    QTest::keyClick(&view, Qt::Key_PageUp);
    QVERIFY(bar->value() < value);
    bar->setValue(bar->maximum());
    QVERIFY(view.scroller().isFollowing());
}

void TestLogViewUse::wheelScrollsWholeLines()
{
    LogView view;
    show(view, numberedLog(1000));
    view.scroller().scrollTo({RecordRow(500), 0});
    const auto turn = [&view](QPoint pixels, QPoint angle) {
        QWheelEvent event(QPointF(10, 10), view.mapToGlobal(QPointF(10, 10)), pixels, angle, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(view.viewport(), &event);
    };
    turn({}, {0, 120});
    QCOMPARE(view.scroller().top().row, RecordRow(497));
    for (int i = 0; i < 8; ++i)
        turn({}, {0, -15}); // a fine wheel: an eighth of a notch
    QCOMPARE(view.scroller().top().row, RecordRow(500));
    for (int i = 0; i < 200; ++i)
        turn({0, -1}, {0, -8});
    const int lines = 200 / fixedMetrics().lineHeight();
    QCOMPARE(view.scroller().top().row, RecordRow(500 + quint64(lines)));
}

void TestLogViewUse::resizeKeepsThePosition()
{
    LogView view;
    show(view, logOf(QByteArray("word ").repeated(200), 1000));
    view.scroller().scrollTo({RecordRow(500), 0});
    view.resize(500, 300);
    QCOMPARE(view.scroller().top(), (LogPosition{RecordRow(500), 0}));
    view.scroller().setFollowing(true);
    view.resize(900, 700);
    QVERIFY(visibleLines(view).last().startsWith(u"10:00:01.122 "));
}

void TestLogViewUse::shortLogIsAtTheTop()
{
    LogView view;
    const auto log = numberedLog(2);
    show(view, log);
    view.grab();
    QCOMPARE(visibleLines(view).size(), 2);
    QTest::keyClick(&view, Qt::Key_Up);
    QVERIFY(view.scroller().isFollowing()); // nowhere to go
    view.scroller().setFollowing(false);
    log->end = 1000;
    view.refresh();
    QVERIFY(visibleLines(view)[0].endsWith(u"record 0"));
}

void TestLogViewUse::wrapsAtWordsAndIdeographs()
{
    const LogMetrics metrics = fixedMetrics();
    const RecordLayout words = laidOut(metrics, u"the quick brown fox"_qs, 12 * metrics.cell());
    QCOMPARE(words.lineCount(), 2);
    QCOMPARE(words.lines()[1].start, 10);
    const RecordLayout ideographs = laidOut(metrics, u"网络调试助手"_qs, metrics.width(u"网络调试") + 1);
    QCOMPARE(ideographs.lineCount(), 2);
    QCOMPARE(ideographs.lines()[1].start, 4);
    const RecordLayout marks = laidOut(metrics, u"网络调试，助手"_qs, metrics.width(u"网络调试") + 1);
    QCOMPARE(marks.lines()[1].start, qsizetype(3)); // no line begins with a comma
    const RecordLayout quote = laidOut(metrics, u"网络调“试助手"_qs, metrics.width(u"网络调“") + 1);
    QCOMPARE(quote.lines()[1].start, qsizetype(3)); // nor ends with an opening mark
    const RecordLayout onlyMarks = laidOut(metrics, u"，，，，"_qs, metrics.width(u"，，") + 1);
    QCOMPARE(onlyMarks.lines().size(), size_t(2));
    const RecordLayout pairs = laidOut(metrics, u"😀😀"_qs, metrics.width(u"😀") * 1.5);
    QCOMPARE(pairs.lineCount(), 2);
    QCOMPARE(pairs.lines()[1].start, 2);
    QCOMPARE(laidOut(metrics, u"a\n\nb"_qs, 0).lineCount(), 3);
    QCOMPARE(laidOut(metrics, QString(), 0).lineCount(), 1);
}

void TestLogViewUse::wrapsALongLine()
{
    LogView view;
    const auto log = logOf(QByteArray(65'536, 'x'), 2);
    show(view, log);
    view.grab();
    QTest::keyClick(&view, Qt::Key_Home);
    QVERIFY(visibleLines(view)[0].size() > 1000); // one text line, many lines on the screen
    const qsizetype before = view.scroller().top().offset;
    QTest::keyClick(&view, Qt::Key_Down);
    const qsizetype length = view.scroller().top().offset - before;
    QVERIFY(length > 20);
    QCOMPARE_LE(fixedMetrics().cell() * qreal(length), qreal(view.viewport()->width()));
    QTest::keyClick(&view, Qt::Key_Down);
    QCOMPARE(view.scroller().top().offset, 2 * length);
    QCOMPARE(view.scroller().top().row, RecordRow(0));
}

void TestLogViewUse::findsPositionsInLongLines()
{
    const LogMetrics metrics = fixedMetrics();
    QString text;
    for (int i = 0; i < 3000; ++i)
        text += i % 7 == 0 ? u'网' : u'x';
    const RecordLayout layout = laidOut(metrics, text, 0);
    const LayoutLine &line = layout.lines().front();
    for (const qsizetype offset : {0, 1, 511, 512, 513, 1024, 2047, 2999, 3000}) {
        const qreal x = metrics.width(QStringView(text).first(offset));
        QCOMPARE(layout.xAt(metrics, line, offset), x);
        QCOMPARE(layout.offsetAt(metrics, line, x + 1, false), offset);
        QCOMPARE(layout.offsetAt(metrics, line, x - 1, true), offset);
    }
}

void TestLogViewUse::unwrappedLineScrollsSideways()
{
    LogView view;
    show(view, logOf("begin" + QByteArray(1000, 'x') + "end"));
    view.setWrap(false);
    view.grab();
    QScrollBar *bar = view.horizontalScrollBar();
    QVERIFY(bar->maximum() > 1000);
    QCOMPARE(visibleLines(view).size(), 1);
    const QImage left = view.grab().toImage();
    bar->setValue(bar->maximum());
    QVERIFY(view.grab().toImage() != left);
    const QRect end = view.visibleTextRect(view.visibleText().size() - 1);
    QVERIFY(view.viewport()->rect().contains(end));
}

void TestLogViewUse::dragSelectsCharacters()
{
    LogView view;
    show(view, logOf("say 你好, world\r\n"));
    view.grab();
    QSignalSpy changed(&view.selection(), &LogSelectionController::changed);
    drag(view, pointAt(view, u"你"_qs), pointAt(view, u", w"_qs));
    QVERIFY(!view.selection().isEmpty());
    QCOMPARE(view.selection().text(), u"你好"_qs);
    QVERIFY(changed.count() > 0);
    QTest::mousePress(view.viewport(), Qt::LeftButton, Qt::ShiftModifier, pointAt(view, u"␍"_qs) + QPoint(200, 0));
    QTest::mouseRelease(view.viewport(), Qt::LeftButton);
    QCOMPARE(view.selection().text(), u"你好, world"_qs); // without the symbols of CR LF
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, pointAt(view, u"say"_qs));
    QVERIFY(view.selection().isEmpty());
}

void TestLogViewUse::gutterSelectsRecords()
{
    LogView view;
    show(view, numberedLog(10));
    view.grab();
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, pointAt(view, u"10:00:00.125"_qs));
    QCOMPARE(view.selection().text(), u"record 2"_qs);
    QTest::mouseClick(view.viewport(), Qt::LeftButton, Qt::ShiftModifier, pointAt(view, u"10:00:00.124"_qs));
    QCOMPARE(view.selection().text(),
             u"10:00:00.124 RX 127.0.0.1:5000 8 record 1\n10:00:00.125 RX 127.0.0.1:5000 8 record 2"_qs);
}

void TestLogViewUse::keysSelect()
{
    LogView view;
    show(view, numberedLog(1000));
    view.grab();
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {}, pointAt(view, u"record 998"_qs));
    QTest::keyClick(&view, Qt::Key_Down, Qt::ShiftModifier);
    QCOMPARE(view.selection().text(),
             u"10:00:01.121 RX 127.0.0.1:5000 10 record 998\n10:00:01.122 RX 127.0.0.1:5000 10 "_qs);
    QTest::keyClick(&view, Qt::Key_Up, Qt::ShiftModifier);
    QVERIFY(view.selection().isEmpty());
    QTest::keyClick(&view, Qt::Key_PageUp, Qt::ShiftModifier);
    QTest::keyClick(&view, Qt::Key_PageUp, Qt::ShiftModifier);
    QVERIFY(!view.scroller().isFollowing()); // the cursor stays visible
    QTest::keyClick(&view, Qt::Key_Home, Qt::ShiftModifier);
    QVERIFY(view.selection().text().startsWith(u"10:00:00.123 RX 127.0.0.1:5000 8 record 0\n"));
    QCOMPARE(view.scroller().top().row, RecordRow(0));
}

void TestLogViewUse::copiesWithGutter()
{
    LogView view;
    show(view, numberedLog(2));
    view.grab();
    QTest::keySequence(&view, QKeySequence::SelectAll);
    QTest::keySequence(&view, QKeySequence::Copy);
    QCOMPARE(QGuiApplication::clipboard()->text(),
             u"10:00:00.123 RX 127.0.0.1:5000 8 record 0\n10:00:00.124 RX 127.0.0.1:5000 8 record 1"_qs);
}

void TestLogViewUse::selectAllReadsNothing()
{
    LogView view;
    const auto log = numberedLog(10'000'000);
    show(view, log);
    view.grab();
    log->reads = 0;
    view.selection().selectAll();
    QCOMPARE(log->reads, 0U);

    LogSelection selection;
    selection.select({}, {RecordRow(9'999'999), LogPosition::recordEnd});
    LayoutCache layouts(view.font());
    layouts.setSources(std::make_unique<FakeSource>(log, &FakeLog::reads),
                       std::make_unique<FakeSource>(log, &FakeLog::textReads));
    layouts.setSettings({.display = LogDisplay::Hex});
    SelectionExtract copy(layouts.reader(), selection, SelectionExtract::Kind::Text, 1000);
    copy.finish();
    const QString copied = copy.text();
    QVERIFY(copied.size() < 1200);
    QVERIFY(log->reads < 20);
    QVERIFY2(copied.endsWith(u"more records were not copied (clipboard limit)"), qPrintable(copied));
}

void TestLogViewUse::draggingBeyondTheEdgeScrolls()
{
    LogView view;
    show(view, numberedLog(1000));
    view.show();
    view.grab();
    const QPoint middle(400, 100);
    QTest::mousePress(view.viewport(), Qt::LeftButton, {}, middle);
    QTest::mouseMove(view.viewport(), {400, -40});
    const RecordRow top = view.scroller().top().row;
    QTRY_VERIFY(view.scroller().top().row + 10 < top);
    QTest::mouseRelease(view.viewport(), Qt::LeftButton, {}, {400, -40});
    QVERIFY(!view.scroller().isFollowing());
    QVERIFY(view.selection().text().count(u'\n') > 10);
}

void TestLogViewUse::zooms()
{
    LogView view;
    show(view, numberedLog(1000));
    const qreal size = view.font().pointSizeF();
    const qsizetype lines = visibleLines(view).size();
    QTest::keySequence(&view, QKeySequence::ZoomIn);
    QTest::keySequence(&view, QKeySequence::ZoomIn);
    QCOMPARE(view.font().pointSizeF(), size + 2);
    QVERIFY(visibleLines(view).size() < lines);
    QVERIFY(view.visibleText().endsWith(u"record 999"));
    QTest::keyClick(&view, Qt::Key_0, Qt::ControlModifier);
    QCOMPARE(view.font().pointSizeF(), size);
    QCOMPARE(visibleLines(view).size(), lines);
}

QTEST_MAIN(TestLogViewUse)
#include "tst_logviewuse.moc"
