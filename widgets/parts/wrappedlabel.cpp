// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/wrappedlabel.h"

#include <QAbstractTextDocumentLayout>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QGuiApplication>
#include <QMenu>
#include <QPainter>
#include <QResizeEvent>

#include <algorithm>
#include <cmath>

WrappedLabel::WrappedLabel(QWidget *parent) : QLabel(parent), m_cursor(&m_document)
{
    setTextFormat(Qt::PlainText);
    setWordWrap(true);
    setFocusPolicy(Qt::ClickFocus); // to copy with the keyboard
    setCursor(Qt::IBeamCursor);
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_document.setDefaultTextOption(option);
    m_document.setDocumentMargin(0);
    m_document.setUndoRedoEnabled(false);
}

/// The text in lines of this width, without the margins.
QTextDocument &WrappedLabel::layOut(int width) const
{
    if (m_document.defaultFont() != font())
        m_document.setDefaultFont(font());
    if (m_laidOut != text()) {
        m_laidOut = text();
        m_document.setPlainText(m_laidOut);
        m_cursor = QTextCursor(&m_document);
    }
    m_document.setTextWidth(width);
    return m_document;
}

int WrappedLabel::heightForWidth(int width) const
{
    const QMargins margins = contentsMargins();
    const QTextDocument &document = layOut(std::max(width - margins.left() - margins.right(), 1));
    return int(std::ceil(document.size().height())) + margins.top() + margins.bottom();
}

/// That of sizeHint().
int WrappedLabel::usualWidth() const
{
    constexpr int usualChars = 60;
    const QMargins margins = contentsMargins();
    const int all = int(std::ceil(layOut(-1).idealWidth())) + margins.left() + margins.right();
    return std::min(all, fontMetrics().averageCharWidth() * usualChars);
}

QSize WrappedLabel::sizeHint() const
{
    const int width = usualWidth();
    return {width, heightForWidth(width)};
}

void WrappedLabel::resizeEvent(QResizeEvent *event)
{
    QLabel::resizeEvent(event);
    if (event->oldSize().width() != width())
        updateGeometry();
}

/// Splitters do not heed heightForWidth(): as high as it must be where it is. Only so many lines, as this makes the whole
/// window higher.
QSize WrappedLabel::minimumSizeHint() const
{
    constexpr int fewestChars = 8;
    constexpr int mostLines = 6;
    const int line = fontMetrics().lineSpacing();
    return {std::min(usualWidth(), fontMetrics().averageCharWidth() * fewestChars),
            isVisible() ? std::min(heightForWidth(width()), line * mostLines) : line};
}

void WrappedLabel::showEvent(QShowEvent *event)
{
    QLabel::showEvent(event);
    updateGeometry(); // see above
}

QString WrappedLabel::selectedText() const
{
    return m_cursor.selectedText().replace(QChar::ParagraphSeparator, u'\n');
}

/// Where the text begins; lays it out.
QPointF WrappedLabel::origin() const
{
    const QRect room = contentsRect();
    const double rest = room.height() - layOut(room.width()).size().height();
    return {double(room.left()), room.top() + std::max(0.0, rest / 2)};
}

void WrappedLabel::paintEvent(QPaintEvent *)
{
    const QPointF begin = origin();
    QAbstractTextDocumentLayout::PaintContext context;
    context.palette = palette();
    context.palette.setColor(QPalette::Text, palette().color(foregroundRole()));
    if (m_cursor.hasSelection()) {
        QTextCharFormat colors;
        colors.setBackground(palette().brush(QPalette::Highlight));
        colors.setForeground(palette().brush(QPalette::HighlightedText));
        context.selections.append({m_cursor, colors});
    }
    QPainter painter(this);
    painter.setClipRect(contentsRect());
    painter.translate(begin);
    m_document.documentLayout()->draw(&painter, context);
}

int WrappedLabel::positionAt(const QPoint &point) const
{
    const QPointF begin = origin();
    return m_document.documentLayout()->hitTest(point - begin, Qt::FuzzyHit);
}

void WrappedLabel::mousePressEvent(QMouseEvent *event)
{
    if (event->button() != Qt::LeftButton)
        return;
    const bool extends = event->modifiers().testFlag(Qt::ShiftModifier);
    m_cursor.setPosition(positionAt(event->pos()), extends ? QTextCursor::KeepAnchor : QTextCursor::MoveAnchor);
    update();
}

void WrappedLabel::mouseMoveEvent(QMouseEvent *event)
{
    if (!event->buttons().testFlag(Qt::LeftButton))
        return;
    m_cursor.setPosition(positionAt(event->pos()), QTextCursor::KeepAnchor);
    update();
}

void WrappedLabel::mouseReleaseEvent(QMouseEvent *event)
{
    QClipboard *clipboard = QGuiApplication::clipboard();
    if (event->button() == Qt::LeftButton && m_cursor.hasSelection() && clipboard->supportsSelection())
        clipboard->setText(selectedText(), QClipboard::Selection);
}

void WrappedLabel::mouseDoubleClickEvent(QMouseEvent *event)
{
    m_cursor.setPosition(positionAt(event->pos()));
    m_cursor.select(QTextCursor::WordUnderCursor);
    update();
}

void WrappedLabel::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::Copy)) {
        copy();
    } else if (event->matches(QKeySequence::SelectAll)) {
        m_cursor.select(QTextCursor::Document);
        update();
    } else {
        QLabel::keyPressEvent(event);
    }
}

void WrappedLabel::contextMenuEvent(QContextMenuEvent *event)
{
    QMenu menu;
    menu.addAction(tr("Copy"), this, &WrappedLabel::copy)->setEnabled(!text().isEmpty());
    menu.exec(event->globalPos());
}

/// What is selected, or else everything.
void WrappedLabel::copy() const
{
    QGuiApplication::clipboard()->setText(m_cursor.hasSelection() ? selectedText() : text());
}
