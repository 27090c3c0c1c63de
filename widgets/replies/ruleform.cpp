// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/replies/ruleform.h"

#include "model/bytes/checksum.h"
#include "widgets/parts/filechooser.h"
#include "widgets/parts/statuslabel.h"
#include "widgets/parts/units.h"
#include "widgets/replies/ruletable.h"
#include "widgets/replies/ruletextfield.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QPushButton>
#include <QSpinBox>

namespace {

constexpr int maxDelayMs = 24 * 3600 * 1000;

} // namespace

RuleForm::RuleForm(FileChooser &files, QWidget *parent)
    : QWidget(parent), m_files(files), m_when(new QComboBox(this)), m_pattern(new RuleTextField(1, this)),
      m_patternError(new StatusLabel(this)), m_reply(new QComboBox(this)), m_content(new RuleTextField(3, this)),
      m_besideContent(new QWidget(this)), m_choose(new QPushButton(tr("Choose…"), m_besideContent)),
      m_contentError(new StatusLabel(this)), m_checksum(new QComboBox(this)), m_append(lineEndingField(this)),
      m_delay(numberField(this, 0, maxDelayMs, 0)), m_then(new QComboBox(this))
{
    buildFields();
    buildLayout();
    fillChoices();
    const auto edited = [this] {
        updateVisible();
        if (!m_isFilling)
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

void RuleForm::buildFields()
{
    m_when.setLabel(tr("When"));
    m_pattern.setLabel(tr("Pattern"));
    m_reply.setLabel(tr("Reply with"));
    m_content.setLabel(tr("Reply"));
    m_checksum.setLabel(tr("Checksum"));
    m_append.setLabel(tr("Append"));
    m_delay.setLabel(tr("Delay"));
    m_then.setLabel(tr("Then"));
    nameEscapes(*m_pattern, tr("Escapes in the pattern"));
    nameEscapes(*m_content, tr("Escapes in the reply"));
    m_choose->setAutoDefault(false);
    m_checksum->setEditable(true);
    m_checksum->setToolTip(tr("Added after the reply, before the line ending.\n"
                              "Options after the name: ,big or ,little; ,digits or ,modbus-ascii; ,skip=BYTES.\n"
                              "Inside the reply: ${checksum:NAME}"));
    m_delay->setSuffix(units::ms());
}

void RuleForm::buildLayout()
{
    auto *beside = new QVBoxLayout(m_besideContent);
    beside->setContentsMargins(0, 0, 0, 0);
    beside->addWidget(m_content->escapes());
    beside->addWidget(m_choose);
    beside->addStretch();
    m_content.label()->setContentsMargins(0, m_content->firstLineTop(), 0, 0);
    m_content.label()->setAlignment(Qt::AlignTop | Qt::AlignLeading);
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    const auto addRow = [grid](const auto &field, QWidget *second) {
        const int row = nextRow(*grid);
        grid->addWidget(field.label(), row, 0);
        grid->addWidget(field, row, 1, 1, second ? 1 : 2);
        if (second)
            grid->addWidget(second, row, 2);
    };
    addRow(m_when, nullptr);
    addRow(m_pattern, m_pattern->escapes());
    grid->addWidget(m_patternError, nextRow(*grid), 1, 1, 2);
    addRow(m_reply, nullptr);
    addRow(m_content, m_besideContent);
    grid->addWidget(m_contentError, nextRow(*grid), 1, 1, 2);
    for (const auto &field : {m_checksum, m_append})
        addRow(field, nullptr);
    addRow(m_delay, nullptr);
    addRow(m_then, nullptr);
    grid->setColumnStretch(1, 1);
}

void RuleForm::nameEscapes(const RuleTextField &field, const QString &accessibleName)
{
    field.escapes()->setText(tr("Escapes"));
    field.escapes()->setAccessibleName(accessibleName);
    field.escapes()->setToolTip(tr("\\n \\r \\t \\0 \\\\ as in C, \\xHH up to \\x7F, \\u{…} for a character. Invisible "
                                   "characters such as CR are always shown this way."));
}

void RuleForm::fillChoices()
{
    m_when->addItems(RuleTable::whenNames());
    m_reply->addItems(RuleTable::replyNames());
    m_then->addItems(RuleTable::thenNames());
    m_checksum->addItems(QStringList{QString()} + Checksum::names());
    m_append->setItemText(0, tr("nothing"));
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
    m_isFilling = true;
    m_when->setCurrentIndex(int(rule.when));
    m_reply->setCurrentIndex(int(rule.reply));
    m_pattern->setHasOwnEscapes(WrittenRule::hasOwnEscapes(rule.when));
    m_content->setHasOwnEscapes(WrittenRule::hasOwnEscapes(rule.reply));
    m_pattern->setValue({rule.pattern, rule.patternEscapes});
    m_content->setValue({rule.content, rule.contentEscapes});
    m_checksum->setCurrentText(rule.checksum);
    m_append->setCurrentIndex(int(rule.append));
    m_delay->setValue(rule.delayMs);
    m_then->setCurrentIndex(int(rule.then));
    m_isFilling = false;
    updateVisible();
}

void RuleForm::updateVisible()
{
    m_pattern->setHasOwnEscapes(WrittenRule::hasOwnEscapes(WrittenRule::When(m_when->currentIndex())));
    m_content->setHasOwnEscapes(WrittenRule::hasOwnEscapes(WrittenRule::ReplyKind(m_reply->currentIndex())));
    const WrittenRule now = rule();
    const bool tests = now.when != WrittenRule::When::Connect && now.when != WrittenRule::When::Any;
    const bool replies = now.reply != WrittenRule::ReplyKind::Nothing;
    const bool isFile = now.reply == WrittenRule::ReplyKind::File;
    m_pattern.setVisible(tests);
    m_content.setVisible(replies);
    // A regex has its own escapes, and digits and file names need none: the check box is there only to lose nothing.
    m_pattern->escapes()->setVisible(tests && !WrittenRule::hasOwnEscapes(now.when)
                                     && m_pattern->escapes()->isChecked());
    m_content->escapes()->setVisible(replies && !WrittenRule::hasOwnEscapes(now.reply)
                                     && m_content->escapes()->isChecked());
    m_choose->setVisible(isFile);
    m_besideContent->setVisible(isFile || m_content->escapes()->isVisibleTo(m_besideContent));
    m_checksum.setVisible(replies && !isFile);
    m_append.setVisible(replies && !isFile);
    showHelp(now);
}

/// The syntax of the fields: in short as placeholder text, in full as tool tip.
void RuleForm::showHelp(const WrittenRule &now)
{
    const QString escapes = tr("Escapes: \\n \\r \\t \\0 \\e \\\\ as in C, \\xHH for a byte, \\u{…} for a character.");
    const QString placeholders =
        tr("${received}: the message; ${received[0:2]}: its first two bytes; ${received[-1]}: its last one\n"
           "${1}, ${2} …: groups of the regex; ${1[2:]}: a group without its first two bytes\n"
           "${checksum:CRC-16/MODBUS}: checksum of everything before it\n"
           "${time}, ${ctime}, ${peer}, ${count}: messages of this peer so far\n"
           "Received bytes are inserted unchanged.");
    QString inPattern;
    QString aboutPattern;
    switch (now.when) {
    case WrittenRule::When::Hex:
        inPattern = tr("Bytes such as 0D 0A or 4? ??; ^ first for the start, $ last for the end");
        aboutPattern = tr("? matches any hex digit.\n"
                          "^ first: the message starts with the bytes\n"
                          "$ last: the message ends with them\n"
                          "Both: the message is exactly these bytes");
        break;
    case WrittenRule::When::Regex:
        inPattern = tr("Such as temp=(\\d+)");
        aboutPattern = tr("Matches the text decoded in the encoding of the session.\n"
                          "An invalid byte is one character, which \\xHH matches.\n"
                          "The dot does not match LF unless (?s) precedes it.");
        break;
    case WrittenRule::When::ByteRegex:
        inPattern = tr("Such as (?s)^(..)\\x01\\x03");
        aboutPattern = tr("Each byte is one character, which \\xHH matches, whatever the encoding is.\n"
                          "The dot does not match LF unless (?s) precedes it.");
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
        inContent = tr("File name");
        break;
    case WrittenRule::ReplyKind::Nothing:
        break;
    }
    m_content->setPlaceholderText(inContent);
    m_content->setToolTip(aboutContent);
}

void RuleForm::showError(const std::optional<JsonFields::FieldError> &error)
{
    const QString text = error ? withWarningSign(error->message) : QString();
    const bool isInPattern = error && error->field.startsWith(u"when");
    m_patternError->showError(isInPattern ? text : QString());
    m_contentError->showError(isInPattern ? QString() : text);
}

void RuleForm::focusField()
{
    if (m_pattern->isVisibleTo(this) && m_contentError->text().isEmpty())
        m_pattern->setFocus();
    else if (m_content->isVisibleTo(this))
        m_content->setFocus();
    else
        m_when->setFocus();
}

void RuleForm::chooseFile()
{
    const QString now = rule().unescapedContent().value_or(QString());
    const QStringList names = m_files.openNames(this, tr("File to reply with"), now, {});
    if (!names.isEmpty() && !names.first().isEmpty())
        m_content->setValue({names.first(), false});
}
