// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QEvent>

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
