// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/event.h"

#include <QByteArray>

#include <chrono>

/// Exit codes and messages of the command line.
namespace cliconsole {

constexpr int done = 0;
constexpr int failed = 1; ///< the network, a file
constexpr int usageError = 2;

/// A line on standard error. Pictures stand for control characters, which names and paths may contain. Never waits: a
/// thread writes the lines, in their order, and up to 256 KiB of them wait for a slow reader. Then lines are left out; how
/// many is said at their place. On any thread.
void report(const QString &line);
/// The text of an event, with what to add to the URL if that helps.
void report(const Event &event);
/// The same after the program's name; returns `code`.
int fail(int code, const QString &message);

/// From now on no line is left out: those that follow are the last and few.
void reportLast();
/// Waits for the reader of standard error: until it has taken all lines, or none for `patience`; with `atMost` in no case
/// longer than that. Nothing is reported after it has waited in vain. Returns whether all was written.
bool finishReports(std::chrono::milliseconds patience = std::chrono::seconds(2), bool atMost = false);
/// Writes all, and waits as long as that takes. Returns 0 or an errno value.
int writeAll(int fd, const QByteArray &bytes);

/// A text on standard output, by stdio; flush() checks that it gets there. Line breaks and tabs stay, pictures stand for
/// other control characters.
void print(const QString &text);
/// The end of every verb. Returns `code`; if what was printed could not be written, reports that and returns `failed`.
int flush(int code);
/// Whether standard output is a pipe whose reader has closed it.
bool isReaderGone();

} // namespace cliconsole
