// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
// Long because it has the rows for all encodings.
#include "model/bytes/codecs/streamdecoder.h"
#include "model/bytes/codecs/utf8codec.h"

#include <QRandomGenerator>
#include <QTest>

namespace {

std::shared_ptr<const TextCodec> codec(const QString &name)
{
    return TextCodec::find(name).value();
}

/// Decodes pieces and finishes with the pending bytes.
DecodedText decodePieces(const QString &name, const QList<QByteArray> &pieces)
{
    StreamDecoder decoder(codec(name));
    DecodedText text;
    for (const QByteArray &piece : pieces)
        decoder.decode(piece, text);
    decoder.finish(text, SpanKind::Invalid);
    return text;
}

} // namespace

class TestTextCodec : public QObject
{
    Q_OBJECT
private slots:
    void listsWhatUsersNeed();
    void findsByName_data();
    void findsByName();
    void aliasesAreUnique();
    void unknownName();
    void knownBytes_data();
    void knownBytes();
    void invalidShowsAsHex_data();
    void invalidShowsAsHex();
    void validUtf8Agrees();
    void everySplit_data();
    void everySplit();
    void refusesToEncode_data();
    void refusesToEncode();
    void encodesWhatItDecodes_data() { everySplit_data(); }
    void encodesWhatItDecodes();
    void safeStartIsABoundary_data() { everySplit_data(); }
    void safeStartIsABoundary();
    void nearest_data();
    void nearest();
    void errorNamesTheNearest();
};

void TestTextCodec::listsWhatUsersNeed()
{
    const QStringList names = TextCodec::names();
    for (const char *name : {"UTF-8", "GBK", "GB18030", "GB2312", "Big5", "Shift_JIS", "EUC-JP", "EUC-KR", "ISO-8859-1",
                             "Windows-1252", "UTF-16LE", "UTF-16BE", "KOI8-R", "ASCII"})
        QVERIFY2(names.contains(QLatin1StringView(name)), name);
    QCOMPARE(names.first(), u"UTF-8"_qs);
}

void TestTextCodec::findsByName_data()
{
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("name");
    QTest::newRow("utf8") << u"utf8"_qs << u"UTF-8"_qs;
    QTest::newRow("UTF_8") << u"UTF_8"_qs << u"UTF-8"_qs;
    QTest::newRow("gbk") << u"gbk"_qs << u"GBK"_qs;
    QTest::newRow("cp936") << u"CP936"_qs << u"GBK"_qs;
    QTest::newRow("latin1") << u"latin-1"_qs << u"ISO-8859-1"_qs;
    QTest::newRow("sjis") << u"sjis"_qs << u"Shift_JIS"_qs;
    QTest::newRow("uhc") << u"UHC"_qs << u"EUC-KR"_qs;
    QTest::newRow("cp949") << u"cp949"_qs << u"EUC-KR"_qs;
    QTest::newRow("ks_c_5601-1987") << u"ks_c_5601-1987"_qs << u"EUC-KR"_qs;
    QTest::newRow("windows-936") << u"windows-936"_qs << u"GBK"_qs;
    QTest::newRow("ms936") << u"MS936"_qs << u"GBK"_qs;
    QTest::newRow("gb2312-80") << u"gb_2312-80"_qs << u"GB2312"_qs;
    QTest::newRow("hkscs") << u"big5hkscs"_qs << u"Big5-HKSCS"_qs;
    QTest::newRow("strict") << u"gb2312_strict"_qs << u"GB2312-strict"_qs;
    QTest::newRow("nearest") << u"cp936,nearest"_qs << u"GBK,nearest"_qs;
}

void TestTextCodec::findsByName()
{
    QFETCH(QString, asked);
    QFETCH(QString, name);
    QCOMPARE(codec(asked)->name(), name);
}

/// All names and aliases are unique.
void TestTextCodec::aliasesAreUnique()
{
    for (const QString &name : TextCodec::names()) {
        for (const QString &alias : TextCodec::aliases(name))
            QCOMPARE(codec(alias)->name(), name);
    }
    QVERIFY(TextCodec::aliases(u"GBK"_qs).contains(u"CP936"));
}

