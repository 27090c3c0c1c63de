// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/jobs/generatordialog.h"

#include "model/bytes/hex/hex.h"
#include "model/sending/generatorplan.h"
#include "widgets/parts/fields.h"
#include "widgets/parts/formatfields.h"
#include "widgets/parts/statuslabel.h"
#include "widgets/parts/units.h"

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace {

constexpr int maxGeneratedSize = 1 << 20;
constexpr double maxGeneratorRate = 10'000'000;
constexpr int maxMessages = 2'000'000'000;
constexpr int maxSeconds = 7 * 24 * 3600;
constexpr qsizetype previewedBytes = 24;
// Messages delayed by this much are sent at once, so that the rate is kept.
constexpr std::chrono::milliseconds generatorTolerance{20};

} // namespace

GeneratorDialog::GeneratorDialog(JobRunner &runner, const QJsonObject &state, QWidget *parent)
    : ToolDialog(runner, parent)
{
    addPattern(state);
    addLimits(state);
    m_preview = new QLabel(this);
    m_preview->setTextFormat(Qt::PlainText);
    m_preview->setWordWrap(true);
    addBelow(m_preview);
    connect(m_pattern, &QPlainTextEdit::textChanged, this, &GeneratorDialog::preview);
    connect(m_format, &FormatFields::formatChanged, this, &GeneratorDialog::preview);
    connect(m_size, &QSpinBox::valueChanged, this, &GeneratorDialog::preview);
    connect(m_fill, &QComboBox::currentIndexChanged, this, &GeneratorDialog::preview);
    retranslate();
}

void GeneratorDialog::retranslate()
{
    setWindowTitle(tr("Traffic generator"));
    m_pattern.setLabel(tr("Message"));
    m_pattern->setToolTip(tr("${count} is the message number, from 0; ${count:8} has 8 digits with leading zeros. In "
                             "hex input it is 4 bytes; ${count:2} is 2 bytes."));
    m_format->retranslate();
    m_size.setLabel(tr("Size"));
    m_size->setSpecialValueText(tr("as long as the message"));
    m_size->setSuffix(tr(" B"));
    m_fill.setLabel(tr("Pad with"));
    setItemTexts(*m_fill, {tr("00 01 02 … FF"), tr("zeros"), tr("ABC…Z"), tr("random bytes")});
    m_rate.setLabel(tr("Rate"));
    m_rate->setSpecialValueText(tr("as fast as possible"));
    m_rate->setSuffix(tr(" messages/s"));
    m_count.setLabel(tr("Messages"));
    m_count->setSpecialValueText(tr("no limit"));
    m_seconds.setLabel(tr("Duration"));
    m_seconds->setSpecialValueText(tr("no limit"));
    m_seconds->setSuffix(units::s());
    preview();
}

void GeneratorDialog::addPattern(const QJsonObject &state)
{
    m_pattern = addField(new QPlainTextEdit(state[u"pattern"].toString(QStringLiteral("message ${count:8} ")), this));
    m_pattern->setTabChangesFocus(true);
    m_pattern->setMaximumHeight(m_pattern->fontMetrics().height() * 4 + 12);
    auto *formatBox = new QWidget(this);
    auto *grid = new QGridLayout(formatBox);
    grid->setContentsMargins(0, 0, 0, 0);
    m_format = new FormatFields(*formatBox, *grid);
    m_format->restore(state[u"format"].toObject());
    form()->addRow(QString(), formatBox);
    m_size = addField(numberField(this, 0, maxGeneratedSize, state[u"size"].toInt(64)));
    m_fill = addField(new QComboBox(this));
    m_fill->addItems(QStringList(4, QString()));
    m_fill->setCurrentIndex(std::clamp(state[u"fill"].toInt(), 0, 3));
}

void GeneratorDialog::addLimits(const QJsonObject &state)
{
    m_rate = addField(rateField(this, 0, maxGeneratorRate, state[u"rate"].toDouble(1000)));
    m_count = addField(numberField(this, 0, maxMessages, state[u"count"].toInt()));
    m_seconds = addField(numberField(this, 0, maxSeconds, state[u"seconds"].toInt(10)));
}

QJsonObject GeneratorDialog::save() const
{
    return {
        {QStringLiteral("pattern"), exactText(*m_pattern)}, {QStringLiteral("format"), m_format->save()},
        {QStringLiteral("size"), m_size->value()},          {QStringLiteral("fill"), m_fill->currentIndex()},
        {QStringLiteral("rate"), m_rate->value()},          {QStringLiteral("count"), m_count->value()},
        {QStringLiteral("seconds"), m_seconds->value()},
    };
}

Result<GeneratorPattern> GeneratorDialog::pattern() const
{
    return GeneratorPattern::parse(exactText(*m_pattern), m_format->format(), runner().sharedCodec(), m_size->value(),
                                   GeneratorPattern::Fill(m_fill->currentIndex()));
}

void GeneratorDialog::preview()
{
    const auto made = pattern();
    if (!made) {
        m_preview->clear();
        showError(StatusLabel::textOf(made.error()));
        return;
    }
    showError({});
    quint64 random = 1;
    const QByteArray first = made->message(0, random);
    const QString rest = first.size() > previewedBytes ? QStringLiteral(" …") : QString();
    m_preview->setText(
        tr("First message, %n byte(s): %1", nullptr, int(first.size())).arg(toHex(first.left(previewedBytes)) + rest));
}

Result<ToolDialog::Work> GeneratorDialog::work()
{
    auto made = pattern();
    if (!made)
        return tl::unexpected(made.error());
    GeneratorPlan::Limits limits{m_rate->value(), quint64(m_count->value()), std::chrono::seconds(m_seconds->value())};
    Work work{[] { return tr("Traffic generator"); }, {}};
    work.job.makePlan = [pattern = *made, limits] { return std::make_unique<GeneratorPlan>(pattern, limits); };
    work.job.tolerance = generatorTolerance;
    work.job.skipSlowPeers = limits.perSecond > 0;
    return work;
}
