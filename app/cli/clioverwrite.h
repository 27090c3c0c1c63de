// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

/// Fails if `file` exists and is not empty; the error names --overwrite and a free name.
Result<void> refuseExisting(const QString &file);