void TestTextCodec::unknownName()
{
    QVERIFY(!TextCodec::find(u"klingon,nearest"_qs));
    QVERIFY(!TextCodec::find(u",nearest"_qs));
    QVERIFY(!TextCodec::find({}));
    const auto found = TextCodec::find(u"klingon"_qs);
    QVERIFY(!found);
    QVERIFY(found.error().message.contains(u"klingon"));
    QVERIFY(found.error().message.contains(u"GB18030"));
    for (const auto &[typed, meant] : {std::pair(u"GKB"_qs, u"GBK"_qs), std::pair(u"utf-88"_qs, u"UTF-8"_qs)})
        QCOMPARE(TextCodec::find(typed).error().message,
                 u"Unknown encoding “%1”. Did you mean “%2”?"_qs.arg(typed, meant));
}

void TestTextCodec::knownBytes_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QByteArray>("bytes");
    const QString hello = u"你好,我是客户端小白!!"_qs;
    QTest::newRow("utf-8") << u"UTF-8"_qs << hello << hello.toUtf8();
    QTest::newRow("gbk") << u"GBK"_qs << hello << QByteArray::fromHex("c4e3bac32cced2cac7bfcdbba7b6cbd0a1b0d72121");
    QTest::newRow("gb2312") << u"GB2312"_qs << hello
                            << QByteArray::fromHex("c4e3bac32cced2cac7bfcdbba7b6cbd0a1b0d72121");
    QTest::newRow("gb2312 as input methods type")
        << u"GB2312"_qs << u"—·＇镕€"_qs << QByteArray::fromHex("a1aaa1a4a3a7e94680");
    QTest::newRow("gb2312 strict") << u"GB2312-strict"_qs << u"—·＇"_qs << QByteArray::fromHex("a1aaa1a4a3a7");
    QTest::newRow("windows-936") << u"CP936"_qs << u"5 €"_qs << QByteArray("5 \x80");
    QTest::newRow("gb18030-2022") << u"GB18030"_qs << u"︐龴𠂇€\ufffd\ue000"_qs
                                  << QByteArray::fromHex("a6d9fe5995329031a2e38431a437aaa1");
    QTest::newRow("u+fffd in utf-8") << u"UTF-8"_qs << u"\ufffd"_qs << QByteArray::fromHex("efbfbd");
    QTest::newRow("u+fffd in utf-16") << u"UTF-16BE"_qs << u"\ufffd"_qs << QByteArray::fromHex("fffd");
    QTest::newRow("cp949") << u"EUC-KR"_qs << u"갂똠방각하"_qs << QByteArray::fromHex("81418c63b9e6b0a2c7cf");
    QTest::newRow("big5-hkscs") << u"Big5-HKSCS"_qs << u"香港𠝹佢哋€"_qs
                                << QByteArray::fromHex("adbbb4e49bd0ca5c925da3e1");
    QTest::newRow("big5-hkscs marks") << u"Big5-HKSCS"_qs << u"Ê\u0304ÊÊ\u030cê\u0304ê\u030cê"_qs
                                      << QByteArray::fromHex("88628866886488a388a588a7");
    QTest::newRow("nearest") << u"GBK,nearest"_qs << u"～－"_qs << QByteArray::fromHex("a1aba3ad");
    QTest::newRow("gbk only") << u"GBK"_qs << u"镕"_qs << QByteArray("\xe9\x46");
    QTest::newRow("gb18030 four bytes") << u"GB18030"_qs << u"㐂😀"_qs << QByteArray::fromHex("8139ef319439fc36");
    QTest::newRow("big5") << u"Big5"_qs << u"繁體中文"_qs << QByteArray::fromHex("c163c5e9a4a4a4e5");
    QTest::newRow("shift_jis") << u"Shift_JIS"_qs << u"日本ｶﾅ①"_qs << QByteArray::fromHex("93fa967bb6c58740");
    QTest::newRow("euc-jp") << u"EUC-JP"_qs << u"日本ｶ"_qs << QByteArray::fromHex("c6fccbdc8eb6");
    QTest::newRow("euc-jp three bytes") << u"EUC-JP"_qs << u"丂"_qs << QByteArray::fromHex("8fb0a1");
    QTest::newRow("euc-kr") << u"EUC-KR"_qs << u"한국"_qs << QByteArray::fromHex("c7d1b1b9");
    QTest::newRow("latin-1") << u"ISO-8859-1"_qs << u"Grüße"_qs << QByteArray::fromHex("4772fcdf65");
    QTest::newRow("windows-1252") << u"Windows-1252"_qs << u"5 €"_qs << QByteArray("5 \x80");
    QTest::newRow("koi8-r") << u"KOI8-R"_qs << u"мир"_qs << QByteArray::fromHex("cdc9d2");
    QTest::newRow("utf-16le") << u"UTF-16LE"_qs << u"A你😀"_qs << QByteArray::fromHex("4100604f3dd800de");
    QTest::newRow("utf-16be") << u"UTF-16BE"_qs << u"A你😀"_qs << QByteArray::fromHex("00414f60d83dde00");
    QTest::newRow("ascii") << u"ASCII"_qs << u"plain"_qs << QByteArray("plain");
    QTest::newRow("controls") << u"GBK"_qs << QString(u"a\r\n\t\u0001"_qs) << QByteArray("a\r\n\t\x01");
    QTest::newRow("nul") << u"GBK"_qs << QString(u'\0') << QByteArray("\0", 1);
}

