// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/selfsigned.h"
#include "tests/gui/windowfixture.h"
#include "widgets/log/logview.h"
#include "widgets/mainmenu.h"
#include "widgets/network/acceptedcertificates.h"
#include "widgets/network/certificatedialog.h"
#include "widgets/network/networkpanel.h"
#include "widgets/network/options/networkoptionsdialog.h"
#include "widgets/pages/sessionpage.h"

#include <QInputDialog>
#include <QListWidget>

/// TLS by the window: two tabs, one of them the server, with the certificate that is made on the spot.
class TestTlsWindow : public QObject
{
    Q_OBJECT
private slots:
    void acceptsOnce();
    void acceptsAlways();
    void declines();
    void editsOptions();
    void asksForThePassword();
};

namespace {

using State = Session::State;

/// A window with a server in its first tab and a client that has not accepted the certificate in the second.
struct TlsTabs
{
    TlsTabs()
    {
        fixture.begin();
        server = fixture.window.currentSessionPage();
        server->setUrl(*EndpointUrl::parse(u"tls-server://127.0.0.1:0"_qs));
        server->open();
        [&] { QTRY_COMPARE(server->session().state(), State::Open); }();
        url = u"tls://127.0.0.1:%1"_qs.arg(server->session().localAddress().port);
        const auto parsed = EndpointUrl::parse(url);
        client = fixture.window.addTab(&*parsed);
        [&] { QTRY_VERIFY(buttonIn(*client, u"Show certificate…"_qs)); }();
        [&] { QTRY_COMPARE(client->session().state(), State::Closed); }();
    }
    CertificateDialog *dialog()
    {
        buttonIn(*client, u"Show certificate…"_qs)->click();
        return client->findChild<CertificateDialog *>();
    }
    bool isConnected() const { return client->session().state() == State::Open; }

    WindowFixture fixture;
    SessionPage *server = nullptr;
    SessionPage *client = nullptr;
    QString url;
};

} // namespace

void TestTlsWindow::acceptsOnce()
{
    TlsTabs tabs;
    QVERIFY(labelSays(*tabs.client, u"is not verified, because its certificate is self-signed"_qs));
    CertificateDialog *dialog = tabs.dialog();
    QVERIFY(dialog && labelSays(*dialog, u"SocketScope"_qs) && labelSays(*dialog, u"localhost"_qs));
    buttonIn(*dialog, u"Connect once"_qs)->click();
    QTRY_VERIFY(tabs.isConnected());
    QVERIFY(!buttonIn(*tabs.client, u"Show certificate…"_qs));
    QTRY_VERIFY(tabs.client->logView().visibleText().contains(u"TLS 1.3"));
    // Bytes go both ways.
    tabs.client->session().send({}, "to the server");
    QTRY_COMPARE(tabs.server->session().counters().rxBytes, 13U);
    // The next time it is not accepted.
    tabs.client->close();
    QTRY_COMPARE(tabs.client->session().state(), State::Closed);
    tabs.client->open();
    QTRY_VERIFY(buttonIn(*tabs.client, u"Show certificate…"_qs));
    QVERIFY(tabs.fixture.settings.value(Settings::Key::Certificates).toByteArray().isEmpty());
}

void TestTlsWindow::acceptsAlways()
{
    TlsTabs tabs;
    buttonIn(*tabs.dialog(), u"Always accept for this server"_qs)->click();
    QTRY_VERIFY(tabs.isConnected());
    // Another tab does not ask.
    const auto parsed = EndpointUrl::parse(tabs.url);
    SessionPage *other = tabs.fixture.window.addTab(&*parsed);
    QTRY_COMPARE(other->session().state(), State::Open);
    // Until it is removed.
    Q_EMIT tabs.fixture.window.findChild<MainMenu *>()->acceptedCertificates();
    auto *list = tabs.fixture.window.findChild<AcceptedCertificates *>();
    QVERIFY(list && list->accepted().size() == 1);
    auto &entries = existing<QListWidget>(*list, "Accepted certificates");
    QVERIFY(entries.item(0)->text().startsWith(u"127.0.0.1:"));
    QVERIFY(!buttonIn(*list, u"Remove"_qs)->isEnabled());
    entries.setCurrentRow(0);
    buttonIn(*list, u"Remove"_qs)->click();
    buttonIn(*list, u"OK"_qs)->click();
    other->close();
    QTRY_COMPARE(other->session().state(), State::Closed);
    other->open();
    QTRY_VERIFY(buttonIn(*other, u"Show certificate…"_qs));
}

