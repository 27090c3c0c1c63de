// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/parts/units.h"

#include <QCoreApplication>

QString units::ms()
{
    return QCoreApplication::translate("Units", " ms");
}

QString units::s()
{
    return QCoreApplication::translate("Units", " s");
}

QString units::ms(qint64 number)
{
    return QString::number(number) + ms();
}
