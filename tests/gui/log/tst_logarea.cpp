// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/unit/log/logfixture.h"
#include "widgets/log/find/filterbar.h"
#include "widgets/log/find/findbar.h"
#include "widgets/log/find/patternedit.h"
#include "widgets/log/logarea.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logselectioncontroller.h"
#include "widgets/log/logview.h"
#include "widgets/log/recorddetail.h"

#include <thread>

namespace {

/// An area over 2,000 datagrams of two peers; every hundredth of the first says “alarm”.
struct Fixture
{
    Fixture()
    {
        first = log.flow(Transport::Udp, u"127.0.0.1"_qs, 5000);
        second = log.flow(Transport::Udp, u"127.0.0.2"_qs, 5001);
        {
            TrafficLog::Writer writer(*log.log);
            for (int i = 0; i < 1000; ++i) {
                writer.data(first, Direction::In, i, i % 100 == 50 ? "alarm 你好" : "tick");
                writer.data(second, i % 2 == 0 ? Direction::In : Direction::Out, i, "tock");
            }
        }
        area.setCodec(TextCodec::find(u"UTF-8"_qs).value());
        area.resize(900, 400);
        area.show();
    }

    QString status(const char *name) const
    {
        for (const QLabel *label : area.findChildren<QLabel *>()) {
            if (label->accessibleName() == QLatin1StringView(name))
                return label->text();
        }
        return {};
    }

    QComboBox *combo(const char *name) const
    {
        for (QComboBox *box : area.findChildren<QComboBox *>()) {
            if (box->accessibleName() == QLatin1StringView(name))
                return box;
        }
        return nullptr;
    }

    LogFixture log;
    LogFlow first;
    LogFlow second;
    LogArea area{log.log};
};

void key(QWidget &widget, Qt::Key which, Qt::KeyboardModifiers modifiers = {})
{
    QTest::keyClick(&widget, which, modifiers);
}

} // namespace

class TestLogArea : public QObject
{
    Q_OBJECT

private slots:
    void findsForwardsAndBackwards();
    void findWaitsForTheEndOfTyping();
    void findFollowsTheEncoding();
    void costlyExpressionIsReported();
    void wrongPatternIsReported();
    void filters();
    void filterKeepsTheRecord();
    void newRecordsJoinTheFilter();
    void filteringMakesNoRecordsNew();
    void closingAFilterThatAdvances();
    void findWithinTheFilter();
    void hiddenHitsAreCounted();
    void onlyOnePeer();
    void peersOfTheLogAreOffered();
    void peersInAStorm();
    void details();
    void copiesBytes_data();
    void copiesBytes();
};

