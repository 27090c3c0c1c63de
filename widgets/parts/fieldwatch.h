// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

class QObject;
class QWidget;

/// Calls `changed` whenever the user or the program changes a field below `root`, so that no field can be forgotten:
/// texts, numbers, choices, check boxes, splitters. Only fields that exist already; until `context` is destroyed.
void watchFields(const QWidget &root, QObject *context, const std::function<void()> &changed);
