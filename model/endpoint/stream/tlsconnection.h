// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/endpoint/stream/tcpconnection.h"
#include "model/endpoint/tls/tlssettings.h"

#include <QSslCertificate>
#include <QSslConfiguration>
#include <QSslError>
#include <QSslSocket>

#include <functional>
#include <optional>

/// A TCP connection with TLS: the sink gets what the peer sent before encryption, and what the system accepted for sending
/// in whole TLS records. The handshake, alerts and the peer's certificate become events.
///
/// QSslSocket of Qt 6.4 cannot end one direction only. So finishSending() keeps the connection open until the peer closes
/// it or is silent for ten seconds, and what the peer sends after our end (close_notify) is counted, not decrypted.
class TlsConnection : public TcpConnection
{
    Q_OBJECT
public:
    struct Setup
    {
        QSslConfiguration configuration; ///< of TlsConfiguration
        TlsSettings settings;
        bool isServer = false;
        QString serverName; ///< client: for SNI and verification
        int timeoutMs = 0;  ///< for the handshake
        /// Whether something that ends the handshake is to be reported; empty: always.
        std::function<bool(const Event &)> isNew;
    };

    /// `socket` is connected: a QSslSocket, or another one whose connection is taken over.
    TlsConnection(std::unique_ptr<QTcpSocket> socket, Peer peer, TrafficSink &sink, const Setup &setup,
                  QObject *parent);

    void start() override;
    void close(bool reset) override;

signals:
    /// The handshake is done; not emitted when it failed.
    void established();

protected:
    bool isReady() const override { return m_isReady; }
    qint64 maxPiece() const override;
    void readNow() override;
    void writeNow() override { m_ssl.flush(); }
    bool beforeBytes() override;
    socketsystem::Descriptor descriptor() const override;
    bool receivesAfterEnd() const override { return false; }
    void sendEnd() override;
    void sayGoodbye() override;
    void onEndOfStream(SinkBatch &batch) override;
    void onReadyRead() override;
    void onQtWrote(qint64) override { } // it has encrypted them, see onEncryptedWritten()
    void onQtError(QAbstractSocket::SocketError error) override;
    void beforeEnd(SinkBatch &batch) override;

private:
    TlsConnection(std::unique_ptr<QSslSocket> socket, Peer peer, TrafficSink &sink, const Setup &setup,
                  QObject *parent);

    void onEncryptedWritten();
    void onInterrupted(const QSslError &error);
    void onVerifyErrors(const QList<QSslError> &errors);
    bool isTrusted(const QSslCertificate &certificate) const;
    bool isOtherThanTrusted(const QSslCertificate &certificate) const;
    void refuse(const QList<QSslError> &errors, const QSslCertificate &certificate);
    void onEncrypted();
    void onReady();
    void onAlertReceived(QSsl::AlertLevel level, QSsl::AlertType type);
    void onAlertSent(QSsl::AlertType type);
    void onPeersEnd();
    void endIfIdle();
    void onPlainText();
    void onTimeout();
    void watchRest();
    bool isMissingOwnCertificate(QSsl::AlertType alert) const;
    void failWith(const QString &reason);
    void endLater();
    void report(EventCode code, const QStringList &args = {});

    QSslSocket &m_ssl; // the base's socket
    const Setup m_setup;
    QTimer m_timer; // of the handshake; then of the wait for the peer's FIN
    bool m_isReady = false;
    bool m_isReading = false;
    bool m_firstRecordSeen = false;
    bool m_peersEndSeen = false; // its close_notify
    bool m_failureReported = false;
    std::optional<QSslError> m_interruption; // an error for which the handshake is being ended by an alert
    QSslCertificate m_refused;               // then: the peer's certificate
    bool m_isEnding = false;                 // later in this turn
    std::unique_ptr<QTcpSocket> m_rest;      // the connection once Qt has ended TLS
    std::unique_ptr<NotifierTap> m_restTap;
    qint64 m_undecrypted = 0;
};
