// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "widgets/parts/translated.h"

#include <QDialog>

class LocalComputerTab;
class LookupTab;
class QTabWidget;
class StatusLabel;

/// Looks up and explains names, addresses, networks and ports, and shows the addresses of this computer. It is not modal,
/// and keeps what was entered while it is closed.
class LookupDialog : public Translated<QDialog>
{
    Q_OBJECT
public:
    explicit LookupDialog(QWidget *parent);

    /// Shows what became of localHostChosen().
    void showOutcome(const QString &text, bool isError);
    /// Shows the dialog with the field ready to type in.
    void bringUp();

signals:
    /// See LocalComputerTab.
    void localHostChosen(const QString &host);

protected:
    void retranslate() override;

private:
    QTabWidget *const m_tabs;
    LookupTab *const m_lookup;
    LocalComputerTab *const m_local;
    StatusLabel *const m_outcome;
};
