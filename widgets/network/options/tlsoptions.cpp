// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/options/tlsoptions.h"

#include "model/endpoint/tls/alpn.h"
#include "model/endpoint/tls/certificatetext.h"
#include "model/endpoint/tls/tlsconfiguration.h"
#include "widgets/network/options/filefield.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>

TlsOptions::TlsOptions(QWidget *parent)
    : OptionsSection(parent), m_verify(new QCheckBox(this)), m_certificate(new FileField(this)),
      m_key(new FileField(this)), m_clients(choiceField(this, 3)), m_issuers(new FileField(this)),
      m_serverName(new QLineEdit(this)), m_trust(new QLineEdit(this)), m_protocols(new QLineEdit(this)),
      m_version(choiceField(this))
{
    m_version->addItems({QStringLiteral("TLS 1.2"), QStringLiteral("TLS 1.3")});
    m_trust->setClearButtonEnabled(true);
    auto *grid = new QGridLayout(this);
    grid->addWidget(m_verify, 0, 0, 1, 2);
    m_certificate.addTo(*grid);
    m_key.addTo(*grid);
    m_clients.addTo(*grid);
    m_issuers.addTo(*grid);
    m_serverName.addTo(*grid);
    m_trust.addTo(*grid);
    m_protocols.addTo(*grid);
    m_version.addTo(*grid);
    connect(m_clients, &QComboBox::currentIndexChanged, this, &TlsOptions::updateIssuers);
    retranslate();
}

void TlsOptions::show(const EndpointUrl &url)
{
    m_isServer = url.role != Role::TlsClient;
    m_isRelay = isRelay(url.role);
    m_verify->setVisible(!m_isServer);
    m_clients.setVisible(m_isServer);
    m_serverName.setVisible(!m_isServer);
    m_trust.setVisible(!m_isServer);
    const TlsSettings &tls = url.tls;
    m_verify->setChecked(tls.verify);
    m_certificate->setText(tls.certificateFile);
    m_key->setText(tls.keyFile);
    m_clients->setCurrentIndex(int(tls.clientCertificates));
    m_issuers->setText(tls.caFile);
    updateIssuers();
    m_serverName->setText(tls.serverName);
    m_serverName->setPlaceholderText(url.remoteHost);
    m_trust->setText(tls.trust);
    m_protocols->setText(tls.alpn);
    m_version->setCurrentIndex(int(tls.leastVersion));
    retranslate();
}

/// A server verifies nobody whose certificate it does not ask for.
void TlsOptions::updateIssuers()
{
    m_issuers->setEnabled(!m_isServer
                          || TlsSettings::ClientCertificates(m_clients->currentIndex())
                              != TlsSettings::ClientCertificates::None);
}

Result<void> TlsOptions::read(EndpointUrl &url)
{
    TlsSettings tls = url.tls;
    if (const QString trust = m_trust->text().trimmed(); trust.isEmpty()) {
        tls.trust.clear();
    } else {
        const auto print = certificatetext::parseFingerprint(trust);
        if (!print)
            return fail(m_trust, print.error());
        tls.trust = *print;
    }
    const auto protocols = alpn::parse(m_protocols->text());
    if (!protocols)
        return fail(m_protocols, protocols.error());
    tls.alpn = *protocols;
    tls.certificateFile = m_certificate->path();
    tls.keyFile = m_key->path();
    if (!tls.keyFile.isEmpty() && tls.certificateFile.isEmpty())
        return fail(m_certificate, {tr("A private key needs its certificate.")});
    if (const auto certificate = tlsconfiguration::checkCertificates(tls.certificateFile); !certificate)
        return fail(m_certificate, certificate.error());
    if (const auto own = tlsconfiguration::checkOwnCertificate(tls); !own)
        return fail(m_key, own.error());
    tls.caFile = m_issuers->path();
    if (const auto issuers = tlsconfiguration::checkCertificates(tls.caFile); !issuers)
        return fail(m_issuers, issuers.error());
    tls.verify = m_verify->isChecked();
    tls.clientCertificates = TlsSettings::ClientCertificates(m_clients->currentIndex());
    tls.serverName = m_serverName->text().trimmed();
    tls.leastVersion = TlsSettings::Version(m_version->currentIndex());
    url.tls = tls;
    return {};
}

void TlsOptions::retranslate()
{
    setTitle(m_isRelay ? tr("TLS towards the clients") : tr("TLS"));
    m_verify->setText(tr("Verify the server's certificate"));
    m_certificate.setLabel(m_isServer ? tr("Certificate") : tr("Own certificate"));
    m_certificate->setPlaceholderText(m_isServer ? tr("a self-signed one, made when opened") : tr("none"));
    m_key.setLabel(m_isServer ? tr("Private key") : tr("Own private key"));
    m_key->setPlaceholderText(tr("in the file of the certificate"));
    m_clients.setLabel(tr("Clients' certificates"));
    setItemTexts(*m_clients, {tr("not asked for"), tr("asked for"), tr("required")});
    m_issuers.setLabel(tr("Trusted issuers"));
    m_issuers->setPlaceholderText(tr("those of the system"));
    m_serverName.setLabel(tr("Server name"));
    m_serverName->setToolTip(tr("The name that is sent (SNI) and that the certificate must be for, if it is not the "
                                "host connected to"));
    m_trust.setLabel(tr("Accepted certificate"));
    m_trust->setPlaceholderText(tr("SHA-256 fingerprint"));
    m_trust->setToolTip(tr("Exactly this certificate is accepted, whatever is wrong with it"));
    m_protocols.setLabel(tr("Protocols (ALPN)"));
    m_protocols->setPlaceholderText(tr("none; for example http/1.1"));
    m_version.setLabel(tr("Minimum version"));
    const QString filters = tr("PEM files (*.pem *.crt *.cer *.key);;All files (*)");
    m_certificate->setTexts(tr("Choose a certificate"), filters);
    m_key->setTexts(tr("Choose a private key"), filters);
    m_issuers->setTexts(tr("Choose certificates of issuers"), filters);
}
