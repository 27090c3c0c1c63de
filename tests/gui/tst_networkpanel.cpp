// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because each role has other fields and options.
#include "model/endpoint/urloptions.h"
#include "tests/gui/windowfixture.h"
#include "widgets/network/networkpanel.h"
#include "widgets/network/options/networkoptionsdialog.h"
#include "widgets/parts/statuslabel.h"

/// The group Network and the dialog behind its button "More…".
class TestNetworkPanel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void editsOptions();
    void resetsOptions();
    void joinsGroups();
    void choosesTheInterfaceOfBroadcasts();
    void refusesGroups_data();
    void refusesGroups();
    void refusesFamilies_data();
    void refusesFamilies();
    void errorsAreNotCut();
    void editsEveryOption_data();
    void editsEveryOption();
    void refusesBadOptions();
    void keepsOptionsOfOtherRoles();
    void showsWhatIsSet();
    void showsWhatIsInEffect();
    void localSockets_data();
    void localSockets();
    void badPath();
    void localMode();
    void defaultPorts();
    void relays();
    void impairs();
    void restoresRoles_data();
    void restoresRoles();

private:
    void chooseRole(const QString &text)
    {
        auto &role = existing<QComboBox>(*m_panel, "Role");
        role.setCurrentIndex(role.findText(text));
    }
    NetworkOptionsDialog *openDialog()
    {
        moreButton(*m_panel).click();
        return m_panel->findChild<NetworkOptionsDialog *>();
    }

    std::unique_ptr<NetworkPanel> m_panel;
};

void TestNetworkPanel::init()
{
    m_panel = std::make_unique<NetworkPanel>();
    m_panel->show();
}

void TestNetworkPanel::editsOptions()
{
    chooseRole(u"TCP Client"_qs);
    const QSignalSpy changed(m_panel.get(), &NetworkPanel::optionsChanged);
    NetworkOptionsDialog *dialog = openDialog();
    QVERIFY(dialog);
    existing<QSpinBox>(*dialog, "Keep-alive after").setValue(7);
    existing<QSpinBox>(*dialog, "Connect within").setValue(1234);
    buttonIn(*dialog, u"Cancel"_qs)->click();
    QCOMPARE(m_panel->url()->keepAlive.idleSeconds, 0);
    QCOMPARE(changed.size(), 0);
    QTRY_VERIFY(!m_panel->findChild<NetworkOptionsDialog *>());

    dialog = openDialog();
    existing<QSpinBox>(*dialog, "Keep-alive after").setValue(7);
    existing<QSpinBox>(*dialog, "Connect within").setValue(1234);
    buttonIn(*dialog, u"OK"_qs)->click();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_panel->url()->keepAlive.idleSeconds, 7);
    QCOMPARE(m_panel->url()->timeoutMs, 1234);

    NetworkPanel other;
    other.restore(m_panel->save());
    QCOMPARE(*other.url(), *m_panel->url());
    QTRY_VERIFY(!m_panel->findChild<NetworkOptionsDialog *>());
    chooseRole(u"UDP"_qs);
    dialog = openDialog();
    QVERIFY(!named<QSpinBox>(*dialog, u"Connect within"_qs));
    QVERIFY(!named<QSpinBox>(*dialog, u"Keep-alive after"_qs));
    QVERIFY(named<QSpinBox>(*dialog, u"Receive buffer"_qs));
}

void TestNetworkPanel::resetsOptions()
{
    m_panel->setUrl(*EndpointUrl::parse(u"tcp-server://:1?keepalive=9&nodelay=0"_qs));
    const NetworkOptionsDialog *dialog = openDialog();
    QCOMPARE(existing<QSpinBox>(*dialog, "Keep-alive after").value(), 9);
    buttonIn(*dialog, u"Defaults"_qs)->click();
    buttonIn(*dialog, u"OK"_qs)->click();
    QCOMPARE(m_panel->url()->toString(), u"tcp-server://:1"_qs);
}

