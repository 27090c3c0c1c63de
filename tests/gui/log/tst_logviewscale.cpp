// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// That the view's work depends on what is on the screen, not on how long the log is; shown by counting, not by a clock.
#include "tests/lasting.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logselectioncontroller.h"
#include "widgets/log/logview.h"

#include <QScrollBar>
#include <QTest>

namespace {

/// So many datagrams, made up when they are read.
class CountingSource : public RecordSource
{
public:
    CountingSource(RecordNumber count, int &reads) : m_count(count), m_reads(reads) { }

    std::unique_ptr<RecordSource> clone() const override { return std::make_unique<CountingSource>(m_count, m_reads); }
    RecordNumber first() const override { return 0; }
    RecordNumber end() const override { return m_count; }
    std::optional<Record> read(RecordNumber number) override
    {
        ++m_reads;
        Record record;
        record.number = number;
        record.transport = Transport::Udp;
        record.peer = PeerId(1);
        record.timeNs = qint64(number);
        record.payload = QByteArray::number(number);
        return record;
    }

private:
    const RecordNumber m_count;
    int &m_reads;
};

/// One that grows.
class GrowingSource : public CountingSource
{
public:
    GrowingSource(const RecordNumber &count, int &reads) : CountingSource(0, reads), m_count(count), m_reads(reads) { }

    std::unique_ptr<RecordSource> clone() const override { return std::make_unique<GrowingSource>(m_count, m_reads); }
    RecordNumber end() const override { return m_count; }

private:
    const RecordNumber &m_count;
    int &m_reads;
};

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
    void refreshingAStandingPageReadsNothing();
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
    int reads = 0;
    int textReads = 0;
    LogView view;
    view.setCodec(TextCodec::find(u"UTF-8"_qs).value());
    view.resize(800, 400);
    view.show();
    const int rows = view.viewport()->height() / view.fontMetrics().height() + 3;
    const auto paint = [&] {
        reads = 0;
        view.grab();
        return reads;
    };
    view.setSources(std::make_unique<CountingSource>(records, reads),
                    std::make_unique<CountingSource>(records, textReads));
    QVERIFY2(paint() <= 2 * rows, qPrintable(QString::number(reads))); // the tail
    view.scroller().setFollowing(false);
    // The page, and the last page, where scrolling ends.
    for (const quint64 place : {records / 2, records / 3, quint64(0), records - 5}) {
        reads = 0;
        view.selection().selectRecord(place);
        view.grab();
        QVERIFY2(reads <= 4 * rows, qPrintable(QStringLiteral("%1 at %2").arg(reads).arg(place)));
    }
    reads = 0;
    view.verticalScrollBar()->setValue(view.verticalScrollBar()->maximum() / 7);
    view.grab();
    QVERIFY2(reads <= 4 * rows, qPrintable(QString::number(reads)));
}

void TestLogViewScale::refreshingAStandingPageReadsNothing()
{
    int reads = 0;
    int textReads = 0;
    LogView view;
    view.setCodec(TextCodec::find(u"UTF-8"_qs).value());
    view.resize(800, 400);
    view.setSources(std::make_unique<CountingSource>(1'000'000, reads),
                    std::make_unique<CountingSource>(1'000'000, textReads));
    view.show();
    view.scroller().setFollowing(false);
    view.selection().selectRecord(500'000);
    view.grab();
    reads = 0;
    for (int i = 0; i < 100; ++i) {
        view.refresh();
        view.grab();
    }
    QCOMPARE(reads, 0); // what is on the screen is remembered
}

/// While new records push the page on, it is painted once each time, and the slider, which stays at the end, hardly ever.
void TestLogViewScale::aRefreshPaintsOnce()
{
    RecordNumber records = 100'000;
    int reads = 0;
    int textReads = 0;
    LogView view;
    view.setCodec(TextCodec::find(u"UTF-8"_qs).value());
    view.resize(800, 400);
    view.setSources(std::make_unique<GrowingSource>(records, reads),
                    std::make_unique<GrowingSource>(records, textReads));
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
        records += 40;
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
