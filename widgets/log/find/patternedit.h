// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/search/searchpattern.h"
#include "widgets/parts/translated.h"

#include <QJsonObject>
#include <QWidget>

class QComboBox;
class QLineEdit;
class QToolButton;

/// A field for a search pattern, with its kind and whether case matters.
class PatternEdit : public Translated<QWidget>
{
    Q_OBJECT
public:
    explicit PatternEdit(QWidget *parent = nullptr);

    SearchPattern pattern() const;
    QJsonObject save() const;
    void restore(const QJsonObject &state);
    QLineEdit *edit() const { return m_edit; }
    /// Marks the field and shows `message` as its tool tip; an empty message unmarks it.
    void showError(const QString &message);

signals:
    void changed();

private:
    void retranslate() override;

    QLineEdit *m_edit = nullptr;
    QComboBox *m_kind = nullptr;
    QToolButton *m_matchCase = nullptr;
};
