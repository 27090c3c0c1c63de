// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/protocolpreset.h"

#include <QCoreApplication>

#include <algorithm>

namespace {

using Input = PayloadFormat::Input;
using Ending = PayloadFormat::LineEnding;

ProtocolPreset preset(const char *name, const char *title, const char *framing, Input input, const char *checksum = "",
                      Ending ending = Ending::None)
{
    ProtocolPreset made{QString::fromLatin1(name),
                        QString::fromUtf8(title),
                        Framing::parse(QString::fromLatin1(framing)).value_or(Framing()),
                        {}};
    made.format.input = input;
    made.format.lineEnding = ending;
    if (*checksum)
        made.format.checksum = ChecksumFormat::parse(QString::fromLatin1(checksum)).value_or(ChecksumFormat());
    if (made.framing.hasBody())
        made.format.frame = made.framing;
    return made;
}

} // namespace

const std::vector<ProtocolPreset> &ProtocolPreset::all()
{
    static const std::vector<ProtocolPreset> presets{
        // Modbus Messaging on TCP/IP Implementation Guide V1.0b: the MBAP header, at most 260 bytes.
        preset("modbus-tcp", "Modbus/TCP", "length:offset=4,size=2,max=260", Input::Hex),
        // MODBUS over Serial Line V1.02: at most 256 bytes. On TCP a pause of 3.5 characters cannot be measured.
        preset("modbus-rtu", "Modbus RTU over TCP", "gap:20,max=256", Input::Hex, "CRC-16/MODBUS"),
        // HL7 Transport Specification: MLLP.
        preset("mllp", "MLLP (HL7)", "between:0B,1C0D,max=16777216", Input::Text),
        // JT/T 808-2019, 4.4: the checksum is computed before the escapes.
        preset("jt808", "JT/T 808", "between:7E,7E,escape=jt808", Input::Hex, "XOR-8"),
        // GT06 GPS Tracker Communication Protocol V1.8.1: the length does not count the start and the stop bytes; the
        // "CRC-ITU" covers from the length to the serial number.
        preset("gt06", "GT06", "length:offset=2,size=1,adjust=2,start=7878,end=0D0A", Input::Hex,
               "CRC-16/X-25,big,skip=2", Ending::CrLf),
        // NMEA 0183: $ or !, the fields, * and two digits, CR LF.
        preset("nmea", "NMEA 0183", "line", Input::Text, "XOR-8,nmea,skip=1", Ending::CrLf),
        // SEMI E37: a length of four bytes, which does not count itself.
        preset("hsms", "HSMS (SECS)", "length:size=4,max=16777216", Input::Hex),
    };
    return presets;
}

QStringList ProtocolPreset::names()
{
    QStringList names;
    for (const ProtocolPreset &preset : all())
        names.append(preset.name);
    return names;
}

Result<ProtocolPreset> ProtocolPreset::find(const QString &name)
{
    const auto found =
        std::find_if(all().begin(), all().end(), [name = name.toLower()](const auto &p) { return p.name == name; });
    if (found != all().end())
        return *found;
    return failure(QCoreApplication::translate("ProtocolPreset", "Unknown protocol “%1”. Choose one of: %2")
                       .arg(name, names().join(QStringLiteral(", "))));
}
