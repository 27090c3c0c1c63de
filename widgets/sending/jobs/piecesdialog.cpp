// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/jobs/piecesdialog.h"

#include "model/sending/listplan.h"
#include "model/sending/piecesplan.h"
#include "widgets/parts/fields.h"
#include "widgets/parts/units.h"

#include <QLineEdit>
#include <QRadioButton>
#include <QSpinBox>

PiecesDialog::PiecesDialog(JobRunner &runner, Message message, const QJsonObject &state, QWidget *parent)
    : ToolDialog(runner, parent), m_message(std::move(message))
{
    constexpr int maxPerWrite = 10'000;
    constexpr int maxPieceSize = 1 << 20;
    constexpr int maxMs = 3600 * 1000;
    constexpr int maxTimes = 1'000'000;
    m_about = new QLabel(this);
    m_about->setWordWrap(true);
    form()->addRow(m_about);
    m_perWrite = addField(numberField(this, 1, maxPerWrite, state[u"glue"].toInt(1)));
    m_notCut = new QRadioButton(this);
    m_afterEvery = new QRadioButton(this);
    m_atOffsets = new QRadioButton(this);
    m_every = numberField(this, 1, maxPieceSize, state[u"every"].toInt(1));
    m_offsets = new QLineEdit(state[u"places"].toString(QStringLiteral("1, 3")), this);
    m_cutLabel = new QLabel(this);
    form()->addRow(m_cutLabel, m_notCut);
    form()->addRow(m_afterEvery, m_every);
    form()->addRow(m_atOffsets, m_offsets);
    const QString cut = state[u"cut"].toString(QStringLiteral("every"));
    (cut == u"places" ? m_atOffsets : cut == u"none" ? m_notCut : m_afterEvery)->setChecked(true);
    m_gap = addField(numberField(this, 0, maxMs, state[u"gap"].toInt(20)));
    m_times = addField(numberField(this, 0, maxTimes, state[u"times"].toInt(1)));
    m_interval = addField(numberField(this, 0, maxMs, state[u"interval"].toInt(1000)));
    connect(m_every, &QSpinBox::valueChanged, m_afterEvery, [this] { m_afterEvery->setChecked(true); });
    connect(m_offsets, &QLineEdit::textEdited, m_atOffsets, [this] { m_atOffsets->setChecked(true); });
    watchFields(*this, this, [this] { showError({}); });
    retranslate();
}

void PiecesDialog::retranslate()
{
    setWindowTitle(tr("Send in pieces"));
    m_about->setText(tr("Sends the message in the send box in pieces, or several in one write, to test whether the "
                        "peer reassembles the stream correctly. Each piece is a TCP segment of its own."));
    m_perWrite.setLabel(tr("Messages in one write"));
    m_cutLabel->setText(tr("Cut"));
    m_notCut->setText(tr("not cut"));
    m_afterEvery->setText(tr("after every"));
    m_atOffsets->setText(tr("at the offsets"));
    m_every->setAccessibleName(tr("Bytes in a piece"));
    m_every->setSuffix(tr(" B"));
    m_offsets->setAccessibleName(tr("Offsets to cut at"));
    m_offsets->setToolTip(tr("Byte offsets such as 1, 3, 8: 1 cuts after the first byte"));
    m_gap.setLabel(tr("Gap between pieces"));
    m_times.setLabel(tr("Messages"));
    m_times->setSpecialValueText(tr("until stopped"));
    m_interval.setLabel(tr("Interval"));
    for (QSpinBox *field : {m_gap, m_interval})
        field->setSuffix(units::ms());
}

QJsonObject PiecesDialog::save() const
{
    return {
        {QStringLiteral("glue"), m_perWrite->value()},
        {QStringLiteral("cut"),
         m_atOffsets->isChecked()        ? QStringLiteral("places")
             : m_afterEvery->isChecked() ? QStringLiteral("every")
                                         : QStringLiteral("none")},
        {QStringLiteral("every"), m_every->value()},
        {QStringLiteral("places"), m_offsets->text()},
        {QStringLiteral("gap"), m_gap->value()},
        {QStringLiteral("times"), m_times->value()},
        {QStringLiteral("interval"), m_interval->value()},
    };
}

Result<ToolDialog::Work> PiecesDialog::work()
{
    const auto message = m_message();
    if (!message)
        return tl::unexpected(message.error());
    if (message->isEmpty())
        return failure(tr("Not sent: the message is empty."));
    SendPieces pieces;
    pieces.glue = m_perWrite->value();
    pieces.gap = std::chrono::milliseconds(m_gap->value());
    if (m_afterEvery->isChecked()) {
        pieces.every = m_every->value();
    } else if (m_atOffsets->isChecked()) {
        auto offsets = SendPieces::parseOffsets(m_offsets->text());
        if (!offsets)
            return tl::unexpected(offsets.error());
        if (offsets->isEmpty())
            return failure(tr("Enter the offsets to cut the message at, such as 1, 3, 8."));
        pieces.offsets = *offsets;
    }
    const auto interval = std::chrono::milliseconds(m_interval->value());
    // Messages in one write count as one.
    Work work{[] { return tr("In pieces"); }, {}};
    work.job.makePlan = [bytes = *message, times = quint64(m_times->value()), interval, pieces] {
        return std::make_unique<PiecesPlan>(std::make_unique<ListPlan>(bytes, times, interval), pieces);
    };
    return work;
}
