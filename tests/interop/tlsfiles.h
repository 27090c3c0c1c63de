// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/interop/runningprogram.h"

/// A folder with certificates that openssl made there: ca.pem, and self.pem, which is not signed by it; each with its .key.
class TlsFiles
{
public:
    TlsFiles()
    {
        for (const QString &name : {u"ca"_qs, u"self"_qs})
            openssl({u"req"_qs, u"-x509"_qs, u"-newkey"_qs, u"ec"_qs, u"-pkeyopt"_qs, u"ec_paramgen_curve:P-256"_qs,
                     u"-nodes"_qs, u"-days"_qs, u"30"_qs, u"-keyout"_qs, name + u".key"_qs, u"-out"_qs,
                     name + u".pem"_qs, u"-subj"_qs, u"/CN="_qs + name, u"-addext"_qs,
                     u"subjectAltName=IP:127.0.0.1"_qs});
    }

    QString path() const { return m_folder.path(); }
    QString file(const QString &name) const { return m_folder.filePath(name); }

    /// Runs openssl there; returns what it prints.
    QByteArray openssl(const QStringList &arguments) const
    {
        QProcess process;
        process.setWorkingDirectory(m_folder.path());
        process.setProcessChannelMode(QProcess::MergedChannels);
        process.start(u"openssl"_qs, arguments);
        if (!process.waitForFinished(programPatienceMs) || process.exitCode() != 0)
            qWarning() << arguments << process.readAll();
        return process.readAll();
    }

    /// `name`.pem and .key, signed by ca.pem; `more`: the validity; `key`: what `openssl req -newkey` makes.
    void makeCertificate(const QString &name, const QString &alternativeNames, const QString &more = u"-days 30"_qs,
                         const QString &key = u"ec -pkeyopt ec_paramgen_curve:P-256"_qs) const
    {
        QFile extensions(file(name + u".ext"_qs));
        QVERIFY(extensions.open(QIODevice::WriteOnly));
        extensions.write("subjectAltName=" + alternativeNames.toUtf8() + '\n');
        extensions.close();
        openssl(QStringList{u"req"_qs, u"-nodes"_qs, u"-keyout"_qs, name + u".key"_qs, u"-out"_qs, name + u".csr"_qs,
                            u"-subj"_qs, u"/CN="_qs + name, u"-newkey"_qs}
                + key.split(u' '));
        openssl(QStringList{u"x509"_qs, u"-req"_qs, u"-in"_qs, name + u".csr"_qs, u"-CA"_qs, u"ca.pem"_qs, u"-CAkey"_qs,
                            u"ca.key"_qs, u"-CAcreateserial"_qs, u"-extfile"_qs, name + u".ext"_qs, u"-out"_qs,
                            name + u".pem"_qs}
                + more.split(u' '));
        QVERIFY(QFile::exists(file(name + u".pem"_qs)));
    }

private:
    QTemporaryDir m_folder;
};

/// A Python server with TLS: a certificate, a piece of code for each connection `peer`.
class TlsServerProcess : public RunningProgram
{
public:
    TlsServerProcess(const QString &certificate, const QString &code, const QString &setUp = {})
        : RunningProgram(u"python3"_qs, {u"-u"_qs, u"-c"_qs, program(certificate, code, setUp)})
    {
    }

    quint16 port()
    {
        const QByteArray line = out().left(out().indexOf('\n'));
        return line.toUShort();
    }

private:
    static QString program(const QString &certificate, const QString &code, const QString &setUp)
    {
        return u"import socket, ssl, sys, hashlib\n"
               "context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n"
               "context.load_cert_chain('%1.pem', '%1.key')\n"
               "%2\n"
               "listener = socket.create_server(('127.0.0.1', 0))\n"
               "print(listener.getsockname()[1])\n"
               "plain, _ = listener.accept()\n"
               "peer = context.wrap_socket(plain, server_side=True)\n"
               "%3\n"_qs.arg(certificate, setUp, code);
    }
};

/// A program that connects to a port by TLS, as `openssl s_client`.
inline QStringList sClient(quint16 port, const QStringList &more = {})
{
    return QStringList{u"s_client"_qs, u"-quiet"_qs, u"-connect"_qs, u"127.0.0.1:%1"_qs.arg(port)} + more;
}

/// Our server on a free port.
inline QString tlsServerUrl(const QString &query)
{
    return u"tls-server://127.0.0.1:0?"_qs + query;
}

/// `openssl s_server` for one connection; what it prints is in out() and err() together with what the client sent.
class SServer : public RunningProgram
{
public:
    SServer(const QString &certificate, const QStringList &more = {})
        : RunningProgram(u"openssl"_qs,
                         QStringList{u"s_server"_qs, u"-accept"_qs, u"127.0.0.1:0"_qs, u"-naccept"_qs, u"1"_qs,
                                     u"-cert"_qs, certificate + u".pem"_qs, u"-key"_qs, certificate + u".key"_qs}
                             + more)
    {
    }

    quint16 port()
    {
        static const QRegularExpression accept(u"ACCEPT \\S+:(\\d+)\n"_qs);
        return accept.match(QString::fromUtf8(out())).captured(1).toUShort();
    }
};
