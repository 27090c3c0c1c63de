// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

/// Lets assistive technology read the visible lines of a LogView as a read-only text field. Further calls do nothing.
void installLogViewAccessibility();
