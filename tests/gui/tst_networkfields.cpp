// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/gui/windowfixture.h"
#include "widgets/network/networkpanel.h"
#include "widgets/network/options/networkoptionsdialog.h"

/// What the fields of the group Network and of its options make of each other.
class TestNetworkFields : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void takesApart_data();
    void takesApart();
    void leavingTheField();
    void replacesOptions();
    void leavesNothingOfTheUrl();
    void refusesHosts_data();
    void refusesHosts();
    void locksImpairments();
    void locksIssuers();

private:
    void chooseRole(const QString &text)
    {
        auto &role = existing<QComboBox>(*m_panel, "Role");
        role.setCurrentIndex(role.findText(text));
    }
    const NetworkOptionsDialog *optionsOf(const char *url)
    {
        m_panel->setUrl(EndpointUrl::parse(QString::fromLatin1(url)).value());
        moreButton(*m_panel).click();
        return m_panel->findChild<NetworkOptionsDialog *>();
    }

    std::unique_ptr<NetworkPanel> m_panel;
};

void TestNetworkFields::init()
{
    m_panel = std::make_unique<NetworkPanel>();
    m_panel->show();
}

void TestNetworkFields::takesApart_data()
{
    QTest::addColumn<QString>("role");
    QTest::addColumn<QString>("field");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("url");
    const auto row = [](const char *role, const char *field, const char *text, const char *url) {
        QTest::newRow(text) << QString::fromLatin1(role) << QString::fromLatin1(field) << QString::fromUtf8(text)
                            << QString::fromLatin1(url);
    };
    row("TCP Client", "Remote host", "10.0.0.5:9000", "tcp://10.0.0.5:9000");
    row("TCP Client", "Remote host", " h.example:http ", "tcp://h.example:80");
    row("TCP Client", "Remote host", "[::1]:9000", "tcp://[::1]:9000");
    row("TCP Client", "Remote host", "[::1]", "tcp://[::1]:8080");
    row("TCP Client", "Remote host", "::1", "tcp://[::1]:8080");
    row("TCP Client", "Remote host", "tcp://h:81", "tcp://h:81");
    row("TCP Client", "Remote host", "tls://h:443?verify=0", "tls://h:443?verify=0");
    row("TCP Client", "Remote host", "tcp-server://:82", "tcp-server://:82");
    row("TCP Client", "Remote host", "http://10.0.0.5:8081/x", "tcp://10.0.0.5:8081");
    row("TCP Client", "Remote host", "http://10.0.0.5/x", "tcp://10.0.0.5:80");
    row("TCP Client", "Remote host", "https://h.example/x", "tls://h.example:443");
    row("TLS Client", "Remote host", "http://h.example:8081", "tcp://h.example:8081");
    row("TCP Relay", "Remote host", "https://h.example", "tcp-relay://:8081?to=h.example:443");
    row("TCP Client", "Remote host", "127。0。0。1：９７０１", "tcp://127.0.0.1:9701");
    row("TCP Client", "Remote host", "１２７．０．０．１", "tcp://127.0.0.1:8080");
    row("TCP Client", "Remote port", "９７０１", "tcp://127.0.0.1:9701");
    row("TCP Client", "Remote host", "tcp：／／h：81", "tcp://h:81");
    row("TCP Client", "Remote host", "tcp://h。example：81", "tcp://h.example:81");
    row("TCP Server", "Local host", "127。0。0。1", "tcp-server://127.0.0.1:8080");
    row("UDP Multicast", "Group", "239。1。2。3，239.1.2.4：9107", "multicast://239.1.2.3,239.1.2.4:9107");
    row("TCP Server", "Local host", "127.0.0.1:9000", "tcp-server://127.0.0.1:9000");
    row("TCP Server", "Local host", "tcp-server://127.0.0.1:9001", "tcp-server://127.0.0.1:9001");
    row("UDP Multicast", "Group", "239.1.2.3:9107", "multicast://239.1.2.3:9107");
    row("Unix Client", "Path", "unix:///tmp/y", "unix:///tmp/y");
}

/// HOST:PORT and URLs, where a host belongs; Enter opens at once.
void TestNetworkFields::takesApart()
{
    QFETCH(const QString, role);
    QFETCH(const QString, field);
    QFETCH(const QString, text);
    QFETCH(const QString, url);
    chooseRole(role);
    if (auto *box = named<QComboBox>(*m_panel, field))
        box->setEditText(text);
    else
        named<QLineEdit>(*m_panel, field)->setText(text);
    const auto read = m_panel->url();
    QVERIFY2(read, qPrintable(read ? QString() : read.error().message));
    QCOMPARE(read->toString(), url);
}

void TestNetworkFields::leavingTheField()
{
    chooseRole(u"TCP Client"_qs);
    auto &host = existing<QLineEdit>(*m_panel, "Remote host");
    host.selectAll();
    QTest::keyClicks(&host, u"10.0.0.5:9000"_qs);
    QCOMPARE(host.text(), u"10.0.0.5:9000"_qs);
    QTest::keyClick(&host, Qt::Key_Return);
    QCOMPARE(host.text(), u"10.0.0.5"_qs);
    QCOMPARE(existing<QLineEdit>(*m_panel, "Remote port").text(), u"9000"_qs);
    m_panel->setState(Session::State::Open); // shows what is open
    host.setText(u"h:1"_qs);
    Q_EMIT host.editingFinished();
    QCOMPARE(host.text(), u"h:1"_qs);
}

