// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "tests/gui/windowfixture.h"
#include "widgets/pages/sessionpage.h"
#include "widgets/sending/jobs/sendingbar.h"
#include "widgets/sending/messageedit.h"
#include "widgets/sending/pagesending.h"

/// A window whose page in front is a server with one client.
class SendingFixture : public WindowFixture
{
public:
    explicit SendingFixture(const QString &folder = {}) : WindowFixture(folder)
    {
        language.use(u"en"_qs);
        window.restoreTabs();
        window.resize(1200, 800);
        window.show();
    }

    SessionPage &page() const { return *window.currentSessionPage(); }
    SendingBar &bar() const { return *page().sending().bar(); }

    void open(const QString &url)
    {
        page().setUrl(EndpointUrl::parse(url).value());
        page().open();
        QTRY_COMPARE(page().session().state(), Session::State::Open);
    }

    void connectClient(QTcpSocket &client)
    {
        const size_t before = page().session().peers().size();
        client.connectToHost(u"127.0.0.1"_qs, page().session().localAddress().port);
        QTRY_COMPARE(page().session().peers().size(), before + 1);
    }

    template<typename T>
    T *find(const char *name) const
    {
        return named<T>(window, QString::fromLatin1(name));
    }

    template<typename T>
    T *dialog() const
    {
        return window.findChild<T *>();
    }

    void type(const QString &text) { find<MessageEdit>("Message")->setPlainText(text); }
    void pressSend() { QTest::keyClick(find<MessageEdit>("Message"), Qt::Key_Return, Qt::ControlModifier); }
};
