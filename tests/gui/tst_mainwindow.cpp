// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/log/trafficlog.h"
#include "tests/gui/windowfixture.h"
#include "widgets/log/logview.h"
#include "widgets/mainmenu.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/messagebar.h"
#include "widgets/sending/messageedit.h"

#include <sys/socket.h>

class TestMainWindow : public QObject
{
    Q_OBJECT
private slots:
    void remembersTabs();
    void closingTheLastTabLeavesOne();
    void titles_data();
    void titles();
    void opensUrls();
    void showsWhatIsRefused();
    void languageChangesWhileRunning();
    void savesTheLog();
    void removesItsLogs();
    void noLogCanBeCreated();
    void halfClosedClients();
};

void TestMainWindow::remembersTabs()
{
    QTemporaryDir folder;
    {
        WindowFixture first(folder.path());
        first.window.restoreTabs();
        first.window.addTab();
        first.window.show();
        SessionPage &page = *first.window.currentSessionPage();
        named<QComboBox>(page, u"Role"_qs)->setCurrentIndex(1);
        named<QLineEdit>(page, u"Remote port"_qs)->setText(u"not a port"_qs);
        named<QComboBox>(page, u"Encoding"_qs)->setCurrentText(u"GBK"_qs);
        named<MessageEdit>(page, u"Message"_qs)->setPlainText(u"a draft\nof two lines"_qs);
        first.window.close();
    }
    WindowFixture second(folder.path());
    second.window.restoreTabs();
    second.window.show();
    QCOMPARE(second.window.tabs()->count(), 2);
    QCOMPARE(second.window.tabs()->currentIndex(), 1);
    const SessionPage &page = *second.window.currentSessionPage();
    QCOMPARE(named<QComboBox>(page, u"Role"_qs)->currentIndex(), 1);
    QCOMPARE(named<QLineEdit>(page, u"Remote port"_qs)->text(), u"not a port"_qs);
    QCOMPARE(named<QComboBox>(page, u"Encoding"_qs)->currentText(), u"GBK"_qs);
    QCOMPARE(named<MessageEdit>(page, u"Message"_qs)->toPlainText(), u"a draft\nof two lines"_qs);
    QVERIFY(page.session().state() == Session::State::Closed);
}

void TestMainWindow::titles_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("title");
    const auto row = [](const char *url, const char *title) {
        QTest::newRow(url) << QString::fromLatin1(url) << QString::fromUtf8(title);
    };
    row("tcp-server://:9701", "Server :9701");
    row("tcp://127.0.0.1:9701", "Client 127.0.0.1:9701");
    row("tcp://[::1]:9701", "Client [::1]:9701");
    row("tls://[::1]:9701", "TLS client [::1]:9701");
    row("multicast://[ff15::9]:9701", "Multicast [ff15::9]:9701");
    row("tcp-relay://:1?to=[::1]:9701", "Relay :1 → [::1]:9701");
    row("tls-relay://:1?to=h:9701", "TLS relay :1 → h:9701");
    row("udp-relay://:1?to=h:9701", "UDP relay :1 → h:9701");
}

/// They tell the roles apart.
void TestMainWindow::titles()
{
    QFETCH(const QString, url);
    QFETCH(const QString, title);
    WindowFixture fixture;
    fixture.window.restoreTabs();
    fixture.window.currentSessionPage()->setUrl(EndpointUrl::parse(url).value());
    QCOMPARE(fixture.window.currentSessionPage()->title(), title);
}

void TestMainWindow::closingTheLastTabLeavesOne()
{
    WindowFixture fixture;
    fixture.window.restoreTabs();
    Q_EMIT fixture.window.tabs()->tabCloseRequested(0);
    QCOMPARE(fixture.window.tabs()->count(), 1);
}

void TestMainWindow::opensUrls()
{
    WindowFixture fixture;
    const auto url = EndpointUrl::parse(u"udp-server://127.0.0.1:0?encoding=GBK"_qs).value();
    SessionPage *page = fixture.window.addTab(&url);
    QVERIFY(page);
    QTRY_COMPARE(page->session().state(), Session::State::Open);
    QCOMPARE(named<QComboBox>(*page, u"Encoding"_qs)->currentText(), u"GBK"_qs);
    QCOMPARE(named<QComboBox>(*page, u"Role"_qs)->currentIndex(), 2);
}

