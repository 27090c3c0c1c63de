// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "widgets/log/content/contentbytemap.h"

#include "model/bytes/codecs/streamdecoder.h"

namespace {

struct Shown
{
    explicit Shown(const QByteArray &payload, LogDisplay display)
    {
        record.payload = payload;
        record.transport = Transport::Udp;
        StreamDecoder decoder(TextCodec::find(QStringLiteral("UTF-8")).value());
        DecodedText decoded;
        TextByteMap places;
        decoder.decode(payload, decoded, &places);
        places.add(decoded.text.size(), payload.size() - decoder.pending().size());
        decoder.finish(decoded, SpanKind::Invalid);
        places.add(decoded.text.size(), payload.size());
        content = makeRecordContent(record, decoded, display);
        map = std::make_unique<ContentByteMap>(record, decoded, std::move(places), content, display);
    }

    QStringList texts(Range bytes) const
    {
        QStringList all;
        for (const Range &range : map->shown(bytes))
            all.append(content.text.sliced(range.start, range.size()));
        return all;
    }

    Record record;
    RecordContent content;
    std::unique_ptr<ContentByteMap> map;
};

} // namespace

class TestContentByteMap : public QObject
{
    Q_OBJECT

private slots:
    void shows_data();
    void shows();
    void thereAndBack_data();
    void thereAndBack();
};

void TestContentByteMap::shows_data()
{
    QTest::addColumn<QByteArray>("payload");
    QTest::addColumn<LogDisplay>("display");
    QTest::addColumn<int>("start");
    QTest::addColumn<int>("end");
    QTest::addColumn<QStringList>("texts");
    using D = LogDisplay;
    const QByteArray mixed = "a\tb\r\n中\x01\xff"
                             "z";
    QTest::newRow("letter") << mixed << D::Text << 0 << 1 << QStringList{u"a"_qs};
    QTest::newRow("tab") << mixed << D::Text << 1 << 2 << QStringList{u"       "_qs};
    QTest::newRow("behind the tab") << mixed << D::Text << 2 << 3 << QStringList{u"b"_qs};
    QTest::newRow("carriage return") << mixed << D::Text << 3 << 4 << QStringList{u"␍"_qs};
    QTest::newRow("line feed") << mixed << D::Text << 4 << 5 << QStringList{u"␊\n"_qs};
    QTest::newRow("a byte of a character") << mixed << D::Text << 6 << 7 << QStringList{u"中"_qs};
    QTest::newRow("control character") << mixed << D::Text << 8 << 9 << QStringList{u"␁"_qs};
    QTest::newRow("invalid byte") << mixed << D::Text << 9 << 10 << QStringList{u"\\xFF"_qs};
    QTest::newRow("the last") << mixed << D::Text << 10 << 11 << QStringList{u"z"_qs};
    QTest::newRow("direction mark") << "\xe2\x80\xae"
                                       "a"_qba
                                    << D::Text << 0 << 3 << QStringList{u"<U+202E>"_qs};
    QTest::newRow("few in hex") << "abc"_qba << D::Hex << 1 << 3 << QStringList{u"62 63"_qs};
    QTest::newRow("dump") << "0123456789abcdefXYZ"_qba << D::Hex << 7 << 10 << QStringList{u"37  38 39"_qs};
    QTest::newRow("dump, two lines") << "0123456789abcdefXYZ"_qba << D::Hex << 15 << 18
                                     << QStringList{u"66"_qs, u"58 59"_qs};
    QTest::newRow("mixed") << "0123456789abcdefXYZ"_qba << D::Mixed << 15 << 18
                           << QStringList{u"fXY"_qs, u"66"_qs, u"58 59"_qs};
}

void TestContentByteMap::shows()
{
    QFETCH(QByteArray, payload);
    QFETCH(LogDisplay, display);
    QFETCH(int, start);
    QFETCH(int, end);
    QTEST(Shown(payload, display).texts({start, end}), "texts");
}

void TestContentByteMap::thereAndBack_data()
{
    QTest::addColumn<LogDisplay>("display");
    QTest::newRow("text") << LogDisplay::Text;
    QTest::newRow("hex") << LogDisplay::Hex;
    QTest::newRow("mixed") << LogDisplay::Mixed;
}

// For any bytes: copying the range that shows a byte gives that byte.
void TestContentByteMap::thereAndBack()
{
    QFETCH(LogDisplay, display);
    QByteArray payload = "\r\n\n\rtab\there\t\t中文\xff\xfe\x80 é\x7f\x1b[0m ␍😀\xf0\x9f";
    for (int size = 0; size <= payload.size(); ++size) {
        const Shown shown(payload.first(size), display);
        for (qsizetype byte = 0; byte < size; ++byte) {
            const auto ranges = shown.map->shown({byte, byte + 1});
            QVERIFY(!ranges.empty());
            for (const Range &range : ranges) {
                QVERIFY2(range.size() > 0 && range.end <= shown.content.text.size(),
                         qPrintable(QStringLiteral("byte %1 of %2: [%3, %4) in %5")
                                        .arg(byte)
                                        .arg(size)
                                        .arg(range.start)
                                        .arg(range.end)
                                        .arg(shown.content.text)));
                const Range bytes = shown.map->bytes(range);
                QVERIFY2(
                    bytes.start <= byte && byte < bytes.end && bytes.size() <= 4,
                    qPrintable(
                        QStringLiteral("byte %1 of %2: %3 to %4").arg(byte).arg(size).arg(bytes.start).arg(bytes.end)));
            }
        }
        if (size > 0)
            QCOMPARE(shown.map->bytes({0, shown.content.text.size()}), (Range{0, size}));
    }
}

QTEST_MAIN(TestContentByteMap)
#include "tst_contentbytemap.moc"
