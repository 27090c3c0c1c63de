// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"

/// Exit codes and messages of the command line.
namespace cliconsole {

constexpr int done = 0;
constexpr int failed = 1; ///< the network, a file
constexpr int usageError = 2;

/// A line on standard error. Pictures stand for control characters, which names and paths may contain.
void report(const QString &line);
/// The text of an event, with what to add to the URL if that helps.
void report(const Event &event);
/// The same after the program's name; returns `code`.
int fail(int code, const QString &message);

/// A text on standard output, by stdio; flush() checks that it gets there. Line breaks and tabs stay, pictures stand for
/// other control characters.
void print(const QString &text);
/// The end of every verb. Returns `code`; if what was printed could not be written, reports that and returns `failed`.
int flush(int code);
/// Whether standard output is a pipe whose reader has closed it.
bool isReaderGone();

} // namespace cliconsole
