// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/search/searchpattern.h"
#include "model/result.h"

#include <QJsonObject>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;
class QToolButton;

/// A field for what to look for, with its kind and whether case matters; shows what is wrong with it
/// in place.
class PatternEdit : public QWidget
{
    Q_OBJECT
public:
    explicit PatternEdit(QWidget *parent = nullptr);

    SearchPattern pattern() const;
    void setText(const QString &text);
    QJsonObject save() const;
    void restore(const QJsonObject &state);
    void selectAll();
    QLineEdit *edit() const { return m_edit; }
    /// Marks the field and says why when pointed at; an empty message unmarks it.
    void showError(const QString &message);

signals:
    void changed();

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();

    QLineEdit *m_edit = nullptr;
    QComboBox *m_kind = nullptr;
    QToolButton *m_matchCase = nullptr;
};
