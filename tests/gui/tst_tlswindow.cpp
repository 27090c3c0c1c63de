// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/endpoint/tls/selfsigned.h"
#include "tests/gui/windowfixture.h"
#include "tests/reservedport.h"
#include "widgets/log/logview.h"
#include "widgets/mainmenu.h"
#include "widgets/network/acceptedcertificates.h"
#include "widgets/network/certificatedialog.h"
#include "widgets/network/networkpanel.h"
#include "widgets/network/options/networkoptionsdialog.h"
#include "widgets/pages/sessionpage.h"

#include <QCheckBox>
#include <QInputDialog>
#include <QListWidget>
#include <QSpinBox>
#include <QTcpSocket>
#include <QTemporaryDir>

/// TLS by the window: two tabs, one of them the server, with the certificate that is made on the spot.
class TestTlsWindow : public QObject
{
    Q_OBJECT
private slots:
    void acceptsOnce();
    void acceptsAlways();
    void declines();
    void warnsOfAnotherCertificate();
    void editsOptions();
    void relaysToATlsServer();
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
        server->setUrl(*EndpointUrl::parse(u"tls-server://127.0.0.1:%1"_qs.arg(port.number())));
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

    const ReservedPort port; // also while the server is closed
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
    // It can be saved, for example to trust it later.
    tabs.fixture.files.name = tabs.fixture.place + u"/no/such/folder.pem"_qs;
    buttonIn(*dialog, u"Save certificate…"_qs)->click();
    QVERIFY(labelSays(*dialog, u"folder.pem cannot be written"_qs));
    tabs.fixture.files.name = tabs.fixture.place + u"/server.pem"_qs;
    buttonIn(*dialog, u"Save certificate…"_qs)->click();
    const QList<QSslCertificate> saved = QSslCertificate::fromPath(tabs.fixture.files.name);
    QCOMPARE(saved.size(), 1);
    QVERIFY(labelSays(
        *dialog, QString::fromLatin1(saved.first().digest(QCryptographicHash::Sha256).toHex(':').left(47)).toUpper()));
    QVERIFY(!labelSays(*dialog, u"cannot be written"_qs));
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

/// Than the one that was always to be accepted.
void TestTlsWindow::warnsOfAnotherCertificate()
{
    TlsTabs tabs;
    const auto pair = makeSelfSigned();
    QVERIFY(pair);
    CertificateDialog *dialog = tabs.dialog();
    QVERIFY(!labelSays(*dialog, u"Another certificate was accepted"_qs));
    buttonIn(*dialog, u"Always accept for this server"_qs)->click();
    QTRY_VERIFY(tabs.isConnected());
    QTRY_VERIFY(!tabs.client->findChild<CertificateDialog *>());
    const QByteArray accepted = tabs.client->session().url().tls.trust.toLatin1();
    QVERIFY(!accepted.isEmpty());
    const quint16 port = tabs.server->session().localAddress().port;
    for (SessionPage *page : {tabs.client, tabs.server}) {
        page->close();
        QTRY_COMPARE(page->session().state(), State::Closed);
    }
    QFile file(tabs.fixture.place + u"/other.pem"_qs);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(pair->certificate.toPem() + pair->key.toPem());
    file.close();
    tabs.server->setUrl(
        *EndpointUrl::parse(u"tls-server://127.0.0.1:%1?cert=%2"_qs.arg(QString::number(port), file.fileName())));
    tabs.server->open();
    QTRY_COMPARE(tabs.server->session().state(), State::Open);
    tabs.client->open();
    QTRY_VERIFY(labelSays(*tabs.client, u"The certificate of 127.0.0.1:%1 has changed"_qs.arg(port)));
    dialog = tabs.dialog();
    QVERIFY(dialog && labelSays(*dialog, u"Another certificate was accepted for this server before"_qs));
    QVERIFY(labelSays(*dialog, QString::fromLatin1(accepted.left(47)))); // beside the new one
    // Once this one is accepted, it is the known one.
    buttonIn(*dialog, u"Always accept for this server"_qs)->click();
    QTRY_VERIFY(tabs.isConnected());
    QVERIFY(tabs.client->session().url().tls.trust.toLatin1() != accepted);
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
    QTemporaryDir folder;
    const QString pem = folder.filePath(u"a.pem"_qs);
    const auto pair = makeSelfSigned();
    if (!pair)
        QSKIP(qPrintable(pair.error().message));
    QFile file(pem);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(pair->certificate.toPem());
    file.close();
    auto &certificate = existing<QLineEdit>(*dialog, "Own certificate");
    certificate.setText(u"/no/such/own.pem"_qs);
    buttonIn(*dialog, u"OK"_qs)->click();
    QVERIFY(dialog->isVisible() && labelSays(*dialog, u"/no/such/own.pem cannot be read"_qs));
    QVERIFY(dialog->focusWidget() == &certificate);
    certificate.setText(pem); // has no key
    buttonIn(*dialog, u"OK"_qs)->click();
    QVERIFY(dialog->focusWidget() == &existing<QLineEdit>(*dialog, "Own private key"));
    certificate.clear();
    auto &issuers = existing<QLineEdit>(*dialog, "Trusted issuers");
    issuers.setText(u"/no/such/ca.pem"_qs);
    buttonIn(*dialog, u"OK"_qs)->click();
    QVERIFY(dialog->isVisible() && labelSays(*dialog, u"/no/such/ca.pem cannot be read"_qs));
    QVERIFY(dialog->focusWidget() == &issuers);
    issuers.setText(u" %1 "_qs.arg(pem));
    auto &protocols = existing<QLineEdit>(*dialog, "Protocols (ALPN)");
    protocols.setText(u"h2,,x"_qs);
    buttonIn(*dialog, u"OK"_qs)->click();
    QVERIFY(dialog->isVisible() && labelSays(*dialog, u"Protocol 2 of “h2,,x”"_qs));
    protocols.setText(u"h2, x"_qs);
    existing<QLineEdit>(*dialog, "Server name").setText(u"name"_qs);
    existing<QLineEdit>(*dialog, "Accepted certificate").setText(u"12:34"_qs);
    existing<QComboBox>(*dialog, "Minimum version").setCurrentIndex(1);
    QVERIFY(!named<QComboBox>(*dialog, u"Clients' certificates"_qs));
    buttonIn(*dialog, u"OK"_qs)->click();
    QVERIFY(dialog->isVisible() && labelSays(*dialog, u"not the SHA-256 fingerprint"_qs));
    existing<QLineEdit>(*dialog, "Accepted certificate").clear();
    buttonIn(*dialog, u"OK"_qs)->click();
    QCOMPARE(panel.url()->toString(), u"tls://h:1?ca=%1&sni=name&alpn=h2,x&min-tls=1.3"_qs.arg(pem));
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
    existing<QLineEdit>(*dialog, "Certificate").setText(pem);
    buttonIn(*dialog, u"OK"_qs)->click();
    QVERIFY(dialog->isVisible() && labelSays(*dialog, u"a.key cannot be read"_qs));
    existing<QLineEdit>(*dialog, "Private key").clear();
    buttonIn(*dialog, u"OK"_qs)->click();
    QVERIFY(dialog->isVisible() && labelSays(*dialog, u"a certificate, but no private key"_qs));
    QVERIFY(file.open(QIODevice::Append));
    file.write(pair->key.toPem());
    file.close();
    QVERIFY(named<QSpinBox>(*dialog, u"Handshake within"_qs) && !named<QSpinBox>(*dialog, u"Connect within"_qs));
    buttonIn(*dialog, u"OK"_qs)->click();
    QCOMPARE(panel.url()->toString(), u"tls-server://:1?cert=%1&client-cert=require"_qs.arg(pem));
}

/// A relay that speaks TLS with its server, chosen in the window.
void TestTlsWindow::relaysToATlsServer()
{
    TlsTabs tabs;
    SessionPage &relay = *tabs.client;
    const quint16 port = tabs.server->session().localAddress().port;
    relay.setUrl(*EndpointUrl::parse(u"tcp-relay://127.0.0.1:0?to=127.0.0.1:%1"_qs.arg(port)));
    auto &panel = *relay.findChild<NetworkPanel *>();
    const auto choose = [&](bool on) {
        moreButton(panel).click();
        auto *dialog = panel.findChild<NetworkOptionsDialog *>();
        const QList<QCheckBox *> boxes = dialog->findChildren<QCheckBox *>();
        const auto found = std::find_if(boxes.begin(), boxes.end(), [](const QCheckBox *box) {
            return box->text() == u"Connect to the server by TLS";
        });
        QVERIFY(found != boxes.end());
        QCheckBox *box = *found;
        QVERIFY(box->isChecked() != on);
        box->setChecked(on);
        QCOMPARE(named<QLineEdit>(*dialog, u"Server name"_qs) != nullptr, on);
        buttonIn(*dialog, u"OK"_qs)->click();
        QTRY_VERIFY(!panel.findChild<NetworkOptionsDialog *>());
    };
    choose(true);
    QCOMPARE(panel.url()->onward().toString(), u"tls://127.0.0.1:%1"_qs.arg(port));
    choose(false);
    QCOMPARE(panel.url()->onward().toString(), u"tcp://127.0.0.1:%1"_qs.arg(port));
    choose(true);
    relay.open();
    QTRY_COMPARE(relay.session().state(), State::Open);
    QTcpSocket client;
    const auto connectClient = [&] {
        client.abort();
        client.connectToHost(u"127.0.0.1"_qs, relay.session().localAddress().port);
        QVERIFY(client.waitForConnected());
    };
    bool happened = false; // after the page has heard of it
    connect(&relay.session(), &Session::happened, &client,
            [&](const Event &event) { happened = happened || event.code == EventCode::RelayUnsent; });
    {
        const TrafficLog::Writer held(relay.session().log()); // the relay accepts no client until the bytes are there
        connectClient();
        client.write("the client speaks first");
        QVERIFY(client.flush());
    }
    QTRY_COMPARE(client.state(), QAbstractSocket::UnconnectedState);
    QTRY_VERIFY(happened);
    QTRY_VERIFY(relay.logView().visibleText().contains(u"23 bytes from"));
    QVERIFY(labelSays(relay, u"is not verified, because its certificate is self-signed"_qs));
    QVERIFY(buttonIn(relay, u"Show certificate…"_qs));
    buttonIn(*tabs.dialog(), u"Connect once"_qs)->click();
    QTRY_COMPARE(relay.session().state(), State::Open);
    connectClient();
    client.write("through the relay");
    QTRY_COMPARE(tabs.server->session().counters().rxBytes, 17U);
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
    QTRY_COMPARE(page.session().state(), State::Closed);
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
