// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/find/filterbar.h"

#include "widgets/log/find/patternedit.h"
#include "widgets/parts/elidedlabel.h"

#include <QAbstractItemView>
#include <QComboBox>
#include <QHBoxLayout>
#include <QIntValidator>
#include <QLabel>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>
#include <limits>

namespace {

QLineEdit *sizeField()
{
    auto *field = new QLineEdit;
    field->setValidator(new QIntValidator(0, std::numeric_limits<int>::max(), field));
    field->setFixedWidth(field->fontMetrics().averageCharWidth() * 8);
    return field;
}

} // namespace

FilterBar::FilterBar(QWidget *parent) : LogBar(26, parent)
{
    m_show = new QComboBox(this);
    using Show = RecordFilter::Show;
    for (const auto show : {Show::Everything, Show::Data, Show::Received, Show::Sent, Show::Events})
        m_show->addItem(QString(), int(show));
    m_peer = new QComboBox(this);
    m_peer->setEditable(true);
    m_peer->setInsertPolicy(QComboBox::NoInsert);
    m_peer->setMinimumContentsLength(9); // more, where there is room
    m_peer->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_sizeLabel = new QLabel;
    m_minimum = sizeField();
    m_maximum = sizeField();
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 4);
    row->addWidget(m_show);
    row->addWidget(m_peer, 1);
    row->addWidget(m_pattern, 2);
    row->addWidget(m_sizeLabel);
    row->addWidget(m_minimum);
    row->addWidget(m_maximum);
    addEnd(*row);
    connect(&m_delay, &QTimer::timeout, this, &FilterBar::filterChanged);
    const auto changed = [this] { m_delay.start(); };
    connect(m_show, &QComboBox::currentIndexChanged, this, changed);
    connect(m_peer, &QComboBox::editTextChanged, this, changed);
    connect(m_pattern, &PatternEdit::changed, this, changed);
    connect(m_minimum, &QLineEdit::textChanged, this, changed);
    connect(m_maximum, &QLineEdit::textChanged, this, changed);
    retranslate();
}

RecordFilter FilterBar::filter() const
{
    RecordFilter filter;
    filter.show = RecordFilter::Show(m_show->currentData().toInt());
    filter.peer = m_peer->currentText().trimmed();
    filter.minimumSize = m_minimum->text().toLongLong();
    filter.maximumSize = m_maximum->text().isEmpty() ? -1 : m_maximum->text().toLongLong();
    if (!m_pattern->pattern().text.isEmpty())
        filter.pattern = m_pattern->pattern();
    return filter;
}

void FilterBar::setPeer(const QString &peer)
{
    show();
    m_peer->setEditText(peer);
}

void FilterBar::reset()
{
    m_show->setCurrentIndex(0);
    m_peer->clearEditText();
    m_pattern->edit()->clear();
    m_minimum->clear();
    m_maximum->clear();
    m_delay.stop();
    Q_EMIT filterChanged();
}

QJsonObject FilterBar::save() const
{
    return {
        {QStringLiteral("shown"), !isHidden()},          {QStringLiteral("show"), m_show->currentIndex()},
        {QStringLiteral("peer"), m_peer->currentText()}, {QStringLiteral("pattern"), m_pattern->save()},
        {QStringLiteral("minimum"), m_minimum->text()},  {QStringLiteral("maximum"), m_maximum->text()},
    };
}

void FilterBar::restore(const QJsonObject &state)
{
    m_show->setCurrentIndex(std::clamp(state[u"show"].toInt(), 0, m_show->count() - 1));
    m_peer->setEditText(state[u"peer"].toString());
    m_pattern->restore(state[u"pattern"].toObject());
    m_minimum->setText(state[u"minimum"].toString());
    m_maximum->setText(state[u"maximum"].toString());
    setVisible(state[u"shown"].toBool());
}

void FilterBar::setPeers(const QStringList &peers)
{
    const QSignalBlocker quiet(m_peer);
    const QString typed = m_peer->currentText();
    m_peer->clear();
    m_peer->addItems(peers);
    m_peer->setEditText(typed);
}

bool FilterBar::isChoosingPeer() const
{
    return m_peer->hasFocus() || m_peer->lineEdit()->hasFocus() || m_peer->view()->isVisible();
}

void FilterBar::retranslate()
{
    const QString shows[] = {tr("Everything"), tr("Data"), tr("Received"), tr("Sent"), tr("Events")};
    for (int i = 0; i < m_show->count(); ++i)
        m_show->setItemText(i, shows[i]);
    m_show->setAccessibleName(tr("Filter by kind"));
    m_peer->lineEdit()->setPlaceholderText(tr("Any peer"));
    m_peer->setAccessibleName(tr("Filter by peer"));
    m_pattern->edit()->setAccessibleName(tr("Filter by content"));
    m_sizeLabel->setText(tr("Size"));
    m_minimum->setPlaceholderText(tr("from"));
    m_minimum->setAccessibleName(tr("Smallest size in bytes"));
    m_minimum->setToolTip(tr("Smallest size in bytes"));
    m_maximum->setPlaceholderText(tr("to"));
    m_maximum->setAccessibleName(tr("Largest size in bytes"));
    m_maximum->setToolTip(tr("Largest size in bytes"));
    m_close->setToolTip(tr("Show everything again (Esc)"));
    m_close->setAccessibleName(tr("Close filter"));
    m_status->setAccessibleName(tr("Filter result"));
}
