// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/help.h"

#include <QCoreApplication>
#include <QMessageBox>

void help::showShortcuts(QWidget *window)
{
    QMessageBox::information(
        window, QCoreApplication::translate("Help", "Keyboard shortcuts"),
        QCoreApplication::translate(
            "Help",
            "Ctrl+Enter: send\nCtrl+↑, Ctrl+↓: earlier messages\nCtrl+T, Ctrl+W: new tab, close tab\n"
            "Ctrl+Shift+T: reopen closed tab\nCtrl+PgDown, Ctrl+PgUp: next tab, previous tab\nCtrl+O, Ctrl+S: open "
            "capture, save log\n"
            "Ctrl+Shift+E: export\nCtrl+L: clear view\nCtrl+F, F3, Shift+F3: find, next hit, previous hit\n"
            "Ctrl+Shift+F: filter\nCtrl+G: go to a record or a time\nDouble click, Enter: details of a record\n"
            "End: follow the newest record\nCtrl+wheel, Ctrl+0: size of the log's text\n"
            "Ctrl+Shift+L: send list\nCtrl+1 to Ctrl+9: send a message of the list"));
}

void help::showAbout(QWidget *window)
{
    QMessageBox::about(
        window, QCoreApplication::translate("Help", "About SocketScope"),
        QCoreApplication::translate(
            "Help", "SocketScope %1\nA network debugging assistant with a byte-exact log.\n\nMIT licence")
            .arg(QStringLiteral(SOCKETSCOPE_VERSION)));
}
