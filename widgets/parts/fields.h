// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QStringList>

#include <functional>

class QComboBox;
class QDoubleSpinBox;
class QGridLayout;
class QObject;
class QPlainTextEdit;
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
/// The text of a field, with LF for each line break. Unlike toPlainText(), keeps no-break spaces. A field loses CR and
/// some other characters when its text is set, see needsEscapes().
QString exactText(const QPlainTextEdit &edit);
/// Calls `changed` whenever the user or the program changes a field below `root`, so that no field can be forgotten:
/// texts, numbers, choices, check boxes, splitters. Only fields that exist already; until `context` is destroyed.
void watchFields(const QWidget &root, QObject *context, const std::function<void()> &changed);
