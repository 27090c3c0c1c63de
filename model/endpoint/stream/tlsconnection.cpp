// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it maps what QSslSocket reports in its own order, some of it twice, to one course of a connection.
#include "model/endpoint/stream/tlsconnection.h"

#include "model/endpoint/qtsocket.h"
#include "model/endpoint/tls/certificatetext.h"
#include "model/endpoint/tls/verifiedcertificate.h"
#include "model/tlsfailure.h"

#include <QDateTime>
#include <QScopedValueRollback>
#include <QSslCipher>

#include <algorithm>
#include <utility>

namespace {

constexpr qint64 recordSize = 16384;          // the payload of a TLS record (RFC 8446, 5.1)
constexpr qsizetype mostPlainText = 64 << 10; // of a peer that does not speak TLS, is logged
constexpr int finMs = 500;                    // from the peer's close_notify to its FIN
constexpr qint64 alertSize = 64;              // at most, encrypted

std::unique_ptr<QSslSocket> takeOver(std::unique_ptr<QTcpSocket> socket)
{
    if (qobject_cast<QSslSocket *>(socket.get()))
        return std::unique_ptr<QSslSocket>(static_cast<QSslSocket *>(socket.release()));
    auto ssl = qtsocket::make<QSslSocket>();
    ssl->setSocketDescriptor(socketsystem::duplicate(socket->socketDescriptor()));
    socket->abort();
    socket.release()->deleteLater(); // it may be emitting a signal
    return ssl;
}

QString versionName(QSsl::SslProtocol protocol)
{
    switch (protocol) {
    case QSsl::TlsV1_2:
        return QStringLiteral("TLS 1.2");
    case QSsl::TlsV1_3:
        return QStringLiteral("TLS 1.3");
    default:
        return QStringLiteral("TLS");
    }
}

QString shownTime(const QDateTime &time)
{
    return time.isValid() ? time.toUTC().toString(QStringLiteral("yyyy-MM-dd HH:mm 'UTC'")) : QString();
}

/// See EventCode::TlsUnverified.
QString reasonNames(const QList<QSslError> &errors)
{
    QStringList reasons;
    for (const QSslError &error : errors)
        reasons.append(certificatetext::reason(error));
    // A self-signed certificate is also one of an unknown issuer.
    if (reasons.contains(u"self-signed"))
        reasons.removeAll(QStringLiteral("unknown-issuer"));
    reasons.removeDuplicates();
    return reasons.join(u',');
}

/// What else is wrong with a server's certificate than `first`, for which the handshake was ended.
QList<QSslError> moreErrors(const QSslError &first, const QSslCertificate &certificate, const QString &host)
{
    QList<QSslError> all{first};
    const QList<QSslError> found = QSslCertificate::verify({certificate}, host); // with the issuers of the system
    for (const QSslError &error : found) {
        const auto kind = error.error();
        if (kind == QSslError::HostNameMismatch || kind == QSslError::CertificateExpired
            || kind == QSslError::CertificateNotYetValid)
            all.append(error);
    }
    return all;
}

} // namespace

TlsConnection::TlsConnection(std::unique_ptr<QTcpSocket> socket, Peer peer, TrafficSink &sink, const Setup &setup,
                             QObject *parent)
    : TlsConnection(takeOver(std::move(socket)), std::move(peer), sink, setup, parent)
{
}

TlsConnection::TlsConnection(std::unique_ptr<QSslSocket> socket, Peer peer, TrafficSink &sink, const Setup &setup,
                             QObject *parent)
    : TcpConnection(std::move(socket), std::move(peer), sink, parent), m_ssl(static_cast<QSslSocket &>(this->socket())),
      m_setup(setup), m_timer(this)
{
    skipFirstBytes();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] { m_isReady ? endIfIdle() : onTimeout(); });
    connect(&m_ssl, &QSslSocket::encryptedBytesWritten, this, &TlsConnection::onEncryptedWritten);
    connect(&m_ssl, &QSslSocket::sslErrors, this, &TlsConnection::onVerifyErrors);
    connect(&m_ssl, &QSslSocket::encrypted, this, &TlsConnection::onEncrypted);
    connect(&m_ssl, &QSslSocket::handshakeInterruptedOnError, this, &TlsConnection::onInterrupted);
    connect(&m_ssl, &QSslSocket::alertReceived, this,
            [this](QSsl::AlertLevel level, QSsl::AlertType type) { onAlertReceived(level, type); });
    connect(&m_ssl, &QSslSocket::alertSent, this,
            [this](QSsl::AlertLevel, QSsl::AlertType type) { onAlertSent(type); });
    connect(this, &Connection::ended, this, [this] {
        m_timer.stop();
        if (m_rest)
            m_rest->abort();
    });
}

