// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

/// Names the checksums that a received message ends with. One-byte checksums often fit by chance and are named only if
/// no wider one fits. A message of more than 64 KiB is not checked.
QString fittingChecksumText(QByteArrayView message);