void TestTextCodec::knownBytes()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(QByteArray, bytes);
    QCOMPARE(codec(name)->encode(text).value().toHex(), bytes.toHex());
    const DecodedText decoded = decodePieces(name, {bytes});
    QCOMPARE(decoded.text, text);
    QVERIFY(decoded.spans.empty());
}

void TestTextCodec::invalidShowsAsHex_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<QString>("shown");
    QTest::newRow("gbk FF") << u"GBK"_qs << QByteArray::fromHex("61ff62") << u"a\\xFFb"_qs;
    QTest::newRow("gbk 80") << u"GBK-strict"_qs << QByteArray::fromHex("8062") << u"\\x80b"_qs;
    QTest::newRow("gbk lead and newline") << u"GBK"_qs << QByteArray("\xc4\n") << u"\\xC4\n"_qs;
    QTest::newRow("gbk private use") << u"GBK"_qs << QByteArray::fromHex("aaa162") << u"\\xAA\\xA1b"_qs;
    QTest::newRow("gbk not assigned, ASCII trail") << u"GBK"_qs << QByteArray("\xa2\x40") << u"\\xA2@"_qs;
    QTest::newRow("gbk cut at the end") << u"GBK"_qs << QByteArray("\xc4\xe3\xba") << u"你\\xBA"_qs;
    QTest::newRow("gb2312 lacks gbk") << u"GB2312-strict"_qs << QByteArray("\xe9\x46") << u"\\xE9F"_qs;
    QTest::newRow("gb18030 beyond unicode")
        << u"GB18030"_qs << QByteArray("\xfe\x30\x81\x30") << u"\\xFE0\\x81\\x30"_qs;
    QTest::newRow("utf-8 overlong") << u"UTF-8"_qs << QByteArray("\xc0\xaf") << u"\\xC0\\xAF"_qs;
    QTest::newRow("utf-8 surrogate") << u"UTF-8"_qs << QByteArray("\xed\xa0\x80") << u"\\xED\\xA0\\x80"_qs;
    QTest::newRow("utf-8 too large") << u"UTF-8"_qs << QByteArray("\xf4\x90\x80\x80") << u"\\xF4\\x90\\x80\\x80"_qs;
    QTest::newRow("utf-8 stray") << u"UTF-8"_qs << QByteArray("a\x80z") << u"a\\x80z"_qs;
    QTest::newRow("utf-8 broken off") << u"UTF-8"_qs << QByteArray("\xe4\xbd!") << u"\\xE4\\xBD!"_qs;
    QTest::newRow("gbk bytes as utf-8") << u"UTF-8"_qs << QByteArray("\xc4\xe3") << u"\\xC4\\xE3"_qs;
    QTest::newRow("ascii high") << u"ASCII"_qs << QByteArray("\xe4") << u"\\xE4"_qs;
    QTest::newRow("windows-1252 hole") << u"Windows-1252"_qs << QByteArray("\x81") << u"\\x81"_qs;
    QTest::newRow("utf-16 lone low") << u"UTF-16BE"_qs << QByteArray::fromHex("dc000041") << u"\\xDC\\x00A"_qs;
    QTest::newRow("utf-16 lone high") << u"UTF-16BE"_qs << QByteArray::fromHex("d8000041") << u"\\xD8\\x00A"_qs;
    QTest::newRow("utf-16 odd") << u"UTF-16LE"_qs << QByteArray("A\0B", 3) << u"A\\x42"_qs;
    QTest::newRow("shift_jis") << u"Shift_JIS"_qs << QByteArray("\xa0\xfd") << u"\\xA0\\xFD"_qs;
    QTest::newRow("euc-jp substitute") << u"EUC-JP"_qs << QByteArray("\x8e\xe5") << u"\\x8E\\xE5"_qs;
    QTest::newRow("euc-kr") << u"EUC-KR"_qs << QByteArray("\xc9\xa1") << u"\\xC9\\xA1"_qs;
    QTest::newRow("euc-kr lacks cp949") << u"EUC-KR-strict"_qs << QByteArray("\x81\x41") << u"\\x81A"_qs;
    QTest::newRow("big5 lacks hkscs") << u"Big5"_qs << QByteArray("\x88\x62") << u"\\x88b"_qs;
    QTest::newRow("gb18030 80") << u"GB18030"_qs << QByteArray("\x80") << u"\\x80"_qs;
}

