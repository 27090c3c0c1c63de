// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/cliconversation.h"

#include "model/bytes/printable.h"
#include "model/bytes/unicodecodecs.h"

#include <QJsonDocument>
#include <QJsonObject>

#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <utility>

namespace {

constexpr int printPauseMs = 10;
constexpr qsizetype readAhead = 1 << 20;
constexpr qsizetype longestRest = 3; // of a character of UTF-8 that was cut

bool isUtf8Continuation(char c)
{
    return (quint8(c) & 0xc0) == 0x80;
}

void writeTo(std::FILE *file, const QByteArray &bytes)
{
    std::fwrite(bytes.constData(), 1, size_t(bytes.size()), file);
}

void tell(const QString &line)
{
    writeTo(stderr, line.toUtf8() + '\n');
}

/// Those that stand in the log only; all others come by Session::happened() too.
bool isLogOnly(EventCode code)
{
    return code >= EventCode::Connected && code <= EventCode::ResetHere;
}

} // namespace

CliConversation::CliConversation(Options options, const std::shared_ptr<TrafficLog> &log)
    : m_options(std::move(options)), m_log(log), m_session(log), m_records(log, readAhead),
      m_onTerminal(::isatty(STDOUT_FILENO)), m_passUtf8(!m_onTerminal && m_options.codec->name() == u"UTF-8")
{
    connect(&m_session, &Session::stateChanged, this, &CliConversation::onState);
    connect(&m_session, &Session::happened, this, &CliConversation::onHappened);
    // At once, then what came meanwhile a little later: waking up for each message would take the processor
    // from the thread that answers them.
    connect(&m_session, &Session::logGrew, this, [this] {
        printNew();
        m_printPause.start();
    });
    m_printPause.setSingleShot(true);
    m_printPause.setInterval(printPauseMs);
    connect(&m_printPause, &QTimer::timeout, this, [this] {
        m_session.takeGrowth();
        printNew();
    });
}

void CliConversation::start()
{
    m_startedNs = nowNs();
    m_session.setEncoding(m_options.codec);
    m_session.open(m_options.url);
    if (m_options.durationMs > 0)
        QTimer::singleShot(m_options.durationMs, Qt::PreciseTimer, this, &CliConversation::stop);
}

void CliConversation::onState()
{
    if (m_session.state() == Session::State::Open && !m_wasOpen) {
        m_wasOpen = true;
        for (const QByteArray &bytes : m_options.sends)
            m_session.send({}, bytes);
        if (m_options.readStdin) {
            m_input = std::make_unique<QSocketNotifier>(STDIN_FILENO, QSocketNotifier::Read);
            connect(m_input.get(), &QSocketNotifier::activated, this, &CliConversation::readInput);
        }
    } else if (m_session.state() == Session::State::Closed) {
        finish();
    }
}

void CliConversation::onHappened(const Event &event)
{
    if (event.code == EventCode::Listening)
        tell(QStringLiteral("listening on %1").arg(event.args.value(0)));
    else
        tell(eventText(event));
    m_failed = m_failed || (isFailure(event.code) && !m_wasOpen);
}

void CliConversation::printNew()
{
    for (const RecordNumber end = m_log->end(); m_printed < end; ++m_printed) {
        const auto view = m_records.view(m_printed);
        if (view && view->kind == RecordKind::Data)
            printData(*view);
        else if (const auto record = m_records.read(m_printed))
            printRecord(*record);
    }
    std::fflush(stdout);
}

/// An event.
void CliConversation::printRecord(const Record &record)
{
    if (!isLogOnly(record.event.code))
        return; // told already
    if (const auto known = m_decoders.find(record.peer); known != m_decoders.end()) {
        DecodedText rest;
        known->second.finish(rest, SpanKind::Pending);
        printText(rest);
        m_decoders.erase(known);
    }
    tell(eventText(record.event));
}

