// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/framingfields.h"

#include "widgets/parts/statuslabel.h"
#include "widgets/parts/units.h"
#include "widgets/theme.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLineEdit>
#include <QSpinBox>

#include <utility>

using Kind = Framing::Kind;

namespace {

constexpr int lengthSizes[] = {1, 2, 3, 4, 8};
constexpr int kinds = int(Kind::Slip) + 1;

QString shownBytes(const QByteArray &bytes)
{
    return bytes.isEmpty() ? QString() : QStringLiteral("0x") + QString::fromLatin1(bytes.toHex().toUpper());
}

/// Typed bytes: in hexadecimal, which start with 0x, or text with C escapes.
Result<QByteArray> typedBytes(const QString &typed)
{
    const QString text = typed.startsWith(u"0x") ? QString(typed).replace(u',', u' ') // options start with a comma
                                                 : u'\'' + QString(typed).replace(u'\'', QStringLiteral("\\'")) + u'\'';
    return Framing::parse(QStringLiteral("delimiter:") + text).map(&Framing::delimiter);
}

} // namespace

FramingFields::FramingFields(QWidget &panel, QGridLayout &grid)
    : QObject(&panel), m_kind(choiceField(&panel, kinds)), m_delimiter(new QLineEdit(QStringLiteral("\\r\\n"), &panel)),
      m_start(new QLineEdit(&panel)), m_end(new QLineEdit(&panel)), m_escape(choiceField(&panel, 2)),
      m_error(new StatusLabel(&panel)), m_fixedSize(numberField(&panel, 1, Framing::defaultMaxBytes, 1)),
      m_gap(numberField(&panel, 1, Framing::maxGapMs, 1)), m_fieldSize(choiceField(&panel)),
      m_offset(numberField(&panel, 0, Framing::maxOffset, 0)), m_order(choiceField(&panel, 2)),
      m_adjust(numberField(&panel, -Framing::maxAdjust, Framing::maxAdjust, 0)),
      m_strip(numberField(&panel, 0, Framing::maxBytesLimit, 0)),
      m_maxLength(numberField(&panel, 1, Framing::maxBytesLimit, 1)), m_stripEnding(new QCheckBox(&panel))
{
    for (QSpinBox *field : {m_strip, m_maxLength}) {
        field->setKeyboardTracking(false); // else the 6 of 65536 would take effect while typing
        field->setGroupSeparatorShown(true);
    }
    m_kind->insertSeparator(kinds);
    for (const ProtocolPreset &protocol : ProtocolPreset::all())
        m_kind->addItem(protocol.title, protocol.name);
    m_kind->setMaxVisibleItems(m_kind->count());
    for (const int size : lengthSizes)
        m_fieldSize->addItem(QString(), size);
    addTo(grid);
    retranslate();
    setFraming({});
    connectAll();
}

void FramingFields::addTo(QGridLayout &grid)
{
    m_kind.addTo(grid);
    for (const auto &field : {m_delimiter, m_start, m_end})
        field.addTo(grid);
    m_escape.addTo(grid);
    grid.addWidget(m_error, nextRow(grid), 0, 1, 2);
    m_fixedSize.addTo(grid);
    m_gap.addTo(grid);
    m_fieldSize.addTo(grid);
    m_offset.addTo(grid);
    m_order.addTo(grid);
    for (const auto &field : {m_adjust, m_strip, m_maxLength})
        field.addTo(grid);
    grid.addWidget(m_stripEnding, nextRow(grid), 0, 1, 2);
}

void FramingFields::connectAll()
{
    connect(m_kind, &QComboBox::currentIndexChanged, this, &FramingFields::onKindChosen);
    for (QComboBox *box : std::initializer_list<QComboBox *>{m_fieldSize, m_order, m_escape})
        connect(box, &QComboBox::currentIndexChanged, this, &FramingFields::onEdited);
    for (QSpinBox *box : {m_fixedSize, m_gap, m_offset, m_adjust, m_strip, m_maxLength})
        connect(box, &QSpinBox::valueChanged, this, &FramingFields::onEdited);
    for (QLineEdit *field : std::initializer_list<QLineEdit *>{m_delimiter, m_start, m_end})
        connect(field, &QLineEdit::textChanged, this, &FramingFields::onEdited);
    connect(m_stripEnding, &QCheckBox::toggled, this, &FramingFields::onEdited);
}

Kind FramingFields::kind() const
{
    if (const auto chosen = ProtocolPreset::find(protocol()))
        return chosen->framing.kind;
    return Kind(std::clamp(m_kind->currentIndex(), 0, kinds - 1));
}

QString FramingFields::protocol() const
{
    return m_kind->currentData().toString();
}

void FramingFields::setProtocol(const ProtocolPreset &protocol)
{
    leaveProtocol();
    setFraming(protocol.framing, protocol.name, m_framing);
    Q_EMIT protocolChosen(protocol);
}

