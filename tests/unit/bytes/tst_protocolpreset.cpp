// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/framecutter.h"
#include "model/bytes/protocolpreset.h"

#include <QTest>

namespace {

QByteArray fromHex(const char *digits)
{
    return QByteArray::fromHex(digits);
}

} // namespace

/// Each preset with a published message of its protocol. The checksums were computed by a script of its own, bit by bit.
class TestProtocolPreset : public QObject
{
    Q_OBJECT
private slots:
    void names();
    void frames_data();
    void frames();
    void badFrames_data();
    void badFrames();
    void escapesAfterChecksum();
    void mllpSegments();
    void checksumTypedWrong();
};

void TestProtocolPreset::names()
{
    QCOMPARE(ProtocolPreset::names(), u"modbus-tcp modbus-rtu mllp jt808 gt06 nmea hsms"_qs.split(u' '));
    for (const QString &name : ProtocolPreset::names()) {
        const ProtocolPreset preset = ProtocolPreset::find(name.toUpper()).value();
        QCOMPARE(preset.name, name);
        QVERIFY(preset.framing.kind != Framing::Kind::None);
        QVERIFY(Framing::parse(preset.framing.toString()).value() == preset.framing);
    }
    QVERIFY(ProtocolPreset::find(u"modbus"_qs).error().message.contains(u"modbus-tcp, modbus-rtu"));
}

void TestProtocolPreset::frames_data()
{
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QByteArray>("frame"); // as on the wire
    QTest::addColumn<QByteArray>("body");  // which rules see
    QTest::addColumn<QString>("typed");    // to send it
    const auto row = [](const char *name, const char *protocol, const QByteArray &frame, const QByteArray &body,
                        const QString &typed) {
        QTest::newRow(name) << QString::fromLatin1(protocol) << frame << body << typed;
    };
    const auto binary = [&](const char *name, const char *protocol, const char *frame, const char *body,
                            const char *typed) {
        row(name, protocol, fromHex(frame), fromHex(body), QString::fromLatin1(typed));
    };
    const auto whole = [&](const char *name, const char *protocol, const char *frame, const char *typed) {
        binary(name, protocol, frame, frame, typed);
    };
    // "Modbus Messaging on TCP/IP Implementation Guide V1.0b", 4.4.2.3: reads register 5 of a remote server.
    whole("Modbus/TCP request", "modbus-tcp", "150100000006ff0300040001", "15 01 00 00 00 06 FF 03 00 04 00 01");
    // "Modbus Application Protocol V1.1b3", 6.3: the response to reading registers 108 to 110.
    whole("Modbus/TCP response", "modbus-tcp", "000100000009110306022b00000064",
          "0001 0000 0009 11 03 06 022B 0000 0064");
    // simplymodbus.ca, "Read Holding Registers (FC=03)".
    whole("Modbus RTU request", "modbus-rtu", "1103006b00037687", "11 03 006B 0003");
    whole("Modbus RTU response", "modbus-rtu", "110306ae415652434049ad", "11 03 06 AE41 5652 4340");
    // Traccar, HuabaoProtocolDecoderTest: a heartbeat and a registration of a terminal.
    binary("JT/T 808 heartbeat", "jt808", "7e0002000004304832546500b7ca7e", "0002000004304832546500b7ca",
           "0002 0000 043048325465 00B7");
    binary("JT/T 808 registration", "jt808",
           "7e01000021013345678906000f002c012f373031313142534a2d4d3742203030303030303001d4c1423838383838b47e",
           "01000021013345678906000f002c012f373031313142534a2d4d3742203030303030303001d4c1423838383838b4",
           "0100 0021 013345678906 000F 002C012F373031313142534A2D4D3742203030303030303001D4C1423838383838");
    // "GT06 GPS Tracker Communication Protocol V1.8.1", 5.1: the response of the server to a login.
    whole("GT06 response", "gt06", "787805010001d9dc0d0a", "78 78 05 01 00 01");
    // Traccar, Gt06ProtocolDecoderTest: a login.
    whole("GT06 login", "gt06", "78780d01086471700328358100093f040d0a", "78 78 0D 01 0864717003283581 0009");
    // The same with the stop bytes inside: cells of a mobile network.
    whole("GT06 stop bytes inside", "gt06", "7878171915061810051a01f90101700d08c8f50c0000065494ae0d0a",
          "78 78 17 19 15061810051A 01F9 01 01 700D08 C8F50C 00 0006 54");
    // Wikipedia, "NMEA 0183"; gpsd, "AIVDM/AIVDO protocol decoding".
    const QByteArray fix = "$GPGGA,092750.000,5321.6802,N,00630.3372,W,1,8,1.03,61.7,M,55.2,M,,*76\r\n";
    row("NMEA 0183", "nmea", fix, fix, u"$GPGGA,092750.000,5321.6802,N,00630.3372,W,1,8,1.03,61.7,M,55.2,M,,"_qs);
    const QByteArray ais = "!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n";
    row("NMEA 0183, a whole sentence", "nmea", fix, fix, QString::fromLatin1(fix).chopped(2));
    row("AIS, typed with its star", "nmea", ais, ais, u"!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*"_qs);
    // SEMI E37, 8.3.4: Select.req has the session FFFF and SType 1; the system bytes are secsgem's example, 14.
    whole("HSMS Select.req", "hsms", "0000000affff000000010000000e", "0000000A FFFF 0000 0001 0000000E");
    // Its S1F1 with the W-bit, without data.
    whole("HSMS S1F1", "hsms", "0000000a00008101000000000001", "0000000A 0000 8101 0000 00000001");
    // HL7 2.4, chapter 2.18: the header and an event, each ended by CR.
    const QByteArray hl7 = "MSH|^~\\&|ADT1|MCM|LABADT|MCM|198808181126|SECURITY|ADT^A01|MSG00001|P|2.4\r"
                           "EVN|A01|198808181123\r";
    row("MLLP", "mllp", '\x0b' + hl7 + "\x1c\r", hl7, QString::fromLatin1(hl7).replace(u'\r', u'\n'));
}

