// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/gui/windowfixture.h"

#include <csignal>
#include <sys/resource.h>

using Key = Settings::Key;

class TestSettings : public QObject
{
    Q_OBJECT
private slots:
    void init();
    void storesByItself();
    void gathersChanges();
    void doesNotWait();
    void storesAtTheEnd();
    void sharesTheFile();
    void followsOthers();
    void keepsWhatCannotBeRead_data();
    void keepsWhatCannotBeRead();
    void keepsTheOtherValues();
    void reportsOnceThatNothingIsStored();
    void keepsTheOldFileWhenThereIsNoRoom();
    void bytesStayBytes();
    void takesOverTheIniFile();
    void comesBackAfterItWasRemoved();

private:
    QJsonValue stored(const char *name) const { return storedValue(m_file, QString::fromLatin1(name)); }
    QStringList files() const { return QDir(m_folder->path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot); }
    static QByteArray content(const QString &name)
    {
        QFile file(name);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    static bool write(const QString &name, const QByteArray &bytes)
    {
        QFile file(name);
        return file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_file;
};

void TestSettings::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    m_file = m_folder->filePath(u"socketscope.json"_qs);
}

void TestSettings::storesByItself()
{
    Settings settings(m_file);
    settings.setValue(Key::History, QStringList{u"你好"_qs, u"a\nb"_qs});
    settings.setValue(Key::Theme, u"dark"_qs);
    QVERIFY(!QFile::exists(m_file)); // not on each change
    QTRY_COMPARE(stored("send/history").toVariant().toStringList(), QStringList({u"你好"_qs, u"a\nb"_qs}));
    QCOMPARE(stored("ui/theme").toString(), u"dark"_qs);
    QTRY_COMPARE(files(), QStringList{u"socketscope.json"_qs}); // nothing beside it
}

void TestSettings::gathersChanges()
{
    Settings settings(m_file);
    QSignalSpy collecting(&settings, &Settings::collecting);
    connect(&settings, &Settings::collecting, &settings, [&] { settings.setValue(Key::Tabs, QByteArray("[1]")); });
    for (int i = 0; i < 1000; ++i)
        settings.touch();
    QVERIFY(collecting.isEmpty());
    QTRY_COMPARE(stored("ui/tabs").toString(), u"[1]"_qs);
    QCOMPARE(collecting.size(), 1);
}

/// Storing may take any time, here for ever: another program holds the file's lock.
void TestSettings::doesNotWait()
{
    Settings settings(m_file);
    QLockFile lock(m_file + u".lock"_qs);
    QVERIFY(lock.lock());
    settings.setValue(Key::Theme, u"dark"_qs);
    settings.store();
    QSignalSpy collecting(&settings, &Settings::collecting);
    settings.setValue(Key::Theme, u"light"_qs);
    QTRY_COMPARE(collecting.size(), 1); // neither the event loop nor changes wait
    QCOMPARE(settings.value(Key::Theme).toString(), u"light"_qs);
    QVERIFY(stored("ui/theme").isUndefined());
    lock.unlock();
    QTRY_COMPARE(stored("ui/theme").toString(), u"light"_qs);
}

void TestSettings::storesAtTheEnd()
{
    {
        Settings settings(m_file);
        settings.setValue(Key::Theme, u"dark"_qs);
    }
    QCOMPARE(stored("ui/theme").toString(), u"dark"_qs);
    {
        Settings settings(m_file);
        settings.setValue(Settings::nameOf(Key::Theme), {});
        QCOMPARE(settings.value(Key::Theme).toString(), u"system"_qs);
    }
    QVERIFY(stored("ui/theme").isUndefined());
}

/// Two programs: neither reverts the changes of the other.
void TestSettings::sharesTheFile()
{
    Settings first(m_file);
    first.setValue(Key::Theme, u"dark"_qs);
    first.setValue(Key::Language, u"en"_qs);
    first.sync();
    Settings second(m_file);
    second.setValue(Key::Theme, u"light"_qs);
    second.sync();
    first.setValue(Key::Language, u"zh_CN"_qs);
    first.setValue(Key::SaveFolder, u"/tmp"_qs);
    first.sync();
    QCOMPARE(stored("ui/theme").toString(), u"light"_qs);
    QCOMPARE(stored("ui/language").toString(), u"zh_CN"_qs);
    QCOMPARE(stored("save/folder").toString(), u"/tmp"_qs);
}

void TestSettings::followsOthers()
{
    Settings first(m_file);
    first.setValue(Key::CurrentTab, 3);
    first.sync();
    Settings second(m_file);
    QSignalSpy changed(&first, &Settings::changedElsewhere);
    second.setValue(Key::History, QStringList{u"one"_qs});
    second.sync();
    first.refresh();
    QTRY_COMPARE(changed.size(), 1); // of the history only: a number that was read again is the same
    QCOMPARE(changed[0][0].toString(), Settings::nameOf(Key::History));
    QCOMPARE(first.value(Key::History).toStringList(), QStringList{u"one"_qs});
}

void TestSettings::keepsWhatCannotBeRead_data()
{
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("told");
    QTest::newRow("zeros, as after a power cut") << QByteArray(3000, '\0') << u"damaged"_qs;
    QTest::newRow("no settings at all") << QByteArray("\x89PNG\r\n\x1a\n\x01\x02\x03\n") << u"damaged"_qs;
    QTest::newRow("cut") << QByteArray(R"({"format": 1, "values": {"ui/theme": "dark", "ui/l)") << u"damaged"_qs;
    QTest::newRow("other JSON") << QByteArray("[]") << u"damaged"_qs;
    QTest::newRow("a later version's") << QByteArray(R"({"format": 2, "values": {"ui/theme": "dark"}})")
                                       << u"later version"_qs;
    QTest::newRow("a folder") << QByteArray() << u"cannot be read"_qs;
}

void TestSettings::keepsWhatCannotBeRead()
{
    QFETCH(const QByteArray, bytes);
    QFETCH(const QString, told);
    const bool isFolder = bytes.isEmpty();
    QVERIFY(isFolder ? QDir().mkdir(m_file) : write(m_file, bytes));
    {
        Settings settings(m_file);
        QVERIFY2(settings.problem().contains(told), qPrintable(settings.problem()));
        QCOMPARE(settings.value(Key::Theme).toString(), u"system"_qs);
        settings.setValue(Key::Language, u"en"_qs);
    }
    QStringList all = files();
    QCOMPARE(all.size(), 2);
    QVERIFY(all.removeOne(u"socketscope.json"_qs));
    const QString kept = m_folder->filePath(all[0]);
    QVERIFY2(Settings(m_file).problem().isEmpty(), "told once");
    QCOMPARE(QFileInfo(kept).isDir(), isFolder);
    QCOMPARE(content(kept), bytes);
    QCOMPARE(stored("ui/language").toString(), u"en"_qs);
    QVERIFY(stored("ui/theme").isUndefined());
}

/// An invalid value does not affect the others.
void TestSettings::keepsTheOtherValues()
{
    const QByteArray bytes = R"({"format": 1, "values": {"ui/theme": "dark", "ui/tabs": "[{\"net"}})";
    QVERIFY(write(m_file, bytes));
    {
        Settings settings(m_file);
        QVERIFY2(settings.problem().contains(u"Some of the settings"), qPrintable(settings.problem()));
        QVERIFY(settings.value(Key::Tabs).toByteArray().isEmpty());
        QCOMPARE(settings.value(Key::Theme).toString(), u"dark"_qs);
    }
    QStringList all = files();
    QCOMPARE(all.size(), 2);
    all.removeOne(u"socketscope.json"_qs);
    QCOMPARE(content(m_folder->filePath(all[0])), bytes);
    QVERIFY(stored("ui/tabs").isUndefined());
    QCOMPARE(stored("ui/theme").toString(), u"dark"_qs);
}

