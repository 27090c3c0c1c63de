// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"
#include "widgets/parts/wrappedlabel.h"

/// A line below fields that shows their state, or in red what is wrong with them. Hidden while it is empty.
class StatusLabel : public WrappedLabel
{
    Q_OBJECT
public:
    explicit StatusLabel(QWidget *parent);

    void showText(const QString &text) { set(text, {}); }
    void showError(const QString &message);
    /// Shows nothing.
    void clear() { showText({}); }
    /// The error with its position, if it has one: `Position 3: …`.
    static QString textOf(const Error &error);

private:
    void set(const QString &text, const QPalette &colors);
};
