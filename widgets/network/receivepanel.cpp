// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/network/receivepanel.h"

#include "model/bytes/codecs/textcodec.h"

#include <QPushButton>
#include <QRadioButton>

namespace {

LogDisplay displayOf(const ProtocolPreset &protocol)
{
    return protocol.isHex() ? LogDisplay::Hex : LogDisplay::Text;
}

LogDisplay toDisplay(const QJsonValue &stored)
{
    return LogDisplay(std::clamp(stored.toInt(), 0, 2));
}

} // namespace

ReceivePanel::ReceivePanel(QWidget *parent) : Translated(parent)
{
    m_encoding = LabeledField(new QComboBox(this));
    for (const QString &name : TextCodec::names()) {
        m_encoding->addItem(name);
        m_encoding->setItemData(m_encoding->count() - 1, TextCodec::aliases(name).join(QStringLiteral(", ")),
                                Qt::ToolTipRole);
    }
    m_encoding->setMaxVisibleItems(20);
    m_display = new QButtonGroup(this);
    m_timestamps = new QCheckBox(this);
    m_wrap = new QCheckBox(this);
    m_follow = new QCheckBox(this);
    m_pause = new QCheckBox(this);
    m_save = new QPushButton(this);
    m_clear = new QPushButton(this);

    auto *grid = new QGridLayout(this);
    m_encoding.addTo(*grid);
    auto *displays = new QHBoxLayout;
    for (int id = 0; id < 3; ++id) {
        auto *button = new QRadioButton(this);
        m_display->addButton(button, id);
        displays->addWidget(button);
    }
    displays->addStretch();
    grid->addLayout(displays, 1, 0, 1, 2);
    grid->addWidget(m_timestamps, 2, 0);
    grid->addWidget(m_wrap, 2, 1);
    grid->addWidget(m_follow, 3, 0);
    grid->addWidget(m_pause, 3, 1);
    m_framing = new FramingFields(*this, *grid);
    m_checksum = new ChecksumFields(*this, *grid, ChecksumFields::Purpose::Checked);
    const int last = nextRow(*grid);
    grid->addWidget(m_save, last, 0);
    grid->addWidget(m_clear, last, 1);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);

    m_display->button(0)->setChecked(true);
    for (QCheckBox *box : {m_timestamps, m_wrap, m_follow})
        box->setChecked(true);
    connect(m_encoding, &QComboBox::currentIndexChanged, this, &ReceivePanel::encodingChanged);
    connect(m_display, &QButtonGroup::idToggled, this, [this](int, bool checked) {
        if (checked)
            Q_EMIT displayChanged();
    });
    connect(m_framing, &FramingFields::framingChanged, this, &ReceivePanel::messagesChanged);
    connect(m_framing, &FramingFields::protocolChosen, this, &ReceivePanel::enterProtocol);
    connect(m_framing, &FramingFields::protocolLeft, this, &ReceivePanel::leaveProtocol);
    connect(m_checksum, &ChecksumFields::useChanged, this, &ReceivePanel::messagesChanged);
    connect(m_timestamps, &QCheckBox::toggled, this, &ReceivePanel::timestampsToggled);
    connect(m_wrap, &QCheckBox::toggled, this, &ReceivePanel::wrapToggled);
    connect(m_follow, &QCheckBox::toggled, this, &ReceivePanel::followToggled);
    connect(m_pause, &QCheckBox::toggled, this, &ReceivePanel::pauseToggled);
    connect(m_save, &QPushButton::clicked, this, &ReceivePanel::saveRequested);
    connect(m_clear, &QPushButton::clicked, this, &ReceivePanel::clearRequested);
    retranslate();
}

void ReceivePanel::enterProtocol(const ProtocolPreset &protocol)
{
    m_checksumBeforeProtocol = m_checksum->use();
    m_displayBeforeProtocol = display();
    m_checksum->setUse(protocol.format.checksum);
    setDisplay(displayOf(protocol));
    Q_EMIT protocolChosen(protocol);
}

