// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "tests/gui/log/fakelog.h"

#include "widgets/log/page/logpainter.h"

// Which fonts the log is drawn with, and that received text never makes Qt try all fonts.
class TestLogFonts : public QObject
{
    Q_OBJECT
private slots:
    void triesNoFontWhilePainting();
    void opensFewFontsOneByOne();
    void keepsFontsWhenZoomed();
    void shapesOnlyWhatTheFontHas();
    void drawsAsciiAsTextIs();
    void textStaysItself();
};

// Some characters of each block of Unicode, and of those beyond the first plane.
static QString everyScript()
{
    QString text;
    for (char32_t c = 0xa0; c < 0x20000; c += 7) {
        if (!QChar::isSurrogate(c))
            text += QString::fromUcs4(&c, 1);
    }
    return text;
}

static QList<QRawFont> openedFonts(LogMetrics &metrics, const QString &text)
{
    metrics.width(text);
    while (metrics.fonts().isWaiting()) {
        metrics.openNextFont();
        metrics.width(text);
    }
    QList<QRawFont> fonts;
    for (int i = 0; i < metrics.fonts().count(); ++i)
        fonts.append(metrics.fonts().raw(i));
    return fonts;
}

// One record on one page, painted to a device.
static void paintRecord(LayoutCache &layouts, const QByteArray &payload, QPaintDevice &device, const QPalette &palette)
{
    const auto log = logOf(payload);
    layouts.setSources(std::make_unique<FakeSource>(log, &FakeLog::reads),
                       std::make_unique<FakeSource>(log, &FakeLog::textReads));
    layouts.setViewportWidth(device.width());
    LogPager pager(layouts);
    pager.setRange({}, RecordRow(1), false);
    const auto lines = pager.page({}, 2000);
    QPainter painter(&device);
    const LogSelection selection;
    const QRect viewport(0, 0, device.width(), device.height());
    LogPainter(painter, {layouts, lines, selection, {}, viewport, 0}, palette).paint();
}

namespace {

// Records the texts that Qt is to shape, and the fonts to draw them with.
class RecordingEngine : public QPaintEngine
{
public:
    RecordingEngine() : QPaintEngine(AllFeatures) { }

    bool begin(QPaintDevice *) override { return true; }
    bool end() override { return true; }
    void updateState(const QPaintEngineState &) override { }
    void drawPixmap(const QRectF &, const QPixmap &, const QRectF &) override { }
    void drawPath(const QPainterPath &) override { }
    Type type() const override { return User; }

    void drawTextItem(const QPointF &, const QTextItem &item) override
    {
        ++items;
        if (!item.text().isEmpty())
            texts.push_back({item.text(), item.font()});
    }

    qsizetype items = 0;
    std::vector<std::pair<QString, QFont>> texts;
};

class RecordingDevice : public QPaintDevice
{
public:
    QPaintEngine *paintEngine() const override { return &engine; }
    mutable RecordingEngine engine;

protected:
    int metric(PaintDeviceMetric metric) const override
    {
        switch (metric) {
        case PdmDevicePixelRatio:
            return 1;
        case PdmDevicePixelRatioScaled:
            return int(devicePixelRatioFScale());
        case PdmDpiX:
        case PdmDpiY:
        case PdmPhysicalDpiX:
        case PdmPhysicalDpiY:
            return 96;
        default:
            return 800;
        }
    }
};

} // namespace