void TestSettings::reportsOnceThatNothingIsStored()
{
    const QString folder = m_folder->filePath(u"config"_qs);
    QVERIFY(write(folder, "no folder"));
    Settings settings(folder + u"/socketscope.json"_qs);
    QSignalSpy failed(&settings, &Settings::failed);
    QSignalSpy recovered(&settings, &Settings::recovered);
    for (int i = 0; i < 3; ++i) {
        settings.setValue(Key::CurrentTab, i);
        settings.sync();
    }
    QCOMPARE(failed.size(), 1);
    QVERIFY(failed[0][0].toString().contains(folder));
    QVERIFY(recovered.isEmpty());
    QVERIFY(QFile::remove(folder));
    settings.setValue(Key::Theme, u"dark"_qs);
    settings.sync();
    QCOMPARE(recovered.size(), 1);
    m_file = settings.file();
    QCOMPARE(stored("ui/currentTab").toInt(), 2); // also what could not be stored before
    QCOMPARE(stored("ui/theme").toString(), u"dark"_qs);
}

void TestSettings::keepsTheOldFileWhenThereIsNoRoom()
{
    Settings settings(m_file);
    settings.setValue(Key::Theme, u"dark"_qs);
    settings.sync();
    const QByteArray before = content(m_file);
    QVERIFY(before.contains("dark"));
    QSignalSpy failed(&settings, &Settings::failed);
    rlimit usual = {};
    getrlimit(RLIMIT_FSIZE, &usual);
    const rlimit small = {10'000, usual.rlim_max};
    std::signal(SIGXFSZ, SIG_IGN);
    setrlimit(RLIMIT_FSIZE, &small);
    settings.setValue(Key::SaveFolder, QString(100'000, u'x'));
    settings.sync();
    setrlimit(RLIMIT_FSIZE, &usual);
    QCOMPARE(failed.size(), 1);
    QCOMPARE(content(m_file), before);
    QCOMPARE(files(), QStringList{u"socketscope.json"_qs});
    settings.sync();
    QCOMPARE(stored("save/folder").toString().size(), 100'000);
}

/// All types of values.
void TestSettings::bytesStayBytes()
{
    const QByteArray noText("\0\xff\x01 x", 5);
    {
        Settings settings(m_file);
        settings.setValue(Key::WindowGeometry, noText);
        settings.setValue(Key::Export, QByteArray(R"({"a": "“\\n”"})"));
        settings.setValue(Key::History, QStringList{u"only one"_qs});
        settings.setValue(Key::CurrentTab, 2);
    }
    Settings settings(m_file);
    QCOMPARE(settings.value(Key::WindowGeometry).toByteArray(), noText);
    QCOMPARE(settings.value(Key::Export).toByteArray(), R"({"a": "“\\n”"})");
    QCOMPARE(settings.value(Key::History).toStringList(), QStringList{u"only one"_qs});
    QCOMPARE(settings.value(Key::CurrentTab).toInt(), 2);
    QCOMPARE(QFile::permissions(m_file) & (QFile::ReadGroup | QFile::ReadOther), QFile::Permissions());
}

/// From earlier versions.
void TestSettings::takesOverTheIniFile()
{
    {
        QSettings old(m_folder->filePath(u"socketscope.ini"_qs), QSettings::IniFormat);
        old.setValue(u"ui/tabs"_qs, QByteArray("[{}]"));
        old.setValue(u"ui/geometry"_qs, QByteArray("\0\xff", 2));
        old.setValue(u"send/history"_qs, QStringList{u"你好"_qs, u"b"_qs});
    }
    Settings settings(m_file);
    QVERIFY2(settings.problem().isEmpty(), qPrintable(settings.problem()));
    QCOMPARE(settings.value(Key::WindowGeometry).toByteArray(), QByteArray("\0\xff", 2));
    QTRY_COMPARE(stored("ui/tabs").toString(), u"[{}]"_qs);
    QCOMPARE(stored("send/history").toVariant().toStringList(), QStringList({u"你好"_qs, u"b"_qs}));
}

/// If the file is removed meanwhile, all values are stored with the next change.
void TestSettings::comesBackAfterItWasRemoved()
{
    Settings settings(m_file);
    settings.setValue(Key::Theme, u"dark"_qs);
    settings.sync();
    QVERIFY(QFile::remove(m_file));
    settings.setValue(Key::Language, u"en"_qs);
    settings.sync();
    QCOMPARE(stored("ui/theme").toString(), u"dark"_qs);
    QVERIFY(write(m_file, "{"));
    settings.setValue(Key::Language, u"zh_CN"_qs);
    settings.sync();
    QCOMPARE(stored("ui/theme").toString(), u"dark"_qs);
    QCOMPARE(stored("ui/language").toString(), u"zh_CN"_qs);
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
