// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/formatfields.h"

#include "model/bytes/protocolpreset.h"
#include "widgets/parts/checksumfields.h"

#include <QButtonGroup>
#include <QCheckBox>
#include <QComboBox>
#include <QRadioButton>

#include <algorithm>

namespace {

/// Without the checksum.
QJsonObject toJson(const PayloadFormat &format)
{
    QJsonObject state{
        {QStringLiteral("input"), int(format.input)},
        {QStringLiteral("escapes"), format.escapes},
        {QStringLiteral("lineEnding"), int(format.lineEnding)},
    };
    if (format.frame.hasBody())
        state.insert(QStringLiteral("frame"), format.frame.toString());
    return state;
}

PayloadFormat toFormat(const QJsonObject &state)
{
    PayloadFormat format;
    format.input = PayloadFormat::Input(std::clamp(state[u"input"].toInt(), 0, 1));
    format.escapes = state[u"escapes"].toBool();
    format.lineEnding = PayloadFormat::LineEnding(std::clamp(state[u"lineEnding"].toInt(), 0, 3));
    format.frame = Framing::parse(state[u"frame"].toString()).value_or(Framing());
    return format;
}

} // namespace

FormatFields::FormatFields(QWidget &panel, QGridLayout &grid) : QObject(&panel)
{
    m_input = new QButtonGroup(&panel);
    m_escapes = new QCheckBox(&panel);
    m_ending = LabeledField(lineEndingField(&panel));
    auto *inputs = new QHBoxLayout;
    for (int id = 0; id < 2; ++id) {
        auto *button = new QRadioButton(&panel);
        m_input->addButton(button, id);
        inputs->addWidget(button);
    }
    inputs->addWidget(m_escapes);
    inputs->addStretch();
    grid.addLayout(inputs, nextRow(grid), 0, 1, 2);
    m_ending->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon); // frames do not widen the column
    m_ending->setMinimumContentsLength(8);
    for (const ProtocolPreset &protocol : ProtocolPreset::all())
        offerFrame(protocol.format.frame);
    for (const Framing::Kind kind : {Framing::Kind::Slip, Framing::Kind::Cobs})
        offerFrame({.kind = kind});
    m_ending.addTo(grid);
    m_checksum = new ChecksumFields(panel, grid, ChecksumFields::Purpose::Sent);

    m_input->button(0)->setChecked(true);
    connect(m_input, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (!checked)
            return;
        m_escapes->setEnabled(id == int(PayloadFormat::Input::Text));
        Q_EMIT formatChanged();
    });
    connect(m_escapes, &QCheckBox::toggled, this, &FormatFields::formatChanged);
    connect(m_ending, &QComboBox::currentIndexChanged, this, &FormatFields::onEndingChosen);
    connect(m_checksum, &ChecksumFields::useChanged, this, &FormatFields::formatChanged);
    retranslate();
}

PayloadFormat FormatFields::format() const
{
    const QString frame = m_ending->currentData().toString();
    const auto ending = frame.isEmpty() ? PayloadFormat::LineEnding(m_ending->currentIndex()) : m_framedEnding;
    return {PayloadFormat::Input(m_input->checkedId()), m_escapes->isChecked(), ending, m_checksum->use(),
            frame.isEmpty() ? Framing() : Framing::parse(frame).value_or(Framing())};
}

void FormatFields::onEndingChosen()
{
    m_framedEnding = PayloadFormat::LineEnding::None;
    Q_EMIT formatChanged();
}

/// The row of a frame in the choice, which is added if it is missing.
int FormatFields::rowOf(const Framing &frame)
{
    const QString text = frame.toString();
    if (m_ending->findData(text) < 0) {
        m_ending->addItem(QString(), text);
        nameFrames();
    }
    return m_ending->findData(text);
}

void FormatFields::nameFrames()
{
    for (int row = 0; row < m_ending->count(); ++row) {
        const QString text = m_ending->itemData(row).toString();
        if (text.isEmpty())
            continue;
        const auto &protocols = ProtocolPreset::all();
        const auto protocol = std::find_if(protocols.begin(), protocols.end(), [&](const ProtocolPreset &p) {
            return p.format.frame.hasBody() && p.format.frame.toString() == text;
        });
        const QString name = protocol != protocols.end() ? protocol->title : text;
        m_ending->setItemText(row, tr("%1 frame", "the name of a protocol").arg(name));
    }
}

void FormatFields::offerFrame(const Framing &frame)
{
    if (frame.hasBody())
        rowOf(frame);
}

void FormatFields::setFormat(const PayloadFormat &format)
{
    m_input->button(int(format.input))->setChecked(true);
    m_escapes->setChecked(format.escapes);
    m_ending->setCurrentIndex(format.frame.hasBody() ? rowOf(format.frame) : int(format.lineEnding));
    m_framedEnding = format.lineEnding;
    m_checksum->setUse(format.checksum);
}

void FormatFields::enterProtocol(const PayloadFormat &ofProtocol)
{
    m_beforeProtocol = format();
    setFormat(ofProtocol);
}

void FormatFields::leaveProtocol(const PayloadFormat &ofProtocol)
{
    const PayloadFormat now = format();
    PayloadFormat next = now;
    if (now.input == ofProtocol.input)
        next.input = m_beforeProtocol.input;
    if (now.escapes == ofProtocol.escapes)
        next.escapes = m_beforeProtocol.escapes;
    if (now.lineEnding == ofProtocol.lineEnding && now.frame == ofProtocol.frame) {
        next.lineEnding = m_beforeProtocol.lineEnding;
        next.frame = m_beforeProtocol.frame;
    }
    if (m_checksum->isSetTo(ofProtocol.checksum))
        next.checksum = m_beforeProtocol.checksum;
    setFormat(next);
}

QJsonObject FormatFields::save() const
{
    QJsonObject state = toJson(format());
    state.insert(QStringLiteral("checksum"), m_checksum->save());
    QJsonObject before = toJson(m_beforeProtocol);
    before.insert(QStringLiteral("checksum"), m_beforeProtocol.checksum.toString());
    state.insert(QStringLiteral("beforeProtocol"), before);
    return state;
}

void FormatFields::restore(const QJsonObject &state)
{
    setFormat(toFormat(state));
    m_checksum->restore(state[u"checksum"].toObject());
    const QJsonObject before = state[u"beforeProtocol"].toObject();
    m_beforeProtocol = toFormat(before);
    m_beforeProtocol.checksum = ChecksumFormat::parse(before[u"checksum"].toString()).value_or(ChecksumFormat());
}

void FormatFields::retranslate()
{
    m_input->button(int(PayloadFormat::Input::Text))->setText(tr("Text"));
    m_input->button(int(PayloadFormat::Input::Hex))->setText(tr("Hex"));
    m_escapes->setText(tr("Escapes"));
    m_escapes->setToolTip(tr("\\n \\r \\t \\0 \\\\ as in C, \\xHH for a byte, \\u{…} for a character"));
    m_ending.label()->setText(tr("Append"));
    m_ending->setAccessibleName(tr("Append line ending"));
    m_ending->setToolTip(
        tr("Line ending appended to each message, or the frame around it: the start and end of a protocol, "
           "with its escapes. The bytes below the message show it."));
    m_ending->setItemText(0, tr("nothing"));
    nameFrames();
    m_checksum->retranslate();
}