void TestTextCodec::invalidShowsAsHex()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, bytes);
    QFETCH(QString, shown);
    const DecodedText text = decodePieces(name, {bytes});
    QCOMPARE(text.text, shown);
    QVERIFY(!text.spans.empty());
}

/// validUtf8() agrees with the codec for all bytes after a lead byte.
void TestTextCodec::validUtf8Agrees()
{
    const Utf8Codec codec(u"UTF-8"_qs);
    const auto expected = [&](QByteArrayView bytes) {
        qsizetype valid = 0;
        while (valid < bytes.size()) {
            const auto step = codec.step(bytes.sliced(valid));
            if (step.kind != TextCodec::Step::Kind::Character)
                break;
            valid += step.length;
        }
        return valid;
    };
    for (int pair = 0; pair < 0x10000; ++pair) {
        for (const int third : {0x00, 0x7f, 0x80, 0xbf, 0xc0, 0xff}) {
            const char bytes[] = {'a', char(pair >> 8), char(pair), char(third), char(0x80), 'z'};
            for (const qsizetype size : {3, 4, 6}) {
                const QByteArrayView view(bytes, size);
                if (validUtf8(view) != expected(view))
                    QFAIL(view.toByteArray().toHex().constData());
            }
        }
    }
    const QByteArray text = QStringLiteral("0123456789 温度=23.5℃ 😀 abcdefghijk é 设备 1234567").toUtf8();
    for (qsizetype size = 0; size <= text.size(); ++size)
        QCOMPARE(validUtf8(text.first(size)), expected(text.first(size)));
}

void TestTextCodec::everySplit_data()
{
    QTest::addColumn<QString>("name");
    for (const QString &name : TextCodec::names())
        QTest::newRow(qPrintable(name)) << name;
}

/// The text does not depend on the pieces of a stream, even with invalid bytes.
void TestTextCodec::everySplit()
{
    QFETCH(QString, name);
    QRandomGenerator random(7);
    QByteArray bytes;
    for (const char32_t c : u"你好 A한갂日мü😀𠝹\n"_qs.toUcs4()) {
        if (const auto encoded = codec(name)->encode(QString::fromUcs4(&c, 1)))
            bytes.append(*encoded);
    }
    if (name == u"Big5-HKSCS")
        bytes.append("\x88\x62\x88\xa5");
    for (int i = 0; i < 60; ++i)
        bytes.append(char(random.bounded(256)));
    const DecodedText whole = decodePieces(name, {bytes});
    for (qsizetype cut = 0; cut <= bytes.size(); ++cut) {
        const DecodedText parts = decodePieces(name, {bytes.first(cut), bytes.sliced(cut)});
        QCOMPARE(parts.text, whole.text);
        QVERIFY(parts.spans == whole.spans);
    }
    QList<QByteArray> single;
    for (const char c : bytes)
        single.append(QByteArray(1, c));
    QCOMPARE(decodePieces(name, single).text, whole.text);
}

