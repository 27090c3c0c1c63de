// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/recordtext.h"
#include "tests/interop/peerprocess.h"
#include "tests/unit/session/sessionfixture.h"

/// Runs tests/interop/capturecheck.py, which reads captures by tshark. Returns its output; a failure becomes part of it.
inline QString captureCheck(const QStringList &arguments)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::MergedChannels);
    process.start(QStringLiteral("python3"), QStringList{QStringLiteral(TEST_CHECKER)} + arguments);
    const bool ended = process.waitForFinished(programPatienceMs) && process.exitStatus() == QProcess::NormalExit;
    const QString output = QString::fromUtf8(process.readAll());
    return ended && process.exitCode() == 0 ? output : QStringLiteral("FAILED: ") + output + process.errorString();
}

/// A session whose log is also read by tshark.
class InteropFixture : public SessionFixture
{
public:
    explicit InteropFixture(const QString &encoding = QStringLiteral("UTF-8"))
        : codec(TextCodec::find(encoding).value())
    {
    }

    void openSuccessfully(const QString &url)
    {
        open(url);
        QTRY_VERIFY(isOpen());
    }
    void listen() { openSuccessfully(QStringLiteral("tcp-server://127.0.0.1:0")); }
    void connectTo(PeerProcess &server, const QString &scheme = QStringLiteral("tcp"))
    {
        QTRY_VERIFY(server.port() != 0);
        openSuccessfully(QStringLiteral("%1://127.0.0.1:%2").arg(scheme).arg(server.port()));
    }

    QByteArray encode(const QString &text) const { return codec->encode(text).value(); }

    /// The text of all records of a direction, of one peer or of all, without the marks of cut characters.
    QString text(Direction direction, PeerId peer = PeerId::None) const
    {
        LogReader source(log);
        RecordText decoder(source, codec);
        QString all;
        for (const Record &record : records()) {
            if (record.direction == direction && (peer == PeerId::None || record.peer == peer))
                all.append(decoder.decode(record).text.remove(u'…'));
        }
        return all;
    }

    QString capture() const { return log->segmentPath(1); }

    /// tshark sees each record with the same direction, addresses and bytes, no error and no warning.
    void checkCapture(const QString &remote = {}) const
    {
        QStringList expected;
        for (const Record &record : records()) {
            if (record.kind != RecordKind::Data)
                continue;
            const bool in = record.direction == Direction::In;
            const QString from = shark(in ? record.remote : record.local);
            const QString to = shark(in ? record.local : record.remote);
            QVERIFY(remote.isEmpty() || record.remote.toString() == remote);
            expected.append(QStringLiteral("%1 %2 %3 %4")
                                .arg(in ? u"in" : u"out", from, to, QString::fromLatin1(record.payload.toHex())));
        }
        QVERIFY(!expected.isEmpty());
        QStringList seen;
        const QStringList lines = captureCheck({QStringLiteral("records"), capture()}).split(u'\n', Qt::SkipEmptyParts);
        for (const QString &line : lines) {
            const QStringList fields = line.split(u' ');
            QVERIFY2(fields.size() == 6, qPrintable(line));
            if (fields[4] != u"-")
                seen.append(QStringList{fields[0], fields[1], fields[2], fields[4]}.join(u' '));
        }
        QCOMPARE(seen, expected);
        QCOMPARE(captureCheck({QStringLiteral("expert"), capture()}).trimmed(), QString());
    }

    std::shared_ptr<const TextCodec> codec;

private:
    static QString shark(const SocketAddress &address)
    {
        return QStringLiteral("%1:%2").arg(address.host.toString()).arg(address.port);
    }
};
