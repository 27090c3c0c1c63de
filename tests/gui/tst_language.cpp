// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/language.h"

class TestLanguage : public QObject
{
    Q_OBJECT
private slots:
    void speaks_data();
    void speaks();
};

void TestLanguage::speaks_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("said");
    for (const char *chinese : {"zh_CN", "zh", "zh_TW", "zh_HK", "zh_MO", "zh_SG", "zh_Hant_TW"})
        QTest::newRow(chinese) << QString::fromLatin1(chinese) << u"正在监听 %1"_qs;
    for (const char *other : {"en", "en_GB", "fr"})
        QTest::newRow(other) << QString::fromLatin1(other) << u"Listening on %1"_qs;
}

/// Simplified Chinese serves all Chinese locales.
void TestLanguage::speaks()
{
    QFETCH(QString, name);
    Language language;
    language.use(name);
    QTEST(QCoreApplication::translate("Event", "Listening on %1"), "said");
}

QTEST_MAIN(TestLanguage)
#include "tst_language.moc"
