// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/ruleform.h"

#include "widgets/filechooser.h"
#include "widgets/ruletable.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>

namespace {

constexpr int longestDelayMs = 24 * 3600 * 1000;

QPlainTextEdit *textField(QWidget *parent, int lines)
{
    auto *edit = new QPlainTextEdit(parent);
    edit->setTabChangesFocus(true);
    edit->setFixedHeight(edit->fontMetrics().lineSpacing() * lines + 14);
    return edit;
}

QLabel *troubleLabel(QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    label->setPalette(warningPalette(true));
    label->hide();
    return label;
}

} // namespace

RuleForm::RuleForm(FileChooser &files, QWidget *parent) : QWidget(parent), m_files(files)
{
    buildFields();
    fillChoices();
    const auto edited = [this] {
        updateVisible();
        if (!m_filling)
            Q_EMIT changed();
    };
    for (QComboBox *box : {m_when, m_reply, m_append, m_then})
        connect(box, &QComboBox::currentIndexChanged, this, edited);
    for (QPlainTextEdit *edit : {m_pattern, m_content})
        connect(edit, &QPlainTextEdit::textChanged, this, edited);
    connect(m_delay, &QSpinBox::valueChanged, this, edited);
    connect(m_choose, &QPushButton::clicked, this, &RuleForm::chooseFile);
    setRule({});
}

QLabel *RuleForm::addRow(QGridLayout &grid, const QString &name, QWidget *field, QWidget *second)
{
    const int row = grid.rowCount();
    auto *label = new QLabel(name, this);
    label->setBuddy(field);
    field->setAccessibleName(name);
    grid.addWidget(label, row, 0, Qt::AlignTop);
    grid.addWidget(field, row, 1, 1, second ? 1 : 2);
    if (second)
        grid.addWidget(second, row, 2, Qt::AlignTop);
    return label;
}

void RuleForm::buildFields()
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    m_when = new QComboBox(this);
    addRow(*grid, tr("When"), m_when);
    m_pattern = textField(this, 1);
    m_patternLabel = addRow(*grid, tr("What"), m_pattern);
    m_patternTrouble = troubleLabel(this);
    grid->addWidget(m_patternTrouble, grid->rowCount(), 1, 1, 2);
    m_reply = new QComboBox(this);
    addRow(*grid, tr("Answer with"), m_reply);
    m_content = textField(this, 3);
    m_choose = new QPushButton(tr("Choose…"), this);
    m_contentLabel = addRow(*grid, tr("Answer"), m_content, m_choose);
    m_contentTrouble = troubleLabel(this);
    grid->addWidget(m_contentTrouble, grid->rowCount(), 1, 1, 2);
    m_append = new QComboBox(this);
    m_appendLabel = addRow(*grid, tr("Append"), m_append);
    m_delay = new QSpinBox(this);
    m_delay->setRange(0, longestDelayMs);
    m_delay->setSuffix(tr(" ms"));
    addRow(*grid, tr("Delay"), m_delay);
    m_then = new QComboBox(this);
    addRow(*grid, tr("Then"), m_then);
    grid->setColumnStretch(1, 1);
}

void RuleForm::fillChoices()
{
    m_when->addItems(RuleTable::whenNames());
    m_reply->addItems(RuleTable::replyNames());
    m_then->addItems(RuleTable::thenNames());
    m_append->addItems(
        {tr("nothing"), QStringLiteral("LF  \\n"), QStringLiteral("CR  \\r"), QStringLiteral("CR LF  \\r\\n")});
}

WrittenRule RuleForm::rule() const
{
    WrittenRule rule;
    rule.enabled = m_enabled;
    rule.when = WrittenRule::When(m_when->currentIndex());
    rule.pattern = m_pattern->toPlainText();
    rule.reply = WrittenRule::Reply(m_reply->currentIndex());
    rule.content = m_content->toPlainText();
    rule.append = PayloadFormat::LineEnding(m_append->currentIndex());
    rule.delayMs = m_delay->value();
    rule.then = Answer::Then(m_then->currentIndex());
    return rule;
}

void RuleForm::setRule(const WrittenRule &rule)
{
    m_enabled = rule.enabled;
    if (rule == this->rule())
        return; // the cursor stays where it is
    m_filling = true;
    m_when->setCurrentIndex(int(rule.when));
    m_pattern->setPlainText(rule.pattern);
    m_reply->setCurrentIndex(int(rule.reply));
    m_content->setPlainText(rule.content);
    m_append->setCurrentIndex(int(rule.append));
    m_delay->setValue(rule.delayMs);
    m_then->setCurrentIndex(int(rule.then));
    m_filling = false;
    updateVisible();
}

void RuleForm::updateVisible()
{
    const WrittenRule now = rule();
    const bool tests = now.when != WrittenRule::When::Connect && now.when != WrittenRule::When::Any;
    const bool answers = now.reply != WrittenRule::Reply::Nothing;
    const bool isFile = now.reply == WrittenRule::Reply::File;
    m_patternLabel->setVisible(tests);
    m_pattern->setVisible(tests);
    m_contentLabel->setVisible(answers);
    m_content->setVisible(answers);
    m_choose->setVisible(isFile);
    m_appendLabel->setVisible(answers && !isFile);
    m_append->setVisible(answers && !isFile);
    m_pattern->setPlaceholderText(now.when == WrittenRule::When::Hex         ? tr("Bytes such as 0D 0A or 4? ??")
                                      : now.when == WrittenRule::When::Regex ? tr("Such as temp=(\\d+)")
                                                                             : QString());
    switch (now.reply) {
    case WrittenRule::Reply::Text:
        m_content->setPlaceholderText(
            tr("Text, in which may stand ${time} ${ctime} ${peer} ${received} ${count} and, with a regex, ${1} …"));
        break;
    case WrittenRule::Reply::Hex:
        m_content->setPlaceholderText(tr("Bytes such as 01 03 FF"));
        break;
    case WrittenRule::Reply::File:
        m_content->setPlaceholderText(tr("The name of a file"));
        break;
    case WrittenRule::Reply::Nothing:
        break;
    }
}

void RuleForm::showTrouble(const std::optional<RuleTrouble> &trouble)
{
    const bool inPattern = trouble && trouble->field.startsWith(u"when");
    m_patternTrouble->setText(inPattern ? withWarningSign(trouble->what) : QString());
    m_patternTrouble->setVisible(inPattern);
    m_contentTrouble->setText(trouble && !inPattern ? withWarningSign(trouble->what) : QString());
    m_contentTrouble->setVisible(trouble && !inPattern);
}

void RuleForm::focusField()
{
    if (m_pattern->isVisibleTo(this) && m_contentTrouble->text().isEmpty())
        m_pattern->setFocus();
    else if (m_content->isVisibleTo(this))
        m_content->setFocus();
    else
        m_when->setFocus();
}

void RuleForm::chooseFile()
{
    const QStringList names = m_files.openNames(this, tr("The file to answer with"), m_content->toPlainText(), {});
    if (!names.isEmpty() && !names.first().isEmpty())
        m_content->setPlainText(names.first());
}
