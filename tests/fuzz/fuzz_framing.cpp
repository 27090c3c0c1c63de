// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Text of a framing or the name of a protocol, a line feed, and a stream to cut with it.
#include "model/bytes/framecutter.h"
#include "model/bytes/protocolpreset.h"
#include "tests/fuzz/fuzz.h"

#include <algorithm>

QList<QByteArray> fuzzSeeds()
{
    const QByteArray gt06 = QByteArray::fromHex("787805010001d9dc0d0a");
    return {
        "line\na\nb\r\nc\rd",
        "line,drop,max=4\nabcdefg\r\nh\r",
        "delimiter:'--',max=9\na--bcdefghijk--",
        "fixed:3\nabcdefgh",
        "length:offset=1,size=2,little,adjust=-3,strip=2,max=20\n\1\5\0ab\1\4\0c",
        "length:size=1,offset=2,adjust=2,start=7878,end=0D0A\nxx" + gt06 + gt06,
        "between:02,0102,max=12\n\2ab\1\2\2",
        "between:7E,7E,escape=jt808\n~}\2}\1~~}\5~",
        "cobs\n\3ab\2c" + QByteArray(2, '\0') + "\1",
        "slip\n" + QByteArray::fromHex("c001dbdcdbddc0c0db78c0"),
        "gap:5,max=4\nabcdefg",
        "jt808\n" + QByteArray::fromHex("7e0002000004304832546500b7ca7e"),
        "nmea\n$PFEC,GPint,RMC05*2D\r\n",
        "modbus-rtu\n" + QByteArray::fromHex("1103006b00037687"),
        "mllp\n\x0bMSH|\r\x1c\r",
        "gt06\n" + gt06,
        "hsms\n" + QByteArray::fromHex("0000000affff000000010000000e"),
        "modbus-tcp\n" + QByteArray::fromHex("150100000006ff0300040001"),
    };
}

namespace {

struct Cut
{
    Frame::State state;
    QByteArray bytes;
    quint64 start;
    quint64 announced;

    bool operator==(const Cut &) const = default;
};

/// In pieces of the sizes that `sizes` says.
template<typename Sizes>
std::vector<Cut> cutIn(const Framing &framing, const QByteArray &stream, Sizes sizes)
{
    std::vector<Cut> cuts;
    quint64 end = 0;
    const auto take = [&](const Frame &frame) {
        promise(frame.start >= end && frame.start + quint64(frame.raw.size()) <= quint64(stream.size()));
        promise(stream.sliced(qsizetype(frame.start)).startsWith(frame.raw));
        promise(frame.raw.size() <= framing.maxBytes);
        end = frame.start + quint64(frame.raw.size());
        cuts.push_back({frame.state, frame.bytes.toByteArray(), frame.start, frame.announced});
    };
    FrameCutter cutter(framing);
    for (qsizetype at = 0; at < stream.size();) {
        const qsizetype size = std::min(qsizetype(sizes()), stream.size() - at);
        cutter.feed(QByteArrayView(stream).sliced(at, size), take);
        promise(cutter.held() <= framing.maxBytes + Framing::maxDelimiterSize * 2);
        at += size;
    }
    cutter.idle(take);
    cutter.end(take);
    return cuts;
}

/// What is sent in a frame is received as one message with the same content.
void checkWrapped(const Framing &framing, const QByteArray &body)
{
    const auto wrapped = framing.wrapped(body);
    promise(wrapped || !wrapped.error().message.isEmpty());
    if (!wrapped || !framing.hasBody() || wrapped->size() > framing.maxBytes)
        return;
    promise(framing.body(*wrapped) == body);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const QByteArray input = fuzzBytes(data, size);
    const qsizetype line = input.indexOf('\n'); // -1: only a stream
    const QString text = QString::fromUtf8(input.first(std::max<qsizetype>(line, 0)));
    const QByteArray stream = input.sliced(line + 1);
    const auto protocol = ProtocolPreset::find(text);
    const auto parsed = protocol ? Result<Framing>(protocol->framing) : Framing::parse(text);
    if (!parsed) {
        promise(!parsed.error().message.isEmpty());
        promise(parsed.error().position >= 0 && parsed.error().position <= text.size());
        return 0;
    }
    promise(Framing::parse(parsed->toString()) == *parsed);
    checkWrapped(*parsed, stream);
    quint32 state = quint32(size);
    const auto some = [&state] { return 1 + ((state = state * 1664525 + 1013904223) >> 29); };
    const auto whole = cutIn(*parsed, stream, [&] { return stream.size(); });
    promise(cutIn(*parsed, stream, [] { return 1; }) == whole);
    promise(cutIn(*parsed, stream, some) == whole);
    if (protocol) {
        for (const Cut &cut : whole)
            checkMessage(cut.bytes, protocol->format.checksum);
        const auto utf8 = TextCodec::find(QStringLiteral("UTF-8")).value();
        const auto sent = finishPayload(stream, protocol->format, *utf8);
        promise(sent || !sent.error().message.isEmpty());
    }
    return 0;
}
