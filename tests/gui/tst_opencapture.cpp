// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/trafficlog.h"
#include "tests/gui/windowfixture.h"
#include "tests/unit/log/pcapbuilder.h"
#include "widgets/captures/captureopener.h"
#include "widgets/captures/captureopenjob.h"
#include "widgets/log/logview.h"
#include "widgets/mainmenu.h"
#include "widgets/network/networkpanel.h"
#include "widgets/pages/capturepage.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/messagebar.h"
#include "widgets/sending/messageedit.h"
#include "widgets/sending/sendbox.h"
#include "widgets/sending/sendentrydialog.h"
#include "widgets/sending/sendlistmodel.h"
#include "widgets/sending/sendlistpanel.h"
#include "widgets/sending/sendpanel.h"

/// File > Open capture…, files dropped onto the window, and files that are not captures.
class TestOpenCapture : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void opensOurs();
    void isReadOnly();
    void hasNoThread();
    void nothingCanBeSent();
    void opensForeign();
    void dropped();
    void droppedText();
    void reportsATornEnd();
    void wrongFile_data();
    void wrongFile();
    void cancelled();
    void closingTheWindowStopsOpening();
    void isNotRemembered();

private:
    QString ours(const QByteArray &behind = {});
    QString foreign(int packets = 3);
    QString write(const QString &name, const QByteArray &bytes);
    void openByMenu(const QString &file);
    LogPage &page() { return *m_fixture->window.currentPage(); }
    int tabCount() { return m_fixture->window.tabs()->count(); }
    bool drop(const QList<QUrl> &urls);

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestOpenCapture::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->begin();
    QVERIFY(QTest::qWaitForWindowExposed(&m_fixture->window));
}

void TestOpenCapture::cleanup()
{
    m_fixture.reset();
}

QString TestOpenCapture::write(const QString &name, const QByteArray &bytes)
{
    QFile file(QDir(m_fixture->place).filePath(name));
    return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() ? file.fileName() : QString();
}

QString TestOpenCapture::ours(const QByteArray &behind)
{
    TrafficLog::Options options;
    options.file = m_fixture->place + u"/ours.pcapng"_qs;
    {
        const auto log = TrafficLog::create(options).value();
        LogFlow flow;
        flow.id = log->nextPeerId();
        flow.local = {QHostAddress(u"127.0.0.1"_qs), 80};
        flow.remote = {QHostAddress(u"127.0.0.1"_qs), 5000};
        TrafficLog::Writer writer(*log);
        writer.connected(flow, true, 1);
        writer.data(flow, Direction::In, 2, "\xc4\xe3\xba\xc3");
        for (int i = 0; i < 200; ++i)
            writer.data(flow, Direction::Out, 3 + i, "line");
    }
    QFile file(options.file);
    if (file.open(QIODevice::Append))
        file.write(behind);
    return options.file;
}

QString TestOpenCapture::foreign(int packets)
{
    PcapBuilder file;
    const SocketAddress server{QHostAddress(u"10.0.0.1"_qs), 53};
    for (int i = 0; i < packets; ++i)
        file.packet(udpPacket({QHostAddress(u"10.0.0.2"_qs), 40000}, server, "from tcpdump"));
    return write(u"foreign.pcap"_qs, file.bytes());
}

void TestOpenCapture::openByMenu(const QString &file)
{
    m_fixture->files.name = file;
    Q_EMIT m_fixture->window.findChild<MainMenu *>()->openCapture();
}

void TestOpenCapture::opensOurs()
{
    openByMenu(ours());
    QTRY_COMPARE(tabCount(), 2);
    QCOMPARE(m_fixture->window.tabs()->tabText(1), u"ours.pcapng"_qs);
    QTRY_VERIFY(page().logView().visibleText().contains(u"127.0.0.1:5000 connected")); // from its beginning
    QVERIFY(page().logView().visibleText().contains(u"\\xC4\\xE3"));
    named<QComboBox>(page(), u"Encoding"_qs)->setCurrentText(u"GBK"_qs);
    QTRY_VERIFY(page().logView().visibleText().contains(u"你好"));
    QVERIFY(named<QLineEdit>(m_fixture->window, u"Received count"_qs)->text().contains(u"4 B"));
    QVERIFY(named<QLineEdit>(m_fixture->window, u"Sent count"_qs)->text().contains(u"800 B"));
    QVERIFY(!page().findChild<MessageBar *>()->isVisible());
}

