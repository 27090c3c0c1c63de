// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QEvent>

#include <algorithm>
#include <limits>

/// A widget that sets its texts again when the language changes. The constructor of the derived class calls
/// retranslate() for the first time.
template<typename Widget>
class Translated : public Widget
{
public:
    using Widget::Widget;

protected:
    virtual void retranslate() = 0;

    void changeEvent(QEvent *event) override
    {
        Widget::changeEvent(event);
        if (event->type() == QEvent::LanguageChange)
            retranslate();
    }
};

/// A count as tr() takes it for %n, at most the largest int.
inline int pluralCount(quint64 count)
{
    return int(std::min<quint64>(count, std::numeric_limits<int>::max()));
}
