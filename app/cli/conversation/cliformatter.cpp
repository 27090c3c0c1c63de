// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cli/conversation/cliformatter.h"

#include "model/bytes/codecs/utf8codec.h"
#include "model/bytes/framing.h"
#include "model/bytes/hex/hex.h"
#include "model/bytes/printable.h"
#include "model/log/pcapng/blockreader.h"

#include <algorithm>
#include <utility>

namespace {

constexpr qsizetype maxRest = 3; // of a UTF-8 character that was cut

CliFormatter::Style safe(CliFormatter::Style style)
{
    if (style.form == CliFormatter::Form::Raw && style.onTerminal)
        style.form = CliFormatter::Form::Text;
    return style;
}

} // namespace

CliFormatter::CliFormatter(std::shared_ptr<const TextCodec> codec, Style style)
    : m_codec(std::move(codec)), m_style(safe(style)),
      m_passUtf8(!style.onTerminal && !style.times && m_codec->name() == u"UTF-8")
{
}

void CliFormatter::append(QByteArray &out, const pcapng::RecordView &record)
{
    Stamp stamp{record.timeNs, {}, record.own};
    if (m_style.times && m_style.peers)
        stamp.remote = record.remote();
    switch (m_style.form) {
    case Form::Raw:
        out.append(record.payload);
        break;
    case Form::Hex:
        appendStamp(out, stamp);
        appendHex(out, record.payload);
        out.append('\n');
        break;
    case Form::Text:
        appendText(out, record, stamp);
        break;
    }
}

void CliFormatter::append(QByteArray &out, const Message &message)
{
    const QString note = message.note.isEmpty() ? QString() : u' ' + message.note;
    if (m_style.form == Form::Hex) {
        appendStamp(out, message.stamp);
        appendHex(out, message.bytes);
        out.append(note.toUtf8()).append('\n');
        return;
    }
    StreamDecoder decoder(m_codec);
    DecodedText text;
    decoder.decode(withoutLineEnding(message.bytes), text);
    decoder.finish(text, SpanKind::Invalid);
    text.text += note;
    if (!m_style.onTerminal)
        text.text += u'\n';
    appendDecoded(out, text, message.stamp);
}

void CliFormatter::appendText(QByteArray &out, const pcapng::RecordView &record, const Stamp &stamp)
{
    const bool tcp = record.transport == Transport::Tcp;
    StreamDecoder single(m_codec);
    StreamDecoder &decoder = tcp ? m_decoders.try_emplace(record.peer, single).first->second : single;
    if (tcp && m_style.times)
        m_last[record.peer] = stamp;
    DecodedText text;
    QByteArrayView bytes = record.payload;
    if (m_passUtf8) {
        if (!decoder.pending().isEmpty()) {
            const QByteArrayView begun = bytes.first(std::min<qsizetype>(bytes.size(), maxRest));
            const qsizetype rest = std::find_if_not(begun.begin(), begun.end(), isUtf8Continuation) - begun.begin();
            decoder.decode(bytes.first(rest), text);
            appendDecoded(out, std::exchange(text, {}), stamp);
            bytes = bytes.sliced(rest);
        }
        if (decoder.pending().isEmpty()) {
            const qsizetype valid = validUtf8(bytes);
            out.append(bytes.first(valid));
            bytes = bytes.sliced(valid);
        }
    }
    decoder.decode(bytes, text);
    if (!tcp)
        decoder.finish(text, SpanKind::Invalid);
    if (!text.text.isEmpty() || (m_style.times && !tcp))
        appendDecoded(out, text, stamp);
}

void CliFormatter::finish(QByteArray &out, PeerId peer)
{
    if (const auto known = m_decoders.find(peer); known != m_decoders.end()) {
        DecodedText rest;
        known->second.finish(rest, SpanKind::Pending);
        if (!rest.text.isEmpty())
            appendDecoded(out, rest, m_last[peer]);
        m_decoders.erase(known);
    }
    m_last.erase(peer);
}

void CliFormatter::finish(QByteArray &out)
{
    while (!m_decoders.empty())
        finish(out, m_decoders.begin()->first);
}

void CliFormatter::appendDecoded(QByteArray &out, const DecodedText &text, const Stamp &stamp)
{
    if (m_style.onTerminal) {
        for (const DecodedText &line : printableLines(text)) {
            appendStamp(out, stamp);
            out.append(line.text.toUtf8()).append('\n');
        }
        return;
    }
    if (!m_style.times) {
        out.append(text.text.toUtf8());
        return;
    }
    QStringList lines = text.text.split(u'\n');
    if (lines.size() > 1 && lines.last().isEmpty())
        lines.removeLast();
    for (const QString &line : std::as_const(lines)) {
        appendStamp(out, stamp);
        out.append((line.endsWith(u'\r') ? line.chopped(1) : line).toUtf8()).append('\n');
    }
}

void CliFormatter::appendStamp(QByteArray &out, const Stamp &stamp)
{
    if (!m_style.times)
        return;
    m_clock.append(out, stamp.timeNs, 'T', 3);
    out.append(' ');
    if (m_style.peers)
        out.append(stamp.remote.toString().toUtf8()).append(stamp.own ? " (own) " : " ");
}
