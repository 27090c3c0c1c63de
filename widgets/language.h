// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTranslator>

/// The language of the program. After a change every widget gets a QEvent::LanguageChange. Lives as long as the
/// application; GUI thread.
class Language
{
public:
    Language() = default;
    ~Language();
    Q_DISABLE_COPY_MOVE(Language)

    /// `zh_CN`, `en`, or empty for the system's; English if there is no translation.
    void use(const QString &name);

private:
    QTranslator m_program;
    QTranslator m_qt; // for Qt's own dialogs
};
