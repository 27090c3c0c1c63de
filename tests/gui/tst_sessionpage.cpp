// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it has what the whole page does, from opening to what is shown of each failure.
#include "tests/gui/windowfixture.h"
#include "tests/reservedport.h"
#include "widgets/log/logview.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/parts/localaddressbox.h"
#include "widgets/parts/messagebar.h"
#include "widgets/sending/messageedit.h"

class TestSessionPage : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void cleanup();
    void opensAndCloses();
    void repliesToAClient();
    void chosenClient();
    void reportsAPortInUse();
    void badPortKeepsWhatWasTyped();
    void errorsKeepTheMessage_data();
    void errorsKeepTheMessage();
    void countsBytes_data();
    void countsBytes();
    void history();
    void udpTargets();
    void groups();
    void groupsKeepTheTarget();
    void groupsAreTheTarget();
    void missingRemotePort();
    void oldSendErrorsGo();
    void encodingRereadsTheLog();
    void pauseLosesNothing();
    void clearAndShowAgain();
    void takesAWholeUrl();
    void notConnectedYet();
    void relaysSayWhy();

private:
    SessionPage &page() { return *m_fixture->window.currentSessionPage(); }
    template<typename T>
    T &find(const char *name)
    {
        return existing<T>(page(), name);
    }
    void click(const char *button) { QTest::mouseClick(&find<QPushButton>(button), Qt::LeftButton); }
    /// Opens a TCP server on a free port of 127.0.0.1 by the fields and the button.
    quint16 openServer();
    QString status() const;

    std::unique_ptr<WindowFixture> m_fixture;
};

void TestSessionPage::init()
{
    m_fixture = std::make_unique<WindowFixture>();
    m_fixture->begin();
    QVERIFY(QTest::qWaitForWindowExposed(&m_fixture->window));
}

void TestSessionPage::cleanup()
{
    m_fixture.reset();
}

quint16 TestSessionPage::openServer()
{
    find<LocalAddressBox>("Local host").setHost(u"127.0.0.1"_qs);
    find<QLineEdit>("Local port").setText(u"0"_qs);
    click("Open");
    [&] { QTRY_COMPARE(page().session().state(), Session::State::Open); }();
    return page().session().localAddress().port;
}

/// The text below the message.
QString TestSessionPage::status() const
{
    const auto *box = named<MessageEdit>(*m_fixture->window.currentSessionPage(), u"Message"_qs)->parentWidget();
    return box->findChild<QLabel *>()->text();
}

void TestSessionPage::opensAndCloses()
{
    QVERIFY(openServer() != 0);
    QVERIFY(!find<QComboBox>("Role").isEnabled());
    QTRY_VERIFY(page().logView().visibleText().contains(u"Listening on 127.0.0.1:"));
    click("Close");
    QTRY_COMPARE(page().session().state(), Session::State::Closed);
    QVERIFY(find<QComboBox>("Role").isEnabled());
    QVERIFY(named<QPushButton>(page(), u"Open"_qs));
}

void TestSessionPage::repliesToAClient()
{
    const quint16 port = openServer();
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, port);
    client.write("你好\n");
    QTRY_VERIFY(page().logView().visibleText().contains(u"RX 127.0.0.1:%1"_qs.arg(client.localPort())));
    QTRY_VERIFY(page().logView().visibleText().contains(u"你好"));
    QTRY_COMPARE(page().session().peers().size(), 1U); // reported after what is logged
    auto &message = find<MessageEdit>("Message");
    message.setPlainText(u"answer"_qs);
    QTest::keyClick(&message, Qt::Key_Return, Qt::ControlModifier);
    QTRY_COMPARE(client.bytesAvailable(), 6);
    QTRY_VERIFY(page().logView().visibleText().contains(u"TX"));
    QCOMPARE(message.toPlainText(), u"answer"_qs); // until "clear after sending" is chosen
    QTRY_VERIFY(named<QLineEdit>(m_fixture->window, u"Received count"_qs)->text().contains(u"7 B"));
    QTRY_VERIFY(named<QLineEdit>(m_fixture->window, u"Sent count"_qs)->text().contains(u"6 B"));
}

