// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/nearestname.h"

#include <algorithm>
#include <vector>

namespace {

constexpr qsizetype longest = 40; // longer ones are not compared

QString plain(QString name)
{
    return name.remove(u'-').remove(u'_').toLower();
}

/// How many letters have to be inserted, removed, replaced or swapped with their neighbour to make one of the other
/// (optimal string alignment).
int distance(const QString &a, const QString &b)
{
    const auto width = size_t(b.size()) + 1;
    std::vector<int> twoBefore(width);
    std::vector<int> before(width);
    std::vector<int> row(width);
    for (size_t j = 0; j < width; ++j)
        row[j] = int(j);
    for (qsizetype i = 1; i <= a.size(); ++i) {
        twoBefore.swap(before);
        before.swap(row);
        row[0] = int(i);
        for (size_t j = 1; j < width; ++j) {
            const auto at = qsizetype(j);
            const int replaced = before[j - 1] + (a[i - 1] == b[at - 1] ? 0 : 1);
            row[j] = std::min({before[j] + 1, row[j - 1] + 1, replaced});
            if (i > 1 && at > 1 && a[i - 1] == b[at - 2] && a[i - 2] == b[at - 1])
                row[j] = std::min(row[j], twoBefore[j - 2] + 1);
        }
    }
    return row[width - 1];
}

} // namespace

QString nearestName(const QString &name, const QStringList &names)
{
    const QString wanted = plain(name);
    if (wanted.isEmpty() || wanted.size() > longest)
        return {};
    QString nearest;
    int least = std::max(1, int(wanted.size()) / 3) + 1;
    for (const QString &candidate : names) {
        if (const int found = distance(wanted, plain(candidate)); found < least) {
            least = found;
            nearest = candidate;
        }
    }
    return nearest;
}