void TlsConnection::start()
{
    if (m_ssl.socketDescriptor() < 0) { // it could not be duplicated
        const Event failure = socketsystem::noFreeFiles(peer().remote);
        m_failureReported = true;
        report(failure.code, failure.args.mid(1));
        endLater();
        return;
    }
    m_timer.start(m_setup.timeoutMs);
    const TlsSettings &settings = m_setup.settings;
    QSslConfiguration configuration = m_setup.configuration;
    const bool isRequired =
        m_setup.isServer ? settings.clientCertificates == TlsSettings::ClientCertificates::Require : settings.verify;
    configuration.setHandshakeMustInterruptOnError(isRequired); // so that the peer gets an alert
    configuration.setMissingCertificateIsFatal(isRequired && m_setup.isServer);
    if (isRequired)
        verifiedcertificate::watch();
    m_ssl.setSslConfiguration(configuration);
    if (m_setup.isServer) {
        m_ssl.startServerEncryption();
    } else {
        m_ssl.setPeerVerifyName(m_setup.serverName);
        m_ssl.startClientEncryption();
    }
    tap().find();
}

qint64 TlsConnection::maxPiece() const
{
    return recordSize;
}

void TlsConnection::readNow()
{
    if (m_rest) { // not decrypted
        m_restTap->readNow();
        return;
    }
    {
        const QScopedValueRollback guard(m_isReading, true);
        tap().readNow();
    }
    tap().find();
}

/// Qt decrypts 4 KiB at a time: they are logged together.
bool TlsConnection::beforeBytes()
{
    if (!std::exchange(m_firstRecordSeen, true)) {
        constexpr char alert = 0x15;
        constexpr char handshake = 0x16;
        const QByteArray first = socketsystem::peekBytes(descriptor(), 1);
        if (!first.isEmpty() && first[0] != alert && first[0] != handshake) {
            onPlainText();
            return false;
        }
    }
    readNow();
    if (!hasEnded())
        read();
    return false;
}

void TlsConnection::onReadyRead()
{
    if (!m_isReading)
        read();
}

socketsystem::Descriptor TlsConnection::descriptor() const
{
    return m_rest ? m_rest->socketDescriptor() : TcpConnection::descriptor();
}

void TlsConnection::onEncryptedWritten()
{
    if (inQt() > 0 && m_ssl.bytesToWrite() == 0 && m_ssl.encryptedBytesToWrite() == 0)
        onWritten(inQt());
}

/// Of a certificate that is required. Called by OpenSSL while it verifies.
void TlsConnection::onInterrupted(const QSslError &error)
{
    const QSslCertificate certificate = verifiedcertificate::current();
    if (isTrusted(certificate) || (!m_setup.isServer && certificate.isNull())) { // then onVerifyErrors() decides
        m_ssl.continueInterruptedHandshake();
        return;
    }
    m_interruption = error;
    m_refused = certificate.isNull() ? error.certificate() : certificate;
}

void TlsConnection::onVerifyErrors(const QList<QSslError> &errors)
{
    const TlsSettings &settings = m_setup.settings;
    const QSslCertificate certificate = m_ssl.peerCertificate();
    const bool isOptional =
        m_setup.isServer ? settings.clientCertificates != TlsSettings::ClientCertificates::Require : !settings.verify;
    const bool isAccepted = isTrusted(certificate);
    if (isOptional || isAccepted) {
        m_ssl.ignoreSslErrors();
        const QString otherwise = m_setup.isServer ? QStringLiteral("optional") : QStringLiteral("verify");
        if (!(m_setup.isServer && certificate.isNull()))
            report(EventCode::TlsAccepted,
                   {reasonNames(errors), isAccepted ? QStringLiteral("trust") : otherwise,
                    certificatetext::fingerprint(certificate), settings.caFile});
        return;
    }
    refuse(errors, certificate);
}

/// Whether the server has the one certificate that is accepted.
bool TlsConnection::isTrusted(const QSslCertificate &certificate) const
{
    return !m_setup.isServer && !certificate.isNull()
        && certificatetext::fingerprint(certificate) == m_setup.settings.trust;
}

/// Whether the server has another certificate than that one.
bool TlsConnection::isOtherThanTrusted(const QSslCertificate &certificate) const
{
    return !m_setup.isServer && m_setup.settings.verify && !m_setup.settings.trust.isEmpty() && !certificate.isNull()
        && !isTrusted(certificate);
}

void TlsConnection::refuse(const QList<QSslError> &errors, const QSslCertificate &certificate)
{
    m_failureReported = true;
    QStringList reasons;
    if (isOtherThanTrusted(certificate))
        reasons.append(QStringLiteral("other-certificate"));
    if (!errors.isEmpty())
        reasons.append(reasonNames(errors));
    report(EventCode::TlsUnverified,
           {reasons.join(u','), m_setup.serverName, certificatetext::subject(certificate),
            certificatetext::names(certificate), shownTime(certificate.effectiveDate()),
            shownTime(certificate.expiryDate()), certificatetext::issuer(certificate),
            certificatetext::fingerprint(certificate), QString::fromLatin1(certificate.toDer().toBase64()),
            m_setup.settings.caFile});
}