/// Two messages after each other, cut anywhere; checked, and sent.
void TestProtocolPreset::frames()
{
    QFETCH(QString, protocol);
    QFETCH(QByteArray, frame);
    QFETCH(QByteArray, body);
    QFETCH(QString, typed);
    const ProtocolPreset preset = ProtocolPreset::find(protocol).value();
    const QByteArray stream = frame + frame;
    const bool gap = preset.framing.kind == Framing::Kind::Gap; // one message, without a pause
    for (qsizetype cut = 0; cut <= stream.size(); ++cut) {
        FrameCutter cutter(preset.framing);
        QByteArrayList bodies;
        const auto take = [&](const Frame &found) {
            QVERIFY(found.state == Frame::State::Whole);
            bodies.append(found.bytes.toByteArray());
        };
        cutter.feed(QByteArrayView(stream).first(cut), take);
        cutter.feed(QByteArrayView(stream).sliced(cut), take);
        cutter.idle(take);
        QCOMPARE(bodies, gap ? QByteArrayList{stream} : QByteArrayList({body, body}));
        QCOMPARE(cutter.held(), 0);
    }
    const auto expected = preset.format.checksum.name.isEmpty() ? ChecksumVerdict::None : ChecksumVerdict::Good;
    QCOMPARE(checkMessage(preset.framing.body(frame).value(), preset.format.checksum), expected);
    const auto sent = buildPayload(typed, preset.format, **TextCodec::find(u"UTF-8"_qs));
    QVERIFY2(sent, sent ? "" : qPrintable(sent.error().message));
    QCOMPARE(sent->toHex(' '), frame.toHex(' '));
}

