// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/rows/recordcontent.h"

#include <QColor>
#include <QPalette>

/// The colours of the log, made from the palette so that they suit light and dark ones.
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
    QColor good; ///< a message that is as it should be
    QColor invalidBackground;
    QColor mark; ///< behind what a search found
    QColor selection;
    QColor selectedText;

    QColor ofInk(LogInk ink) const;
    QColor ofKind(RecordContent::Kind kind) const;
    /// Each peer has a colour of its own; neighbouring numbers get distant hues.
    QColor ofPeer(PeerId peer) const;

private:
    bool m_dark;
};
