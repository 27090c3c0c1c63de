// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/network/options/optionssection.h"
#include "widgets/parts/labeledfield.h"

#include <vector>

class QDoubleSpinBox;
class QSpinBox;

/// What a relay does to the traffic, for each direction; can be changed while it runs.
class ImpairmentOptions : public OptionsSection
{
    Q_OBJECT
public:
    explicit ImpairmentOptions(QWidget *parent);

    bool appliesTo(Role role) const override { return isRelay(role); }
    bool isLive() const override { return true; }
    void show(const EndpointUrl &url) override;
    Result<void> read(EndpointUrl &url) override;

protected:
    void retranslate() override;

private:
    enum class For : quint8 { All, Streams, Datagrams };
    /// A row: a member of Impairment, and a field for it in either direction.
    template<typename Number, typename Field>
    struct Row
    {
        Number Impairment::*member;
        For use;
        QLabel *label;
        Field *up;
        Field *down;

        void setVisible(bool visible) const;
        void setTexts(const QString &name, const QString &suffix, const QString &none) const;
    };
    using NumberRow = Row<int, QSpinBox>;
    using PercentRow = Row<double, QDoubleSpinBox>;

    void addNumber(int Impairment::*member, For use, int maximum);
    void addPercent(double Impairment::*member);
    void enableWith(int Impairment::*member, int Impairment::*needed);

    std::vector<NumberRow> m_numbers;
    std::vector<PercentRow> m_percents;
    QLabel *const m_upTitle;
    QLabel *const m_downTitle;
    LabeledField<QSpinBox> m_seed;
};
