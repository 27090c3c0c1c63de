// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/recorddetail.h"

#include "model/bytes/hexdump.h"
#include "model/log/export/recordclock.h"
#include "model/log/logreader.h"
#include "model/log/onerecordsource.h"
#include "widgets/logview.h"

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

RecordDetail::RecordDetail(QWidget *parent) : QWidget(parent)
{
    m_title = new QLabel(this);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setTextInteractionFlags(Qt::TextSelectableByMouse);
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
    m_text->setFollowing(false);
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

void RecordDetail::setLog(const std::shared_ptr<TrafficLog> &log)
{
    m_log = log;
}

void RecordDetail::setCodec(const std::shared_ptr<const TextCodec> &codec)
{
    m_text->setCodec(codec);
}

void RecordDetail::showRecord(RecordNumber number)
{
    auto record = LogReader(m_log).read(number);
    if (!record)
        return;
    m_record = std::move(*record);
    QByteArray dump;
    appendHexDump(dump, m_record.payload);
    m_dump->setPlainText(QString::fromLatin1(dump));
    m_text->setSources(std::make_unique<OneRecordSource>(std::make_unique<LogReader>(m_log), number),
                       std::make_unique<LogReader>(m_log));
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
