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

    QPlainTextEdit *m_pattern = nullptr;
    FormatFields *m_format = nullptr;
    QLabel *m_preview = nullptr;
    QSpinBox *m_size = nullptr;
    QComboBox *m_fill = nullptr; // as GeneratorPattern::Fill
    QDoubleSpinBox *m_rate = nullptr;
    QSpinBox *m_count = nullptr;
    QSpinBox *m_seconds = nullptr;
};
