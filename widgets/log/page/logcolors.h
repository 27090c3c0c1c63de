// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/content/recordcontent.h"

#include <QColor>
#include <QPalette>

/// The colours of the log, made from the palette, light or dark.
class LogColors
{
public:
    explicit LogColors(const QPalette &palette);

    QColor text;
    QColor dim;
    QColor received;
    QColor sent;
    QColor failure;
    QColor control;
    QColor pending;
    QColor invalid;
    QColor good; ///< a message without errors
    QColor invalidBackground;
    QColor mark; ///< behind the matches of a search
    QColor selection;
    QColor selectedText;

    QColor ofInk(LogInk ink) const;
    QColor ofKind(RecordContent::Kind kind) const;
    /// A colour for each peer; consecutive peers get distant hues.
    QColor ofPeer(PeerId peer) const;

private:
    bool m_dark;
};