void TestSessionPage::chosenClient()
{
    page().setHalfClosedTimeout(0);
    const quint16 port = openServer();
    QTcpSocket clients[2];
    auto &target = find<QComboBox>("Target");
    for (int i = 0; i < 2; ++i) {
        clients[i].connectToHost(u"127.0.0.1"_qs, port);
        QTRY_COMPARE(target.count(), i + 2);
    }
    QCOMPARE(target.itemText(0), u"All clients (2)"_qs);
    target.setCurrentIndex(2);
    const QString chosen = target.currentText();
    find<MessageEdit>("Message").setPlainText(u"only you"_qs);
    click("Send");
    QTRY_COMPARE(clients[1].bytesAvailable(), 8);
    QCOMPARE(clients[0].bytesAvailable(), 0);
    // Other clients do not change the choice; its own end does.
    clients[0].abort();
    QTRY_COMPARE(target.count(), 2);
    QCOMPARE(target.currentText(), chosen);
    clients[1].abort();
    QTRY_COMPARE(target.currentText(), u"All clients (0)"_qs);
}

void TestSessionPage::reportsAPortInUse()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    find<LocalAddressBox>("Local host").setHost(u"127.0.0.1"_qs);
    find<QLineEdit>("Local port").setText(QString::number(other.serverPort()));
    click("Open");
    auto *bar = page().findChild<MessageBar *>();
    QTRY_VERIFY(bar->isVisible());
    QVERIFY2(bar->text().contains(QString::number(other.serverPort())), qPrintable(bar->text()));
    QTRY_COMPARE(page().session().state(), Session::State::Closed);
}

void TestSessionPage::badPortKeepsWhatWasTyped()
{
    auto &port = find<QLineEdit>("Local port");
    for (const QString &bad : {u"70000"_qs, u"abc"_qs, u""_qs, u"-1"_qs}) {
        port.setText(bad);
        click("Open");
        QCOMPARE(port.text(), bad);
        QCOMPARE(page().session().state(), Session::State::Closed);
        const auto labels = page().findChildren<QLabel *>();
        QVERIFY(std::any_of(labels.begin(), labels.end(), [](const QLabel *label) {
            return label->isVisible() && label->text().contains(u"port", Qt::CaseInsensitive)
                && label->text().endsWith(u'.');
        }));
    }
}

void TestSessionPage::errorsKeepTheMessage_data()
{
    QTest::addColumn<bool>("hex");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("error");
    QTest::newRow("odd hex digit") << true << u"41 4"_qs << u"Position 4:"_qs;
    QTest::newRow("not hex") << true << u"hello"_qs << u"Position 1:"_qs;
    QTest::newRow("not in GBK") << false << u"ok 😀"_qs << u"Position 4:"_qs;
    QTest::newRow("nobody there") << false << u"hello"_qs << u"no client"_qs;
    QTest::newRow("empty") << false << u""_qs << u"Not sent"_qs;
}

void TestSessionPage::errorsKeepTheMessage()
{
    QFETCH(bool, hex);
    QFETCH(QString, message);
    QFETCH(QString, error);
    openServer();
    find<QComboBox>("Encoding").setCurrentText(u"GBK"_qs);
    for (QRadioButton *button : page().findChildren<QRadioButton *>()) {
        if (button->text() == (hex ? u"Hex"_qs : u"Text"_qs))
            button->setChecked(true);
    }
    find<MessageEdit>("Message").setPlainText(message);
    click("Send");
    QVERIFY2(status().contains(error), qPrintable(status()));
    QCOMPARE(find<MessageEdit>("Message").toPlainText(), message);
    QCOMPARE(page().session().counters().txRecords, 0U);
}

void TestSessionPage::countsBytes_data()
{
    QTest::addColumn<QString>("encoding");
    QTest::addColumn<QString>("message");
    QTest::addColumn<QString>("count");
    QTest::newRow("utf-8") << u"UTF-8"_qs << u"你好"_qs << u"6 bytes: E4 BD A0 E5 A5 BD"_qs;
    QTest::newRow("gbk") << u"GBK"_qs << u"你好"_qs << u"4 bytes: C4 E3 BA C3"_qs;
    QTest::newRow("one") << u"UTF-8"_qs << u"a"_qs << u"1 byte: 61"_qs;
    QTest::newRow("none") << u"UTF-8"_qs << u""_qs << u"0 bytes"_qs;
}

