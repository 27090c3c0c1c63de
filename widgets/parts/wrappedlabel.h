// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLabel>
#include <QTextCursor>
#include <QTextDocument>

/// Shows a text that may come from outside, such as a host name or a path. It is plain text in as many lines as it needs,
/// also breaks inside long words, and so never widens its window. Can be selected with the mouse and copied.
class WrappedLabel : public QLabel
{
    Q_OBJECT
public:
    explicit WrappedLabel(QWidget *parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;
    int heightForWidth(int width) const override;
    QString selectedText() const;

protected:
    void showEvent(QShowEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;

private:
    QTextDocument &layOut(int width) const;
    int usualWidth() const;
    QPointF origin() const;
    int positionAt(const QPoint &point) const;
    void copy() const;

    mutable QTextDocument m_document; // has text() and font()
    mutable QString m_laidOut;        // text() in the document
    mutable QTextCursor m_cursor;
};