/// One word of the command line that is no URL does not keep the others from being opened.
void TestMainWindow::showsWhatIsRefused()
{
    WindowFixture fixture;
    fixture.language.use(u"en"_qs);
    const EndpointUrl good = EndpointUrl::parse(u"udp-server://127.0.0.1:0"_qs).value();
    const QString bad = u"tcp://h:80?timout=5"_qs;
    fixture.window.addTab(&good);
    fixture.window.addRefused(bad, EndpointUrl::parse(bad).error());
    fixture.window.addRefused(u"no.pcapng"_qs, EndpointUrl::parse(u"no.pcapng"_qs).error());
    QCOMPARE(fixture.window.tabs()->count(), 3);
    const auto messageOf = [&](int tab) { return fixture.window.tabs()->page(tab)->findChild<MessageBar *>()->text(); };
    QCOMPARE(messageOf(1), u"tcp://h:80?timout=5 was not opened. Unknown option “timout”. Did you mean “timeout”?"_qs);
    QCOMPARE(messageOf(2), u"There is no file no.pcapng."_qs);
    QCOMPARE(messageOf(0), QString());
}

void TestMainWindow::languageChangesWhileRunning()
{
    WindowFixture fixture;
    fixture.language.use(u"en"_qs);
    fixture.window.restoreTabs();
    const auto titles = [&] {
        QStringList all;
        for (const QGroupBox *box : fixture.window.findChildren<QGroupBox *>())
            all.append(box->title());
        return all;
    };
    QVERIFY(titles().contains(u"Network"_qs));
    Q_EMIT fixture.window.findChild<MainMenu *>()->languageChosen(u"zh_CN"_qs);
    QTRY_VERIFY(titles().contains(u"网络设置"_qs));
    QVERIFY(named<QPushButton>(fixture.window, u"打开"_qs));
    QCOMPARE(fixture.settings.value(Settings::Key::Language).toString(), u"zh_CN"_qs);
    Q_EMIT fixture.window.findChild<MainMenu *>()->languageChosen(u"en"_qs);
    QTRY_VERIFY(titles().contains(u"Network"_qs));
}

void TestMainWindow::savesTheLog()
{
    WindowFixture fixture;
    fixture.window.restoreTabs();
    fixture.window.show();
    SessionPage &page = *fixture.window.currentSessionPage();
    TrafficLog::Writer(page.session().log()).event({EventCode::NoPeer, {}}, 1);
    fixture.files.name = fixture.place + u"/saved.pcapng"_qs;
    Q_EMIT page.saveRequested();
    QTRY_VERIFY(QFile::exists(fixture.files.name));
    QTRY_VERIFY(page.findChild<MessageBar *>()->text().contains(u"saved.pcapng"));
    // The user was asked about this very name.
    fixture.files.name = fixture.place + u"/other.pcapng"_qs;
    fixture.files.lastFilter = true;
    Q_EMIT page.saveRequested();
    QTRY_VERIFY(page.findChild<MessageBar *>()->text().contains(u"other.pcapng"));
    QVERIFY(QFile::exists(fixture.files.name));
    fixture.files.name = fixture.place + u"/other"_qs;
    Q_EMIT page.saveRequested();
    QTRY_VERIFY(page.findChild<MessageBar *>()->text().endsWith(u"other"));
    QFile text(fixture.files.name);
    QVERIFY(text.open(QIODevice::ReadOnly));
    QVERIFY(text.readAll().startsWith("1970-01-01"));
    // A missing folder is reported in the page.
    fixture.files.name = fixture.place + u"/missing/saved.txt"_qs;
    Q_EMIT page.saveRequested();
    QTRY_VERIFY(page.findChild<MessageBar *>()->text().contains(u"could not be saved"));
}

/// Without traffic, a clean end leaves only the settings.
void TestMainWindow::removesItsLogs()
{
    QTemporaryDir folder;
    {
        WindowFixture fixture(folder.path());
        fixture.window.restoreTabs();
        QCOMPARE(fixture.logFolders().size(), 1);
        fixture.window.show();
        fixture.window.close();
    }
    QVERIFY(QDir(folder.filePath(u"captures"_qs)).isEmpty());
}

