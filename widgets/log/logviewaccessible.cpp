// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/logviewaccessible.h"

#include "widgets/log/logview.h"

#include <QAccessible>
#include <QAccessibleWidget>

namespace {

class LogViewAccessible : public QAccessibleWidget, public QAccessibleTextInterface
{
public:
    explicit LogViewAccessible(LogView *view)
        // Screen readers read a read-only text field line by line.
        : QAccessibleWidget(view, QAccessible::EditableText)
    {
    }

    void *interface_cast(QAccessible::InterfaceType type) override
    {
        if (type == QAccessible::TextInterface)
            return static_cast<QAccessibleTextInterface *>(this);
        return QAccessibleWidget::interface_cast(type);
    }

    QAccessible::State state() const override
    {
        QAccessible::State state = QAccessibleWidget::state();
        state.readOnly = true;
        state.multiLine = true;
        state.selectableText = true;
        return state;
    }

    QString text(QAccessible::Text which) const override
    {
        if (which == QAccessible::Name && view().accessibleName().isEmpty())
            return LogView::tr("Log");
        return which == QAccessible::Value ? view().visibleText() : QAccessibleWidget::text(which);
    }

    QString text(int startOffset, int endOffset) const override
    {
        return view().visibleText().mid(startOffset, endOffset - startOffset);
    }

    int characterCount() const override { return int(view().visibleText().size()); }

    QRect characterRect(int offset) const override
    {
        const QRect rect = view().visibleTextRect(offset);
        return rect.translated(view().viewport()->mapToGlobal(QPoint()));
    }

    int offsetAtPoint(const QPoint &point) const override
    {
        return int(view().visibleTextOffset(view().viewport()->mapFromGlobal(point)));
    }

    QString attributes(int, int *startOffset, int *endOffset) const override
    {
        *startOffset = 0;
        *endOffset = characterCount();
        return {};
    }

    // Not offered: most of a selection may be outside the visible text.
    void selection(int, int *startOffset, int *endOffset) const override { *startOffset = *endOffset = 0; }
    int selectionCount() const override { return 0; }
    void addSelection(int, int) override { }
    void removeSelection(int) override { }
    void setSelection(int, int, int) override { }
    int cursorPosition() const override { return 0; }
    void setCursorPosition(int) override { }
    void scrollToSubstring(int, int) override { } // all of it is visible

private:
    LogView &view() const { return *static_cast<LogView *>(object()); }
};

QAccessibleInterface *makeInterface(const QString &className, QObject *object)
{
    auto *view = className == u"LogView" ? qobject_cast<LogView *>(object) : nullptr;
    return view ? new LogViewAccessible(view) : nullptr;
}

} // namespace

void installLogViewAccessibility()
{
    static const bool installed = [] {
        QAccessible::installFactory(makeInterface);
        return true;
    }();
    Q_UNUSED(installed)
}
