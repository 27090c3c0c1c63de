// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/log/content/recordcontent.h"
#include "widgets/parts/translated.h"

#include <QCoreApplication>

/// The words of the log view outside payloads.
class LogWords
{
    Q_DECLARE_TR_FUNCTIONS(LogWords)
public:
    static QString directionName(const RecordContent &content);
    static QString empty() { return tr("(empty)"); }
    /// Behind the address of what the endpoint itself has sent to a group or a broadcast address.
    static QString own() { return tr("(own)"); }
    static QString gone() { return tr("(this record is no longer available)"); }
    static QString dropped(quint64 records);
    static QString cleared(quint64 records);
    static QString newRecords(quint64 records) { return tr("%Ln new records ↓", nullptr, pluralCount(records)); }
    static QString paused(quint64 newRecords);
    static QString copying() { return tr("Copying…"); }
    static QString copyLimit(quint64 records);
};
