// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/options/impairmentoptions.h"

#include "widgets/parts/units.h"

#include <QDoubleSpinBox>
#include <QSpinBox>

#include <algorithm>
#include <limits>
#include <utility>

namespace {

constexpr int maxNumber = std::numeric_limits<int>::max();

} // namespace

template<typename Number, typename Field>
void ImpairmentOptions::Row<Number, Field>::setVisible(bool visible) const
{
    label->setVisible(visible);
    up->setVisible(visible);
    down->setVisible(visible);
}

/// `none` is shown for 0, unless it is empty.
template<typename Number, typename Field>
void ImpairmentOptions::Row<Number, Field>::setTexts(const QString &name, const QString &suffix,
                                                     const QString &none) const
{
    label->setText(name);
    for (Field *field : {up, down}) {
        field->setSuffix(suffix);
        if (field->minimum() == 0)
            field->setSpecialValueText(none);
    }
    up->setAccessibleName(tr("%1, to the server").arg(name));
    down->setAccessibleName(tr("%1, to the clients").arg(name));
}

ImpairmentOptions::ImpairmentOptions(QWidget *parent)
    : OptionsSection(parent), m_upTitle(new QLabel(this)), m_downTitle(new QLabel(this))
{
    auto *grid = new QGridLayout(this);
    grid->setColumnStretch(2, 1); // as the one before
    grid->addWidget(m_upTitle, 0, 1);
    grid->addWidget(m_downTitle, 0, 2);
    addNumber(&Impairment::delayMs, For::All, Impairment::maxMs);
    addNumber(&Impairment::jitterMs, For::All, Impairment::maxMs);
    addNumber(&Impairment::bytesPerSec, For::All, maxNumber);
    addNumber(&Impairment::cutBytes, For::Streams, maxNumber);
    addNumber(&Impairment::cutGapMs, For::Streams, Impairment::maxMs);
    addNumber(&Impairment::glueBytes, For::Streams, Impairment::maxGlue);
    addNumber(&Impairment::glueMs, For::Streams, Impairment::maxMs);
    addNumber(&Impairment::resetAfter, For::Streams, maxNumber);
    addPercent(&Impairment::loss);
    addPercent(&Impairment::duplicate);
    addPercent(&Impairment::reorder);
    enableWith(&Impairment::cutGapMs, &Impairment::cutBytes);
    enableWith(&Impairment::glueMs, &Impairment::glueBytes);
    m_seed = LabeledField(numberField(this, -1, maxNumber, -1));
    const int row = nextRow(*grid);
    grid->addWidget(m_seed.label(), row, 0);
    grid->addWidget(m_seed, row, 1, 1, 2);
    retranslate();
}

void ImpairmentOptions::addNumber(int Impairment::*member, For use, int maximum)
{
    const int minimum = member == &Impairment::glueMs ? 1 : 0;
    const NumberRow row{member, use, new QLabel(this), numberField(this, minimum, maximum, minimum),
                        numberField(this, minimum, maximum, minimum)};
    auto *grid = qobject_cast<QGridLayout *>(layout());
    const int at = nextRow(*grid);
    grid->addWidget(row.label, at, 0);
    grid->addWidget(row.up, at, 1);
    grid->addWidget(row.down, at, 2);
    m_numbers.push_back(row);
}

/// The fields of `member` have an effect only while those of `needed` are set.
void ImpairmentOptions::enableWith(int Impairment::*member, int Impairment::*needed)
{
    const auto rowOf = [this](int Impairment::*wanted) {
        return *std::find_if(m_numbers.begin(), m_numbers.end(),
                             [wanted](const NumberRow &row) { return row.member == wanted; });
    };
    const NumberRow dependent = rowOf(member);
    const NumberRow other = rowOf(needed);
    for (const auto &[field, source] : {std::pair(dependent.up, other.up), std::pair(dependent.down, other.down)}) {
        field->setEnabled(source->value() > 0);
        connect(source, &QSpinBox::valueChanged, field, [field = field](int value) { field->setEnabled(value > 0); });
    }
}

void ImpairmentOptions::addPercent(double Impairment::*member)
{
    const PercentRow row{member, For::Datagrams, new QLabel(this), rateField(this, 0, 100, 0),
                         rateField(this, 0, 100, 0)};
    auto *grid = qobject_cast<QGridLayout *>(layout());
    const int at = nextRow(*grid);
    grid->addWidget(row.label, at, 0);
    grid->addWidget(row.up, at, 1);
    grid->addWidget(row.down, at, 2);
    m_percents.push_back(row);
}

void ImpairmentOptions::show(const EndpointUrl &url)
{
    const auto showRows = [&](const auto &rows) {
        for (const auto &row : rows) {
            row.up->setValue(url.impairments.up.*row.member);
            row.down->setValue(url.impairments.down.*row.member);
            row.setVisible(row.use == For::All || (row.use == For::Datagrams) == isDatagram(url.role));
        }
    };
    showRows(m_numbers);
    showRows(m_percents);
    m_seed->setValue(url.seed.value_or(-1));
}

Result<void> ImpairmentOptions::read(EndpointUrl &url)
{
    const auto readRows = [&](const auto &rows) {
        for (const auto &row : rows) {
            url.impairments.up.*row.member = row.up->value();
            url.impairments.down.*row.member = row.down->value();
        }
    };
    readRows(m_numbers);
    readRows(m_percents);
    url.seed = m_seed->value() < 0 ? std::nullopt : std::optional(m_seed->value());
    return {};
}

void ImpairmentOptions::retranslate()
{
    setTitle(tr("Impairments"));
    m_upTitle->setText(tr("To the server"));
    m_downTitle->setText(tr("To the clients"));
    const QString ms = units::ms();
    const QString bytes = tr(" B");
    const struct
    {
        QString name;
        QString suffix;
        QString none;
        QString toolTip;
    } numbers[] = {
        {tr("Delay"), ms, {}, tr("By which everything is delayed")},
        {tr("Jitter"), ms, {}, tr("Lengthens or shortens the delay at random, by at most this time")},
        {tr("Rate (B/s)"), tr(" B/s"), tr("unlimited"), tr("More bytes a second are not passed on")},
        {tr("Cut into pieces (B)"), bytes, tr("as received"),
         tr("Each piece of this size is written to the socket by itself")},
        {tr("Pause between pieces"), ms, {}, tr("Without a pause, the recipient often reads several pieces at once")},
        {tr("Collect"),
         bytes,
         {},
         tr("This number of bytes is collected before it is passed on, at most for the time below")},
        {tr("Collect for at most"), ms, {}, tr("Then what was collected is passed on")},
        {tr("Reset after (B)"), bytes, tr("never"), tr("After this number of bytes both connections are reset (RST)")},
    };
    for (size_t i = 0; i < m_numbers.size(); ++i) {
        m_numbers[i].setTexts(numbers[i].name, numbers[i].suffix, numbers[i].none);
        for (QWidget *widget : {static_cast<QWidget *>(m_numbers[i].label), static_cast<QWidget *>(m_numbers[i].up),
                                static_cast<QWidget *>(m_numbers[i].down)})
            widget->setToolTip(numbers[i].toolTip);
    }
    const QString percents[] = {tr("Loss"), tr("Duplicates"), tr("Overtaken by the next")};
    for (size_t i = 0; i < m_percents.size(); ++i)
        m_percents[i].setTexts(percents[i], tr(" %"), {});
    m_seed.setLabel(tr("Seed"));
    m_seed->setSpecialValueText(tr("another each time"));
    m_seed->setToolTip(tr("With the same seed, the same random numbers are used each time the relay is opened"));
}
