// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

class QPlainTextEdit;
class QString;

/// The text of a field, with LF for each line break. Unlike toPlainText(), keeps no-break spaces. A field loses CR and
/// some other characters when its text is set, see needsEscapes().
QString exactText(const QPlainTextEdit &edit);
