// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QList>

/// Characters of the same shape that input methods confuse but East Asian encodings distinguish, such as 〜 (U+301C) and
/// ～ (U+FF5E): those for `character`, the nearest first; empty for most. All are in the BMP.
QList<char32_t> lookalikes(char32_t character);
