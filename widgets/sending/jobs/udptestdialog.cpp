// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/sending/jobs/udptestdialog.h"

#include "model/sending/udptestplan.h"
#include "widgets/parts/fields.h"
#include "widgets/parts/units.h"
#include "widgets/sending/jobs/sendingtext.h"

#include <QDoubleSpinBox>
#include <QHeaderView>
#include <QLocale>
#include <QRandomGenerator>
#include <QSpinBox>
#include <QTableWidget>

UdpTestDialog::UdpTestDialog(JobRunner &runner, const QJsonObject &state, QWidget *parent) : ToolDialog(runner, parent)
{
    constexpr int maxTestDatagram = 65507;
    constexpr double maxTestRate = 200'000;
    constexpr int maxTestDatagrams = 1'000'000'000;
    constexpr int maxWaitMs = 60'000;
    m_about = new QLabel(this);
    m_about->setWordWrap(true);
    form()->addRow(m_about);
    m_size = addField(numberField(this, int(UdpTestPlan::minSize), maxTestDatagram, state[u"size"].toInt(64)));
    m_rate = addField(rateField(this, 0.1, maxTestRate, state[u"rate"].toDouble(1000)));
    m_count = addField(numberField(this, 0, maxTestDatagrams, state[u"count"].toInt(10'000)));
    m_wait = addField(numberField(this, 0, maxWaitMs, state[u"wait"].toInt(1000)));
    m_result = new QTableWidget(9, 1, this);
    m_result->horizontalHeader()->hide();
    m_result->horizontalHeader()->setStretchLastSection(true);
    m_result->setEditTriggers(QAbstractItemView::NoEditTriggers);
    addBelow(m_result);
    const auto show = [this](const SendProgress &progress, bool over) {
        if (!progress.udpTest)
            return;
        m_measured = *progress.udpTest;
        m_isOver = over;
        showResult();
    };
    connect(&runner, &JobRunner::progressed, this, [show](const SendProgress &progress) { show(progress, false); });
    connect(&runner, &JobRunner::ended, this, [show](const SendOutcome &outcome) { show(outcome.progress, true); });
    watchFields(*this, this, [this] { showError({}); });
    retranslate();
    m_result->setFixedHeight(m_result->verticalHeader()->length() + 2 * m_result->frameWidth());
    resize(400, sizeHint().height());
}

void UdpTestDialog::retranslate()
{
    setWindowTitle(tr("UDP test"));
    m_about->setText(tr("Sends numbered datagrams to a peer that echoes them, such as another SocketScope with the "
                        "auto reply “echo”, and counts those that return."));
    m_size.setLabel(tr("Size"));
    m_size->setSuffix(tr(" B"));
    m_rate.setLabel(tr("Rate"));
    m_rate->setSuffix(tr(" datagrams/s"));
    m_count.setLabel(tr("Datagrams"));
    m_count->setSpecialValueText(tr("until stopped"));
    m_wait.setLabel(tr("Wait at the end"));
    m_wait->setSuffix(units::ms());
    m_wait->setToolTip(tr("How long the last datagrams may take to return before they count as lost"));
    m_result->setAccessibleName(tr("Result"));
    m_result->setVerticalHeaderLabels({tr("Sent"), tr("Returned"), tr("Lost"), tr("Duplicates"), tr("Reordered"),
                                       tr("Damaged"), tr("Round trip, shortest"), tr("Round trip, median"),
                                       tr("Round trip, 99th percentile")});
    showResult();
}

QJsonObject UdpTestDialog::save() const
{
    return {
        {QStringLiteral("size"), m_size->value()},
        {QStringLiteral("rate"), m_rate->value()},
        {QStringLiteral("count"), m_count->value()},
        {QStringLiteral("wait"), m_wait->value()},
    };
}

Result<ToolDialog::Work> UdpTestDialog::work()
{
    if (!runner().sendsDatagrams())
        return failure(tr("This test needs a tab with the role UDP."));
    UdpTestPlan::Options options;
    options.size = m_size->value();
    options.perSecond = m_rate->value();
    options.count = quint64(m_count->value());
    options.linger = std::chrono::milliseconds(m_wait->value());
    Work work{[] { return tr("UDP test"); }, {}};
    work.job.makePlan = [options, number = QRandomGenerator::global()->generate()] {
        return std::make_unique<UdpTestPlan>(options, number);
    };
    work.job.tolerance = std::chrono::milliseconds(20);
    return work;
}

void UdpTestDialog::showResult()
{
    const QLocale locale;
    const UdpTestResult &result = m_measured;
    const auto number = [&](quint64 value) { return locale.toString(value); };
    const auto time = [&](qint64 ns) { return result.received > 0 ? SendingText::duration(ns) : QStringLiteral("–"); };
    const QString missing =
        tr("%1 (%2 %)").arg(number(result.missing()), locale.toString(result.lossPercent(), 'f', 2));
    const QString lost = result.sent == 0 ? QStringLiteral("–")
        : m_isOver                        ? missing
                                          : tr("%1, or still in transit").arg(missing);
    const QStringList cells{number(result.sent),       number(result.received),      lost,
                            number(result.duplicates), number(result.reordered),     number(result.damaged),
                            time(result.roundTripMin), time(result.roundTripMedian), time(result.roundTripP99)};
    for (int row = 0; row < cells.size(); ++row)
        m_result->setItem(row, 0, new QTableWidgetItem(cells[row]));
}
