// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

class QObject;
class QWidget;

/// Calls `changed` whenever a field below `root` gets another content, from a person or from the program, so that no
/// field can be forgotten: text, numbers, choices, ticks, and what splitters divide. Only fields that are there already;
/// until `context` goes.
void watchFields(const QWidget &root, QObject *context, const std::function<void()> &changed);