void TestSessionPage::countsBytes()
{
    QFETCH(QString, encoding);
    QFETCH(QString, message);
    QFETCH(QString, count);
    find<QComboBox>("Encoding").setCurrentText(encoding);
    find<MessageEdit>("Message").setPlainText(message);
    QCOMPARE(status(), count);
}

void TestSessionPage::history()
{
    auto &message = find<MessageEdit>("Message");
    message.setHistory({u"first"_qs, u"second"_qs});
    message.setPlainText(u"my draft"_qs);
    const auto press = [&](Qt::Key key) { QTest::keyClick(&message, key, Qt::ControlModifier); };
    press(Qt::Key_Up);
    QCOMPARE(message.toPlainText(), u"second"_qs);
    press(Qt::Key_Up);
    press(Qt::Key_Up); // there is no older one
    QCOMPARE(message.toPlainText(), u"first"_qs);
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    press(Qt::Key_Down);
    QCOMPARE(message.toPlainText(), u"my draft"_qs);
    message.remember(u"first"_qs);
    QCOMPARE(message.history(), (QStringList{u"second"_qs, u"first"_qs}));
}

void TestSessionPage::udpTargets()
{
    find<QComboBox>("Role").setCurrentIndex(2);
    openServer();
    QUdpSocket peer;
    QVERIFY(peer.bind(QHostAddress::LocalHost));
    find<QLineEdit>("Remote host").setText(u"127.0.0.1"_qs);
    find<QLineEdit>("Remote port").setText(QString::number(peer.localPort()));
    find<MessageEdit>("Message").setPlainText(u"datagram"_qs);
    click("Send");
    QTRY_VERIFY(peer.hasPendingDatagrams());
    // A reply to the last sender, whatever the fields say.
    QUdpSocket other;
    QVERIFY(other.bind(QHostAddress::LocalHost));
    other.writeDatagram("hello", QHostAddress::LocalHost, page().session().localAddress().port);
    QTRY_COMPARE(page().session().counters().rxRecords, 1U);
    for (QCheckBox *box : page().findChildren<QCheckBox *>()) {
        if (box->text() == u"Reply to last sender")
            box->setChecked(true);
    }
    click("Send");
    QTRY_VERIFY(other.hasPendingDatagrams());
}

/// Messages go to the group without more ado, and come back marked.
void TestSessionPage::groups()
{
    quint16 port = 0;
    {
        QUdpSocket probe;
        QVERIFY(probe.bind(QHostAddress::AnyIPv4));
        port = probe.localPort();
    }
    find<QComboBox>("Role").setCurrentIndex(3);
    find<LocalAddressBox>("Interface").setHost(u"lo"_qs);
    find<QLineEdit>("Group").setText(u"239.255.0.9"_qs);
    find<QLineEdit>("Group port").setText(QString::number(port));
    click("Open");
    QTRY_COMPARE(page().session().state(), Session::State::Open);
    const auto labels = m_fixture->window.findChildren<QLabel *>();
    const auto hasLabel = [&](const QString &text) {
        return std::any_of(labels.begin(), labels.end(), [&](QLabel *label) { return label->text().contains(text); });
    };
    QTRY_VERIFY(hasLabel(u"Joined 239.255.0.9 on lo (127.0.0.1)"_qs));
    QCOMPARE(find<QLineEdit>("Remote host").text(), u"239.255.0.9"_qs);
    QCOMPARE(find<QLineEdit>("Remote port").text(), QString::number(port));
    find<MessageEdit>("Message").setPlainText(u"to all"_qs);
    click("Send");
    QTRY_VERIFY(page().logView().visibleText().contains(u"127.0.0.1:%1 (own)"_qs.arg(port)));
    QTRY_COMPARE(page().session().counters().rxRecords, 1U);
    QTRY_COMPARE(page().session().peers().size(), 1U); // the group; the window hears of it after the counters
}