void TestLogFonts::triesNoFontWhilePainting()
{
    // Qt warns about each font that it opens in vain.
    QTest::failOnWarning(QRegularExpression(u"OpenType support missing"_qs));
    LogView view;
    show(view, logOf(everyScript().toUtf8()));
    view.resize(800, 20'000);
    view.grab();
}

void TestLogFonts::opensFewFontsOneByOne()
{
    QTest::failOnWarning(QRegularExpression(u"OpenType support missing"_qs));
    LogMetrics metrics(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    const QString text = everyScript();
    metrics.width(text);
    QCOMPARE(metrics.fonts().count(), 1);
    int steps = 0;
    while (metrics.fonts().isWaiting()) {
        const int before = metrics.fonts().count();
        metrics.openNextFont();
        QCOMPARE_LE(metrics.fonts().count(), before + 1);
        metrics.width(text);
        QCOMPARE_LE(++steps, 200);
    }
    const int count = metrics.fonts().count();
    metrics.width(text);
    QVERIFY(!metrics.fonts().isWaiting()); // what no font has is not looked for again
    QVERIFY(!metrics.openNextFont());
    QCOMPARE(metrics.fonts().count(), count);
}

void TestLogFonts::keepsFontsWhenZoomed()
{
    QFont font = QFontDatabase::systemFont(QFontDatabase::FixedFont);
    LogMetrics metrics(font);
    const QString text = everyScript();
    const auto fonts = openedFonts(metrics, text);
    font.setPointSizeF(font.pointSizeF() * 2);
    const LogMetrics zoomed(font, metrics);
    QCOMPARE(zoomed.fonts().count(), int(fonts.size()));
    zoomed.width(text);
    QVERIFY(!zoomed.fonts().isWaiting());
    for (int i = 0; i < int(fonts.size()); ++i)
        QCOMPARE(zoomed.fonts().raw(i).familyName(), fonts[i].familyName());
}

void TestLogFonts::shapesOnlyWhatTheFontHas()
{
    LayoutCache layouts(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    RecordingDevice device;
    const QByteArray payload = everyScript().toUtf8();
    do {
        device.engine.texts.clear();
        paintRecord(layouts, payload, device, QPalette());
        QCOMPARE_GT(device.engine.items, 0);
        for (const auto &[text, font] : device.engine.texts) {
            QVERIFY(font.styleStrategy() & QFont::NoFontMerging);
            const QRawFont raw = QRawFont::fromFont(font);
            for (const char32_t character : text.toUcs4())
                QVERIFY2(raw.supportsCharacter(character), qPrintable(QString::number(character, 16)));
        }
    } while (layouts.openNextFont());
}

void TestLogFonts::drawsAsciiAsTextIs()
{
    QString text;
    for (char16_t c = u'!'; c <= u'~'; ++c)
        text += QChar(c);
    LayoutCache layouts(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    layouts.setWrap(false);
    const LogMetrics &metrics = layouts.metrics();
    QPalette palette;
    palette.setColor(QPalette::Text, Qt::black);
    palette.setColor(QPalette::Base, Qt::white);
    QImage byGlyphs(1600, metrics.lineHeight(), QImage::Format_RGB32);
    byGlyphs.fill(Qt::white);
    paintRecord(layouts, text.toLatin1(), byGlyphs, palette);

    QImage byText(byGlyphs.size(), byGlyphs.format());
    byText.fill(Qt::white);
    QPainter painter(&byText);
    painter.setFont(metrics.font());
    painter.setPen(Qt::black);
    const qreal payloadX = layouts.gutter().payloadX();
    painter.drawText(QPointF(payloadX, metrics.ascent()), text);
    painter.end();
    const QRect payload = byText.rect().adjusted(int(payloadX), 0, 0, 0);
    QCOMPARE(byGlyphs.copy(payload), byText.copy(payload));
    QVERIFY(metrics.width(text) < payload.width());
}

void TestLogFonts::textStaysItself()
{
    LogView view;
    show(view, logOf(u"天 \u0915 \U000E1234"_qs.toUtf8()));
    view.grab();
    QVERIFY(view.visibleText().endsWith(u"天 \u0915 \U000E1234"));
    view.selection().selectAll();
    QCOMPARE(view.selection().text(), u"天 \u0915 \U000E1234"_qs);
}

QTEST_MAIN(TestLogFonts)
#include "tst_logfonts.moc"
