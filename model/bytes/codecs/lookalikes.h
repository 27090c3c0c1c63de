// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>

/// Characters that input methods type for each other and that the tables of East Asian encodings tell apart,
/// such as 〜 (U+301C) and ～ (U+FF5E): those for `character`, the nearest first, itself left out; empty for
/// most. In all of them one stands for one.
QList<char32_t> lookalikes(char32_t character);
