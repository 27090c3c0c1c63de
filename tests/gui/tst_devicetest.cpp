// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/devicetest/devicetest.h"
#include "tests/gui/windowfixture.h"
#include "widgets/captures/exportdialog.h"
#include "widgets/captures/logexports.h"
#include "widgets/log/logscroller.h"
#include "widgets/log/logselectioncontroller.h"
#include "widgets/log/logview.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/messagebar.h"

/// File > Save as device test.
class TestDeviceTest : public QObject
{
    Q_OBJECT
private slots:
    void entryIsDisabledWithoutTraffic();
    void savesTheSelectedPeer();

private:
    static void fill(TrafficLog &log);
    static QAction *entry(const MainWindow &window);
};

/// Two connections, one after the other.
void TestDeviceTest::fill(TrafficLog &log)
{
    TrafficLog::Writer writer(log);
    qint64 time = 0;
    for (const char *word : {"one", "two"}) {
        LogFlow flow;
        flow.id = log.nextPeerId();
        flow.remote = flow.local = {QHostAddress(u"127.0.0.1"_qs), 5000};
        writer.connected(flow, false, ++time);
        writer.data(flow, Direction::Out, ++time, word);
        writer.data(flow, Direction::In, ++time, "answer");
    }
}

/// As the opening menu leaves it.
QAction *TestDeviceTest::entry(const MainWindow &window)
{
    QAction *action = actionIn(window, u"Save as device test…"_qs);
    if (action)
        Q_EMIT qobject_cast<QMenu *>(action->associatedObjects().value(0))->aboutToShow();
    return action;
}

void TestDeviceTest::entryIsDisabledWithoutTraffic()
{
    WindowFixture fixture;
    SessionPage *page = fixture.window.addTab();
    QVERIFY(entry(fixture.window));
    QVERIFY(!entry(fixture.window)->isEnabled());
    fill(page->session().log());
    QVERIFY(entry(fixture.window)->isEnabled());
}

void TestDeviceTest::savesTheSelectedPeer()
{
    WindowFixture fixture;
    SessionPage *page = fixture.window.addTab();
    fixture.window.resize(1000, 700);
    fixture.window.show();
    fill(page->session().log());
    page->logView().scroller().setOrigin(4);
    page->logView().refresh();
    page->logView().selection().selectAll(); // those of the second connection
    entry(fixture.window)->trigger();
    auto *dialog = fixture.window.findChild<ExportDialog *>();
    QVERIFY(dialog);
    QCOMPARE(dialog->windowTitle(), u"Save as device test"_qs);
    QVERIFY(!named<QComboBox>(*dialog, u"Format"_qs));
    QVERIFY(!named<QComboBox>(*dialog, u"Direction"_qs));
    auto *peers = named<QComboBox>(*dialog, u"Peer"_qs);
    QTRY_COMPARE(peers->count(), 2);
    QTRY_COMPARE(peers->currentIndex(), 1);
    const QString name = fixture.place + u"/test.json"_qs;
    QVERIFY(named<QLineEdit>(*dialog, u"File"_qs)->text().endsWith(u".json"));
    named<QLineEdit>(*dialog, u"File"_qs)->setText(name);
    buttonIn(*dialog, u"Export"_qs)->click();
    QTRY_VERIFY(page->findChild<MessageBar *>()->text().contains(u"test.json"));
    const auto file = DeviceTest::load(name);
    QVERIFY2(file, file ? "" : qPrintable(file.error().message));
    QCOMPARE(file->endpoint, u"tcp://127.0.0.1:5000"_qs);
    QCOMPARE(file->steps.size(), size_t(2));
    QCOMPARE(std::get<SendStep>(file->steps[0].what).message.expand({}).value(), QByteArray("two"));
    // The next export begins as the last one did, not as a device test.
    QVERIFY(fixture.settings.value(Settings::Key::Export).toByteArray().isEmpty());
}

QTEST_MAIN(TestDeviceTest)
#include "tst_devicetest.moc"