void FramingFields::reset()
{
    leaveProtocol();
    setFraming({});
}

/// The fields are as before the protocol again.
void FramingFields::leaveProtocol()
{
    const auto left = ProtocolPreset::find(std::exchange(m_protocol, {}));
    if (!left)
        return;
    m_framing = m_beforeProtocol;
    fill();
    Q_EMIT protocolLeft(*left);
}

void FramingFields::onKindChosen()
{
    if (m_isFilling)
        return;
    if (const auto chosen = ProtocolPreset::find(protocol())) {
        setProtocol(*chosen);
        return;
    }
    const bool wasProtocol = !m_protocol.isEmpty();
    leaveProtocol();
    if (kind() != m_framing.kind) {
        // A length field mostly has neither.
        m_isFilling = true;
        m_start->setText(kind() == Kind::Length ? QString() : QStringLiteral("0x02"));
        m_end->setText(kind() == Kind::Length ? QString() : QStringLiteral("0x03"));
        m_isFilling = false;
    }
    apply(wasProtocol);
}

/// The framing that the fields describe, or why it is invalid.
Result<Framing> FramingFields::readFields() const
{
    Framing framing;
    framing.kind = kind();
    const bool ends = framing.kind == Kind::Line || framing.kind == Kind::Delimiter;
    const bool hasLength = framing.kind == Kind::Length;
    framing.drop = m_stripEnding->isChecked() && ends;
    if (framing.kind == Kind::Fixed)
        framing.fixedSize = m_fixedSize->value();
    if (framing.kind == Kind::Gap)
        framing.gapMs = m_gap->value();
    if (hasLength) {
        framing.length = {m_offset->value(), m_fieldSize->currentData().toInt(),
                          m_order->currentIndex() == 1 ? ByteOrder::Little : ByteOrder::Big, m_adjust->value(),
                          m_strip->value()};
    }
    if (framing.kind == Kind::Between)
        framing.escape = Framing::Escape(m_escape->currentIndex());
    const struct
    {
        bool used;
        const QLineEdit *field;
        QByteArray &bytes;
    } delimiters[] = {
        {framing.kind == Kind::Delimiter, m_delimiter, framing.delimiter},
        {framing.kind == Kind::Between || (hasLength && !m_start->text().isEmpty()), m_start, framing.start},
        {framing.kind == Kind::Between || (hasLength && !m_end->text().isEmpty()), m_end, framing.end},
    };
    for (const auto &delimiter : delimiters) {
        if (!delimiter.used)
            continue;
        const auto bytes = typedBytes(delimiter.field->text());
        if (!bytes)
            return tl::unexpected(bytes.error());
        delimiter.bytes = *bytes;
    }
    // Fixed has no limit, and None no messages.
    if (framing.kind != Kind::None && framing.kind != Kind::Fixed)
        framing.maxBytes = std::max(m_maxLength->value(), framing.minMaxBytes());
    return Framing::parse(framing.toString()).map([&](const Framing &) { return framing; });
}

void FramingFields::onEdited()
{
    if (!m_isFilling)
        apply(false);
}

/// Reports the framing if it is another; `always`: also if it is as before a protocol.
void FramingFields::apply(bool always)
{
    const auto framing = readFields();
    m_error->clear();
    showDetails();
    if (!framing) {
        m_error->showError(withWarningSign(framing.error().message));
        return;
    }
    {
        const QSignalBlocker blocker(m_maxLength);
        m_maxLength->setMinimum(framing->minMaxBytes());
    }
    if (*framing == m_framing && !always)
        return;
    m_framing = *framing;
    Q_EMIT framingChanged();
}

void FramingFields::setFraming(const Framing &framing, const QString &protocol, Framing beforeProtocol)
{
    m_framing = framing;
    m_beforeProtocol = std::move(beforeProtocol);
    const auto preset = ProtocolPreset::find(protocol);
    m_protocol = preset && preset->framing == framing ? preset->name : QString();
    m_isFilling = true;
    m_kind->setCurrentIndex(m_protocol.isEmpty() ? int(framing.kind) : m_kind->findData(m_protocol));
    m_isFilling = false;
    fill();
    m_error->clear();
    showDetails();
    Q_EMIT framingChanged();
}

/// All fields but the kind, from the framing.
void FramingFields::fill()
{
    m_isFilling = true;
    if (m_framing.kind == Kind::Delimiter)
        m_delimiter->setText(shownBytes(m_framing.delimiter));
    if (m_framing.kind == Kind::Between || m_framing.kind == Kind::Length) {
        m_start->setText(shownBytes(m_framing.start));
        m_end->setText(shownBytes(m_framing.end));
    }
    m_escape->setCurrentIndex(int(m_framing.escape));
    m_fixedSize->setValue(m_framing.fixedSize);
    m_gap->setValue(m_framing.gapMs);
    m_offset->setValue(m_framing.length.offset);
    m_fieldSize->setCurrentIndex(m_fieldSize->findData(m_framing.length.size));
    m_order->setCurrentIndex(m_framing.length.order == ByteOrder::Little ? 1 : 0);
    m_adjust->setValue(m_framing.length.adjust);
    m_strip->setValue(m_framing.length.strip);
    m_maxLength->setMinimum(m_framing.minMaxBytes());
    m_maxLength->setValue(m_framing.maxBytes);
    m_stripEnding->setChecked(m_framing.drop);
    m_isFilling = false;
}

