// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// The view's work depends on what is on the screen, not on the length of the log. Counts reads and paints, no times.
#include "tests/gui/log/fakelog.h"
#include "tests/lasting.h"

namespace {

/// How often a widget is painted.
class PaintCount : public QObject
{
public:
    explicit PaintCount(QWidget &widget) { widget.installEventFilter(this); }
    bool eventFilter(QObject *, QEvent *event) override
    {
        paints += event->type() == QEvent::Paint ? 1 : 0;
        return false;
    }

    int paints = 0;
};

} // namespace

class TestLogViewScale : public QObject
{
    Q_OBJECT

private slots:
    void readsWhatIsVisible_data();
    void readsWhatIsVisible();
    void refreshingAnUnchangedPageReadsNothing();
    void aRefreshPaintsOnce();
};

void TestLogViewScale::readsWhatIsVisible_data()
{
    QTest::addColumn<quint64>("records");
    QTest::newRow("ten thousand") << quint64(10'000);
    QTest::newRow("a million") << quint64(1'000'000);
    QTest::newRow("a thousand million") << quint64(1'000'000'000);
}

void TestLogViewScale::readsWhatIsVisible()
{
    QFETCH(quint64, records);
    const auto log = numberedLog(records);
    quint64 &reads = log->reads;
    LogView view;
    view.resize(800, 400);
    view.show();
    const auto lines = quint64(view.viewport()->height() / view.fontMetrics().height() + 3);
    show(view, log);
    view.grab();
    QVERIFY2(reads <= 2 * lines, qPrintable(QString::number(reads))); // the tail
    view.scroller().setFollowing(false);
    // The page, and the last page, where scrolling ends.
    for (const quint64 number : {records / 2, records / 3, quint64(0), records - 5}) {
        reads = 0;
        view.selection().selectRecord(number);
        view.grab();
        QVERIFY2(reads <= 4 * lines, qPrintable(QStringLiteral("%1 at %2").arg(reads).arg(number)));
    }
    reads = 0;
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 7);
    view.grab();
    QVERIFY2(reads <= 4 * lines, qPrintable(QString::number(reads)));
}

void TestLogViewScale::refreshingAnUnchangedPageReadsNothing()
{
    const auto log = numberedLog(1'000'000);
    LogView view;
    show(view, log);
    view.show();
    view.scroller().setFollowing(false);
    view.selection().selectRecord(500'000);
    view.grab();
    log->reads = 0;
    for (int i = 0; i < 100; ++i) {
        view.refresh();
        view.grab();
    }
    QCOMPARE(log->reads, 0U); // what is on the screen is cached
}

/// Each refresh with new records paints the page once, and hardly ever the slider, which stays at the end.
void TestLogViewScale::aRefreshPaintsOnce()
{
    const auto log = numberedLog(100'000);
    LogView view;
    show(view, log);
    view.show();
    QVERIFY(QTest::qWaitForWindowExposed(&view));
    PaintCount page(*view.viewport());
    PaintCount bar(*view.verticalScrollBar());
    const auto settle = [&] {
        Lasting stands = standsStill([&] { return page.paints; }, 5); // a second painting comes in a later turn
        return QTest::qWaitFor([&] { return page.paints > 0 && stands(); }, 20'000);
    };
    view.refresh();
    QVERIFY(settle());
    bar.paints = 0;
    for (int i = 0; i < 10; ++i) {
        log->end += 40;
        page.paints = 0;
        view.refresh();
        QVERIFY(settle());
        QCOMPARE(page.paints, 1);
    }
    QCOMPARE(view.verticalScrollBar()->value(), view.verticalScrollBar()->maximum());
    QVERIFY2(bar.paints <= 5, qPrintable(QString::number(bar.paints)));
    const int before = page.paints;
    bar.paints = 0;
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 2);
    QTRY_VERIFY(page.paints > before && bar.paints > 0);
    QVERIFY(!view.scroller().isFollowing());
}

QTEST_MAIN(TestLogViewScale)
#include "tst_logviewscale.moc"
