// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

/// Lets assistive technology read the visible lines of a LogView as the text of a read-only text
/// field. Does its work once, however often it is called.
void installLogViewAccessibility();