/// A target of the user's own stays.
void TestSessionPage::groupsKeepTheTarget()
{
    find<QComboBox>("Role").setCurrentIndex(3);
    auto &host = find<QLineEdit>("Remote host");
    host.setText(u"192.168.0.7"_qs);
    page().setUrl(*EndpointUrl::parse(u"multicast://239.1.2.3,239.1.2.4:9107"_qs));
    QCOMPARE(host.text(), u"192.168.0.7"_qs);
    host.setText(u"239.9.9.9"_qs); // another group is taken for that of the last time
    page().setUrl(*EndpointUrl::parse(u"multicast://239.1.2.3,239.1.2.4:9107"_qs));
    QCOMPARE(host.text(), u"239.1.2.3"_qs);
    QCOMPARE(find<QLineEdit>("Group").text(), u"239.1.2.3,239.1.2.4"_qs);
}

/// Also before it is opened, and until another role is chosen.
void TestSessionPage::groupsAreTheTarget()
{
    auto &role = find<QComboBox>("Role");
    role.setCurrentIndex(3);
    auto &host = find<QLineEdit>("Remote host");
    QCOMPARE(host.text(), u"239.255.0.1"_qs);
    auto &group = find<QLineEdit>("Group");
    group.selectAll();
    QTest::keyClicks(&group, u"239.1.2.3, 239.1.2.4"_qs);
    QCOMPARE(host.text(), u"239.1.2.3"_qs);
    auto &port = find<QLineEdit>("Group port");
    port.selectAll();
    QTest::keyClicks(&port, u"9107"_qs);
    QCOMPARE(find<QLineEdit>("Remote port").text(), u"9107"_qs);
    role.setCurrentIndex(2);
    QCOMPARE(host.text(), u"127.0.0.1"_qs);
}

void TestSessionPage::missingRemotePort()
{
    find<QComboBox>("Role").setCurrentIndex(2);
    find<QLineEdit>("Remote port").clear();
    find<MessageEdit>("Message").setPlainText(u"x"_qs);
    click("Send");
    QCOMPARE(status(), u"Enter the remote port to send to."_qs);
}

/// A message about what was not sent does not stay beside that about the next attempt.
void TestSessionPage::oldSendErrorsGo()
{
    find<QComboBox>("Role").setCurrentIndex(2);
    find<QLineEdit>("Local port").setText(u"0"_qs);
    click("Open");
    QTRY_COMPARE(page().session().state(), Session::State::Open);
    const auto *bar = page().findChild<MessageBar *>();
    auto &host = find<QLineEdit>("Remote host");
    find<MessageEdit>("Message").setPlainText(u"x"_qs);
    const auto fail = [&] {
        host.setText(u"256.1.1.1"_qs);
        click("Send");
        return QTest::qWaitFor([&] { return bar->isVisible() && bar->text().contains(u"256.1.1.1"); }, patienceMs);
    };
    QVERIFY(fail());
    host.clear();
    click("Send");
    QCOMPARE(status(), u"Enter the remote host to send to."_qs);
    QVERIFY(!bar->isVisible());

    QVERIFY(fail());
    QUdpSocket peer;
    QVERIFY(peer.bind(QHostAddress::LocalHost));
    host.setText(u"127.0.0.1"_qs);
    find<QLineEdit>("Remote port").setText(QString::number(peer.localPort()));
    click("Send");
    QTRY_VERIFY(peer.hasPendingDatagrams());
    QTRY_VERIFY(!bar->isVisible());
    QVERIFY(fail()); // is shown again
}

void TestSessionPage::encodingRereadsTheLog()
{
    const quint16 port = openServer();
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, port);
    client.write("\xc4\xe3\xba\xc3");
    QTRY_VERIFY(page().logView().visibleText().contains(u"\\xC4\\xE3"));
    find<QComboBox>("Encoding").setCurrentText(u"GBK"_qs);
    QTRY_VERIFY(page().logView().visibleText().contains(u"你好"));
}