/// Then a message says why, there is no tab, and no menu entry may rely on one.
void TestMainWindow::noLogCanBeCreated()
{
    WindowFixture fixture(u"/proc/nowhere"_qs);
    fixture.language.use(u"en"_qs);
    QStringList said;
    QTimer closer;
    connect(&closer, &QTimer::timeout, &fixture.window, [&said] {
        if (auto *box = qobject_cast<QMessageBox *>(QApplication::activeModalWidget())) {
            said.append(box->text());
            box->close();
        }
    });
    closer.start(10);
    fixture.window.restoreTabs();
    fixture.window.show();
    QCOMPARE(said.size(), 1);
    QVERIFY(said[0].contains(u"/proc/nowhere"));
    QVERIFY(!fixture.window.currentPage());
    auto *menu = fixture.window.findChild<MainMenu *>();
    Q_EMIT menu->fileMenuOpens();
    Q_EMIT menu->nextTab();
    Q_EMIT menu->closeTab();
    for (QAction *action : fixture.window.findChildren<QAction *>()) {
        QString name = action->text();
        name.remove(u'&');
        const QStringList own{u"Quit"_qs,
                              u"New tab"_qs,
                              u"Open capture…"_qs,
                              u"About SocketScope"_qs,
                              u"Keyboard shortcuts"_qs,
                              u"Keep logs…"_qs,
                              u"Half-closed clients…"_qs,
                              u"中文"_qs};
        if (!own.contains(name) && !action->menu() && !action->isCheckable())
            action->trigger();
    }
    QVERIFY(fixture.window.close());
}

/// They are kept for the time that the user sets, are marked in the list of clients, and can be sent to.
void TestMainWindow::halfClosedClients()
{
    WindowFixture fixture;
    fixture.begin();
    SessionPage &page = *fixture.window.currentSessionPage();
    auto &target = *named<QComboBox>(page, u"Target"_qs);
    std::unique_ptr<QTcpSocket> client;
    const auto open = [&](const QString &query) {
        page.setUrl(EndpointUrl::parse(u"tcp-server://127.0.0.1:0"_qs + query).value());
        page.open();
        client = std::make_unique<QTcpSocket>();
        if (!QTest::qWaitFor([&] { return page.session().state() == Session::State::Open; }, 30'000))
            return;
        client->connectToHost(u"127.0.0.1"_qs, page.session().localAddress().port);
        if (QTest::qWaitFor([&] { return target.count() == 2; }, 30'000))
            ::shutdown(int(client->socketDescriptor()), SHUT_WR);
    };
    const auto told = [&](int seconds) {
        return page.logView().visibleText().contains(u"sent for %1 s"_qs.arg(seconds));
    };
    open({});
    QTRY_VERIFY(told(60));
    QTRY_VERIFY(target.itemText(1).endsWith(u"(half-closed)"));
    named<MessageEdit>(page, u"Message"_qs)->setPlainText(u"answer"_qs);
    QTest::mouseClick(named<QPushButton>(page, u"Send"_qs), Qt::LeftButton);
    QTRY_COMPARE(client->bytesAvailable(), 6);
    // The time is asked for, stored, and applied to clients that are half-closed now.
    Q_EMIT fixture.window.findChild<MainMenu *>()->halfClosedTimeout();
    auto *dialog = fixture.window.findChild<QInputDialog *>();
    QVERIFY(dialog && dialog->isVisible());
    QCOMPARE(dialog->intValue(), 60);
    QCOMPARE(dialog->intMinimum(), 0);
    dialog->setIntValue(0);
    dialog->accept();
    QCOMPARE(fixture.settings.value(Settings::Key::HalfClosedTimeout).toInt(), 0);
    QTRY_COMPARE(target.count(), 1);
    open({});
    QTRY_COMPARE(target.count(), 1); // at once
    open(u"?half-closed=7"_qs);      // the URL has priority
    QTRY_VERIFY(told(7));
    fixture.settings.setValue(Settings::Key::HalfClosedTimeout, 5);
    Q_EMIT fixture.settings.changedElsewhere(Settings::nameOf(Settings::Key::HalfClosedTimeout));
    open({});
    QTRY_VERIFY(told(5));
    open(u"?reply=echo"_qs);
    QTRY_COMPARE(target.count(), 1); // rules close at once
}

QTEST_MAIN(TestMainWindow)
#include "tst_mainwindow.moc"
