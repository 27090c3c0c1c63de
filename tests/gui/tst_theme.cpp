// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/theme.h"

#include <QComboBox>
#include <QScrollArea>
#include <QScrollBar>
#include <QSpinBox>
#include <QTest>
#include <QVBoxLayout>
#include <QWheelEvent>
#include <QtTest/qtestspontaneevent.h>

/// What the style of the program does besides looks.
class TestTheme : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase() { applyTheme(QStringLiteral("light")); }
    void wheel();
};

/// Scrolls the panel, and changes a field only while that has the focus.
void TestTheme::wheel()
{
    QScrollArea area;
    auto *panel = new QWidget;
    auto *rows = new QVBoxLayout(panel);
    auto *box = new QComboBox;
    box->addItems({QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")});
    auto *number = new QSpinBox;
    number->setValue(50);
    rows->addWidget(box);
    rows->addWidget(number);
    rows->addSpacing(1000);
    area.setWidget(panel);
    area.resize(200, 100);
    area.show();
    area.activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&area));
    const auto turn = [](QWidget *over) {
        const QPointF at = over->rect().center();
        QWheelEvent event(at, over->mapToGlobal(at), {}, {0, -120}, Qt::NoButton, Qt::NoModifier, Qt::NoScrollPhase,
                          false);
        QSpontaneKeyEvent::setSpontaneous(&event); // only such ones are passed on to parents
        qApp->notify(over, &event);                // sendEvent() would take that back
    };
    const QScrollBar *bar = area.verticalScrollBar();
    area.setFocus();
    turn(box);
    QCOMPARE(box->currentIndex(), 0);
    QVERIFY(bar->value() > 0);
    const int scrolled = bar->value();
    turn(number);
    QCOMPARE(number->value(), 50);
    QVERIFY(bar->value() > scrolled);

    box->setFocus();
    turn(box);
    QCOMPARE(box->currentIndex(), 1);
    number->setFocus();
    turn(number);
    QCOMPARE(number->value(), 49);
}

QTEST_MAIN(TestTheme)
#include "tst_theme.moc"