/// Within a call of Qt that still handles the handshake.
void TlsConnection::onEncrypted()
{
    m_timer.stop();
    const QSslCertificate certificate = m_ssl.peerCertificate();
    const QSslConfiguration result = m_ssl.sslConfiguration();
    const bool isNegotiated =
        result.nextProtocolNegotiationStatus() == QSslConfiguration::NextProtocolNegotiationNegotiated;
    report(EventCode::TlsEstablished,
           {versionName(m_ssl.sessionProtocol()), m_ssl.sessionCipher().name(),
            isNegotiated ? QString::fromUtf8(result.nextNegotiatedProtocol()) : QString(),
            certificate.isNull() ? QString() : certificatetext::subject(certificate),
            certificatetext::fingerprint(certificate)});
    QMetaObject::invokeMethod(this, &TlsConnection::onReady, Qt::QueuedConnection);
}

void TlsConnection::onReady()
{
    if (hasEnded())
        return;
    if (isOtherThanTrusted(m_ssl.peerCertificate())) { // which the issuers vouch for
        const SinkBatch batch(sink());
        refuse({}, m_ssl.peerCertificate());
        close(false);
        return;
    }
    m_isReady = true;
    watchReading();
    tap().find();
    Q_EMIT established();
    if (hasEnded())
        return;
    SinkBatch batch(sink());
    startSending(batch);
}

void TlsConnection::onAlertReceived(QSsl::AlertLevel level, QSsl::AlertType type)
{
    if (type == QSsl::AlertType::CloseNotify) {
        m_peersEndSeen = true;
        return;
    }
    QStringList args{tlsfailure::alertOf(int(type))};
    if (isMissingOwnCertificate(type))
        args.append(tlsfailure::certificateRequired);
    report(EventCode::TlsAlertReceived, args);
    if (level == QSsl::AlertLevel::Fatal)
        m_failureReported = true; // what Qt says then is the same
}

/// Whether a server ends TLS because we have no certificate, which only TLS 1.3 says. Before, servers say instead that the
/// certificate is bad or, after they have agreed on a cipher, that the handshake failed.
bool TlsConnection::isMissingOwnCertificate(QSsl::AlertType alert) const
{
    if (m_setup.isServer || !m_setup.settings.certificateFile.isEmpty())
        return false;
    return alert == QSsl::AlertType::BadCertificate
        || (alert == QSsl::AlertType::HandshakeFailure && !m_ssl.sessionCipher().isNull());
}

void TlsConnection::onAlertSent(QSsl::AlertType type)
{
    if (type != QSsl::AlertType::CloseNotify)
        report(EventCode::TlsAlertSent, {tlsfailure::alertOf(int(type))});
}

/// Qt reports an error and then goes on, and may still have to send an alert.
void TlsConnection::onQtError(QAbstractSocket::SocketError error)
{
    if (hasEnded() || m_isEnding)
        return;
    const bool isConnected = m_ssl.state() == QAbstractSocket::ConnectedState;
    switch (error) {
    case QAbstractSocket::RemoteHostClosedError:
        if (m_peersEndSeen && isConnected) {
            onPeersEnd();
            return;
        }
        break;
    case QAbstractSocket::SslHandshakeFailedError:
    case QAbstractSocket::SslInternalError:
    case QAbstractSocket::SslInvalidUserDataError:
        read(); // decrypted before
        failWith(m_ssl.errorString());
        endLater();
        return;
    default:
        break;
    }
    TcpConnection::onQtError(error);
}

/// Qt reports it again after each write.
void TlsConnection::onPeersEnd()
{
    if (m_timer.isActive() || isFinReceived() || isFinSent())
        return;
    read();
    if (hasEnded())
        return;
    report(EventCode::TlsEnded);
    m_timer.start(std::max(halfClosedMs(), finMs));
}

/// The peer sends nothing more, and waits with its FIN for our end.
void TlsConnection::endIfIdle()
{
    if (hasEnded() || isFinReceived() || isFinSent())
        return;
    if (hasQueue() || isHeld()) {
        m_timer.start();
        return;
    }
    SinkBatch batch(sink());
    endByFin(batch);
}

void TlsConnection::onEndOfStream(SinkBatch &batch)
{
    if (!m_ssl.isEncrypted() && !m_rest) {
        if (resetsOnClose())
            reportClosed(batch, EventCode::ResetHere);
        finish(batch); // says that the handshake was not done
    } else if (!m_peersEndSeen && !m_rest) {
        report(EventCode::TlsTruncated);
    }
}

