// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/recorddetail.h"

#include "model/bytes/hex/hexdump.h"
#include "model/log/logreader.h"
#include "model/log/recordclock.h"
#include "widgets/log/content/framemarks.h"
#include "widgets/log/content/logwords.h"
#include "widgets/log/logscroller.h"
#include "widgets/parts/wrappedlabel.h"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>

namespace {

/// One record as a source of its own, at row 0.
class OneRecordSource : public RecordSource
{
public:
    OneRecordSource(std::unique_ptr<RecordSource> records, RecordNumber number)
        : m_records(std::move(records)), m_number(number)
    {
    }

    std::unique_ptr<RecordSource> clone() const override
    {
        return std::make_unique<OneRecordSource>(m_records->clone(), m_number);
    }
    RecordRow firstRow() const override { return RecordRow(0); }
    RecordRow endRow() const override { return RecordRow(1); }
    std::optional<Record> read(RecordRow row) override
    {
        return row == RecordRow(0) ? m_records->read(m_records->rowOf(m_number)) : std::nullopt;
    }
    RecordRow rowOf(RecordNumber number) const override { return RecordRow(number > m_number ? 1 : 0); }
    RecordNumber numberAt(RecordRow row) const override { return m_number + (row > RecordRow(0) ? 1 : 0); }

private:
    std::unique_ptr<RecordSource> m_records;
    const RecordNumber m_number;
};

} // namespace

RecordDetail::RecordDetail(const std::shared_ptr<TrafficLog> &log, QWidget *parent) : Translated(parent), m_log(log)
{
    m_title = new WrappedLabel(this);
    m_close = new QToolButton(this);
    m_close->setAutoRaise(true);
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    auto *splitter = new QSplitter(this);
    m_dump = new QPlainTextEdit;
    m_dump->setReadOnly(true);
    m_dump->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_dump->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_dump->setLineWrapMode(QPlainTextEdit::NoWrap);
    splitter->addWidget(m_dump);
    m_text = new LogView;
    m_text->setGutterShown(false);
    m_text->scroller().setFollowing(false);
    splitter->addWidget(m_text);
    const int dumpWidth = m_dump->fontMetrics().horizontalAdvance(u'0') * int(hexDumpLineSize(hexDumpWidth, true) + 4);
    splitter->setSizes({dumpWidth, dumpWidth / 2});
    splitter->setStretchFactor(1, 1);
    auto *top = new QHBoxLayout;
    top->addWidget(m_title, 1);
    top->addWidget(m_close);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 4, 0, 0);
    column->addLayout(top);
    column->addWidget(splitter, 1);
    connect(m_close, &QToolButton::clicked, this, &RecordDetail::closed);
    retranslate();
}

void RecordDetail::setMessages(const MessageView &view, const std::shared_ptr<const FrameIndex> &index)
{
    m_messages = view;
    m_frameIndex = index;
    m_text->setMessages(view, index);
    findMessages();
    showDump();
    retranslate();
}

/// Returns whether the messages have changed.
bool RecordDetail::findMessages()
{
    LogReader reader(m_log);
    auto found = RecordFrames(reader, m_messages, m_frameIndex).parts(m_record);
    m_mayChange = found.mayChange;
    const bool changed = found.parts != m_parts;
    m_parts = std::move(found.parts);
    return changed;
}

/// Each message begins a line of the dump.
void RecordDetail::showDump()
{
    const QByteArrayView payload = m_record.payload;
    QString dump;
    for (size_t i = 0; i < std::max<size_t>(m_parts.size(), 1); ++i) {
        const Range bytes = m_parts.empty() ? Range{0, payload.size()} : m_parts[i].bytes;
        for (qsizetype at = bytes.start; at < bytes.end; at += hexDumpWidth)
            dump += hexDumpLine(payload.sliced(at, std::min(hexDumpWidth, bytes.end - at)), quint64(at)) + u'\n';
        QString marks;
        for (const TextMark &mark : m_parts.empty() ? std::vector<TextMark>() : frameMarks(m_parts, i, payload))
            marks += mark.text == u"\n" ? QString() : u' ' + mark.text.trimmed();
        dump.insert(std::max<qsizetype>(dump.size() - 1, 0), marks);
    }
    m_dump->setPlainText(dump);
}

/// The number of messages, and how many are valid and invalid.
QString RecordDetail::messagesText() const
{
    if (m_parts.empty())
        return {};
    const auto isNoise = [](const FramePart &part) { return part.state == Frame::State::Noise; };
    const auto isBad = [&](const FramePart &part) {
        return part.verdict == ChecksumVerdict::Bad || (part.state != Frame::State::Whole && !isNoise(part));
    };
    const auto noise = std::count_if(m_parts.begin(), m_parts.end(), isNoise);
    const auto isGood = [](const FramePart &part) { return part.verdict == ChecksumVerdict::Good; };
    const auto bad = std::count_if(m_parts.begin(), m_parts.end(), isBad);
    const auto good = std::count_if(m_parts.begin(), m_parts.end(), isGood);
    QString text = QStringLiteral(" · ") + tr("messages: %1").arg(qsizetype(m_parts.size()) - noise);
    if (good > 0)
        text += QStringLiteral(" · ") + tr("✓ valid: %1").arg(good);
    if (bad > 0)
        text += QStringLiteral(" · ") + tr("✗ invalid: %1").arg(bad);
    return text;
}

void RecordDetail::showRecord(RecordNumber number)
{
    auto record = LogReader(m_log).read(number);
    if (!record)
        return;
    m_record = std::move(*record);
    findMessages();
    showDump();
    m_text->setSources(std::make_unique<OneRecordSource>(std::make_unique<LogReader>(m_log), number),
                       std::make_unique<LogReader>(m_log));
    retranslate();
    show();
}

void RecordDetail::refresh()
{
    m_text->refresh();
    if (!m_mayChange || !findMessages())
        return; // keeps what is selected in the dump
    showDump();
    retranslate();
}

void RecordDetail::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

void RecordDetail::retranslate()
{
    const QLocale locale;
    const QString number = locale.toString(m_record.number + 1);
    const QString time = RecordClock::text(m_record.timeNs);
    const QString remote = m_record.remote.toString() + (m_record.own ? u' ' + LogWords::own() : QString());
    const QString bytes = tr("%n byte(s)", nullptr, int(m_record.payload.size()));
    if (m_record.kind == RecordKind::Event)
        m_title->setText(tr("Record %1 · event · %2").arg(number, time));
    else if (m_record.direction == Direction::In)
        m_title->setText(tr("Record %1 · received from %2 · %3 · %4").arg(number, remote, time, bytes)
                         + messagesText());
    else
        m_title->setText(tr("Record %1 · sent to %2 · %3 · %4").arg(number, m_record.remote.toString(), time, bytes));
    // Of datagrams it is the group or broadcast address, or tells by which interface they were sent.
    if (m_record.transport == Transport::Udp && m_record.kind == RecordKind::Data)
        m_title->setText(m_title->text() + QStringLiteral(" · ") + tr("local: %1").arg(m_record.local.toString()));
    m_dump->setAccessibleName(tr("Bytes of the record"));
    m_text->setAccessibleName(tr("Text of the record"));
    m_close->setToolTip(tr("Close details (Esc)"));
    m_close->setAccessibleName(tr("Close details"));
}