void FramingFields::showDetails()
{
    // A protocol has no fields to set: its name says all.
    const Kind kind = protocol().isEmpty() ? this->kind() : Kind::None;
    const bool hasLengthField = kind == Kind::Length;
    m_delimiter.setVisible(kind == Kind::Delimiter);
    m_start.setVisible(kind == Kind::Between || hasLengthField);
    m_end.setVisible(kind == Kind::Between || hasLengthField);
    m_escape.setVisible(kind == Kind::Between);
    m_fixedSize.setVisible(kind == Kind::Fixed);
    m_gap.setVisible(kind == Kind::Gap);
    m_fieldSize.setVisible(hasLengthField);
    m_offset.setVisible(hasLengthField);
    m_order.setVisible(hasLengthField && m_fieldSize->currentData().toInt() > 1);
    m_adjust.setVisible(hasLengthField);
    m_strip.setVisible(hasLengthField);
    m_maxLength.setVisible(kind != Kind::None && kind != Kind::Fixed);
    m_stripEnding->setVisible(kind == Kind::Line || kind == Kind::Delimiter);
}

void FramingFields::retranslate()
{
    m_kind.setLabel(tr("Messages"));
    m_kind->setToolTip(
        tr("How a stream is split into messages, for the log and for automatic replies. The stored "
           "bytes do not change; each datagram is one message. A protocol also sets the checksum, hex or "
           "text, and how messages are sent."));
    const QStringList names{tr("as received"),     tr("lines"), tr("delimiter"),     tr("fixed length"),
                            tr("length field"),    tr("gap"),   tr("start and end"), QStringLiteral("COBS"),
                            QStringLiteral("SLIP")};
    for (int row = 0; row < kinds; ++row)
        m_kind->setItemText(row, names.at(row));
    m_delimiter.setLabel(tr("Delimiter"));
    m_delimiter->setToolTip(tr("Text with escapes such as \\r\\n, or bytes such as 0x0D0A"));
    m_start.setLabel(tr("Start"));
    m_start->setToolTip(
        tr("What a message begins with, as text with escapes such as $, or bytes such as 0x7878. Bytes in "
           "front of it are marked as not a message."));
    m_end.setLabel(tr("End"));
    m_end->setToolTip(tr("What a message ends with, as text with escapes such as \\r\\n, or bytes such as 0x1C0D"));
    m_escape.setLabel(tr("Escapes"));
    m_escape->setToolTip(tr("Undone for checksums and reply rules. The log shows the bytes as received."));
    setItemTexts(*m_escape, {tr("none"), QStringLiteral("JT/T 808")});
    m_fixedSize.setLabel(tr("Length"));
    m_gap.setLabel(tr("Gap"));
    m_gap->setToolTip(tr("A message ends when nothing is received for this time."));
    m_fieldSize.setLabel(tr("Field size"));
    for (int i = 0; i < m_fieldSize->count(); ++i)
        m_fieldSize->setItemText(i, tr("%1 B").arg(lengthSizes[i]));
    m_offset.setLabel(tr("Field offset"));
    m_offset->setToolTip(tr("Bytes before the length field"));
    m_order.setLabel(tr("Field order"));
    setItemTexts(*m_order, {tr("high byte first"), tr("low byte first")});
    m_adjust.setLabel(tr("Adjustment"));
    m_adjust->setToolTip(tr("Message length = field offset + field size + field value + adjustment. If the value is "
                            "the length of the whole message, enter −(offset + size)."));
    m_strip.setLabel(tr("Strip first"));
    m_strip->setSpecialValueText(tr("nothing"));
    m_strip->setToolTip(tr("Reply rules see the message without this many bytes at its start, such as a header. The "
                           "log shows all bytes."));
    m_maxLength.setLabel(tr("Longest message"));
    m_maxLength->setToolTip(tr("A longer message is cut at this length and its rest is skipped. A length field with a "
                               "larger value is invalid."));
    for (QSpinBox *field : {m_fixedSize, m_offset, m_adjust, m_strip, m_maxLength})
        field->setSuffix(tr(" B"));
    m_gap->setSuffix(units::ms());
    m_stripEnding->setText(tr("Strip the delimiter"));
    m_stripEnding->setToolTip(tr("Reply rules see the message without its line ending or delimiter."));
}