void TestOpenCapture::isReadOnly()
{
    const QString file = ours();
    openByMenu(file);
    QTRY_COMPARE(tabCount(), 2);
    QVERIFY(!page().findChild<NetworkPanel *>());
    QVERIFY(!page().findChild<SendPanel *>());
    QVERIFY(!named<MessageEdit>(page(), u"Message"_qs));
    QVERIFY(!named<QPushButton>(page(), u"Open"_qs));
    const qint64 size = QFileInfo(file).size();
    QVERIFY(qobject_cast<CapturePage *>(&page()));
    QVERIFY(!m_fixture->window.currentSessionPage()); // nothing to open
    m_fixture->files.name = m_fixture->place + u"/copy.pcapng"_qs;
    Q_EMIT page().saveRequested();
    QTRY_VERIFY(page().findChild<MessageBar *>()->text().contains(u"copy.pcapng")); // else it might come after the next
    QCOMPARE(QFileInfo(m_fixture->files.name).size(), size);
    m_fixture->files.name = file; // not over itself
    Q_EMIT page().saveRequested();
    QTRY_VERIFY(page().findChild<MessageBar *>()->text().contains(u"another name"));
    QCOMPARE(QFileInfo(file).size(), size);
    m_fixture->language.use(u"zh_CN"_qs);
    QCOMPARE(m_fixture->window.tabs()->tabText(1), u"ours.pcapng"_qs);
}

/// Only sessions have an I/O thread; the kernel knows each thread by its name.
void TestOpenCapture::hasNoThread()
{
    const auto ioThreads = [] {
        int count = 0;
        for (const QFileInfo &task : QDir(u"/proc/self/task"_qs).entryInfoList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            QFile name(task.filePath() + u"/comm"_qs);
            count += name.open(QIODevice::ReadOnly) && name.readAll().trimmed() == "I/O" ? 1 : 0;
        }
        return count;
    };
    QTRY_COMPARE(ioThreads(), 1); // a thread names itself when it starts
    openByMenu(ours());
    QTRY_COMPARE(tabCount(), 2);
    openByMenu(foreign());
    QTRY_COMPARE(tabCount(), 3);
    QCOMPARE(ioThreads(), 1);
    m_fixture->window.addTab();
    QTRY_COMPARE(ioThreads(), 2);
}

void TestOpenCapture::nothingCanBeSent()
{
    auto &list = *m_fixture->window.findChild<SendListModel *>();
    auto &panel = *m_fixture->window.findChild<SendListPanel *>();
    auto &menu = *m_fixture->window.findChild<MainMenu *>();
    list.setList({{u"one"_qs, u"1"_qs, {}, 1, {}}});
    Q_EMIT menu.toggleSendList();
    panel.selectRow(0);
    const auto check = [&](bool can, const QString &why) {
        for (const char *name : {"Send from list", "Run once", "Loop"}) {
            const QPushButton *found = nullptr;
            for (const auto *button : panel.findChildren<QPushButton *>()) {
                if (button->accessibleName() == QLatin1StringView(name) || button->text() == QLatin1StringView(name))
                    found = button;
            }
            QVERIFY2(found && found->isEnabled() == can, name);
            QVERIFY2(can || found->toolTip().contains(why), name);
        }
        int tools = 0;
        for (const QAction *action : m_fixture->window.findChildren<QAction *>()) {
            if (!QStringList{u"Send &file…"_qs, u"Send in &pieces…"_qs, u"Traffic &generator…"_qs, u"&UDP test…"_qs}
                     .contains(action->text()))
                continue;
            ++tools;
            QCOMPARE(action->isEnabled(), can);
            QCOMPARE(action->toolTip().contains(why), !can);
        }
        QCOMPARE(tools, 4);
    };
    const QString why = u"shows a capture"_qs;
    check(true, why);
    openByMenu(ours());
    QTRY_COMPARE(tabCount(), 2);
    check(false, why);
    auto &told = *panel.findChild<MessageBar *>();
    QVERIFY(!told.isVisible());
    Q_EMIT panel.sendRequested(0); // a double click
    QVERIFY(told.isVisible() && told.text().contains(why));
    Q_EMIT panel.editRequested(0); // can be edited, but not tried out
    auto *dialog = m_fixture->window.findChild<SendEntryDialog *>();
    QVERIFY(dialog);
    Q_EMIT dialog->box().sendRequested();
    const auto labels = dialog->box().findChildren<QLabel *>();
    QVERIFY(
        std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) { return label->text().contains(why); }));
    dialog->reject();
    m_fixture->window.tabs()->setCurrentIndex(0);
    check(true, why);
}

void TestOpenCapture::opensForeign()
{
    openByMenu(foreign());
    QTRY_COMPARE(tabCount(), 2);
    QCOMPARE(m_fixture->window.tabs()->tabText(1), u"foreign.pcap"_qs);
    QTRY_VERIFY(page().logView().visibleText().contains(u"from tcpdump"));
    QVERIFY(page().log().isSealed());
    QTRY_VERIFY(!m_fixture->window.findChild<CaptureOpenJob *>());
    Q_EMIT m_fixture->window.tabs()->tabCloseRequested(1);
    QTRY_COMPARE(m_fixture->logFolders().size(), 1); // a worker removes the other
}

