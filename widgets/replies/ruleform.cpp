// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/replies/ruleform.h"

#include "model/bytes/checksum.h"
#include "widgets/parts/filechooser.h"
#include "widgets/replies/ruletable.h"
#include "widgets/replies/ruletextfield.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>

namespace {

constexpr int longestDelayMs = 24 * 3600 * 1000;

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
    connect(m_checksum, &QComboBox::currentTextChanged, this, edited);
    for (RuleTextField *field : {m_pattern, m_content})
        connect(field, &RuleTextField::edited, this, edited);
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
    grid.addWidget(label, row, 0);
    grid.addWidget(field, row, 1, 1, second ? 1 : 2);
    if (second)
        grid.addWidget(second, row, 2);
    return label;
}

void RuleForm::buildFields()
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    m_when = new QComboBox(this);
    addRow(*grid, tr("When"), m_when);
    m_pattern = new RuleTextField(1, this);
    m_patternLabel = addRow(*grid, tr("What"), m_pattern, m_pattern->escapes());
    m_patternTrouble = troubleLabel(this);
    grid->addWidget(m_patternTrouble, grid->rowCount(), 1, 1, 2);
    m_reply = new QComboBox(this);
    addRow(*grid, tr("Answer with"), m_reply);
    m_content = new RuleTextField(3, this);
    m_choose = new QPushButton(tr("Choose…"), this);
    m_choose->setAutoDefault(false);
    m_beside = new QWidget(this);
    auto *column = new QVBoxLayout(m_beside);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_content->escapes());
    column->addWidget(m_choose);
    column->addStretch();
    m_contentLabel = addRow(*grid, tr("Answer"), m_content, m_beside);
    m_contentLabel->setContentsMargins(0, m_content->firstLineTop(), 0, 0);
    m_contentLabel->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    nameEscapes(*m_pattern, tr("Escapes in what is looked for"));
    nameEscapes(*m_content, tr("Escapes in the answer"));
    m_contentTrouble = troubleLabel(this);
    grid->addWidget(m_contentTrouble, grid->rowCount(), 1, 1, 2);
    m_checksum = new QComboBox(this);
    m_checksum->setEditable(true);
    m_checksum->setToolTip(tr("Behind the answer, before what is appended.\nBehind the name may stand ,big or ,little, "
                              ",digits or ,modbus-ascii, and ,skip=BYTES.\nWithin the answer: ${checksum:NAME}"));
    m_checksumLabel = addRow(*grid, tr("Checksum"), m_checksum);
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

void RuleForm::nameEscapes(const RuleTextField &field, const QString &accessibleName)
{
    field.escapes()->setText(tr("Escapes"));
    field.escapes()->setAccessibleName(accessibleName);
    field.escapes()->setToolTip(
        tr("\\n \\r \\t \\0 \\\\ as in C, \\xHH up to \\x7F, \\u{…} for a character. What would not "
           "be seen, such as CR, is always shown so."));
}

void RuleForm::fillChoices()
{
    m_when->addItems(RuleTable::whenNames());
    m_reply->addItems(RuleTable::replyNames());
    m_then->addItems(RuleTable::thenNames());
    m_checksum->addItems(QStringList{QString()} + Checksum::names());
    m_append->addItems(
        {tr("nothing"), QStringLiteral("LF  \\n"), QStringLiteral("CR  \\r"), QStringLiteral("CR LF  \\r\\n")});
}

WrittenRule RuleForm::rule() const
{
    WrittenRule rule;
    rule.enabled = m_enabled;
    rule.when = WrittenRule::When(m_when->currentIndex());
    const RuleTextField::Text pattern = m_pattern->value();
    rule.pattern = pattern.text;
    rule.patternEscapes = pattern.escapes;
    rule.reply = WrittenRule::ReplyKind(m_reply->currentIndex());
    const RuleTextField::Text content = m_content->value();
    rule.content = content.text;
    rule.contentEscapes = content.escapes;
    rule.checksum = m_checksum->currentText();
    rule.append = PayloadFormat::LineEnding(m_append->currentIndex());
    rule.delayMs = m_delay->value();
    rule.then = Reply::Then(m_then->currentIndex());
    return rule;
}

void RuleForm::setRule(const WrittenRule &rule)
{
    m_enabled = rule.enabled;
    if (rule == this->rule())
        return; // the cursor stays where it is
    m_filling = true;
    m_when->setCurrentIndex(int(rule.when));
    m_reply->setCurrentIndex(int(rule.reply));
    m_pattern->setOwnEscapes(WrittenRule::hasOwnEscapes(rule.when));
    m_content->setOwnEscapes(WrittenRule::hasOwnEscapes(rule.reply));
    m_pattern->setValue({rule.pattern, rule.patternEscapes});
    m_content->setValue({rule.content, rule.contentEscapes});
    m_checksum->setCurrentText(rule.checksum);
    m_append->setCurrentIndex(int(rule.append));
    m_delay->setValue(rule.delayMs);
    m_then->setCurrentIndex(int(rule.then));
    m_filling = false;
    updateVisible();
}