void TestNetworkPanel::joinsGroups()
{
    chooseRole(u"UDP Multicast"_qs);
    QVERIFY(!named<QLineEdit>(*m_panel, u"Remote host"_qs));
    existing<QLineEdit>(*m_panel, "Group").setText(u"239.1.2.3, 239.1.2.4"_qs);
    existing<QLineEdit>(*m_panel, "Group port").setText(u"9107"_qs);
    existing<QComboBox>(*m_panel, "Interface").setEditText(u"lo"_qs);
    NetworkOptionsDialog *dialog = openDialog();
    existing<QSpinBox>(*dialog, "TTL (hop limit)").setValue(4);
    auto &sources = existing<QLineEdit>(*dialog, "Receive only from");
    sources.setText(u"239.1.1.1"_qs);
    buttonIn(*dialog, u"OK"_qs)->click();
    QVERIFY(dialog->isVisible()); // a group is no sender
    sources.setText(u"10.0.0.1"_qs);
    buttonIn(*dialog, u"OK"_qs)->click();
    const auto url = m_panel->url();
    QVERIFY(url.has_value());
    QCOMPARE(url->toString(), u"multicast://239.1.2.3,239.1.2.4:9107?ttl=4&iface=lo&source=10.0.0.1"_qs);

    NetworkPanel other;
    other.restore(m_panel->save());
    QCOMPARE(*other.url(), *url);
    NetworkPanel third;
    third.setUrl(*url);
    QCOMPARE(*third.url(), *url);
}

void TestNetworkPanel::choosesTheInterfaceOfBroadcasts()
{
    chooseRole(u"UDP"_qs);
    existing<QLineEdit>(*m_panel, "Local port").setText(u"9107"_qs);
    const NetworkOptionsDialog *dialog = openDialog();
    existing<QComboBox>(*dialog, "Send through").setEditText(u"lo"_qs);
    buttonIn(*dialog, u"OK"_qs)->click();
    QCOMPARE(m_panel->url()->toString(), u"udp-server://:9107?iface=lo"_qs);
}

void TestNetworkPanel::refusesGroups_data()
{
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("port");
    QTest::addColumn<QString>("focused");
    QTest::newRow("no group") << u"192.168.0.1"_qs << u"9107"_qs << u"Group"_qs;
    QTest::newRow("nothing") << QString() << u"9107"_qs << u"Group"_qs;
    QTest::newRow("any port") << u"239.1.2.3"_qs << u"0"_qs << u"Group port"_qs;
}

/// What was typed stays.
void TestNetworkPanel::refusesGroups()
{
    QFETCH(const QString, group);
    QFETCH(const QString, port);
    QFETCH(const QString, focused);
    chooseRole(u"UDP Multicast"_qs);
    existing<QLineEdit>(*m_panel, "Group").setText(group);
    existing<QLineEdit>(*m_panel, "Group port").setText(port);
    QVERIFY(!m_panel->url().has_value());
    QCOMPARE(existing<QLineEdit>(*m_panel, "Group").text(), group);
    QTRY_COMPARE(m_panel->focusWidget()->accessibleName(), focused);
}

void TestNetworkPanel::refusesFamilies_data()
{
    QTest::addColumn<QString>("url");
    QTest::addColumn<QString>("group");
    QTest::addColumn<QString>("focused");
    QTest::newRow("interface") << u"multicast://[ff15::1]:9107?iface=::1"_qs << u"239.1.2.3"_qs << u"Interface"_qs;
    QTest::newRow("source") << u"multicast://239.1.2.3:9107?source=10.0.0.1"_qs << u"ff15::1"_qs << u"Group"_qs;
}

/// Of the group and the addresses that go with it.
void TestNetworkPanel::refusesFamilies()
{
    QFETCH(const QString, url);
    QFETCH(const QString, group);
    QFETCH(const QString, focused);
    m_panel->setUrl(*EndpointUrl::parse(url));
    QVERIFY(m_panel->url().has_value());
    existing<QLineEdit>(*m_panel, "Group").setText(group);
    QVERIFY(!m_panel->url().has_value());
    QVERIFY(labelSays(*m_panel, u"IPv6"_qs));
    QTRY_COMPARE(m_panel->focusWidget()->accessibleName(), focused);
}