void TestTextCodec::refusesToEncode_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("text");
    QTest::addColumn<qsizetype>("position");
    QTest::newRow("latin-1") << u"ISO-8859-1"_qs << u"ab小"_qs << qsizetype(2);
    QTest::newRow("gbk emoji") << u"GBK"_qs << u"好😀"_qs << qsizetype(1);
    QTest::newRow("mark alone") << u"Big5-HKSCS"_qs << u"Ê\u0304\u0304"_qs << qsizetype(2);
    QTest::newRow("nearest has none") << u"GBK,nearest"_qs << u"〜😀"_qs << qsizetype(1);
    QTest::newRow("not silently") << u"GBK"_qs << u"a〜"_qs << qsizetype(1);
    QTest::newRow("gb2312 lacks it") << u"GB2312-strict"_qs << u"朱镕基"_qs << qsizetype(1);
    QTest::newRow("ascii") << u"ASCII"_qs << u"Grüße"_qs << qsizetype(2);
    QTest::newRow("lone surrogate") << u"UTF-8"_qs << u"a"_qs + QChar(0xd800) << qsizetype(1);
}

void TestTextCodec::refusesToEncode()
{
    QFETCH(QString, name);
    QFETCH(QString, text);
    QFETCH(qsizetype, position);
    const auto bytes = codec(name)->encode(text);
    QVERIFY(!bytes);
    QCOMPARE(bytes.error().position, position);
    QVERIFY(bytes.error().message.contains(codec(name)->name()));
}

/// Every character that a codec encodes is decoded to itself.
void TestTextCodec::encodesWhatItDecodes()
{
    QFETCH(QString, name);
    const auto used = codec(name);
    int known = 0;
    for (char32_t c = 1; c < 0x10000; c += c < 0x100 ? 1 : 5) {
        if (!used->canEncode(c))
            continue;
        const auto bytes = used->encode(QStringView(QChar::fromUcs4(c)));
        ++known;
        const TextCodec::Step step = used->step(*bytes);
        QCOMPARE(step.kind, TextCodec::Step::Kind::Character);
        QCOMPARE(qsizetype(step.length), bytes->size());
        QCOMPARE(uint(step.character), uint(c));
    }
    QVERIFY(known >= 127);
}

void TestTextCodec::safeStartIsABoundary()
{
    QFETCH(QString, name);
    QByteArray bytes;
    QList<qsizetype> boundaries;
    QRandomGenerator random(11);
    const QString letters = u"你好 A한갂日мü😀𠝹,\n中文字符"_qs;
    for (int i = 0; i < 300; ++i) {
        const QList<uint> all = letters.toUcs4();
        const char32_t c = all[random.bounded(int(all.size()))];
        const auto encoded = codec(name)->encode(QString::fromUcs4(&c, 1));
        if (!encoded)
            continue;
        boundaries.append(bytes.size());
        bytes.append(*encoded);
    }
    boundaries.append(bytes.size());
    int answered = 0;
    for (qsizetype from = 0; from < bytes.size(); from += 5) {
        for (qsizetype size = 0; size <= 40 && from + size <= bytes.size(); ++size) {
            const qsizetype start = codec(name)->safeStart(bytes.sliced(from, size), quint32(from));
            QVERIFY(start >= -1 && start <= size);
            if (start < 0)
                continue;
            ++answered;
            QVERIFY2(boundaries.contains(from + start), qPrintable(QString::number(from)));
        }
    }
    QVERIFY(answered > 100);
    // From the start of the stream, there is always a result.
    QVERIFY(codec(name)->safeStart(bytes, 0) >= 0);
    QCOMPARE(codec(name)->safeStart({}, 0), 0);
}

