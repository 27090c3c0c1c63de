// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/find/patternedit.h"

#include "widgets/parts/plaintooltip.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QToolButton>

#include <algorithm>

PatternEdit::PatternEdit(QWidget *parent) : Translated(parent)
{
    m_edit = new QLineEdit(this);
    m_edit->setClearButtonEnabled(true);
    m_edit->setMinimumWidth(m_edit->fontMetrics().averageCharWidth() * 12);
    m_kind = new QComboBox(this);
    for (const auto kind : {SearchPattern::Kind::Text, SearchPattern::Kind::Hex, SearchPattern::Kind::Regex})
        m_kind->addItem(QString(), int(kind));
    m_matchCase = new QToolButton(this);
    m_matchCase->setText(QStringLiteral("Aa"));
    m_matchCase->setCheckable(true);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->addWidget(m_edit, 1);
    row->addWidget(m_matchCase);
    row->addWidget(m_kind);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &PatternEdit::changed);
    connect(m_matchCase, &QToolButton::toggled, this, &PatternEdit::changed);
    connect(m_kind, &QComboBox::currentIndexChanged, this, [this] {
        m_matchCase->setEnabled(pattern().kind != SearchPattern::Kind::Hex);
        retranslate();
        Q_EMIT changed();
    });
    retranslate();
}

SearchPattern PatternEdit::pattern() const
{
    return {SearchPattern::Kind(m_kind->currentData().toInt()), m_edit->text(), m_matchCase->isChecked()};
}

QJsonObject PatternEdit::save() const
{
    return {
        {QStringLiteral("text"), m_edit->text()},
        {QStringLiteral("kind"), m_kind->currentIndex()},
        {QStringLiteral("case"), m_matchCase->isChecked()},
    };
}

void PatternEdit::restore(const QJsonObject &state)
{
    m_kind->setCurrentIndex(std::clamp(state[u"kind"].toInt(), 0, m_kind->count() - 1));
    m_matchCase->setChecked(state[u"case"].toBool());
    m_edit->setText(state[u"text"].toString());
}

void PatternEdit::showError(const QString &message)
{
    m_edit->setPalette(warningPalette(!message.isEmpty(), QPalette::Text));
    m_edit->setToolTip(plainToolTip(message));
}

void PatternEdit::retranslate()
{
    m_kind->setItemText(0, tr("Text"));
    m_kind->setItemText(1, tr("Hex"));
    m_kind->setItemText(2, tr("Regex"));
    m_kind->setToolTip(tr("Kind of pattern"));
    m_matchCase->setToolTip(tr("Match case"));
    m_matchCase->setAccessibleName(tr("Match case"));
    switch (pattern().kind) {
    case SearchPattern::Kind::Text:
        m_edit->setPlaceholderText(tr("Text to find"));
        break;
    case SearchPattern::Kind::Hex:
        m_edit->setPlaceholderText(tr("Bytes such as 0D 0A or 4? ??"));
        break;
    case SearchPattern::Kind::Regex:
        m_edit->setPlaceholderText(tr("Such as temp=(\\d+)"));
        break;
    }
}
