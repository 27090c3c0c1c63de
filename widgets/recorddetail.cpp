// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/recorddetail.h"

#include "model/bytes/hexdump.h"
#include "model/bytes/printable.h"
#include "model/log/export/recordclock.h"
#include "widgets/logviewmetrics.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QPlainTextEdit>
#include <QSplitter>
#include <QStyle>
#include <QToolButton>
#include <QVBoxLayout>

namespace {

QPlainTextEdit *reader(QSplitter *splitter)
{
    auto *edit = new QPlainTextEdit;
    edit->setReadOnly(true);
    edit->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    edit->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    splitter->addWidget(edit);
    return edit;
}

QString dumpOf(const QByteArray &payload)
{
    QString dump;
    dump.reserve(payload.size() * 5);
    for (qsizetype at = 0; at < payload.size(); at += hexDumpWidth) {
        dump +=
            hexDumpLine(QByteArrayView(payload).sliced(at, std::min(hexDumpWidth, payload.size() - at)), quint64(at));
        dump += u'\n';
    }
    return dump;
}

/// Control characters by their names; those that end a line are not shown.
QString readable(const DecodedText &line)
{
    QString text;
    qsizetype at = 0;
    for (const TextSpan &span : line.spans) {
        const QStringView marked = QStringView(line.text).sliced(span.start, span.length);
        if (span.kind != SpanKind::Control || !LogViewMetrics::isPicture(marked.front().unicode()))
            continue;
        text += QStringView(line.text).sliced(at, span.start - at);
        for (qsizetype i = 0; i < marked.size(); ++i) {
            if (marked[i] != u'␊' && marked[i] != u'␍')
                text += u'<' + LogViewMetrics::boxName(marked, i) + u'>';
        }
        at = span.start + span.length;
    }
    return text.append(QStringView(line.text).sliced(at));
}

} // namespace

RecordDetail::RecordDetail(QWidget *parent) : QWidget(parent)
{
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_close = new QToolButton(this);
    m_close->setAutoRaise(true);
    m_close->setIcon(style()->standardIcon(QStyle::SP_TitleBarCloseButton));
    auto *splitter = new QSplitter(this);
    m_dump = reader(splitter);
    m_dump->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_text = reader(splitter);
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

void RecordDetail::showRecord(const Record &record, const DecodedText &text)
{
    m_record = record;
    const bool event = record.kind == RecordKind::Event;
    m_dump->setPlainText(dumpOf(record.payload));
    QStringList lines;
    for (const DecodedText &line : printableLines(event ? DecodedText{eventText(record.event), {}} : text))
        lines.append(readable(line));
    m_text->setPlainText(lines.join(u'\n'));
    retranslate();
    show();
}

void RecordDetail::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        Q_EMIT closed();
    else
        QWidget::keyPressEvent(event);
}

void RecordDetail::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void RecordDetail::retranslate()
{
    const QLocale locale;
    const QString number = locale.toString(m_record.number + 1);
    const QString time = RecordClock::text(m_record.timeNs);
    const QString bytes = tr("%n byte(s)", nullptr, int(m_record.payload.size()));
    if (m_record.kind == RecordKind::Event)
        m_title->setText(tr("Record %1 · event · %2").arg(number, time));
    else if (m_record.direction == Direction::In)
        m_title->setText(
            tr("Record %1 · received from %2 · %3 · %4").arg(number, m_record.remote.toString(), time, bytes));
    else
        m_title->setText(tr("Record %1 · sent to %2 · %3 · %4").arg(number, m_record.remote.toString(), time, bytes));
    m_dump->setAccessibleName(tr("Bytes of the record"));
    m_text->setAccessibleName(tr("Text of the record"));
    m_close->setToolTip(tr("Close details (Esc)"));
    m_close->setAccessibleName(tr("Close details"));
}
