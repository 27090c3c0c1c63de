// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QByteArrayView>
#include <QString>

/// Which checksums a received message ends with, in words for the user. One of a single byte is told only
/// when no wider one fits, for such fit by chance. Of more than 64 KiB none is looked for.
QString fittingChecksumText(QByteArrayView message);