void TestTextCodec::nearest_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QString>("typed");
    QTest::addColumn<QString>("sent");
    QTest::newRow("wave dash, Chinese") << u"GBK"_qs << u"3〜5"_qs << u"3～5"_qs;
    QTest::newRow("wave dash, JIS") << u"EUC-JP-strict"_qs << u"3～5"_qs << u"3～5"_qs; // of JIS X 0212
    QTest::newRow("wave dash, Windows") << u"Shift_JIS"_qs << u"3〜5"_qs << u"3～5"_qs;
    QTest::newRow("minus") << u"Shift_JIS"_qs << u"−5"_qs << u"－5"_qs;
    QTest::newRow("minus, JIS") << u"EUC-JP-strict"_qs << u"－5"_qs << u"−5"_qs;
    QTest::newRow("parallel") << u"EUC-JP"_qs << u"‖"_qs << u"∥"_qs;
    QTest::newRow("money") << u"Shift_JIS"_qs << u"¥¢£¬¦"_qs << u"￥￠￡￢￤"_qs;
    QTest::newRow("money, Chinese") << u"GBK"_qs << u"¥¢£"_qs << u"￥￠￡"_qs;
    QTest::newRow("dots") << u"GBK"_qs << u"・‧•"_qs << u"···"_qs;
    QTest::newRow("dots, Japanese") << u"Shift_JIS"_qs << u"··"_qs << u"・・"_qs;
    QTest::newRow("dash") << u"Shift_JIS"_qs << u"—"_qs << u"―"_qs;
    QTest::newRow("dash, Korean") << u"EUC-KR"_qs << u"—"_qs << u"―"_qs;
    QTest::newRow("ellipsis") << u"Big5"_qs << u"⋯⋯"_qs << u"……"_qs;
    QTest::newRow("micro, ohm") << u"GBK"_qs << u"5µm Ω"_qs << u"5μm Ω"_qs;
    QTest::newRow("no-break space") << u"GBK"_qs << u"5\u00a0V"_qs << u"5 V"_qs;
    QTest::newRow("not what can be written") << u"GBK"_qs << u"~－—·"_qs << u"~－—·"_qs;
    QTest::newRow("nothing near") << u"GBK"_qs << u"😀〜é"_qs << u"😀～é"_qs;
    QTest::newRow("UTF-8 has all") << u"UTF-8"_qs << u"〜¥·"_qs << u"〜¥·"_qs;
}

void TestTextCodec::nearest()
{
    QFETCH(QString, name);
    QFETCH(QString, typed);
    QFETCH(QString, sent);
    std::vector<TextCodec::Substitution> made;
    const auto exact = codec(name);
    const auto near = codec(name + u",nearest"_qs);
    QCOMPARE(exact->withNearest(typed, made), sent);
    QCOMPARE(made.empty(), typed == sent);
    QCOMPARE(near->withNearest(typed, made), sent);
    const auto bytes = near->encode(typed);
    QCOMPARE(bytes.has_value(), exact->encode(sent).has_value());
    if (!bytes)
        return;
    QCOMPARE(*bytes, *exact->encode(sent));
    QCOMPARE(exact->encode(typed).has_value(), typed == sent); // only with `,nearest`
    QCOMPARE(decodePieces(name + u",nearest"_qs, {*bytes}).text, sent);
}

/// The error names the nearest character.
void TestTextCodec::errorNamesTheNearest()
{
    const auto bytes = codec(u"GBK"_qs)->encode(u"3〜5"_qs);
    QVERIFY(!bytes);
    QVERIFY(bytes.error().message.contains(u"U+301C") && bytes.error().message.contains(u"U+FF5E"));
    std::vector<TextCodec::Substitution> made;
    codec(u"GBK"_qs)->withNearest(u"〜〜¥〜"_qs, made);
    QVERIFY((made == std::vector<TextCodec::Substitution>{{U'〜', U'～'}, {U'¥', U'￥'}}));
    QCOMPARE(made.front().toString(), u"“～” (U+FF5E) for “〜” (U+301C)"_qs);
}

QTEST_GUILESS_MAIN(TestTextCodec)
#include "tst_textcodec.moc"
