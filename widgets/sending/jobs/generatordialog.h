// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/sending/jobs/tooldialog.h"

class FormatFields;
class QComboBox;
class QDoubleSpinBox;
class QLabel;
class QPlainTextEdit;
class QSpinBox;
class GeneratorPattern;

/// The traffic generator.
class GeneratorDialog : public ToolDialog
{
    Q_OBJECT
public:
    GeneratorDialog(JobRunner &runner, const QJsonObject &state, QWidget *parent);

    QJsonObject save() const override;

protected:
    Result<Work> work() override;
    void retranslate() override;

private:
    void addPattern(const QJsonObject &state);
    void addLimits(const QJsonObject &state);
    Result<GeneratorPattern> pattern() const;
    void preview();

    LabeledField<QPlainTextEdit> m_pattern;
    FormatFields *m_format = nullptr;
    QLabel *m_preview = nullptr;
    LabeledField<QSpinBox> m_size;
    LabeledField<QComboBox> m_fill; // as GeneratorPattern::Fill
    LabeledField<QDoubleSpinBox> m_rate;
    LabeledField<QSpinBox> m_count;
    LabeledField<QSpinBox> m_seconds;
};