void TlsConnection::beforeEnd(SinkBatch &)
{
    if (!m_isReady && !m_ssl.isEncrypted())
        failWith(tlsfailure::ended);
    if (m_undecrypted > alertSize)
        report(EventCode::TlsUndecrypted, {QString::number(m_undecrypted)});
}

void TlsConnection::onPlainText()
{
    SinkBatch batch(sink());
    batch->received(peer(), nowNs(), socketsystem::peekBytes(descriptor(), mostPlainText));
    m_failureReported = true;
    report(EventCode::TlsPlainText);
    socketsystem::setResetOnClose(descriptor()); // as what it sent is not read
    reportClosed(batch, EventCode::ResetHere);
    finish(batch);
}

void TlsConnection::onTimeout()
{
    SinkBatch batch(sink());
    m_failureReported = true;
    report(EventCode::TlsTimedOut, {QString::number(m_setup.timeoutMs)});
    close(false);
}

void TlsConnection::close(bool reset)
{
    if (!m_isReady && !hasEnded())
        m_failureReported = true; // the user ended it
    TcpConnection::close(reset);
}

/// Sends close_notify, if the peer has not ended TLS before (Qt does not answer it then), and FIN once the system has
/// accepted that. Qt closes its descriptor meanwhile, so another one of the same connection is watched.
void TlsConnection::sendEnd()
{
    m_rest = qtsocket::make<QTcpSocket>();
    stopWatchingHangUp();
    const socketsystem::Descriptor rest = socketsystem::duplicate(TcpConnection::descriptor());
    const auto sendFin = [this] {
        if (m_rest)
            socketsystem::shutDownSending(m_rest->socketDescriptor());
    };
    tap().setReading(false);
    m_rest->setSocketDescriptor(rest);
    watchRest();
    if (m_ssl.state() == QAbstractSocket::UnconnectedState) {
        sendFin();
        return;
    }
    connect(&m_ssl, &QAbstractSocket::disconnected, this, sendFin);
    m_ssl.disconnectFromHost();
    m_ssl.flush();
}

void TlsConnection::watchRest()
{
    m_restTap = std::make_unique<NotifierTap>(
        *m_rest,
        [this] {
            using Kind = socketsystem::Next::Kind;
            const socketsystem::Next next = socketsystem::peek(descriptor());
            if (next.kind == Kind::Bytes)
                return true;
            m_restTap->setReading(false);
            SinkBatch batch(sink());
            if (next.kind == Kind::Fin && !isFinReceived())
                onPeersFin(batch);
            else if (next.kind == Kind::Broken)
                onBroken(batch, next.error);
            return false;
        },
        nullptr);
    connect(m_rest.get(), &QTcpSocket::readyRead, this, [this] {
        const qint64 size = m_rest->readAll().size();
        countRead(size);
        m_undecrypted += size;
    });
}

/// Just before the socket is closed: as far as the system accepts it.
void TlsConnection::sayGoodbye()
{
    if (!m_ssl.isEncrypted() || m_ssl.state() != QAbstractSocket::ConnectedState)
        return;
    m_ssl.disconnectFromHost();
    m_ssl.flush();
}

void TlsConnection::failWith(const QString &reason)
{
    if (std::exchange(m_failureReported, true))
        return;
    if (m_interruption) {
        const bool isServers = !m_setup.isServer;
        refuse(isServers ? moreErrors(*m_interruption, m_refused, m_setup.serverName) : QList{*m_interruption},
               m_refused);
        return;
    }
    QString name = tlsfailure::nameOf(reason);
    if (name == tlsfailure::noCertificate) {
        refuse({QSslError(QSslError::NoPeerCertificate)}, QSslCertificate());
        return;
    }
    // In a text of Qt and then OpenSSL
    for (const QLatin1StringView prefix :
         {QLatin1StringView("Error during SSL handshake: "), QLatin1StringView("Error while reading: ")})
        name.remove(prefix);
    report(EventCode::TlsFailed, {name});
}

void TlsConnection::endLater()
{
    if (std::exchange(m_isEnding, true))
        return;
    QMetaObject::invokeMethod(
        this,
        [this] {
            if (hasEnded())
                return;
            SinkBatch batch(sink());
            reportClosed(batch, resetsOnClose() ? EventCode::ResetHere : EventCode::ClosedHere);
            finish(batch);
        },
        Qt::QueuedConnection);
}

void TlsConnection::report(EventCode code, const QStringList &args)
{
    const Event event{code, QStringList{peer().remote.toString()} + args};
    const bool isEnd = isFailure(code) || code == EventCode::TlsAlertSent;
    if (isEnd && !m_isReady && m_setup.isNew && !m_setup.isNew(event))
        return;
    const SinkBatch batch(sink());
    batch->event(event, peer().id);
}
