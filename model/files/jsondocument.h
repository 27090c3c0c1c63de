// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/result.h"

#include <QJsonDocument>

/// Parses JSON. The error names the line and the column where it is not JSON, or where an object has a name for the
/// second time: QJsonDocument would keep the last one without a word.
Result<QJsonDocument> parseJson(const QByteArray &json);