/// An option that the URL does not name is the default again.
void TestNetworkFields::replacesOptions()
{
    m_panel->setUrl(EndpointUrl::parse(u"tcp://h:1?ttl=5"_qs).value());
    auto &host = existing<QLineEdit>(*m_panel, "Remote host");
    host.setText(u"tcp://third:3?nodelay=0"_qs);
    QCOMPARE(m_panel->url()->toString(), u"tcp://third:3?nodelay=0"_qs);
    host.setText(u"tls://other:2?verify=0"_qs);
    QCOMPARE(m_panel->url()->toString(), u"tls://other:2?verify=0"_qs);
    const QSignalSpy entered(m_panel.get(), &NetworkPanel::urlEntered);
    host.setText(u"tls://other:2"_qs);
    QCOMPARE(m_panel->url()->toString(), u"tls://other:2"_qs);
    QCOMPARE(entered.size(), 1);
    QCOMPARE(entered.first().first().value<EndpointUrl>(), *m_panel->url());
}

/// In fields of other roles.
void TestNetworkFields::leavesNothingOfTheUrl()
{
    chooseRole(u"TCP Client"_qs);
    existing<QLineEdit>(*m_panel, "Remote host").setText(u"udp://h:9"_qs);
    QCOMPARE(m_panel->url()->role, Role::Udp);
    chooseRole(u"TCP Client"_qs);
    QCOMPARE(existing<QLineEdit>(*m_panel, "Local port").text(), QString());
    QCOMPARE(existing<QLineEdit>(*m_panel, "Remote host").text(), QString());
}

void TestNetworkFields::refusesHosts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("part"); // of the message
    QTest::newRow("no port") << u"10.0.0.5:"_qs << u"The port is missing"_qs;
    QTest::newRow("bad port") << u"10.0.0.5:99999"_qs << u"99999"_qs;
    QTest::newRow("network") << u"10.0.0.5/24"_qs << u"leave out “/24”"_qs;
    QTest::newRow("account") << u"user@host"_qs << u"leave out “user@”"_qs;
    QTest::newRow("words") << u"two words"_qs << u"has a space"_qs;
    QTest::newRow("nearly a URL") << u"tcp//127.0.0.1:9701"_qs << u"Did you mean tcp://127.0.0.1:9701?"_qs;
    QTest::newRow("one colon") << u"tcp:127.0.0.1:9701"_qs << u"Did you mean tcp://127.0.0.1:9701?"_qs;
    QTest::newRow("bad URL") << u"tcp://h:99999"_qs << u"Port 99999 does not exist"_qs;
}

/// What was typed stays.
void TestNetworkFields::refusesHosts()
{
    QFETCH(const QString, text);
    QFETCH(const QString, part);
    chooseRole(u"TCP Client"_qs);
    auto &host = existing<QLineEdit>(*m_panel, "Remote host");
    host.setText(text);
    QVERIFY(!m_panel->url());
    QVERIFY(labelSays(*m_panel, part));
    QCOMPARE(host.text(), text);
}

/// The pause between pieces means nothing without pieces; what was set stays for the time when there are some.
void TestNetworkFields::locksImpairments()
{
    const NetworkOptionsDialog *dialog = optionsOf("tcp-relay://:1?to=h:2&up-cut=3&up-cut-gap=5");
    auto &pause = existing<QSpinBox>(*dialog, "Pause between pieces, to the server");
    const auto fields = dialog->findChildren<QSpinBox *>();
    QSpinBox &cut = **std::find_if(fields.begin(), fields.end(), [](const QSpinBox *field) {
        return field->accessibleName().startsWith(u"Cut into") && field->accessibleName().endsWith(u"to the server");
    });
    QVERIFY(pause.isEnabled());
    QVERIFY(!existing<QSpinBox>(*dialog, "Pause between pieces, to the clients").isEnabled());
    QVERIFY(!existing<QSpinBox>(*dialog, "Collect for at most, to the server").isEnabled());
    cut.setValue(0);
    QVERIFY(!pause.isEnabled());
    QCOMPARE(pause.value(), 5);
    buttonIn(*dialog, u"OK"_qs)->click();
    QCOMPARE(m_panel->url()->toString(), u"tcp-relay://:1?to=h:2"_qs);
    NetworkPanel other;
    other.restore(m_panel->save());
    QCOMPARE(other.url()->impairments.up.cutGapMs, 5);
}

/// A server judges no certificates that it does not ask for.
void TestNetworkFields::locksIssuers()
{
    const NetworkOptionsDialog *dialog = optionsOf("tls-server://:1");
    auto &issuers = existing<QLineEdit>(*dialog, "Trusted issuers");
    QVERIFY(!issuers.isEnabled());
    existing<QComboBox>(*dialog, "Clients' certificates").setCurrentIndex(1);
    QVERIFY(issuers.isEnabled());
}

QTEST_MAIN(TestNetworkFields)
#include "tst_networkfields.moc"
