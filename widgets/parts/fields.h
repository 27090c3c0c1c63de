// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QSpinBox;
class QWidget;

/// A field for a whole number.
QSpinBox *numberField(QWidget *parent, int minimum, int maximum, int value);
/// A field for a number per second, with one decimal.
QDoubleSpinBox *rateField(QWidget *parent, double minimum, double maximum, double value);
/// A combo box whose entries do not widen its column, with `count` entries without a text.
QComboBox *choiceField(QWidget *parent, int count = 0);
/// A choice of the values of PayloadFormat::LineEnding. The text of the first entry, no line ending, is left to the caller.
QComboBox *lineEndingField(QWidget *parent);
/// Sets the texts of all entries.
void setItemTexts(QComboBox &box, const QStringList &texts);
/// The row below all that a grid holds.
int nextRow(const QGridLayout &grid);