void TestTlsWindow::declines()
{
    TlsTabs tabs;
    CertificateDialog *dialog = tabs.dialog();
    QVERIFY(buttonIn(*dialog, u"Cancel"_qs)->isDefault());
    buttonIn(*dialog, u"Cancel"_qs)->click();
    QTRY_VERIFY(!tabs.client->findChild<CertificateDialog *>());
    QCOMPARE(tabs.client->session().state(), State::Closed);
    QVERIFY(buttonIn(*tabs.client, u"Show certificate…"_qs)); // the question stays
}

void TestTlsWindow::editsOptions()
{
    NetworkPanel panel;
    panel.show();
    panel.setUrl(*EndpointUrl::parse(u"tls://h:1"_qs));
    const auto open = [&] {
        moreButton(panel).click();
        return panel.findChild<NetworkOptionsDialog *>();
    };
    NetworkOptionsDialog *dialog = open();
    existing<QLineEdit>(*dialog, "Trusted issuers").setText(u" /a/ca.pem "_qs);
    existing<QLineEdit>(*dialog, "Server name").setText(u"name"_qs);
    existing<QLineEdit>(*dialog, "Accepted certificate").setText(u"12:34"_qs);
    existing<QComboBox>(*dialog, "Minimum version").setCurrentIndex(1);
    QVERIFY(!named<QComboBox>(*dialog, u"Clients' certificates"_qs));
    buttonIn(*dialog, u"OK"_qs)->click();
    QVERIFY(dialog->isVisible() && labelSays(*dialog, u"not the SHA-256 fingerprint"_qs));
    existing<QLineEdit>(*dialog, "Accepted certificate").clear();
    buttonIn(*dialog, u"OK"_qs)->click();
    QCOMPARE(panel.url()->toString(), u"tls://h:1?ca=/a/ca.pem&sni=name&min-tls=1.3"_qs);
    NetworkPanel other;
    other.restore(panel.save());
    QCOMPARE(*other.url(), *panel.url());
    QTRY_VERIFY(!panel.findChild<NetworkOptionsDialog *>());

    panel.setUrl(*EndpointUrl::parse(u"tls-server://:1?client-cert=require"_qs));
    dialog = open();
    QCOMPARE(existing<QComboBox>(*dialog, "Clients' certificates").currentText(), u"required"_qs);
    QVERIFY(!named<QLineEdit>(*dialog, u"Server name"_qs));
    existing<QLineEdit>(*dialog, "Private key").setText(u"a.key"_qs);
    buttonIn(*dialog, u"OK"_qs)->click();
    QVERIFY(dialog->isVisible() && labelSays(*dialog, u"needs its certificate"_qs));
    existing<QLineEdit>(*dialog, "Certificate").setText(u"a.pem"_qs);
    buttonIn(*dialog, u"OK"_qs)->click();
    QCOMPARE(panel.url()->toString(), u"tls-server://:1?cert=a.pem&key=a.key&client-cert=require"_qs);
}

/// Of an encrypted key; a wrong one is asked for again, and none is stored.
void TestTlsWindow::asksForThePassword()
{
    const auto pair = makeSelfSigned();
    if (!pair)
        QSKIP(qPrintable(pair.error().message));
    WindowFixture fixture;
    fixture.begin();
    QFile file(fixture.place + u"/pair.pem"_qs);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(pair->certificate.toPem() + pair->key.toPem("open sesame"));
    file.close();
    SessionPage &page = *fixture.window.currentSessionPage();
    page.setUrl(*EndpointUrl::parse(u"tls-server://127.0.0.1:0?cert="_qs + file.fileName()));
    const auto answer = [&](const QString &password) {
        page.open();
        auto *dialog = page.findChild<QInputDialog *>();
        QVERIFY(dialog && dialog->textEchoMode() == QLineEdit::Password);
        dialog->setTextValue(password);
        dialog->accept();
        QTRY_VERIFY(!page.findChild<QInputDialog *>());
    };
    answer(u"open barley"_qs);
    QTRY_VERIFY(labelSays(page, u"the password is wrong"_qs));
    QCOMPARE(page.session().state(), State::Closed);
    answer(u"open sesame"_qs);
    QTRY_COMPARE(page.session().state(), State::Open);
    page.close();
    QTRY_COMPARE(page.session().state(), State::Closed);
    page.open(); // it is known while the tab is there
    QTRY_COMPARE(page.session().state(), State::Open);
    const QByteArray stored = QJsonDocument(page.save()).toJson();
    QVERIFY(stored.contains("pair.pem") && !stored.contains("sesame"));
}

QTEST_MAIN(TestTlsWindow)
#include "tst_tlswindow.moc"