/// In the narrow column of the window.
void TestNetworkPanel::errorsAreNotCut()
{
    chooseRole(u"UDP Multicast"_qs);
    QScrollArea column;
    column.setWidgetResizable(true);
    column.setWidget(m_panel.release());
    auto &panel = *static_cast<NetworkPanel *>(column.widget());
    column.resize(panel.minimumSizeHint().width() + 30, 200);
    column.show();
    existing<QLineEdit>(panel, "Group").setText(u"10.1.2.3"_qs);
    QVERIFY(!panel.url());
    const auto *error = panel.findChild<StatusLabel *>();
    QTRY_VERIFY(error->isVisible() && error->height() >= error->heightForWidth(error->width()));
    QVERIFY(error->heightForWidth(error->width()) > 2 * error->fontMetrics().lineSpacing());
    QTRY_VERIFY(panel.height() >= panel.minimumSizeHint().height());
    existing<QLineEdit>(panel, "Group").setText(u"239.1.2.3"_qs);
    QVERIFY(panel.url());
    QTRY_VERIFY(!error->isVisible());
}

void TestNetworkPanel::editsEveryOption_data()
{
    QTest::addColumn<QString>("url");
    QTest::newRow("client")
        << u"tcp://127.0.0.1:1?timeout=5000&keepalive=7,2,5&nodelay=0&linger=0&reconnect=250,4500,6&"
           u"sndbuf=9000&rcvbuf=8000&ttl=5&dscp=AF41&iface=lo&idle=30&idle-close=1"_qs;
    QTest::newRow("server") << u"tcp-server://:1?keepalive=9&sndbuf=9000&ttl=5&dscp=7&idle=30&allow=10.0.0.0/8,::1&"
                               u"max-clients=3"_qs;
    QTest::newRow("udp") << u"udp-server://:1?rcvbuf=8000&ttl=5&dscp=EF&idle=30&allow=10.0.0.5"_qs;
}

/// The dialog shows all of them, and changes none by itself.
void TestNetworkPanel::editsEveryOption()
{
    QFETCH(const QString, url);
    const EndpointUrl before = EndpointUrl::parse(url).value();
    m_panel->setUrl(before);
    buttonIn(*openDialog(), u"OK"_qs)->click();
    QVERIFY2(*m_panel->url() == before, qPrintable(m_panel->url()->toString()));
    NetworkPanel other;
    other.restore(m_panel->save());
    QVERIFY2(*other.url() == before, qPrintable(other.url()->toString()));
}

void TestNetworkPanel::refusesBadOptions()
{
    m_panel->setUrl(*EndpointUrl::parse(u"tcp-server://:1"_qs));
    const NetworkOptionsDialog *dialog = openDialog();
    existing<QLineEdit>(*dialog, "Allowed addresses").setText(u"10.0.0.1, everybody"_qs);
    buttonIn(*dialog, u"OK"_qs)->click();
    QVERIFY(dialog->isVisible());
    QVERIFY(labelSays(*dialog, u"everybody"_qs));
    QCOMPARE(existing<QLineEdit>(*dialog, "Allowed addresses").text(), u"10.0.0.1, everybody"_qs);
    existing<QLineEdit>(*dialog, "Allowed addresses").setText(u"10.0.0.1"_qs);
    existing<QComboBox>(*dialog, "DSCP").setEditText(u"best"_qs);
    buttonIn(*dialog, u"OK"_qs)->click();
    QVERIFY(dialog->isVisible());
    QVERIFY(labelSays(*dialog, u"best"_qs));
    existing<QComboBox>(*dialog, "DSCP").setEditText(u"ef"_qs);
    buttonIn(*dialog, u"OK"_qs)->click();
    QCOMPARE(m_panel->url()->toString(), u"tcp-server://:1?dscp=EF&allow=10.0.0.1"_qs);
}

