// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/fields.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QSplitter>
#include <QTextDocument>

QSpinBox *numberField(QWidget *parent, int minimum, int maximum, int value)
{
    auto *field = new QSpinBox(parent);
    field->setRange(minimum, maximum);
    field->setValue(value);
    return field;
}

QDoubleSpinBox *rateField(QWidget *parent, double minimum, double maximum, double value)
{
    auto *field = new QDoubleSpinBox(parent);
    field->setRange(minimum, maximum);
    field->setDecimals(1);
    field->setValue(value);
    return field;
}

QComboBox *choiceField(QWidget *parent, int count)
{
    auto *box = new QComboBox(parent);
    box->addItems(QStringList(count, QString()));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    box->setMinimumContentsLength(8);
    return box;
}

QComboBox *lineEndingField(QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->addItems({QString(), QStringLiteral("LF  \\n"), QStringLiteral("CR  \\r"), QStringLiteral("CR LF  \\r\\n")});
    return box;
}

void setItemTexts(QComboBox &box, const QStringList &texts)
{
    for (int i = 0; i < box.count(); ++i)
        box.setItemText(i, texts.at(i));
}

int nextRow(const QGridLayout &grid)
{
    return grid.count() == 0 ? 0 : grid.rowCount();
}

QString exactText(const QPlainTextEdit &edit)
{
    QString text = edit.document()->toRawText();
    // Return inserts a paragraph separator, Shift+Return a line separator.
    return text.replace(QChar::ParagraphSeparator, u'\n').replace(QChar::LineSeparator, u'\n');
}

void watchFields(const QWidget &root, QObject *context, const std::function<void()> &changed)
{
    for (const QWidget *widget : root.findChildren<QWidget *>()) {
        if (const auto *line = qobject_cast<const QLineEdit *>(widget))
            QObject::connect(line, &QLineEdit::textChanged, context, changed);
        else if (const auto *text = qobject_cast<const QPlainTextEdit *>(widget))
            QObject::connect(text, &QPlainTextEdit::textChanged, context, changed);
        else if (const auto *whole = qobject_cast<const QSpinBox *>(widget)) // its line edit does not signal steps
            QObject::connect(whole, &QSpinBox::valueChanged, context, changed);
        else if (const auto *number = qobject_cast<const QDoubleSpinBox *>(widget))
            QObject::connect(number, &QDoubleSpinBox::valueChanged, context, changed);
        else if (const auto *box = qobject_cast<const QComboBox *>(widget))
            QObject::connect(box, &QComboBox::currentIndexChanged, context, changed);
        else if (const auto *button = qobject_cast<const QAbstractButton *>(widget))
            QObject::connect(button, &QAbstractButton::toggled, context, changed);
        else if (const auto *splitter = qobject_cast<const QSplitter *>(widget))
            QObject::connect(splitter, &QSplitter::splitterMoved, context, changed);
    }
}
