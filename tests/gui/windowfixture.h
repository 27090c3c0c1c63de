// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/log/store/logstore.h"
#include "widgets/language.h"
#include "widgets/mainwindow.h"
#include "widgets/parts/filechooser.h"
#include "widgets/settings.h"

/// Answers at once with a name that the test has chosen.
class FixedFileChooser : public FileChooser
{
public:
    QString saveName(QWidget *, const QString &, const QString &, const QString &filters, QString *filter) override
    {
        if (filter && lastFilter)
            *filter = filters.section(QStringLiteral(";;"), -1);
        return name;
    }
    QStringList openNames(QWidget *, const QString &, const QString &, const QString &) override { return {name}; }
    QString folder(QWidget *, const QString &, const QString &) override { return name; }

    QString name;
    bool lastFilter = false; ///< is chosen, instead of the one that is suggested
};

/// A window whose settings and logs live in a folder that goes with the test.
class WindowFixture
{
public:
    explicit WindowFixture(const QString &folder = {})
        : place(folder.isEmpty() ? own.path() : folder), settings(place + u"/socketscope.json"_qs),
          captures(place + u"/captures"_qs), window({settings, language, captures, files})
    {
    }

    /// Shows the window in English with the tabs that it remembers.
    void begin()
    {
        language.use(QStringLiteral("en"));
        window.restoreTabs();
        window.show();
    }

    /// The folders of the logs, including those that are being removed.
    QStringList logFolders() const
    {
        return QDir(place + u"/captures"_qs).entryList(QDir::Dirs | QDir::Hidden | QDir::NoDotAndDotDot);
    }

    QTemporaryDir own;
    QString place;
    Settings settings;
    LogStore captures;
    FixedFileChooser files;
    Language language;
    MainWindow window;
};

/// A value as it stands in a settings file.
inline QJsonValue storedValue(const QString &name, const QString &key)
{
    QFile file(name);
    if (!file.open(QIODevice::ReadOnly))
        return QJsonValue::Undefined;
    return QJsonDocument::fromJson(file.readAll())[u"values"][key];
}

/// The visible widget of a type with an accessible name, as assistive technology finds it.
template<typename T>
T *named(const QWidget &parent, const QString &name)
{
    for (T *widget : parent.findChildren<T *>()) {
        if (widget->accessibleName() == name && widget->isVisibleTo(&parent))
            return widget;
    }
    return nullptr;
}

/// The same, where it must be there: in every build, the test ends without it.
template<typename T>
T &existing(const QWidget &parent, const char *name)
{
    T *widget = named<T>(parent, QString::fromLatin1(name));
    if (!widget)
        qFatal("There is no visible widget “%s”.", name);
    return *widget;
}

/// The button with a text, of a window or a dialog, if it is not hidden there.
inline QPushButton *buttonIn(const QWidget &parent, const QString &text)
{
    for (QPushButton *button : parent.findChildren<QPushButton *>()) {
        if (button->text().remove(u'&') == text && button->isVisibleTo(&parent))
            return button;
    }
    return nullptr;
}

/// The button "More…" of a panel or window, which may have the number of options after its text.
inline QPushButton &moreButton(const QWidget &parent)
{
    for (QPushButton *button : parent.findChildren<QPushButton *>()) {
        if (button->text().remove(u'&').startsWith(QStringLiteral("More…")))
            return *button;
    }
    qFatal("There is no button “More…”.");
}

/// The entry of a menu.
inline QAction *actionIn(const QWidget &window, const QString &text)
{
    for (QAction *action : window.findChildren<QAction *>()) {
        if (action->text().remove(u'&') == text)
            return action;
    }
    return nullptr;
}

/// Whether a visible label contains the text.
inline bool labelSays(const QWidget &parent, const QString &text)
{
    const auto labels = parent.findChildren<QLabel *>();
    return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
        return label->isVisibleTo(&parent) && label->text().contains(text);
    });
}
