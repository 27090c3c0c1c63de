// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/mainmenu.h"

#include <QActionGroup>
#include <QKeySequence>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMessageBox>

MainMenu::MainMenu(QMainWindow *window, const Choices &current) : QObject(window)
{
    QMenuBar *bar = window->menuBar();
    m_file = bar->addMenu(QString());
    m_edit = bar->addMenu(QString());
    m_view = bar->addMenu(QString());
    m_tools = bar->addMenu(QString());
    m_help = bar->addMenu(QString());

    add(m_file, QT_TR_NOOP("&New tab"), &MainMenu::newTab)->setShortcut(QKeySequence::AddTab);
    add(m_file, QT_TR_NOOP("&Close tab"), &MainMenu::closeTab)->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_W));
    m_reopen = add(m_file, QT_TR_NOOP("Reopen closed &tab"), &MainMenu::reopenTab);
    m_reopen->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_T));
    m_file->addSeparator();
    add(m_file, QT_TR_NOOP("&Open capture…"), &MainMenu::openCapture)->setShortcut(QKeySequence::Open);
    m_recent = m_file->addMenu(QString());
    m_noRecent = m_recent->addAction(QString());
    m_noRecent->setEnabled(false);
    m_entries.append({m_noRecent, QT_TR_NOOP("No log is kept")});
    m_recent->addSeparator();
    m_clearRecent = add(m_recent, QT_TR_NOOP("&Clear list…"), &MainMenu::clearRecentLogs);
    add(m_recent, QT_TR_NOOP("&Keep logs…"), &MainMenu::keepLogs);
    m_pageActions.append(add(m_file, QT_TR_NOOP("&Save log…"), &MainMenu::saveLog));
    m_pageActions.constLast()->setShortcut(QKeySequence::Save);
    m_pageActions.append(add(m_file, QT_TR_NOOP("&Export…"), &MainMenu::exportLog));
    m_pageActions.constLast()->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_E));
    m_deviceTest = add(m_file, QT_TR_NOOP("Save as &device test…"), &MainMenu::saveDeviceTest);
    m_wireshark = add(m_file, QT_TR_NOOP("Open in &Wireshark"), &MainMenu::openInWireshark);
    connect(m_file, &QMenu::aboutToShow, this, &MainMenu::fileMenuOpens);
    m_file->addSeparator();
    m_private = m_file->addAction(QString(), this, &MainMenu::privateToggled);
    m_private->setCheckable(true);
    m_entries.append({m_private, QT_TR_NOOP("&Private mode")});
    m_file->addSeparator();
    add(m_file, QT_TR_NOOP("&Quit"), &MainMenu::quit)->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_Q));

    // Ctrl+C and Ctrl+A belong to the widget that has the focus.
    add(m_edit, QT_TR_NOOP("&Copy from log"), &MainMenu::copy)
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C));
    add(m_edit, QT_TR_NOOP("Select &all of log"), &MainMenu::selectAll)
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A));
    m_edit->addSeparator();
    add(m_edit, QT_TR_NOOP("&Find…"), &MainMenu::find)->setShortcut(QKeySequence::Find);
    add(m_edit, QT_TR_NOOP("Find &next"), &MainMenu::findNext)->setShortcut(QKeySequence(Qt::Key_F3));
    add(m_edit, QT_TR_NOOP("Find &previous"), &MainMenu::findPrevious)
        ->setShortcut(QKeySequence(Qt::SHIFT | Qt::Key_F3));
    add(m_edit, QT_TR_NOOP("F&ilter…"), &MainMenu::filter)->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F));
    add(m_edit, QT_TR_NOOP("&Go to…"), &MainMenu::goTo)->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_G));
    m_edit->addSeparator();
    add(m_edit, QT_TR_NOOP("C&lear view"), &MainMenu::clearView)->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_L));
    add(m_edit, QT_TR_NOOP("Show cleared &records again"), &MainMenu::showAll);

    m_language = addChoices(m_view, {QString(), QStringLiteral("en"), QStringLiteral("zh_CN")}, current.language,
                            &MainMenu::languageChosen);
    m_theme = addChoices(m_view, {QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")},
                         current.theme, &MainMenu::themeChosen);
    m_time = addChoices(m_view, {QStringLiteral("day"), QStringLiteral("relative"), QStringLiteral("delta")},
                        current.timeMode, &MainMenu::timeModeChosen);
    m_view->addSeparator();
    add(m_view, QT_TR_NOOP("&Next tab"), &MainMenu::nextTab)->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_PageDown));
    add(m_view, QT_TR_NOOP("&Previous tab"), &MainMenu::previousTab)
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_PageUp));
    m_view->addSeparator();
    add(m_view, QT_TR_NOOP("&Send list"), &MainMenu::toggleSendList)
        ->setShortcut(QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L));
    add(m_tools, QT_TR_NOOP("Send &file…"), &MainMenu::sendFile);
    add(m_tools, QT_TR_NOOP("Send in &pieces…"), &MainMenu::sendInPieces);
    add(m_tools, QT_TR_NOOP("Traffic &generator…"), &MainMenu::generateTraffic);
    add(m_tools, QT_TR_NOOP("&UDP test…"), &MainMenu::testUdp);
    m_sendTools = m_tools->actions();
    m_tools->addSeparator();
    add(m_tools, QT_TR_NOOP("&Half-closed clients…"), &MainMenu::halfClosedTimeout);
    m_tools->addSeparator();
    add(m_tools, QT_TR_NOOP("&Names and addresses…"), &MainMenu::lookUp);
    add(m_tools, QT_TR_NOOP("&Accepted certificates…"), &MainMenu::acceptedCertificates);
    add(m_help, QT_TR_NOOP("&Keyboard shortcuts"), &MainMenu::showShortcuts)->setShortcut(QKeySequence::HelpContents);
    add(m_help, QT_TR_NOOP("&About SocketScope"), &MainMenu::showAbout);
    retranslate();
}