void CliConversation::printData(const captureblocks::RecordView &record)
{
    if (record.direction == Direction::Out)
        return;
    const bool tcp = record.transport == Transport::Tcp;
    StreamDecoder single(m_options.codec);
    StreamDecoder &decoder = tcp ? m_decoders.try_emplace(record.peer, single).first->second : single;
    DecodedText text;
    QByteArrayView bytes = record.payload;
    if (m_passUtf8) {
        if (!decoder.pending().isEmpty()) {
            const QByteArrayView begun = bytes.first(std::min<qsizetype>(bytes.size(), longestRest));
            const qsizetype rest = std::find_if_not(begun.begin(), begun.end(), isUtf8Continuation) - begun.begin();
            decoder.decode(bytes.first(rest), text);
            printText(std::exchange(text, {}));
            bytes = bytes.sliced(rest);
        }
        if (decoder.pending().isEmpty()) {
            const qsizetype valid = validUtf8(bytes);
            std::fwrite(bytes.data(), 1, size_t(valid), stdout);
            bytes = bytes.sliced(valid);
        }
    }
    decoder.decode(bytes, text);
    if (!tcp)
        decoder.finish(text, SpanKind::Invalid);
    printText(text);
}

void CliConversation::printText(const DecodedText &text)
{
    if (text.text.isEmpty())
        return;
    if (!m_onTerminal) {
        writeTo(stdout, text.text.toUtf8());
        return;
    }
    for (const DecodedText &line : printableLines(text))
        writeTo(stdout, line.text.toUtf8() + '\n');
}

void CliConversation::readInput()
{
    char buffer[65536];
    const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
    if (got > 0)
        m_inputBuffer.append(buffer, got);
    for (qsizetype end = m_inputBuffer.indexOf('\n'); end >= 0; end = m_inputBuffer.indexOf('\n')) {
        sendLine(QString::fromUtf8(m_inputBuffer.first(end + 1)));
        m_inputBuffer.remove(0, end + 1);
    }
    if (got > 0)
        return;
    if (!m_inputBuffer.isEmpty())
        sendLine(QString::fromUtf8(m_inputBuffer));
    m_inputBuffer.clear();
    m_input->setEnabled(false);
}

void CliConversation::sendLine(const QString &line)
{
    using Ending = PayloadFormat::LineEnding;
    PayloadFormat format = m_options.format;
    format.lineEnding = line.endsWith(u"\r\n") ? Ending::CrLf : line.endsWith(u'\n') ? Ending::Lf : Ending::None;
    const qsizetype ending = format.lineEnding == Ending::CrLf ? 2 : format.lineEnding == Ending::Lf ? 1 : 0;
    if (const auto bytes = buildPayload(line.chopped(ending), format, *m_options.codec))
        m_session.send({}, *bytes);
    else
        tell(bytes.error().message);
}

void CliConversation::stop()
{
    if (m_session.state() == Session::State::Closed)
        finish();
    else
        m_session.close();
}

void CliConversation::finish()
{
    if (std::exchange(m_done, true))
        return;
    printNew();
    if (m_options.stats) {
        const TrafficCounters counters = m_session.counters();
        const QJsonObject stats{
            {QStringLiteral("rx_bytes"), qint64(counters.rxBytes)},
            {QStringLiteral("rx_records"), qint64(counters.rxRecords)},
            {QStringLiteral("tx_bytes"), qint64(counters.txBytes)},
            {QStringLiteral("tx_records"), qint64(counters.txRecords)},
            {QStringLiteral("peers_total"), qint64(quint32(m_log->nextPeerId())) - 1},
            {QStringLiteral("kernel_drops"), qint64(counters.kernelDrops)},
            {QStringLiteral("duration_s"), double(nowNs() - m_startedNs) / 1e9},
        };
        writeTo(stderr, QJsonDocument(stats).toJson(QJsonDocument::Compact) + '\n');
    }
    Q_EMIT finished(m_failed ? 1 : 0);
}
