// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/replies/replyrules.h"
#include "model/replies/writtenrules.h"
#include "widgets/parts/labeledfield.h"

#include <QWidget>

class FileChooser;
class QComboBox;
class QPushButton;
class QSpinBox;
class RuleTextField;
class StatusLabel;

/// The fields of one rule, with the errors in them.
class RuleForm : public QWidget
{
    Q_OBJECT
public:
    /// `files` outlives the form.
    explicit RuleForm(FileChooser &files, QWidget *parent = nullptr);

    /// The rule in the fields; enabled as in the rule that was set.
    WrittenRule rule() const;
    void setRule(const WrittenRule &rule);
    void showError(const std::optional<JsonFields::FieldError> &error);
    /// Focuses the field to type in first, or the one with an error.
    void focusField();

signals:
    void changed();

private:
    void buildFields();
    void buildLayout();
    void nameEscapes(const RuleTextField &field, const QString &accessibleName);
    void fillChoices();
    void updateVisible();
    void showHelp(const WrittenRule &now);
    void chooseFile();

    FileChooser &m_files;
    bool m_enabled = true;
    bool m_isFilling = false;
    const LabeledField<QComboBox> m_when;
    const LabeledField<RuleTextField> m_pattern;
    StatusLabel *const m_patternError;
    const LabeledField<QComboBox> m_reply;
    const LabeledField<RuleTextField> m_content;
    QWidget *const m_besideContent;
    QPushButton *const m_choose;
    StatusLabel *const m_contentError;
    const LabeledField<QComboBox> m_checksum;
    const LabeledField<QComboBox> m_append;
    const LabeledField<QSpinBox> m_delay;
    const LabeledField<QComboBox> m_then;
};
