// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/recordtext.h"

/// One record as a line of a plain text log, without a line break at its end:
/// `2026-01-31 12:00:00.123456 RX 127.0.0.1:5000 12 text`. Control characters, line breaks in the
/// payload too, are pictures. Local time.
QString logLine(const Record &record, RecordText &text);