void TestNetworkPanel::keepsOptionsOfOtherRoles()
{
    m_panel->setUrl(*EndpointUrl::parse(u"tcp://127.0.0.1:1?reconnect=100,200&timeout=5"_qs));
    chooseRole(u"TCP Server"_qs);
    buttonIn(*openDialog(), u"OK"_qs)->click(); // does not touch what it does not show
    NetworkPanel other;
    other.restore(m_panel->save());
    QCOMPARE(other.url()->options(), QString());
    auto &role = existing<QComboBox>(other, "Role");
    role.setCurrentIndex(role.findText(u"TCP Client"_qs));
    QCOMPARE(other.url()->options(), u"timeout=5&reconnect=100,200"_qs);
    m_panel->setUrl(*EndpointUrl::parse(u"tcp-server://:1?allow=::1&ttl=3"_qs));
    chooseRole(u"Unix Server"_qs); // is not opened with options that it does not have
    existing<QLineEdit>(*m_panel, "Path").setText(u"/tmp/x"_qs);
    QVERIFY(m_panel->url()->allow.isEmpty());
    QCOMPARE(m_panel->url()->toString(), u"unix-server:///tmp/x"_qs);
    NetworkPanel earlier; // stored as a URL
    QJsonObject state = m_panel->save();
    state.insert(u"role"_qs, u"tcp"_qs);
    state.insert(u"options"_qs, u"tcp://localhost:1?nodelay=0"_qs);
    earlier.restore(state);
    QCOMPARE(earlier.url()->options(), u"local=:1&nodelay=0"_qs);
}

void TestNetworkPanel::showsWhatIsSet()
{
    QVERIFY(buttonIn(*m_panel, u"More…"_qs));
    m_panel->setUrl(*EndpointUrl::parse(u"tcp://127.0.0.1:1?reconnect=1&ttl=3&encoding=GBK&local=:7"_qs));
    const QPushButton *more = buttonIn(*m_panel, u"More… (2)"_qs);
    QVERIFY(more);
    QVERIFY2(more->toolTip().contains(u"reconnect=1, ttl=3"), qPrintable(more->toolTip()));
    chooseRole(u"TCP Server"_qs);
    QVERIFY(buttonIn(*m_panel, u"More… (1)"_qs));
}