void TestSessionPage::pauseLosesNothing()
{
    const quint16 port = openServer();
    QTcpSocket client;
    client.connectToHost(u"127.0.0.1"_qs, port);
    QTRY_VERIFY(page().logView().visibleText().contains(u"connected"));
    QCheckBox *pause = nullptr;
    for (QCheckBox *box : page().findChildren<QCheckBox *>())
        pause = box->text() == u"Pause view" ? box : pause;
    pause->setChecked(true);
    client.write("while paused");
    QTRY_COMPARE(page().session().counters().rxBytes, 12U);
    page().logView().refresh();
    QVERIFY(!page().logView().visibleText().contains(u"while paused"));
    pause->setChecked(false);
    QTRY_VERIFY(page().logView().visibleText().contains(u"while paused"));
}

void TestSessionPage::clearAndShowAgain()
{
    openServer();
    QTRY_VERIFY(page().logView().visibleText().contains(u"Listening"));
    page().clearView();
    QVERIFY(!page().logView().visibleText().contains(u"Listening"));
    page().showAll();
    QVERIFY(page().logView().visibleText().contains(u"Listening"));
}

/// Where a host belongs: what the URL does not say is as in a new tab.
void TestSessionPage::takesAWholeUrl()
{
    find<QComboBox>("Role").setCurrentIndex(1);
    const auto enter = [this](const QString &url) {
        auto &host = find<QLineEdit>("Remote host");
        host.setText(url);
        Q_EMIT host.editingFinished();
    };
    const QString plain = find<QComboBox>("Messages").currentText();
    enter(u"tls://h.example:81?encoding=GBK&protocol=jt808&reply=echo&verify=0"_qs);
    QCOMPARE(page().title(), u"TLS client h.example:81"_qs);
    QCOMPARE(find<QComboBox>("Encoding").currentText(), u"GBK"_qs);
    QCOMPARE(find<QComboBox>("Messages").currentData().toString(), u"jt808"_qs);
    QCOMPARE(find<QComboBox>("Reply with").currentData().toString(), u"echo"_qs);
    enter(u"tls://h.example:82"_qs);
    QCOMPARE(page().title(), u"TLS client h.example:82"_qs);
    QCOMPARE(find<QComboBox>("Encoding").currentText(), u"UTF-8"_qs);
    QCOMPARE(find<QComboBox>("Messages").currentText(), plain);
    QCOMPARE(find<QComboBox>("Reply with").currentIndex(), 0);
    QVERIFY(buttonIn(page(), u"More…"_qs)); // no options
}

/// While the handshake lasts, there is no button Open.
void TestSessionPage::notConnectedYet()
{
    QTcpServer silent;
    QVERIFY(silent.listen(QHostAddress::LocalHost));
    page().setUrl(*EndpointUrl::parse(u"tls://127.0.0.1:%1"_qs.arg(silent.serverPort())));
    find<MessageEdit>("Message").setPlainText(u"x"_qs);
    click("Send");
    QCOMPARE(status(), u"Not sent: press Open first."_qs);
    page().open();
    QTRY_VERIFY(silent.hasPendingConnections());
    QCOMPARE(page().session().state(), Session::State::Opening);
    click("Send");
    QCOMPARE(status(), u"Not sent: not connected yet."_qs);
}

/// What follows from a failure does not replace it.
void TestSessionPage::relaysSayWhy()
{
    const ReservedPort gone;
    page().setUrl(*EndpointUrl::parse(u"tcp-relay://127.0.0.1:0?to=127.0.0.1:%1"_qs.arg(gone.number())));
    page().open();
    QTRY_COMPARE(page().session().state(), Session::State::Open);
    bool happened = false; // after the page has heard of it
    QTcpSocket client;
    connect(&page().session(), &Session::happened, &client,
            [&](const Event &event) { happened = happened || event.code == EventCode::RelayFailed; });
    client.connectToHost(u"127.0.0.1"_qs, page().session().localAddress().port);
    client.write("the client speaks first");
    QTRY_VERIFY(happened);
    const auto *bar = page().findChild<MessageBar *>();
    QVERIFY(bar->isVisible());
    QVERIFY2(bar->text().contains(u"refused"), qPrintable(bar->text()));
}

QTEST_MAIN(TestSessionPage)
#include "tst_sessionpage.moc"
