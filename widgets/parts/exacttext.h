// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

class QPlainTextEdit;
class QString;

/// What stands in a field, with LF for each line break. Unlike toPlainText(), keeps no-break spaces. CR and others do
/// not survive being set, see needsEscapes().
QString exactText(const QPlainTextEdit &edit);
