// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/theme.h"

#include <QAbstractSpinBox>
#include <QApplication>
#include <QComboBox>
#include <QIcon>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QProxyStyle>
#include <QStyleOption>

namespace {

struct Shades
{
    QColor window, base, alternate, button, text, dim, highlight, highlightedText, link, toolTip;
};

QPalette paletteOf(const Shades &shades)
{
    QPalette palette(shades.button, shades.window);
    palette.setColor(QPalette::WindowText, shades.text);
    palette.setColor(QPalette::Text, shades.text);
    palette.setColor(QPalette::ButtonText, shades.text);
    palette.setColor(QPalette::Base, shades.base);
    palette.setColor(QPalette::AlternateBase, shades.alternate);
    palette.setColor(QPalette::PlaceholderText, shades.dim);
    palette.setColor(QPalette::Highlight, shades.highlight);
    palette.setColor(QPalette::HighlightedText, shades.highlightedText);
    palette.setColor(QPalette::Link, shades.link);
    palette.setColor(QPalette::ToolTipBase, shades.toolTip);
    palette.setColor(QPalette::ToolTipText, shades.text);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, shades.dim);
    return palette;
}

/// Fusion, but combo boxes end a text that has no room with …, and the outlines of boxes to tick can be seen in a dark
/// palette too, where Fusion draws them darker than what is around them. The mouse wheel changes a combo box or a number
/// only where the keyboard would: over others it scrolls what they are in.
class Style : public QProxyStyle
{
public:
    Style() : QProxyStyle(QStringLiteral("Fusion")) { }

    using QProxyStyle::polish;
    void polish(QWidget *widget) override
    {
        QProxyStyle::polish(widget);
        if (!qobject_cast<QComboBox *>(widget) && !qobject_cast<QAbstractSpinBox *>(widget))
            return;
        if (widget->focusPolicy() == Qt::WheelFocus)
            widget->setFocusPolicy(Qt::StrongFocus);
        widget->installEventFilter(this);
    }

    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() != QEvent::Wheel || qobject_cast<QWidget *>(watched)->hasFocus())
            return QProxyStyle::eventFilter(watched, event);
        event->ignore(); // passes it on to the parent
        return true;
    }

    void drawControl(ControlElement element, const QStyleOption *option, QPainter *painter,
                     const QWidget *widget) const override
    {
        const auto *box = qstyleoption_cast<const QStyleOptionComboBox *>(option);
        if (element != CE_ComboBoxLabel || !box || box->editable) {
            QProxyStyle::drawControl(element, option, painter, widget);
            return;
        }
        QStyleOptionComboBox fitting = *box;
        const int room =
            subControlRect(CC_ComboBox, box, SC_ComboBoxEditField, widget).width() - 2; // a pixel on each side
        const int icon = box->currentIcon.isNull() ? 0 : box->iconSize.width() + 4;
        fitting.currentText = box->fontMetrics.elidedText(box->currentText, Qt::ElideRight, room - icon);
        QProxyStyle::drawControl(element, &fitting, painter, widget);
    }

    void drawPrimitive(PrimitiveElement element, const QStyleOption *option, QPainter *painter,
                       const QWidget *widget) const override
    {
        QProxyStyle::drawPrimitive(element, option, painter, widget);
        const QPalette &colors = option->palette;
        const bool isDark = colors.color(QPalette::Window).lightness() < 128;
        const bool isRound = element == PE_IndicatorRadioButton;
        const bool isBox = element == PE_IndicatorCheckBox || element == PE_IndicatorItemViewItemCheck;
        const bool showsFocus = option->state.testFlags(State_HasFocus | State_KeyboardFocusChange);
        if (!isDark || (!isRound && !isBox) || showsFocus)
            return;
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing, isRound);
        painter->setPen(colors.color(QPalette::Disabled, QPalette::WindowText));
        painter->setBrush(Qt::NoBrush);
        const QRectF outline = QRectF(option->rect).adjusted(0.5, 0.5, -0.5, -0.5);
        if (isRound)
            painter->drawEllipse(outline.adjusted(0.5, 0.5, -0.5, -0.5));
        else
            painter->drawRect(outline);
        painter->restore();
    }
};

const Shades light{0xf3f4f6, 0xffffff, 0xf6f8fa, 0xf3f4f6, 0x1f2328, 0x8c959f, 0x2f6feb, 0xffffff, 0x0969da, 0xffffff};
const Shades dark{0x2d3239, 0x181b1f, 0x1e2227, 0x3a4048, 0xe1e4e8, 0x868e99, 0x2f6feb, 0xffffff, 0x79c0ff, 0x3a4048};

} // namespace

void applyTheme(const QString &name)
{
    static const QPalette system = QApplication::palette();
    QApplication::setStyle(new Style);
    if (name == u"light" || name == u"dark")
        QApplication::setPalette(paletteOf(name == u"dark" ? dark : light));
    else if (system.color(QPalette::Window).lightness() < 128)
        QApplication::setPalette(paletteOf(dark));
    else
        QApplication::setPalette(paletteOf(light));
}

QColor warningColor()
{
    return {0xe5, 0x48, 0x4d};
}

QPalette warningPalette(bool warning, QPalette::ColorRole role)
{
    QPalette palette;
    if (warning)
        palette.setColor(role, warningColor());
    return palette;
}

QString withWarningSign(const QString &text)
{
    return QStringLiteral("⚠ ") + text;
}

QIcon applicationIcon()
{
    QIcon icon;
    for (const int size : {16, 32, 64, 128}) {
        QPixmap pixmap(size, size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.setRenderHint(QPainter::Antialiasing);
        painter.scale(size / 64.0, size / 64.0);
        painter.setPen(Qt::NoPen);
        painter.setBrush(QColor(0x2f6feb));
        painter.drawRoundedRect(QRectF(2, 2, 60, 60), 13, 13);
        // A signal that enters a socket.
        QPainterPath signal(QPointF(9, 36));
        for (const QPointF &to : {QPointF(20, 36), QPointF(26, 18), QPointF(34, 48), QPointF(39, 36), QPointF(43, 36)})
            signal.lineTo(to);
        painter.setPen(QPen(Qt::white, 5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
        painter.setBrush(Qt::NoBrush);
        painter.drawPath(signal);
        painter.drawEllipse(QPointF(50, 36), 5.5, 5.5);
        icon.addPixmap(pixmap);
    }
    return icon;
}