void TestNetworkPanel::showsWhatIsInEffect()
{
    m_panel->setUrl(*EndpointUrl::parse(u"tcp://127.0.0.1:1?keepalive=7&rcvbuf=999999999"_qs));
    SocketOptions options;
    options.keepAlive = KeepAlive{7, 2, 3};
    options.receiveBufferBytes = 425'984;
    options.ttl = 64;
    m_panel->setState(Session::State::Open, options);
    buttonIn(*m_panel, u"More… (2)"_qs)->click();
    const auto *dialog = m_panel->findChild<NetworkOptionsDialog *>();
    QVERIFY(dialog);
    QVERIFY(!existing<QSpinBox>(*dialog, "Receive buffer").isEnabled());
    QVERIFY(labelSays(*dialog, u"in effect: %1 B"_qs.arg(QLocale().toString(425'984))));
    QVERIFY(!labelSays(*dialog, u"doubled"_qs));
    QVERIFY(labelSays(*dialog, u"in effect: 64"_qs));
    QVERIFY(labelSays(*dialog, u"in effect: 2 s"_qs));
    QVERIFY(!buttonIn(*dialog, u"OK"_qs));
    buttonIn(*dialog, u"Close"_qs)->click();
    QCOMPARE(m_panel->url()->options(), u"keepalive=7&rcvbuf=999999999"_qs);
}

void TestNetworkPanel::localSockets_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("url");
    QTest::newRow("server") << u"Unix Server"_qs << u"unix-server:///run/a%20b"_qs;
    QTest::newRow("client") << u"Unix Client"_qs << u"unix:///run/a%20b"_qs;
}

/// One field, for the path, instead of hosts and ports; what was entered there before stays.
void TestNetworkPanel::localSockets()
{
    QFETCH(const QString, role);
    QFETCH(const QString, url);
    auto &port = existing<QLineEdit>(*m_panel, "Local port");
    QVERIFY(!named<QLineEdit>(*m_panel, u"Path"_qs));
    port.setText(u"4711"_qs);
    chooseRole(role);
    QVERIFY(!port.isVisible());
    auto &path = existing<QLineEdit>(*m_panel, "Path");
    QVERIFY(!path.text().isEmpty()); // a suggestion
    path.setText(u"/run/a b"_qs);
    QCOMPARE(m_panel->url()->toString(), url);
    NetworkPanel other;
    other.restore(m_panel->save());
    QCOMPARE(*other.url(), *m_panel->url());
    other.setUrl(*EndpointUrl::parse(u"tcp-server://:1"_qs));
    other.setUrl(*EndpointUrl::parse(url));
    QCOMPARE(other.url()->toString(), url);
    chooseRole(u"TCP Server"_qs);
    QVERIFY(port.isVisible() && !path.isVisible());
    QCOMPARE(m_panel->url()->toString(), u"tcp-server://:4711"_qs);
}

void TestNetworkPanel::badPath()
{
    chooseRole(u"Unix Client"_qs);
    auto &path = existing<QLineEdit>(*m_panel, "Path");
    for (const QString &text : {QString(), u"/"_qs + QString(200, u'x')}) {
        path.setText(text);
        QVERIFY(!m_panel->url());
        QCOMPARE(path.text(), text);
    }
}

void TestNetworkPanel::localMode()
{
    m_panel->setUrl(*EndpointUrl::parse(u"unix-server:///s?mode=0770"_qs));
    const NetworkOptionsDialog *dialog = openDialog();
    auto &mode = existing<QComboBox>(*dialog, "Who may connect");
    QCOMPARE(mode.currentText(), u"0770"_qs);
    mode.setCurrentIndex(2);
    buttonIn(*dialog, u"OK"_qs)->click();
    QCOMPARE(m_panel->url()->mode, 0666);
    NetworkPanel other;
    other.restore(m_panel->save());
    QCOMPARE(other.url()->mode, 0666);
}

/// The default of a relay is no relay to itself; what the user enters stays.
void TestNetworkPanel::defaultPorts()
{
    auto &port = existing<QLineEdit>(*m_panel, "Local port");
    for (const auto &[role, usual] : {std::pair(u"TCP Relay"_qs, u"8081"_qs), std::pair(u"UDP Relay"_qs, u"8081"_qs),
                                      std::pair(u"TCP Server"_qs, u"8080"_qs), std::pair(u"TLS Relay"_qs, u"8081"_qs),
                                      std::pair(u"TCP Client"_qs, QString()), std::pair(u"TCP Relay"_qs, u"8081"_qs)}) {
        chooseRole(role);
        QCOMPARE(port.text(), usual);
    }
    port.setText(u"8080"_qs);
    chooseRole(u"UDP Relay"_qs);
    QCOMPARE(port.text(), u"8080"_qs);
    chooseRole(u"TCP Server"_qs);
    port.setText(u"8081"_qs);
    chooseRole(u"TCP Relay"_qs);
    chooseRole(u"TCP Server"_qs);
    QCOMPARE(port.text(), u"8081"_qs);
    port.clear();
    chooseRole(u"TCP Client"_qs);
    existing<QLineEdit>(*m_panel, "Remote port").setText(u"502"_qs);
    chooseRole(u"TCP Relay"_qs); // cannot be taken for its own address
    QCOMPARE(port.text(), u"8080"_qs);
}

void TestNetworkPanel::relays()
{
    chooseRole(u"TCP Relay"_qs);
    existing<QLineEdit>(*m_panel, "Local port").setText(u"5000"_qs);
    existing<QLineEdit>(*m_panel, "Remote host").clear();
    QVERIFY(!m_panel->url());
    existing<QLineEdit>(*m_panel, "Remote host").setText(u"h"_qs);
    existing<QLineEdit>(*m_panel, "Remote port").setText(u"80"_qs);
    QCOMPARE(m_panel->url()->toString(), u"tcp-relay://:5000?to=h:80"_qs);
    // The options of a URL stay when the fields change.
    m_panel->setUrl(*EndpointUrl::parse(u"tcp-relay://:1?to=tcp://h:2%3Fnodelay=0&up-delay=7&seed=3"_qs));
    existing<QLineEdit>(*m_panel, "Remote port").setText(u"3"_qs);
    const QString changed = u"tcp-relay://:1?to=tcp://h:3%3Fnodelay=0&seed=3&up-delay=7"_qs;
    QCOMPARE(m_panel->url()->toString(), changed);
    NetworkPanel other;
    other.restore(m_panel->save());
    QCOMPARE(other.url()->toString(), changed);
    chooseRole(u"UDP Relay"_qs);
    QVERIFY(named<QLineEdit>(*m_panel, u"Remote host"_qs));
}

/// Also while the relay is open; other options are locked then.
void TestNetworkPanel::impairs()
{
    m_panel->setUrl(*EndpointUrl::parse(u"udp-relay://:1?to=h:2&down-loss=0.5"_qs));
    m_panel->setState(Session::State::Open);
    const QSignalSpy changed(m_panel.get(), &NetworkPanel::optionsChanged);
    const NetworkOptionsDialog *dialog = openDialog();
    QVERIFY(dialog);
    QVERIFY(!existing<QSpinBox>(*dialog, "Receive buffer").isEnabled());
    QVERIFY(!named<QSpinBox>(*dialog, u"Reset after, to the server"_qs)); // of streams
    QCOMPARE(existing<QDoubleSpinBox>(*dialog, "Loss, to the clients").value(), 0.5);
    existing<QDoubleSpinBox>(*dialog, "Loss, to the server").setValue(10);
    existing<QSpinBox>(*dialog, "Delay, to the clients").setValue(100);
    buttonIn(*dialog, u"OK"_qs)->click();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(UrlOption::textOf(m_panel->impairments().up), u"loss=10"_qs);
    QCOMPARE(UrlOption::textOf(m_panel->impairments().down), u"delay=100,loss=0.5"_qs);
    m_panel->setState(Session::State::Closed);
    QCOMPARE(m_panel->url()->toString(), u"udp-relay://:1?to=h:2&down-delay=100&up-loss=10&down-loss=0.5"_qs);
}

void TestNetworkPanel::restoresRoles_data()
{
    QTest::addColumn<QJsonValue>("stored");
    QTest::addColumn<Role>("role");
    QTest::newRow("earlier version") << QJsonValue(2) << Role::Udp;
    QTest::newRow("earlier version, damaged") << QJsonValue(-1) << Role::TcpServer;
    QTest::newRow("scheme") << QJsonValue(u"tcp"_qs) << Role::TcpClient;
    QTest::newRow("local") << QJsonValue(u"unix"_qs) << Role::LocalClient;
    QTest::newRow("with a remote end") << QJsonValue(u"udp"_qs) << Role::Udp;
    QTest::newRow("groups") << QJsonValue(u"multicast"_qs) << Role::Multicast;
    QTest::newRow("unknown") << QJsonValue(u"carrier-pigeon"_qs) << Role::TcpServer;
}

void TestNetworkPanel::restoresRoles()
{
    QFETCH(const QJsonValue, stored);
    QFETCH(const Role, role);
    m_panel->restore({{u"role"_qs, stored}});
    QCOMPARE(m_panel->role(), role);
    QCOMPARE(EndpointUrl::roleOf(EndpointUrl::schemeOf(role)), role);
}

QTEST_MAIN(TestNetworkPanel)
#include "tst_networkpanel.moc"
