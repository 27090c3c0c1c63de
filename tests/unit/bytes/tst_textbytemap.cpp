// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/streamdecoder.h"

#include <QTest>

class TestTextByteMap : public QObject
{
    Q_OBJECT

private slots:
    void maps_data();
    void maps();
    void bothWays_data();
    void bothWays();
    void asManyBytesAsUnits();
    void cutCharacter();
};

void TestTextByteMap::maps_data()
{
    QTest::addColumn<int>("byteStart");
    QTest::addColumn<int>("byteEnd");
    QTest::addColumn<int>("textStart");
    QTest::addColumn<int>("textEnd");
    QTest::newRow("ASCII") << 0 << 2 << 0 << 2;
    QTest::newRow("a character of three bytes") << 2 << 5 << 2 << 3;
    QTest::newRow("its middle byte stands for all of it") << 3 << 4 << 2 << 3;
    QTest::newRow("an invalid byte is four characters") << 5 << 6 << 3 << 7;
    QTest::newRow("ASCII again") << 6 << 8 << 7 << 9;
    QTest::newRow("everything") << 0 << 8 << 0 << 9;
    QTest::newRow("nothing") << 3 << 3 << 2 << 2;
}

void TestTextByteMap::maps()
{
    QFETCH(int, byteStart);
    QFETCH(int, byteEnd);
    QFETCH(int, textStart);
    QFETCH(int, textEnd);
    StreamDecoder decoder(*TextCodec::find(QStringLiteral("UTF-8")));
    DecodedText text;
    TextByteMap places;
    const QByteArray bytes = "ab\xe4\xbd\xa0\xff"
                             "cd";
    decoder.decode(bytes, text, &places);
    places.add(text.text.size(), bytes.size());
    QCOMPARE(text.text, QStringLiteral("ab你\\xFFcd"));
    QCOMPARE(places.textOf({byteStart, byteEnd}), (Range{textStart, textEnd}));
}

void TestTextByteMap::bothWays_data()
{
    QTest::addColumn<QString>("codec");
    for (const char *name : {"UTF-8", "GBK", "GB18030", "GB2312", "EUC-JP", "Shift_JIS", "UTF-16LE", "ISO-8859-1"})
        QTest::newRow(name) << QString::fromLatin1(name);
}

// The bytes of each character, decoded alone, give the character.
void TestTextByteMap::bothWays()
{
    QFETCH(QString, codec);
    const auto used = *TextCodec::find(codec);
    const QString wanted =
        codec == u"ISO-8859-1" ? QStringLiteral("a\u00e9bc\n\u00ff") : QStringLiteral("aあb中中c\n中");
    const QByteArray bytes = *used->encode(wanted);
    StreamDecoder decoder(used);
    DecodedText text;
    TextByteMap places;
    decoder.decode(bytes, text, &places);
    places.add(text.text.size(), bytes.size());
    QCOMPARE(text.text, wanted);
    for (qsizetype i = 0; i < wanted.size(); ++i) {
        const Range range = places.bytesOf({i, i + 1});
        QCOMPARE(bytes.sliced(range.start, range.size()), *used->encode(QStringView(wanted).sliced(i, 1)));
        QCOMPARE(places.textOf(range), (Range{i, i + 1}));
    }
}

// Two bytes of Big5-HKSCS that are two UTF-16 units still belong together.
void TestTextByteMap::asManyBytesAsUnits()
{
    StreamDecoder decoder(*TextCodec::find(QStringLiteral("Big5-HKSCS")));
    DecodedText text;
    TextByteMap places;
    decoder.decode(QByteArray::fromHex("8862619bd062"), text, &places);
    places.add(text.text.size(), 6);
    QCOMPARE(text.text, QStringLiteral("Ê\u0304a𠝹b"));
    for (const auto &[unit, part] : {std::pair{Range{0, 1}, Range{0, 2}}, std::pair{Range{1, 2}, Range{0, 2}},
                                     std::pair{Range{2, 3}, Range{2, 3}}, std::pair{Range{4, 5}, Range{3, 5}}})
        QCOMPARE(places.bytesOf(unit), part);
    QCOMPARE(places.textOf({1, 2}), (Range{0, 2}));
    QCOMPARE(places.textOf({3, 4}), (Range{3, 5}));
    QCOMPARE(places.textOf({2, 3}), (Range{2, 3}));
    // Cut in the middle of the characters
    StreamDecoder pieces(*TextCodec::find(QStringLiteral("Big5-HKSCS")));
    DecodedText cut;
    TextByteMap cutPlaces;
    pieces.decode(QByteArrayView("\x88"), cut, &cutPlaces);
    cutPlaces.setByteBase(1);
    pieces.decode(QByteArray::fromHex("62619b"), cut, &cutPlaces);
    cutPlaces.setByteBase(4);
    pieces.decode(QByteArray::fromHex("d062"), cut, &cutPlaces);
    cutPlaces.add(cut.text.size(), 2);
    QCOMPARE(cut.text, text.text);
    QCOMPARE(cutPlaces.bytesOf({1, 2}), (Range{0, 2}));
    QCOMPARE(cutPlaces.textOf({4, 5}), (Range{3, 5}));
}

void TestTextByteMap::cutCharacter()
{
    StreamDecoder decoder(*TextCodec::find(QStringLiteral("UTF-8")));
    DecodedText text;
    decoder.decode(QByteArrayView("a\xe4\xbd"), text);
    text = {};
    TextByteMap places;
    decoder.decode(QByteArrayView("\xa0"
                                  "b"),
                   text, &places);
    places.add(text.text.size(), 2);
    QCOMPARE(text.text, QStringLiteral("你b"));
    QCOMPARE(places.bytesOf({0, 1}), (Range{-2, 1}));
    QCOMPARE(places.bytesOf({1, 2}), (Range{1, 2}));
    QCOMPARE(places.textOf({0, 1}), (Range{0, 1}));
}

QTEST_APPLESS_MAIN(TestTextByteMap)
#include "tst_textbytemap.moc"