void TestProtocolPreset::badFrames_data()
{
    QTest::addColumn<QString>("protocol");
    QTest::addColumn<QByteArray>("stream");
    QTest::addColumn<QStringList>("found"); // messages and noise
    const auto row = [](const char *name, const char *protocol, const QByteArray &stream, const QStringList &found) {
        QTest::newRow(name) << QString::fromLatin1(protocol) << stream << found;
    };
    row("Modbus/TCP: HTTP", "modbus-tcp", "GET / HTTP/1.0\r\n\r\n", {u"bad length 12064"_qs});
    row("Modbus/TCP: longer than an ADU", "modbus-tcp", fromHex("00010000ffff0103"), {u"bad length 65535"_qs});
    row("HSMS: absurd", "hsms", fromHex("7fffffff0000"), {u"bad length 2147483647"_qs});
    row("JT/T 808: begun before", "jt808", fromHex("0102ca7e7e0002000004304832546500b7ca7e"),
        {u"noise 4"_qs, u"message 13"_qs});
    row("JT/T 808: fill", "jt808", fromHex("7e7e7e0002000004304832546500b7ca7e0a7e0002000004304832546500b7ca7e"),
        {u"noise 2"_qs, u"message 13"_qs, u"noise 1"_qs, u"message 13"_qs});
    row("GT06: noise, and the long packets of other devices", "gt06",
        fromHex("ffff"
                "787805010001d9dc0d0a"
                "797900099b0380d600046f91e90d0a"
                "787805010001d9dc0d0a"),
        {u"noise 2"_qs, u"message 10"_qs, u"noise 15"_qs, u"message 10"_qs});
    row("GT06: no stop bytes where the length says", "gt06",
        fromHex("787801"
                "787805010001d9dc0d0a"
                "787805010001d9dc0d0a"),
        {u"bad length 1"_qs, u"noise 7"_qs, u"message 10"_qs});
    row("MLLP", "mllp",
        "x\r\n\x0b"
        "a\x1c\r"
        "\n\x0b"
        "b\x1c\r",
        {u"noise 3"_qs, u"message 1"_qs, u"noise 1"_qs, u"message 1"_qs});
}

/// Nothing is waited for, and what follows is found again where the protocol allows it.
void TestProtocolPreset::badFrames()
{
    QFETCH(QString, protocol);
    QFETCH(QByteArray, stream);
    QFETCH(QStringList, found);
    for (qsizetype size = 1; size <= stream.size(); ++size) {
        FrameCutter cutter(ProtocolPreset::find(protocol).value().framing);
        QStringList all;
        quint64 end = 0;
        const auto take = [&](const Frame &frame) {
            QCOMPARE(frame.start, end);
            end += quint64(frame.raw.size());
            if (frame.state == Frame::State::Noise)
                all.append(u"noise %1"_qs.arg(frame.raw.size()));
            else if (frame.state == Frame::State::BadLength)
                all.append(u"bad length %1"_qs.arg(frame.announced));
            else
                all.append(u"message %1"_qs.arg(frame.bytes.size()));
        };
        for (qsizetype at = 0; at < stream.size(); at += size)
            cutter.feed(QByteArrayView(stream).sliced(at, std::min(size, stream.size() - at)), take);
        QCOMPARE(all, found);
    }
}

/// A checksum of 7E or 7D is escaped too.
void TestProtocolPreset::escapesAfterChecksum()
{
    const ProtocolPreset jt808 = ProtocolPreset::find(u"jt808"_qs).value();
    const auto codec = TextCodec::find(u"UTF-8"_qs).value();
    const QByteArray sent = buildPayload(u"30 7E 08 7D 55 13"_qs, jt808.format, *codec).value();
    QCOMPARE(sent.toHex(' '), "7e 30 7d 02 08 7d 01 55 13 7d 01 7e");
}

void TestProtocolPreset::mllpSegments()
{
    const ProtocolPreset mllp = ProtocolPreset::find(u"mllp"_qs).value();
    const auto codec = TextCodec::find(u"UTF-8"_qs).value();
    QCOMPARE(buildPayload(u"MSH|^~\\&\nPID"_qs, mllp.format, *codec).value(), "\x0bMSH|^~\\&\rPID\x1c\r");
    QCOMPARE(buildPayload(u""_qs, mllp.format, *codec).value(), "");
    QVERIFY(buildPayload(u"a\u001c\nb"_qs, mllp.format, *codec).error().message.contains(u"1C 0D at byte 2"));
}

/// On purpose: it is not corrected, and no second one is appended.
void TestProtocolPreset::checksumTypedWrong()
{
    const ProtocolPreset nmea = ProtocolPreset::find(u"nmea"_qs).value();
    const auto codec = TextCodec::find(u"UTF-8"_qs).value();
    QCOMPARE(buildPayload(u"$PFEC,GPint,RMC05*2E"_qs, nmea.format, *codec).value(), "$PFEC,GPint,RMC05*2E\r\n");
}

QTEST_GUILESS_MAIN(TestProtocolPreset)
#include "tst_protocolpreset.moc"
