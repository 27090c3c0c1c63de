// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArray>
#include <QString>

/// The result of a step.
struct StepReport
{
    QString number; ///< of the step; empty for the connecting before the first
    QString rounds; ///< see StepCursor::rounds()
    QString action; ///< see TestStep::describe()
    QString note;
    bool ok = false;
    qint64 startedNs = 0; ///< since the epoch
    qint64 tookNs = 0;
    QString error;            ///< why it failed
    QByteArray received = {}; ///< by a failed expectation, the first bytes
    qint64 receivedBytes = 0; ///< all of them; -1: the step expects no bytes
};
