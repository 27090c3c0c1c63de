// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/replies/ruletrial.h"

#include "model/bytes/codecs/streamdecoder.h"
#include "model/bytes/hex/hex.h"
#include "model/bytes/payloadformat.h"
#include "model/bytes/printable.h"
#include "widgets/parts/statuslabel.h"
#include "widgets/parts/units.h"
#include "widgets/replies/ruletable.h"
#include "widgets/theme.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QGridLayout>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QLocale>

#include <utility>

namespace {

constexpr qsizetype maxReplyBytes = 64; // bytes of a reply

QString replyText(QByteArrayView bytes, const std::shared_ptr<const TextCodec> &codec)
{
    const QByteArrayView head = bytes.first(std::min(bytes.size(), maxReplyBytes));
    StreamDecoder decoder(codec);
    DecodedText text;
    decoder.decode(head, text);
    decoder.finish(text, SpanKind::Pending);
    const QString more = head.size() < bytes.size() ? QStringLiteral(" …") : QString();
    return makePrintable(text).text + more + u'\n' + toHex(head) + more;
}

} // namespace

RuleTrial::RuleTrial(std::shared_ptr<const TextCodec> codec, QWidget *parent)
    : QWidget(parent), m_codec(std::move(codec))
{
    m_input = new QComboBox(this);
    m_input->addItems({tr("Text"), tr("Hex"), tr("New connection")});
    m_input->setAccessibleName(tr("Type of input"));
    m_message = new QLineEdit(this);
    m_message->setAccessibleName(tr("Message to test"));
    m_result = new StatusLabel(this);
    m_result->setAccessibleName(tr("Test result"));
    m_bytes = new WrappedLabel(this);
    m_bytes->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    auto *label = new QLabel(tr("&Test a message"), this);
    label->setBuddy(m_message);
    label->setToolTip(tr("Nothing is sent."));
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->addWidget(label, 0, 0);
    grid->addWidget(m_message, 0, 1);
    grid->addWidget(m_input, 0, 2);
    grid->addWidget(m_result, 1, 1, 1, 2);
    grid->addWidget(m_bytes, 2, 1, 1, 2);
    grid->setColumnStretch(1, 1);
    connect(m_input, &QComboBox::currentIndexChanged, this, &RuleTrial::update);
    connect(m_message, &QLineEdit::textChanged, this, &RuleTrial::update);
}

void RuleTrial::setRules(const std::vector<WrittenRule> &rules)
{
    QJsonArray array;
    for (const WrittenRule &rule : rules) {
        const bool usable = !rule.check(m_codec);
        // A disabled rule in its place keeps the numbers of the others.
        array.append(usable ? rule.toJson() : WrittenRule{.enabled = false}.toJson());
    }
    auto parsed = ReplyRules::parse(QJsonDocument(array).toJson(), m_codec, {});
    m_rules.reset();
    if (parsed)
        m_rules.emplace(std::move(*parsed));
    update();
}

void RuleTrial::update()
{
    const auto input = Input(m_input->currentIndex());
    m_message->setEnabled(input != Input::Connection);
    m_message->setPlaceholderText(input == Input::Hex ? tr("Such as 01 03 0D 0A") : tr("Such as get temp\\r\\n"));
    m_bytes->clear();
    ReplyTrigger trigger{ReplyTrigger::Kind::Connect, {}, {QHostAddress(QHostAddress::LocalHost), 50000}, 1};
    QByteArray bytes;
    if (input != Input::Connection) {
        PayloadFormat format;
        format.input = input == Input::Hex ? PayloadFormat::Input::Hex : PayloadFormat::Input::Text;
        format.escapes = true;
        const auto built = buildPayload(m_message->text(), format, *m_codec);
        if (!built) {
            m_result->showError(withWarningSign(StatusLabel::textOf(built.error())));
            return;
        }
        bytes = *built;
        trigger.kind = ReplyTrigger::Kind::Message;
        trigger.bytes = bytes;
    }
    const auto match = m_rules ? m_rules->match(trigger) : std::nullopt;
    if (match)
        showMatch(*match);
    else
        m_result->showText(tr("No rule matches: no reply."));
}

void RuleTrial::showMatch(const ReplyRules::Match &match)
{
    const QLocale locale;
    const Reply &reply = match.reply;
    const QString number = locale.toString(match.rule + 1);
    QString text;
    if (match.error) {
        text = tr("Rule %1 matches, but cannot reply: %2").arg(number, eventText(*match.error));
    } else if (reply.source) {
        text = tr("Rule %1 replies with a file of %2 bytes").arg(number, locale.toString(reply.source->size()));
    } else if (reply.sends) {
        text = tr("Rule %1 replies with %2 bytes").arg(number, locale.toString(reply.bytes.size()));
        m_bytes->setText(replyText(reply.bytes, m_codec));
    } else {
        text = tr("Rule %1 matches and sends no reply").arg(number);
    }
    if (match.delayMs > 0)
        text += tr(", after %1").arg(locale.toString(match.delayMs) + units::ms());
    if (reply.then == Reply::Then::Close)
        text += tr(", then closes");
    else if (reply.then == Reply::Then::Reset)
        text += tr(", then resets (RST)");
    if (match.error)
        m_result->showError(withWarningSign(text));
    else
        m_result->showText(text);
}
