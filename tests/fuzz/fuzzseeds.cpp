// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Writes the valid input into the corpus folder before libFuzzer reads it.
#include "tests/fuzz/fuzz.h"

#include <QDir>
#include <QFile>

extern "C" int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    for (int i = 1; i < *argc; ++i) {
        const QString folder = QString::fromLocal8Bit((*argv)[i]);
        if (folder.startsWith(u'-') || !QDir(folder).exists())
            continue;
        const QList<QByteArray> seeds = fuzzSeeds();
        for (qsizetype n = 0; n < seeds.size(); ++n) {
            QFile file(QStringLiteral("%1/seed-%2").arg(folder).arg(n));
            if (file.open(QIODevice::WriteOnly))
                file.write(seeds[n]);
        }
        break;
    }
    return 0;
}
