// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// A large selection is copied by another thread, with the same result.
#include "tests/unit/log/logfixture.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logselectioncontroller.h"
#include "widgets/log/logview.h"

namespace {

QString clipboard()
{
    return QGuiApplication::clipboard()->text();
}

/// A view in which everything is selected; the clipboard holds something else.
struct CopyFixture
{
    explicit CopyFixture(int records = 5'000, const QByteArray &payload = "some text\r\n")
    {
        fill(log, records, payload);
        view = std::make_unique<LogView>();
        view->setCodec(TextCodec::find(u"UTF-8"_qs).value());
        view->setLog(log.log);
        view->resize(800, 400);
        view->show();
        view->selection().selectAll();
        QGuiApplication::clipboard()->setText(u"before"_qs);
    }

    static void fill(LogFixture &log, int records, const QByteArray &payload)
    {
        LogFlow flow = log.flow(Transport::Udp, u"127.0.0.1"_qs);
        TrafficLog::Writer writer(*log.log);
        for (int i = 0; i < records; ++i)
            writer.data(flow, Direction::In, i, QByteArray::number(i) + payload);
    }

    QString badge() const
    {
        const auto *button = view->viewport()->findChild<QAbstractButton *>();
        return button->isVisible() ? button->text() : QString();
    }

    LogFixture log;
    std::unique_ptr<LogView> view;
};

} // namespace

class TestBackgroundCopier : public QObject
{
    Q_OBJECT

private slots:
    void inTheBackground_data();
    void inTheBackground();
    void settingsDoNotMatter();
    void bytes();
    void checksum();
    void newerCopyCancels();
    void otherLogCancels();
    void viewIsDeleted();
};

void TestBackgroundCopier::inTheBackground_data()
{
    QTest::addColumn<int>("records");
    QTest::addColumn<QByteArray>("payload");
    QTest::newRow("many") << 5'000 << "text\r\n"_qba;
    QTest::newRow("large") << 10 << QByteArray(60'000, 'x');
}

void TestBackgroundCopier::inTheBackground()
{
    QFETCH(int, records);
    QFETCH(QByteArray, payload);
    CopyFixture f(records, payload);
    f.view->selection().copy();
    QCOMPARE(clipboard(), u"before"_qs);
    QCOMPARE(f.badge(), u"Copying…"_qs);
    QTRY_VERIFY(clipboard() != u"before"_qs);
    QCOMPARE(clipboard(), f.view->selection().text());
    QCOMPARE(clipboard().count(u'\n'), records - 1);
    QCOMPARE(f.badge(), QString());
}

// Copies what was shown when the user asked for it.
void TestBackgroundCopier::settingsDoNotMatter()
{
    CopyFixture f;
    const QString shown = f.view->selection().text();
    f.view->selection().copy();
    f.view->setDisplay(LogDisplay::Hex);
    f.view->setTimestamps(false);
    f.view->setCodec(TextCodec::find(u"UTF-16LE"_qs).value());
    QTRY_VERIFY(clipboard() != u"before"_qs);
    QCOMPARE(clipboard(), shown);
}

void TestBackgroundCopier::bytes()
{
    CopyFixture f;
    f.view->selection().copyAs(CopyFormat::Escaped);
    QCOMPARE(clipboard(), u"before"_qs);
    QTRY_VERIFY(clipboard() != u"before"_qs);
    QVERIFY(clipboard().startsWith(uR"(0some text\r\n1some text\r\n2some)"));
    QVERIFY(clipboard().endsWith(uR"(4999some text\r\n)"));
    QCOMPARE(clipboard().count(u"some"), 5'000);
}

void TestBackgroundCopier::checksum()
{
    CopyFixture f;
    QSignalSpy wanted(&f.view->selection(), &LogSelectionController::checksumWanted);
    f.view->selection().requestChecksum();
    QCOMPARE(wanted.size(), 0);
    QTRY_COMPARE(wanted.size(), 1);
    QCOMPARE(wanted[0][0].toByteArray(), f.view->selection().bytes(1 << 20));
}

void TestBackgroundCopier::newerCopyCancels()
{
    CopyFixture f;
    f.view->selection().copy();
    f.view->selection().selectRecord(7);
    f.view->selection().copy();
    const QString small = f.view->selection().text();
    QVERIFY(small.startsWith(u"7some text"));
    QCOMPARE(clipboard(), small); // at once
    QCOMPARE(f.badge(), QString());
    QCoreApplication::processEvents();
    QCOMPARE(clipboard(), small);
}

void TestBackgroundCopier::otherLogCancels()
{
    CopyFixture f;
    LogFixture other;
    CopyFixture::fill(other, 3, "x");
    f.view->selection().copy();
    f.view->setLog(other.log);
    QCOMPARE(f.badge(), QString());
    QCoreApplication::processEvents();
    QCOMPARE(clipboard(), u"before"_qs);
}

void TestBackgroundCopier::viewIsDeleted()
{
    CopyFixture f;
    f.view->selection().copy();
    f.view.reset();
    QCoreApplication::processEvents();
    QCOMPARE(clipboard(), u"before"_qs);
}

QTEST_MAIN(TestBackgroundCopier)
#include "tst_backgroundcopier.moc"
