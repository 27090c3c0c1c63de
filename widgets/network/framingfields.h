// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/bytes/framing.h"

#include <QJsonObject>
#include <QObject>

class QCheckBox;
class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

/// The fields of a panel that choose how streams are cut into messages. Only those are shown that matter for what
/// is chosen.
class FramingFields : public QObject
{
    Q_OBJECT
public:
    /// Makes the fields and adds them to the panel's two columns, from `row` on.
    FramingFields(QWidget &panel, QGridLayout &grid, int row);

    void retranslate();

    /// While the delimiter is not right, what was right before.
    const Framing &framing() const { return m_framing; }
    void setFraming(const Framing &framing);

signals:
    void framingChanged();

private:
    template<typename Field>
    Field *addRow(QGridLayout &grid, QLabel *&label, Field *field);
    void connectAll();
    void onEdited();
    void showDetails();
    QString delimiterText() const;

    QWidget &m_panel;
    int m_row;
    bool m_filling = false;
    Framing m_framing;
    QLabel *m_kindLabel = nullptr;
    QComboBox *m_kind = nullptr; // as Framing::Kind
    QLabel *m_delimiterLabel = nullptr;
    QLineEdit *m_delimiter = nullptr;
    QLabel *m_error = nullptr;
    QLabel *m_sizeLabel = nullptr;
    QSpinBox *m_size = nullptr;
    QLabel *m_gapLabel = nullptr;
    QSpinBox *m_gap = nullptr;
    QLabel *m_offsetLabel = nullptr;
    QSpinBox *m_offset = nullptr;
    QLabel *m_fieldLabel = nullptr;
    QComboBox *m_field = nullptr; // bytes of the length field
    QLabel *m_orderLabel = nullptr;
    QComboBox *m_order = nullptr; // Big, Little
    QLabel *m_adjustLabel = nullptr;
    QSpinBox *m_adjust = nullptr;
    QLabel *m_stripLabel = nullptr;
    QSpinBox *m_strip = nullptr;
    QLabel *m_mostLabel = nullptr;
    QSpinBox *m_most = nullptr;
    QCheckBox *m_drop = nullptr;
};
