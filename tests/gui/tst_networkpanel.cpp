// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/gui/windowfixture.h"
#include "widgets/network/networkoptionsdialog.h"
#include "widgets/network/networkpanel.h"

/// The group Network and the dialog behind its button "More…".
class TestNetworkPanel : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void editsOptions();
    void resetsOptions();
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
        buttonIn(*m_panel, u"More…"_qs)->click();
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
    QCOMPARE(m_panel->url()->keepAliveSeconds, 0);
    QCOMPARE(changed.size(), 0);
    QTRY_VERIFY(!m_panel->findChild<NetworkOptionsDialog *>());

    dialog = openDialog();
    existing<QSpinBox>(*dialog, "Keep-alive after").setValue(7);
    existing<QSpinBox>(*dialog, "Connect within").setValue(1234);
    buttonIn(*dialog, u"OK"_qs)->click();
    QCOMPARE(changed.size(), 1);
    QCOMPARE(m_panel->url()->keepAliveSeconds, 7);
    QCOMPARE(m_panel->url()->timeoutMs, 1234);

    NetworkPanel other;
    other.restore(m_panel->save());
    QCOMPARE(*other.url(), *m_panel->url());
    QTRY_VERIFY(!m_panel->findChild<NetworkOptionsDialog *>());
    chooseRole(u"UDP"_qs);
    dialog = openDialog();
    QVERIFY(!named<QSpinBox>(*dialog, u"Connect within"_qs));
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

void TestNetworkPanel::restoresRoles_data()
{
    QTest::addColumn<QJsonValue>("stored");
    QTest::addColumn<Role>("role");
    QTest::newRow("earlier version") << QJsonValue(2) << Role::Udp;
    QTest::newRow("earlier version, damaged") << QJsonValue(-1) << Role::TcpServer;
    QTest::newRow("scheme") << QJsonValue(u"tcp"_qs) << Role::TcpClient;
    QTest::newRow("with a remote end") << QJsonValue(u"udp"_qs) << Role::Udp;
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
