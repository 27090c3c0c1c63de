// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/fields.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGridLayout>
#include <QSpinBox>

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