void TestLogArea::findsForwardsAndBackwards()
{
    Fixture f;
    f.area.view().scroller().setFollowing(false);
    f.area.view().scroller().scrollTo({});
    f.area.startFind();
    QVERIFY(f.area.findBar().isVisible());
    QLineEdit *edit = f.area.findBar().pattern().edit();
    QTest::keyClicks(edit, u"ALARM"_qs);
    QTRY_COMPARE(f.area.view().selection().currentRecord(), std::optional<RecordNumber>(100));
    QCOMPARE(f.area.view().selection().text(), u"alarm"_qs);
    QTRY_COMPARE(f.status("Hits"), u"10 hits in 10 records"_qs);
    key(*edit, Qt::Key_Return);
    QTRY_COMPARE(f.area.view().selection().currentRecord(), std::optional<RecordNumber>(300));
    key(*edit, Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(f.area.view().selection().currentRecord(), std::optional<RecordNumber>(100));
    key(*edit, Qt::Key_Return, Qt::ShiftModifier);
    QTRY_COMPARE(f.area.view().selection().currentRecord(), std::optional<RecordNumber>(1900)); // around
    QVERIFY(f.status("Hits").contains(u"wrapped around"));
    QVERIFY(f.area.view().visibleText().contains(u"alarm"));
    key(*edit, Qt::Key_Escape);
    QVERIFY(!f.area.findBar().isVisible());
}

void TestLogArea::findWaitsForTheEndOfTyping()
{
    Fixture f;
    f.area.startFind();
    QSignalSpy changed(&f.area.findBar(), &FindBar::patternChanged);
    QLineEdit *edit = f.area.findBar().pattern().edit();
    QTest::keyClicks(edit, u"alarm"_qs);
    QCOMPARE(changed.size(), 0);
    QTRY_COMPARE(changed.size(), 1);
    QTRY_COMPARE(f.area.view().selection().text(), u"alarm"_qs);
    edit->insert(u" 你"_qs);
    key(*edit, Qt::Key_Return); // does not wait, and finds the first one
    QCOMPARE(changed.size(), 2);
    QTRY_COMPARE(f.area.view().selection().text(), u"alarm 你"_qs);
    const auto here = f.area.view().selection().currentRecord();
    edit->setText(u"ALARM 你"_qs);
    f.area.findNext(); // as F3 does
    QCOMPARE(changed.size(), 3);
    QTRY_COMPARE(f.status("Hits"), u"10 hits in 10 records"_qs);
    QCOMPARE(f.area.view().selection().currentRecord(), here);
    edit->clear();
    QCOMPARE(changed.size(), 4); // nothing to wait for
    QCOMPARE(f.status("Hits"), QString());
}

void TestLogArea::costlyExpressionIsReported()
{
    Fixture f;
    TrafficLog::Writer(*f.log.log).data(f.first, Direction::In, 1, QByteArray(5'000, 'a'));
    f.area.startFind();
    f.area.findBar().pattern().findChild<QComboBox *>()->setCurrentIndex(2);
    f.area.findBar().pattern().edit()->setText(u"(a+)+[XY]"_qs);
    QTRY_VERIFY(f.status("Hits").startsWith(u"Not found · the expression is too costly for 1 record"));
    f.area.startFilter();
    f.area.filterBar().pattern().findChild<QComboBox *>()->setCurrentIndex(2);
    f.area.filterBar().pattern().edit()->setText(u"(a+)+[XY]"_qs);
    QTRY_VERIFY(
        f.status("Filter result").startsWith(u"0 of 2,001 records · the expression is too costly for 1 record"));
}

// The same text is other bytes in GBK.
void TestLogArea::findFollowsTheEncoding()
{
    Fixture f;
    f.area.startFind();
    f.area.findBar().pattern().edit()->setText(u"你好"_qs);
    QTRY_VERIFY(f.status("Hits").startsWith(u"10 hits in 10 records"));
    f.area.setCodec(TextCodec::find(u"GBK"_qs).value());
    QTRY_COMPARE(f.status("Hits"), u"Not found"_qs);
    f.area.setCodec(TextCodec::find(u"UTF-8"_qs).value());
    QTRY_VERIFY(f.status("Hits").startsWith(u"10 hits in 10 records"));
}

void TestLogArea::wrongPatternIsReported()
{
    Fixture f;
    f.area.setCodec(TextCodec::find(u"ISO-8859-1"_qs).value());
    f.area.startFind();
    f.area.findBar().pattern().edit()->setText(u"好"_qs);
    QTRY_VERIFY(f.status("Hits").contains(u"ISO-8859-1"));
    QCOMPARE(f.area.findBar().pattern().edit()->text(), u"好"_qs);
    f.area.startFilter();
    f.area.filterBar().setPeer(u"nowhere"_qs);
    QTRY_VERIFY(f.status("Filter result").contains(u"nowhere"));
    QVERIFY(f.area.view().visibleText().contains(u"tock")); // as it was
}

void TestLogArea::filters()
{
    Fixture f;
    f.area.startFilter();
    f.area.filterBar().pattern().edit()->setText(u"alarm"_qs);
    QTRY_COMPARE(f.status("Filter result"), u"10 of 2,000 records"_qs);
    QCOMPARE(f.area.view().visibleText().count(u"alarm"), 10);
    QVERIFY(!f.area.view().visibleText().contains(u"tick"));
    f.area.filterBar().pattern().edit()->clear();
    f.combo("Filter by kind")->setCurrentIndex(f.combo("Filter by kind")->findText(u"Sent"_qs));
    QTRY_COMPARE(f.status("Filter result"), u"500 of 2,000 records"_qs);
    QVERIFY(!f.area.view().visibleText().contains(u"RX"));
    f.area.filterBar().reset();
    QTRY_VERIFY(f.area.view().visibleText().contains(u"tick"));
    QVERIFY(!f.area.filter());
}

void TestLogArea::filterKeepsTheRecord()
{
    Fixture f;
    f.area.view().selection().selectRecord(1000);
    const RecordRow top = f.area.view().scroller().top().row;
    f.area.filterBar().setPeer(u"127.0.0.2"_qs);
    QTRY_COMPARE(f.status("Filter result"), u"1,000 of 2,000 records"_qs);
    QTRY_COMPARE(f.area.view().scroller().top().row, RecordRow((quint64(top) + 1) / 2)); // a row of every second record
    f.area.filterBar().reset();
    QTRY_VERIFY(f.area.view().scroller().top().row >= top - 1);
    QVERIFY(f.area.view().scroller().top().row <= top + 1);
}

void TestLogArea::newRecordsJoinTheFilter()
{
    Fixture f;
    f.area.filterBar().pattern().edit()->setText(u"alarm"_qs);
    QTRY_COMPARE(f.status("Filter result"), u"10 of 2,000 records"_qs);
    TrafficLog::Writer(*f.log.log).data(f.first, Direction::In, 1, "alarm again");
    TrafficLog::Writer(*f.log.log).data(f.first, Direction::In, 1, "nothing");
    f.area.refresh();
    QTRY_COMPARE(f.status("Filter result"), u"11 of 2,002 records"_qs);
    QTRY_VERIFY(f.area.view().visibleText().contains(u"alarm again"));
}

void TestLogArea::filteringMakesNoRecordsNew()
{
    Fixture f;
    f.area.view().scroller().setFollowing(false);
    const auto *badge = f.area.view().viewport()->findChild<QAbstractButton *>();
    f.area.filterBar().pattern().edit()->setText(u"alarm"_qs);
    QTRY_COMPARE(f.status("Filter result"), u"10 of 2,000 records"_qs);
    QVERIFY(badge->isHidden());
    TrafficLog::Writer(*f.log.log).data(f.first, Direction::In, 1, "alarm again");
    f.area.refresh();
    QTRY_VERIFY(badge->isVisible() && badge->text().startsWith(u"1 new"));
}

void TestLogArea::closingAFilterThatAdvances()
{
    Fixture f;
    f.area.filterBar().pattern().edit()->setText(u"alarm"_qs);
    QTRY_COMPARE(f.status("Filter result"), u"10 of 2,000 records"_qs);
    TrafficLog::Writer(*f.log.log).data(f.first, Direction::In, 1, "alarm again");
    f.area.refresh();
    // The scan's thread emits a queued signal, which arrives after the filter is closed.
    for (const QDeadlineTimer emitted(100); !emitted.hasExpired();)
        std::this_thread::yield();
    f.area.filterBar().reset();
    QCoreApplication::processEvents();
    QVERIFY(!f.area.filter());
}

void TestLogArea::findWithinTheFilter()
{
    Fixture f;
    f.area.filterBar().pattern().edit()->setText(u"alarm"_qs);
    QTRY_COMPARE(f.status("Filter result"), u"10 of 2,000 records"_qs);
    f.area.startFind();
    f.area.findBar().pattern().edit()->setText(u"t"_qs); // in each tick and tock, in no alarm
    QTRY_VERIFY(f.status("Hits").contains(u"1,990 records"));
    QVERIFY(f.area.view().selection().isEmpty());
    f.area.findBar().pattern().edit()->setText(u"m"_qs);
    QTRY_COMPARE(f.area.view().selection().text(), u"m"_qs);
}

void TestLogArea::hiddenHitsAreCounted()
{
    Fixture f;
    f.area.filterBar().setPeer(u"127.0.0.2"_qs);
    QTRY_COMPARE(f.status("Filter result"), u"1,000 of 2,000 records"_qs);
    f.area.startFind();
    f.area.findBar().pattern().edit()->setText(u"ck"_qs);
    QTRY_COMPARE(f.status("Hits"), u"1,990 hits in 1,990 records, 990 records hidden by the filter"_qs);
    QTRY_COMPARE(f.area.view().selection().text(), u"ck"_qs);
    f.area.findBar().pattern().edit()->setText(u"tick"_qs);
    QTRY_COMPARE(f.status("Hits"), u"990 hits in 990 records, 990 records hidden by the filter"_qs);
    f.area.filterBar().reset();
    QTRY_COMPARE(f.status("Hits"), u"990 hits in 990 records"_qs);
}

void TestLogArea::onlyOnePeer()
{
    Fixture f;
    emit f.area.view().peerWanted(u"127.0.0.1:5000"_qs);
    QVERIFY(f.area.filterBar().isVisible());
    QTRY_COMPARE(f.status("Filter result"), u"1,000 of 2,000 records"_qs);
    QVERIFY(!f.area.view().visibleText().contains(u"127.0.0.2"));
}

void TestLogArea::peersOfTheLogAreOffered()
{
    Fixture f;
    Peer connected;
    connected.remote = {QHostAddress(u"127.0.0.1"_qs), 5000};
    f.area.setPeers({connected});
    f.area.startFilter();
    const QComboBox *peers = f.combo("Filter by peer");
    QVERIFY(peers);
    QTRY_COMPARE(peers->count(), 2);
    QCOMPARE(peers->itemText(0), u"127.0.0.1:5000"_qs); // the connected ones first, and no one twice
    QCOMPARE(peers->itemText(1), u"127.0.0.2:5001"_qs);
    f.area.setPeers({});
    QCOMPARE(peers->count(), 2);
}

// However fast clients connect, the list is short, and does not change while the user chooses from it.
void TestLogArea::peersInAStorm()
{
    const auto peersFrom = [](quint16 port) {
        std::vector<Peer> peers(300);
        for (Peer &peer : peers)
            peer.remote = {QHostAddress(u"127.0.0.1"_qs), port++};
        return peers;
    };
    Fixture f;
    f.area.filterBar().show();
    QComboBox *box = f.combo("Filter by peer");
    QVERIFY(QTest::qWaitForWindowActive(&f.area));
    box->setFocus();
    QTRY_VERIFY(f.area.filterBar().isChoosingPeer());
    QElapsedTimer sinceOffer;
    connect(box->model(), &QAbstractItemModel::rowsInserted, box, [&] { sinceOffer.start(); });
    f.area.setPeers(peersFrom(1'000));
    QCOMPARE(box->count(), 0);
    f.area.view().setFocus();
    QTRY_COMPARE(box->count(), 200);
    QCOMPARE(box->itemText(0), u"127.0.0.1:1299"_qs); // the newest first
    const bool paused = !sinceOffer.hasExpired(900);  // of the second between two offers
    f.area.setPeers(peersFrom(2'000));
    f.area.setPeers(peersFrom(3'000));
    QCOMPARE(box->itemText(0), paused ? u"127.0.0.1:1299"_qs : u"127.0.0.1:2299"_qs);
    QTRY_COMPARE(box->itemText(0), u"127.0.0.1:3299"_qs);
    QCOMPARE(box->count(), 200);
}

void TestLogArea::details()
{
    Fixture f;
    f.area.detail().showRecord(100);
    QVERIFY(f.area.detail().isVisible());
    const auto *dump = f.area.detail().findChild<QPlainTextEdit *>();
    QCOMPARE(dump->accessibleName(), u"Bytes of the record"_qs);
    QVERIFY(dump->toPlainText().startsWith(u"00000000  61 6C 61 72"));
    LogView &text = f.area.detail().text();
    QCOMPARE(QAccessible::queryAccessibleInterface(&text)->text(QAccessible::Name), u"Text of the record"_qs);
    QCOMPARE(text.visibleText(), u"alarm 你好"_qs); // without time, peer and size
    f.area.setCodec(TextCodec::find(u"ISO-8859-1"_qs).value());
    QVERIFY(text.visibleText().startsWith(u"alarm ä½"));
    text.selection().selectAll();
    QCOMPARE(text.selection().bytes(100), "alarm 你好");
    emit text.peerWanted(u"127.0.0.1:5000"_qs);
    QVERIFY(f.area.filterBar().isVisible());
    key(f.area.detail(), Qt::Key_Escape);
    QVERIFY(!f.area.detail().isVisible());
}

void TestLogArea::copiesBytes_data()
{
    QTest::addColumn<CopyFormat>("format");
    QTest::addColumn<QString>("copied");
    QTest::newRow("hex") << CopyFormat::Hex << u"E4 BD A0"_qs;
    QTest::newRow("Python") << CopyFormat::Python << uR"(b'\xe4\xbd\xa0')"_qs;
    QTest::newRow("escapes") << CopyFormat::Escaped << uR"(\xe4\xbd\xa0)"_qs;
    QTest::newRow("C") << CopyFormat::CArray << u"const unsigned char data[3] = {\n    0xe4, 0xbd, 0xa0,\n};\n"_qs;
}

// One character is selected on the screen; its three bytes are copied, whatever the display.
void TestLogArea::copiesBytes()
{
    QFETCH(CopyFormat, format);
    Fixture f;
    for (const auto display : {LogDisplay::Text, LogDisplay::Hex, LogDisplay::Mixed}) {
        f.area.view().setDisplay(display);
        f.area.view().selection().selectBytes(100, {6, 9});
        QCOMPARE(f.area.view().selection().bytes(100), QByteArray("你"));
        f.area.view().selection().copyAs(format);
        QTEST(QGuiApplication::clipboard()->text(), "copied");
    }
}

QTEST_MAIN(TestLogArea)
#include "tst_logarea.moc"