bool TestOpenCapture::drop(const QList<QUrl> &urls)
{
    QMimeData data;
    data.setUrls(urls);
    QDragEnterEvent enter({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_fixture->window, &enter);
    if (!enter.isAccepted())
        return false;
    QDropEvent drop({50, 50}, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(&m_fixture->window, &drop);
    return drop.isAccepted();
}

void TestOpenCapture::dropped()
{
    QVERIFY(drop({QUrl::fromLocalFile(ours()), QUrl::fromLocalFile(foreign())}));
    QTRY_COMPARE(tabCount(), 3);
    const QStringList titles{m_fixture->window.tabs()->tabText(1), m_fixture->window.tabs()->tabText(2)};
    QVERIFY(titles.contains(u"ours.pcapng"_qs));
    QVERIFY(titles.contains(u"foreign.pcap"_qs));
}

void TestOpenCapture::droppedText()
{
    QVERIFY(!drop({QUrl(u"https://example.org/x.pcap"_qs)}));
    QVERIFY(!drop({}));
    QCOMPARE(tabCount(), 1);
}

void TestOpenCapture::reportsATornEnd()
{
    openByMenu(ours("half a block"));
    QTRY_COMPARE(tabCount(), 2);
    const auto *bar = page().findChild<MessageBar *>();
    QVERIFY(bar->isVisible());
    QVERIFY2(bar->text().contains(u"12 bytes"), qPrintable(bar->text()));
}

void TestOpenCapture::wrongFile_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("why");
    QTest::newRow("text") << QByteArray("hello\n") << u"not a capture file"_qs;
    QTest::newRow("empty") << QByteArray() << u"empty"_qs;
    QTest::newRow("unknown link type") << PcapBuilder(187).frame("x").bytes() << u"link type Bluetooth"_qs;
}

void TestOpenCapture::wrongFile()
{
    QFETCH(QByteArray, bytes);
    QFETCH(QString, why);
    openByMenu(write(u"wrong.bin"_qs, bytes));
    const auto *bar = m_fixture->window.findChild<CaptureOpener *>()->messages();
    QTRY_VERIFY(bar->isVisible());
    QVERIFY2(bar->text().contains(why) && bar->text().contains(u"wrong.bin"), qPrintable(bar->text()));
    QCOMPARE(tabCount(), 1);
    QTRY_VERIFY(!m_fixture->window.findChild<CaptureOpenJob *>());
    openByMenu(m_fixture->place + u"/missing.pcap"_qs);
    QVERIFY(bar->text().contains(u"missing.pcap"));
    QVERIFY(bar->text().contains(u"wrong.bin")); // is still shown
}

void TestOpenCapture::cancelled()
{
    openByMenu(foreign(100'000));
    auto *job = m_fixture->window.findChild<CaptureOpenJob *>();
    QVERIFY(job);
    job->findChild<QToolButton *>()->click();
    QTRY_VERIFY(!m_fixture->window.findChild<CaptureOpenJob *>());
    QCOMPARE(tabCount(), 1);
    QVERIFY(!m_fixture->window.findChild<CaptureOpener *>()->messages()->isVisible());
    QTRY_COMPARE(m_fixture->logFolders().size(), 1); // a worker removes the other
}

void TestOpenCapture::closingTheWindowStopsOpening()
{
    openByMenu(foreign(100'000));
    QTemporaryDir &own = m_fixture->own;
    own.setAutoRemove(false);
    const QString place = m_fixture->place;
    m_fixture.reset();
    QVERIFY(QDir(place + u"/captures"_qs).isEmpty());
    QDir(place).removeRecursively();
}

void TestOpenCapture::isNotRemembered()
{
    m_fixture->window.addTab();
    openByMenu(ours());
    QTRY_COMPARE(tabCount(), 3);
    m_fixture->window.tabs()->setCurrentIndex(2);
    m_fixture->window.close();
    m_fixture->own.setAutoRemove(false);
    const QString place = m_fixture->place;
    m_fixture.reset(); // until then its tabs belong to a running window
    {
        WindowFixture second(place);
        second.window.restoreTabs();
        QCOMPARE(second.window.tabs()->count(), 2);
        QCOMPARE(second.window.tabs()->currentIndex(), 1);
    }
    QDir(place).removeRecursively();
}

QTEST_MAIN(TestOpenCapture)
#include "tst_opencapture.moc"
