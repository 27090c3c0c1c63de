// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#pragma once

#include "model/sending/sendlistfile.h"
#include "widgets/parts/messagebar.h"
#include "widgets/parts/translated.h"
#include "widgets/sending/sendlistmodel.h"

#include <QTableView>
#include <QWidget>

#include <functional>

class QLabel;
class QPushButton;

/// The send list with its buttons.
class SendListPanel : public Translated<QWidget>
{
    Q_OBJECT
public:
    explicit SendListPanel(SendListModel &model, QWidget *parent = nullptr);

    /// The current row; -1: none.
    int currentRow() const { return m_table->currentIndex().row(); }
    void selectRow(int row) { m_table->setCurrentIndex(m_model.index(row, 0)); }
    /// While a job runs, it can only be stopped: Run once and Loop are disabled.
    void setRunning(bool running);
    /// Why nothing can be sent now, in the current language; empty: sending is possible.
    void setSendProblem(const QString &problem);
    void showMessage(const QString &text, bool warning);
    void hideMessage() { m_message->hide(); }

signals:
    void addRequested();
    void editRequested(int row);
    void sendRequested(int row);
    void runRequested(bool loop);
    void stopRequested();
    void importRequested();
    void exportRequested();

protected:
    void retranslate() override;

private:
    void buildTable();
    void buildButtons(class QVBoxLayout &layout);
    QPushButton *addButton(class QHBoxLayout &row, const char *text, const std::function<void()> &what);
    void updateButtons();

    struct Button
    {
        QPushButton *button;
        const char *text; // translated in retranslate()
    };

    SendListModel &m_model;
    MessageBar *m_message = nullptr;
    QTableView *m_table = nullptr;
    QLabel *m_empty = nullptr; // shown in the table while it has no rows
    QList<Button> m_buttons;
    QList<QPushButton *> m_rowButtons; // need a current row
    QPushButton *m_send = nullptr;
    QPushButton *m_once = nullptr;
    QPushButton *m_loop = nullptr;
    QPushButton *m_stop = nullptr;
    bool m_running = false;
    QString m_sendProblem;
};