void RuleForm::updateVisible()
{
    m_pattern->setOwnEscapes(WrittenRule::hasOwnEscapes(WrittenRule::When(m_when->currentIndex())));
    m_content->setOwnEscapes(WrittenRule::hasOwnEscapes(WrittenRule::ReplyKind(m_reply->currentIndex())));
    const WrittenRule now = rule();
    const bool tests = now.when != WrittenRule::When::Connect && now.when != WrittenRule::When::Any;
    const bool answers = now.reply != WrittenRule::ReplyKind::Nothing;
    const bool isFile = now.reply == WrittenRule::ReplyKind::File;
    m_patternLabel->setVisible(tests);
    m_pattern->setVisible(tests);
    m_contentLabel->setVisible(answers);
    m_content->setVisible(answers);
    // A regex has escapes of its own, and digits and names need none: they have the tick only to lose nothing.
    m_pattern->escapes()->setVisible(tests && !WrittenRule::hasOwnEscapes(now.when)
                                     && m_pattern->escapes()->isChecked());
    m_content->escapes()->setVisible(answers && !WrittenRule::hasOwnEscapes(now.reply)
                                     && m_content->escapes()->isChecked());
    m_choose->setVisible(isFile);
    m_beside->setVisible(isFile || m_content->escapes()->isVisibleTo(m_beside));
    m_checksumLabel->setVisible(answers && !isFile);
    m_checksum->setVisible(answers && !isFile);
    m_appendLabel->setVisible(answers && !isFile);
    m_append->setVisible(answers && !isFile);
    showHelp(now);
}

/// How the fields are written, in short within them and in full on pointing at them.
void RuleForm::showHelp(const WrittenRule &now)
{
    const QString escapes = tr("Escapes: \\n \\r \\t \\0 \\e \\\\ as in C, \\xHH for a byte, \\u{…} for a character.");
    const QString placeholders =
        tr("${received}: the message; ${received[0:2]}: its first two bytes; ${received[-1]}: its last one\n"
           "${1}, ${2} …: groups of the regex; ${1[2:]}: a group without its first two bytes\n"
           "${checksum:CRC-16/MODBUS}: of what stands before it\n"
           "${time}, ${ctime}, ${peer}, ${count}: messages of this peer so far\n"
           "Bytes go out as they came.");
    QString inPattern;
    QString aboutPattern;
    switch (now.when) {
    case WrittenRule::When::Hex:
        inPattern = tr("Bytes such as 0D 0A or 4? ??; ^ first for the beginning, $ last for the end");
        aboutPattern = tr("? stands for any digit.\n^ before them: at the beginning of the message\n"
                          "$ behind them: at its end\nBoth: they are the whole message");
        break;
    case WrittenRule::When::Regex:
        inPattern = tr("Such as temp=(\\d+)");
        aboutPattern =
            tr("Sees the text in the encoding of the session.\nA byte that is invalid there is one character, "
               "which \\xHH matches.\nThe dot matches no LF unless (?s) stands before it.");
        break;
    case WrittenRule::When::ByteRegex:
        inPattern = tr("Such as (?s)^(..)\\x01\\x03");
        aboutPattern = tr("Sees each byte as one character, which \\xHH matches, whatever the encoding is.\n"
                          "The dot matches no LF unless (?s) stands before it.");
        break;
    case WrittenRule::When::Equals:
    case WrittenRule::When::Contains:
        aboutPattern = escapes;
        break;
    case WrittenRule::When::Connect:
    case WrittenRule::When::Any:
        break;
    }
    m_pattern->setPlaceholderText(inPattern);
    m_pattern->setToolTip(aboutPattern);
    QString inContent;
    QString aboutContent;
    switch (now.reply) {
    case WrittenRule::ReplyKind::Text:
        inContent = tr("Text such as OK\\r\\n; placeholders such as ${received}, ${1}, ${time}: see the tooltip");
        aboutContent = escapes + u'\n' + placeholders + u'\n' + tr("$${ is the text ${.");
        break;
    case WrittenRule::ReplyKind::Hex:
        inContent = tr("Bytes such as 01 03 FF ${received[0:2]}");
        aboutContent = placeholders;
        break;
    case WrittenRule::ReplyKind::File:
        inContent = tr("The name of a file");
        break;
    case WrittenRule::ReplyKind::Nothing:
        break;
    }
    m_content->setPlaceholderText(inContent);
    m_content->setToolTip(aboutContent);
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
    const QString now = rule().meantContent().value_or(QString());
    const QStringList names = m_files.openNames(this, tr("The file to answer with"), now, {});
    if (!names.isEmpty() && !names.first().isEmpty())
        m_content->setValue({names.first(), false});
}