void ReceivePanel::leaveProtocol(const ProtocolPreset &protocol)
{
    if (m_checksum->isSetTo(protocol.format.checksum))
        m_checksum->setUse(m_checksumBeforeProtocol);
    if (display() == displayOf(protocol))
        setDisplay(m_displayBeforeProtocol);
    Q_EMIT protocolLeft(protocol);
}

bool ReceivePanel::setEncoding(const QString &name)
{
    const auto codec = TextCodec::find(name);
    if (!codec)
        return false;
    if (m_encoding->findText((*codec)->name()) < 0)
        m_encoding->addItem((*codec)->name()); // such as GBK,nearest
    m_encoding->setCurrentIndex(m_encoding->findText((*codec)->name()));
    return true;
}

void ReceivePanel::reset()
{
    setEncoding(QStringLiteral("UTF-8"));
    m_framing->reset();
}

void ReceivePanel::setFollowing(bool following)
{
    const QSignalBlocker blocker(m_follow);
    m_follow->setChecked(following);
}

QJsonObject ReceivePanel::save() const
{
    return {
        {QStringLiteral("encoding"), encoding()},
        {QStringLiteral("display"), int(display())},
        {QStringLiteral("timestamps"), timestamps()},
        {QStringLiteral("wrap"), wrap()},
        {QStringLiteral("framing"), m_framing->framing().toString()},
        {QStringLiteral("protocol"), m_framing->protocol()},
        {QStringLiteral("checksum"), m_checksum->save()},
        {QStringLiteral("beforeProtocol"),
         QJsonObject{
             {QStringLiteral("framing"), m_framing->framingBeforeProtocol().toString()},
             {QStringLiteral("checksum"), m_checksumBeforeProtocol.toString()},
             {QStringLiteral("display"), int(m_displayBeforeProtocol)},
         }},
    };
}

void ReceivePanel::restore(const QJsonObject &state)
{
    setEncoding(state[u"encoding"].toString());
    setDisplay(toDisplay(state[u"display"]));
    m_timestamps->setChecked(state[u"timestamps"].toBool(true));
    m_wrap->setChecked(state[u"wrap"].toBool(true));
    const QJsonObject before = state[u"beforeProtocol"].toObject();
    const auto toFraming = [](const QJsonValue &text) { return Framing::parse(text.toString()).value_or(Framing()); };
    m_framing->setFraming(toFraming(state[u"framing"]), state[u"protocol"].toString(), toFraming(before[u"framing"]));
    m_checksum->restore(state[u"checksum"].toObject());
    m_checksumBeforeProtocol = ChecksumFormat::parse(before[u"checksum"].toString()).value_or(ChecksumFormat());
    m_displayBeforeProtocol = toDisplay(before[u"display"]);
}

void ReceivePanel::retranslate()
{
    setTitle(tr("Receive"));
    m_encoding.setLabel(tr("Encoding"));
    m_encoding->setToolTip(tr("How bytes become text, in the log and for sending. A change applies to the whole log."));
    m_display->button(int(LogDisplay::Text))->setText(tr("Text"));
    m_display->button(int(LogDisplay::Hex))->setText(tr("Hex"));
    m_display->button(int(LogDisplay::Mixed))->setText(tr("Mixed"));
    m_timestamps->setText(tr("Timestamps"));
    m_wrap->setText(tr("Wrap lines"));
    m_follow->setText(tr("Auto-scroll"));
    m_pause->setText(tr("Pause view"));
    m_pause->setToolTip(tr("The view stops updating; receiving and logging continue, and nothing is lost."));
    m_framing->retranslate();
    m_checksum->retranslate();
    m_save->setText(tr("Save log…"));
    m_save->setToolTip(tr("Saves as a capture for Wireshark or as text. A log that was not saved is kept for a while: "
                          "File > Recent logs."));
    m_clear->setText(tr("Clear"));
    m_clear->setToolTip(tr("Empties the view."));
}
