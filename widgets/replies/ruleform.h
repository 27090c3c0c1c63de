// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/replies/replyrules.h"
#include "model/replies/writtenrules.h"

#include <QWidget>

class FileChooser;
class QComboBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QSpinBox;
class RuleTextField;

/// The fields of one rule. Says in place what is wrong with it.
class RuleForm : public QWidget
{
    Q_OBJECT
public:
    /// `files` outlives the form.
    explicit RuleForm(FileChooser &files, QWidget *parent = nullptr);

    /// As the fields say it; whether it is enabled stays as it was set.
    WrittenRule rule() const;
    void setRule(const WrittenRule &rule);
    void showTrouble(const std::optional<RuleTrouble> &trouble);
    /// Where to begin typing, or what is wrong.
    void focusField();

signals:
    void changed();

private:
    QLabel *addRow(QGridLayout &grid, const QString &name, QWidget *field, QWidget *second = nullptr);
    void buildFields();
    void nameEscapes(const RuleTextField &field, const QString &accessibleName);
    void fillChoices();
    void updateVisible();
    void showHelp(const WrittenRule &now);
    void chooseFile();

    FileChooser &m_files;
    bool m_enabled = true;
    bool m_filling = false;
    QComboBox *m_when = nullptr;
    QLabel *m_patternLabel = nullptr;
    RuleTextField *m_pattern = nullptr;
    QLabel *m_patternTrouble = nullptr;
    QComboBox *m_reply = nullptr;
    QLabel *m_contentLabel = nullptr;
    RuleTextField *m_content = nullptr;
    QWidget *m_beside = nullptr; // of the answer
    QPushButton *m_choose = nullptr;
    QLabel *m_contentTrouble = nullptr;
    QLabel *m_checksumLabel = nullptr;
    QComboBox *m_checksum = nullptr;
    QLabel *m_appendLabel = nullptr;
    QComboBox *m_append = nullptr;
    QSpinBox *m_delay = nullptr;
    QComboBox *m_then = nullptr;
};
