// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QLineEdit>

/// Text that looks like a label but can be selected, and that screen readers read together with its name: the
/// accessibility interface of QLabel has only one of the two.
class CountField : public QLineEdit
{
    Q_OBJECT
public:
    explicit CountField(QWidget *parent = nullptr);

    void showText(const QString &text);
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }
};
