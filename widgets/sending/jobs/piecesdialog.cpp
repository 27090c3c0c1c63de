// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/jobs/piecesdialog.h"

#include "model/sending/listplan.h"
#include "model/sending/piecesplan.h"

#include <QLineEdit>
#include <QRadioButton>
#include <QSpinBox>

namespace {

constexpr int mostGlued = 10'000;
constexpr int largestPiece = 1 << 20;
constexpr int longestMs = 3600 * 1000;
constexpr int mostTimes = 1'000'000;

} // namespace

PiecesDialog::PiecesDialog(JobRunner &runner, Message message, const QJsonObject &state, QWidget *parent)
    : ToolDialog(runner, parent), m_message(std::move(message))
{
    m_about = new QLabel(this);
    m_about->setWordWrap(true);
    form()->addRow(m_about);
    m_glue = LabeledField(numberField(this, 1, mostGlued, state[u"glue"].toInt(1)));
    addField(m_glue);
    m_whole = new QRadioButton(this);
    m_byEvery = new QRadioButton(this);
    m_byPlaces = new QRadioButton(this);
    m_every = numberField(this, 1, largestPiece, state[u"every"].toInt(1));
    m_places = new QLineEdit(state[u"places"].toString(QStringLiteral("1, 3")), this);
    m_cutLabel = new QLabel(this);
    form()->addRow(m_cutLabel, m_whole);
    form()->addRow(m_byEvery, m_every);
    form()->addRow(m_byPlaces, m_places);
    const QString cut = state[u"cut"].toString(QStringLiteral("every"));
    (cut == u"places" ? m_byPlaces : cut == u"none" ? m_whole : m_byEvery)->setChecked(true);
    m_gap = LabeledField(numberField(this, 0, longestMs, state[u"gap"].toInt(20)));
    addField(m_gap);
    m_times = LabeledField(numberField(this, 0, mostTimes, state[u"times"].toInt(1)));
    addField(m_times);
    m_interval = LabeledField(numberField(this, 0, longestMs, state[u"interval"].toInt(1000)));
    addField(m_interval);
    connect(m_every, &QSpinBox::valueChanged, m_byEvery, [this] { m_byEvery->setChecked(true); });
    connect(m_places, &QLineEdit::textEdited, m_byPlaces, [this] { m_byPlaces->setChecked(true); });
    retranslate();
}

void PiecesDialog::retranslate()
{
    setWindowTitle(tr("Send in pieces"));
    m_about->setText(tr("Sends the message of the send box in other pieces than it has, to test whether the "
                        "other side puts a stream together rightly. Each piece is a TCP segment of its own."));
    m_glue.setLabel(tr("Messages in one write"));
    m_cutLabel->setText(tr("Cut"));
    m_whole->setText(tr("not cut"));
    m_byEvery->setText(tr("after every"));
    m_byPlaces->setText(tr("before the bytes"));
    m_every->setAccessibleName(tr("Bytes in a piece"));
    m_every->setSuffix(tr(" B"));
    m_places->setAccessibleName(tr("Places to cut"));
    m_places->setToolTip(tr("Numbers of bytes, counted from 0, such as 1, 3, 8: 1 cuts behind the first byte"));
    m_gap.setLabel(tr("Gap between pieces"));
    m_times.setLabel(tr("Messages"));
    m_times->setSpecialValueText(tr("until stopped"));
    m_interval.setLabel(tr("Interval"));
    for (QSpinBox *field : {m_gap, m_interval})
        field->setSuffix(tr(" ms"));
}

QJsonObject PiecesDialog::save() const
{
    return {
        {QStringLiteral("glue"), m_glue->value()},
        {QStringLiteral("cut"),
         m_byPlaces->isChecked()      ? QStringLiteral("places")
             : m_byEvery->isChecked() ? QStringLiteral("every")
                                      : QStringLiteral("none")},
        {QStringLiteral("every"), m_every->value()},
        {QStringLiteral("places"), m_places->text()},
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
    SendPieces how;
    how.glue = m_glue->value();
    how.gap = std::chrono::milliseconds(m_gap->value());
    if (m_byEvery->isChecked()) {
        how.every = m_every->value();
    } else if (m_byPlaces->isChecked()) {
        auto places = SendPieces::parseOffsets(m_places->text());
        if (!places)
            return tl::unexpected(places.error());
        if (places->isEmpty())
            return failure(tr("Say where the message is to be cut, such as 1, 3, 8."));
        how.offsets = *places;
    }
    const auto interval = std::chrono::milliseconds(m_interval->value());
    // Those that are glued together go out at once, so they count as one.
    Work work{[] { return tr("In pieces"); }, {}};
    work.job.makePlan = [bytes = *message, times = quint64(m_times->value()), interval, how] {
        return std::make_unique<PiecesPlan>(std::make_unique<ListPlan>(bytes, times, interval), how);
    };
    return work;
}
