// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/page/logcolors.h"

#include <cmath>

namespace {

QColor mixed(const QColor &a, const QColor &b, float share)
{
    const auto mix = [share](float x, float y) { return x * (1 - share) + y * share; };
    return QColor::fromRgbF(mix(a.redF(), b.redF()), mix(a.greenF(), b.greenF()), mix(a.blueF(), b.blueF()));
}

} // namespace

LogColors::LogColors(const QPalette &palette) : m_dark(palette.color(QPalette::Base).lightnessF() < 0.5F)
{
    const QColor base = palette.color(QPalette::Base);
    text = palette.color(QPalette::Text);
    dim = mixed(text, base, 0.42F);
    // Blue and orange can be distinguished with any colour vision.
    received = m_dark ? QColor(0x6c, 0xb6, 0xff) : QColor(0x0b, 0x5c, 0xad);
    sent = m_dark ? QColor(0xff, 0xb0, 0x57) : QColor(0x9a, 0x4b, 0x00);
    failure = m_dark ? QColor(0xff, 0x8a, 0x80) : QColor(0xb3, 0x1e, 0x1e);
    control = mixed(received, base, m_dark ? 0.15F : 0.25F);
    pending = mixed(sent, base, 0.2F);
    invalid = failure;
    good = m_dark ? QColor(0x7e, 0xe7, 0x87) : QColor(0x1a, 0x7f, 0x37);
    invalidBackground = mixed(base, failure, m_dark ? 0.25F : 0.14F);
    mark = m_dark ? QColor(0x6b, 0x57, 0x00) : QColor(0xff, 0xe0, 0x66);
    selection = palette.color(QPalette::Highlight);
    selectedText = palette.color(QPalette::HighlightedText);
}

QColor LogColors::ofInk(LogInk ink) const
{
    switch (ink) {
    case LogInk::Plain:
        return text;
    case LogInk::Dim:
    case LogInk::LineEnding:
    case LogInk::FrameEdge:
        return dim;
    case LogInk::FrameGood:
        return good;
    case LogInk::FrameBad:
    case LogInk::Invalid:
        return invalid;
    case LogInk::Pending:
        return pending;
    case LogInk::Control:
        return control;
    }
    return text;
}

QColor LogColors::ofKind(RecordContent::Kind kind) const
{
    switch (kind) {
    case RecordContent::Kind::Data:
        return text;
    case RecordContent::Kind::Failure:
        return failure;
    case RecordContent::Kind::Note:
    case RecordContent::Kind::Event:
        break;
    }
    return dim;
}

QColor LogColors::ofPeer(PeerId peer) const
{
    if (peer == PeerId::None)
        return dim;
    constexpr float goldenRatio = 0.618034F;
    const float hue = std::fmod(float(quint32(peer) % 10'000) * goldenRatio + 0.38F, 1.0F);
    return QColor::fromHslF(hue, m_dark ? 0.45F : 0.6F, m_dark ? 0.72F : 0.3F);
}