void MainMenu::setHasPage(bool has)
{
    for (QAction *action : m_pageActions + m_edit->actions())
        action->setEnabled(has);
}

void MainMenu::setRecentLogs(const QList<RecentLog> &logs)
{
    while (m_recent->actions().constFirst() != m_noRecent) {
        QAction *old = m_recent->actions().constFirst(); // perhaps the one that emits this signal
        m_recent->removeAction(old);
        old->deleteLater();
    }
    constexpr int mostChars = 70;
    const QFontMetrics metrics = m_recent->fontMetrics();
    for (const RecentLog &log : logs) {
        QString text = metrics.elidedText(log.text, Qt::ElideMiddle, metrics.averageCharWidth() * mostChars);
        auto *action = new QAction(text.replace(u'&', QStringLiteral("&&")), m_recent);
        connect(action, &QAction::triggered, this, [this, folder = log.folder] { Q_EMIT recentLogChosen(folder); });
        m_recent->insertAction(m_noRecent, action);
    }
    m_noRecent->setVisible(logs.isEmpty());
    m_clearRecent->setEnabled(!logs.isEmpty());
}

void MainMenu::setSendProblem(const QString &problem)
{
    m_tools->setToolTipsVisible(!problem.isEmpty());
    for (QAction *action : std::as_const(m_sendTools)) {
        action->setEnabled(problem.isEmpty());
        action->setToolTip(problem);
    }
}

QAction *MainMenu::add(QMenu *menu, const char *text, void (MainMenu::*slot)())
{
    QAction *action = menu->addAction(QString(), this, slot);
    m_entries.append({action, text});
    return action;
}

QMenu *MainMenu::addChoices(QMenu *menu, const QStringList &names, const QString &current,
                            void (MainMenu::*signal)(const QString &))
{
    QMenu *choices = menu->addMenu(QString());
    auto *group = new QActionGroup(this);
    for (const QString &name : names) {
        QAction *action = choices->addAction(QString());
        action->setCheckable(true);
        action->setChecked(name == current);
        action->setData(name);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, signal, name] { Q_EMIT(this->*signal)(name); });
    }
    return choices;
}

void MainMenu::showShortcuts()
{
    QMessageBox::information(
        m_file->parentWidget(), tr("Keyboard shortcuts"),
        tr("Ctrl+Enter: send\nCtrl+↑, Ctrl+↓: earlier messages\nCtrl+T, Ctrl+W: new tab, close tab\n"
           "Ctrl+Shift+T: reopen closed tab\nCtrl+PgDown, Ctrl+PgUp: next tab, previous tab\nCtrl+O, Ctrl+S: open "
           "capture, save log\n"
           "Ctrl+Shift+E: export\nCtrl+L: clear view\nCtrl+F, F3, Shift+F3: find, next hit, previous hit\n"
           "Ctrl+Shift+F: filter\nCtrl+G: go to a record or a time\nDouble click, Enter: details of a record\n"
           "End: follow the newest record\nCtrl+wheel, Ctrl+0: size of the log's text\n"
           "Ctrl+Shift+L: send list\nCtrl+1 to Ctrl+9: send a message of the list"));
}

void MainMenu::showAbout()
{
    QMessageBox::about(m_file->parentWidget(), tr("About SocketScope"),
                       tr("SocketScope %1\nA network debugging assistant with a byte-exact log.\n\nMIT licence")
                           .arg(QStringLiteral(SOCKETSCOPE_VERSION)));
}

void MainMenu::retranslate()
{
    m_file->setTitle(tr("&File"));
    m_edit->setTitle(tr("&Edit"));
    m_view->setTitle(tr("&View"));
    m_tools->setTitle(tr("&Tools"));
    m_help->setTitle(tr("&Help"));
    m_recent->setTitle(tr("&Recent logs"));
    m_language->setTitle(tr("&Language"));
    m_theme->setTitle(tr("&Theme"));
    m_time->setTitle(tr("T&imes"));
    for (const Entry &entry : std::as_const(m_entries))
        entry.action->setText(tr(entry.text));
    // Each language has its own name for itself.
    const QString languages[] = {tr("System default"), QStringLiteral("English"), QStringLiteral("简体中文")};
    const QString themes[] = {tr("System default"), tr("Light"), tr("Dark")};
    const QString times[] = {tr("Time of day"), tr("Seconds since the first record"),
                             tr("Seconds since the previous record")};
    for (int i = 0; i < 3; ++i) {
        m_time->actions().at(i)->setText(times[i]);
        m_language->actions().at(i)->setText(languages[i]);
        m_theme->actions().at(i)->setText(themes[i]);
    }
}
