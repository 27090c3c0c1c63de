// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/fieldwatch.h"

#include <QAbstractButton>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>
#include <QSplitter>

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
