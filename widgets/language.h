// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include <QString>
#include <QTranslator>

/// The language of the program, which can be changed while it runs: every widget gets a
/// QEvent::LanguageChange. GUI thread; lives as long as the application.
class Language
{
public:
    Language() = default;
    ~Language();
    Q_DISABLE_COPY_MOVE(Language)

    /// `zh_CN`, `en`, or empty for the system's; what there is no translation for becomes English.
    void use(const QString &name);

private:
    QTranslator m_program;
    QTranslator m_qt; // the texts of Qt's own dialogs
};
