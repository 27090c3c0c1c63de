// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codecs/charactertable.h"
#include "model/bytes/codecs/textcodec.h"

#include <QFile>
#include <QProcess>
#include <QTest>

namespace {

/// A code with a 1 before its first byte, so that 41 and 00 41 differ; 0: none.
using Code = quint64;
constexpr Code longCode = ~Code(0); // longer than any of ours
/// A character, in the upper half a combining mark; 0: NUL.
using Text = quint64;
constexpr Text noText = ~Text(0);

/// The results of a codec for all codes and characters.
struct Mapping
{
    QHash<Code, Text> read;
    QHash<Text, Code> written;
};

Code codeOf(QByteArrayView bytes)
{
    if (bytes.size() > 4)
        return longCode;
    Code code = 1;
    for (const char byte : bytes)
        code = code << 8 | quint8(byte);
    return code;
}

QByteArray shown(Code code)
{
    return code == 0 ? "-" : code == longCode ? "long" : QByteArray::number(code, 16).toUpper().mid(1);
}

QByteArray shownText(Text text)
{
    if (text == noText)
        return "-";
    const auto number = [](quint32 character) {
        return QByteArray::number(character, 16).toUpper().rightJustified(4, '0');
    };
    return text >> 32 ? number(quint32(text)) + '+' + number(quint32(text >> 32)) : number(quint32(text));
}

/// As charactertables_reference.py writes it: `00CA+0304`.
Text textOf(QByteArrayView numbers)
{
    const qsizetype plus = numbers.indexOf('+');
    const auto value = [](QByteArrayView digits) { return Text(digits.toByteArray().toUInt(nullptr, 16)); };
    return plus < 0 ? value(numbers) : value(numbers.sliced(plus + 1)) << 32 | value(numbers.first(plus));
}

/// A line of charactertables_differences.txt.
struct Expected
{
    QList<QByteArray> words; // R or W, code or character, ours, Python's
    QByteArray last;
    int count = 1;

    explicit Expected(const QByteArray &line) : words(line.split(' '))
    {
        if (words.size() == 5)
            count = words[4].mid(1).toInt();
        const qsizetype dots = words.value(1).indexOf("..");
        last = dots < 0 ? words.value(1) : words[1].mid(dots + 2);
        first = dots < 0 ? last : words[1].first(dots);
    }

    bool fits(const QList<QByteArray> &difference) const
    {
        const auto order = [](const QByteArray &code) { return std::pair(code.size(), code); };
        const auto isLike = [](const QByteArray &wanted, const QByteArray &is) {
            return wanted.endsWith('*') ? is != "-" && is.startsWith(wanted.chopped(1)) : is == wanted;
        };
        return words[0] == difference[0] && order(first) <= order(difference[1]) && order(difference[1]) <= order(last)
            && isLike(words[2], difference[2]) && isLike(words[3], difference[3]);
    }

private:
    QByteArray first;
};

/// Python's name for each of our encodings.
const QList<std::pair<QString, QByteArray>> &pythonNames()
{
    static const QList<std::pair<QString, QByteArray>> names = [] {
        QList<std::pair<QString, QByteArray>> all{
            {u"UTF-8"_qs, "utf_8"},          {u"UTF-16LE"_qs, "utf_16_le"},
            {u"UTF-16BE"_qs, "utf_16_be"},   {u"GBK"_qs, "gbk"},
            {u"GBK-strict"_qs, "gbk"},       {u"GB2312"_qs, "gbk"},
            {u"GB2312-strict"_qs, "gb2312"}, {u"GB18030"_qs, "gb18030"},
            {u"Big5"_qs, "cp950"},           {u"Big5-HKSCS"_qs, "big5hkscs"},
            {u"Shift_JIS"_qs, "cp932"},      {u"EUC-JP"_qs, "euc_jp"},
            {u"EUC-JP-strict"_qs, "euc_jp"}, {u"EUC-KR"_qs, "cp949"},
            {u"EUC-KR-strict"_qs, "euc_kr"}, {u"KOI8-R"_qs, "koi8_r"},
            {u"KOI8-U"_qs, "koi8_u"},        {u"IBM866"_qs, "cp866"},
            {u"ASCII"_qs, "ascii"},
        };
        for (const int part : {1, 2, 5, 6, 7, 8, 9, 15})
            all.append({u"ISO-8859-%1"_qs.arg(part), "iso8859_" + QByteArray::number(part)});
        for (int page = 1250; page <= 1258; ++page)
            all.append({u"Windows-%1"_qs.arg(page), "cp" + QByteArray::number(page)});
        return all;
    }();
    return names;
}

} // namespace

class TestCharacterTables : public QObject
{
    Q_OBJECT
private slots:
    void initTestCase();
    void everyEncodingIsCompared();
    void likePython_data();
    void likePython();
    void gb18030HasAllOfUnicode();
    void quads();

private:
    QHash<QByteArray, Mapping> m_python;
    QHash<QString, QList<Expected>> m_expected;
};

void TestCharacterTables::initTestCase()
{
    QProcess python;
    QStringList arguments{QStringLiteral(TEST_SOURCE "/unit/bytes/charactertables_reference.py")};
    for (const auto &[name, itsName] : pythonNames()) {
        if (const QString argument = QString::fromLatin1(itsName); !arguments.contains(argument))
            arguments.append(argument);
    }
    python.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    python.start(QStringLiteral("python3"), arguments);
    QVERIFY(python.waitForFinished(programPatienceMs));
    QCOMPARE(python.exitCode(), 0);
    Mapping *mapping = nullptr;
    while (!python.atEnd()) {
        const QByteArray line = python.readLine().trimmed();
        const qsizetype second = line.lastIndexOf(' ') + 1;
        const QByteArrayView middle = QByteArrayView(line).sliced(2, std::max<qsizetype>(second - 3, 0));
        if (line.startsWith("codec "))
            mapping = &m_python[line.mid(second)];
        else if (line.startsWith('R'))
            mapping->read.insert(codeOf(QByteArray::fromHex(middle.toByteArray())), textOf(line.mid(second)));
        else
            mapping->written.insert(textOf(middle), codeOf(QByteArray::fromHex(line.mid(second))));
    }

    QFile file(QStringLiteral(TEST_SOURCE "/unit/bytes/charactertables_differences.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QList<Expected> *section = nullptr;
    bool hasReason = false;
    while (!file.atEnd()) {
        const QByteArray line = file.readLine().trimmed();
        if (line.startsWith('[')) {
            section = &m_expected[QString::fromUtf8(line.mid(1).chopped(1))];
            hasReason = false;
        } else if (line.startsWith('#')) {
            hasReason = section;
        } else if (!line.isEmpty()) {
            QVERIFY2(hasReason, line.constData());
            section->append(Expected(line));
            QVERIFY2(section->last().words.size() >= 4 && section->last().count > 0, line.constData());
        }
    }
}

void TestCharacterTables::everyEncodingIsCompared()
{
    QStringList compared;
    for (const auto &[name, python] : pythonNames())
        compared.append(name);
    QStringList names = TextCodec::names();
    compared.sort();
    names.sort();
    QCOMPARE(compared, names);
    for (auto it = m_expected.cbegin(); it != m_expected.cend(); ++it)
        QVERIFY2(names.contains(it.key()), qPrintable(it.key()));
}

void TestCharacterTables::likePython_data()
{
    QTest::addColumn<QByteArray>("python");
    for (const auto &[name, python] : pythonNames())
        QTest::newRow(qPrintable(name)) << python;
}

/// Every code and every character, both ways. Differences are listed in charactertables_differences.txt.
void TestCharacterTables::likePython()
{
    QFETCH(QByteArray, python);
    const QString name = QString::fromLatin1(QTest::currentDataTag());
    const Mapping &reference = m_python[python];
    const bool utf16 = name.startsWith(u"UTF-16"); // one byte is no character there
    QVERIFY((utf16 || reference.read.size() >= 128) && reference.written.size() >= 128);
    const auto codec = TextCodec::find(name).value();
    QList<QList<QByteArray>> differences;

    int read = 0;
    const auto look = [&](const char *bytes, qsizetype size) {
        const TextCodec::Step step = codec->step({bytes, size});
        const bool known = step.kind == TextCodec::Step::Kind::Character && step.length == size;
        const Text ours = known ? Text(step.mark) << 32 | step.character : noText;
        const Code code = codeOf({bytes, size});
        const Text theirs = reference.read.value(code, noText);
        read += known;
        if (ours != theirs)
            differences.append({"R", shown(code), shownText(ours), shownText(theirs)});
    };
    const bool unicode = name.startsWith(u"UTF");
    for (int byte = 0; byte < 256; ++byte) {
        const char bytes[] = {char(byte)};
        look(bytes, 1);
    }
    for (int pair = 0x8000; !unicode && pair < 0x10000; ++pair) {
        const char bytes[] = {char(0x8f), char(pair >> 8), char(pair)};
        look(bytes + 1, 2);
        if (name.startsWith(u"EUC-JP"))
            look(bytes, 3);
    }
    if (name == u"GB18030") {
        for (quint32 index = 0; index < 126 * 10 * 126 * 10; index += index < 39420 ? 1 : 251) {
            char bytes[4];
            qToBigEndian(charactertable::quadCode(index), bytes);
            look(bytes, 4);
        }
    }
    if (!unicode) // all that Python decodes was compared
        QVERIFY2(read + differences.size() >= reference.read.size(), qPrintable(QString::number(read)));

    const auto compare = [&](Text text, Code ours) {
        if (const Code theirs = reference.written.value(text, 0); ours != theirs)
            differences.append({"W", shownText(text), shown(ours), shown(theirs)});
    };
    const auto write = [&](char32_t character) {
        const bool possible = codec->canEncode(character); // the message of a failure is expensive
        compare(character, possible ? codeOf(codec->encode(QStringView(QChar::fromUcs4(character))).value()) : 0);
    };
    for (char32_t character = 0; character < 0x10000; ++character) {
        if (!QChar::isSurrogate(character))
            write(character);
    }
    for (char32_t character = 0x10000; character < 0x110000; character += 251)
        write(character);
    for (char32_t character = 0x20000; name == u"Big5-HKSCS" && character < 0x2fa20; ++character)
        write(character);
    if (name == u"Big5-HKSCS") {
        for (const QString &marked : {u"Ê\u0304"_qs, u"Ê\u030c"_qs, u"ê\u0304"_qs, u"ê\u030c"_qs})
            compare(Text(marked[1].unicode()) << 32 | marked[0].unicode(), codeOf(codec->encode(marked).value()));
    }

    QList<Expected> expected = m_expected.value(name == u"GB2312" ? u"GBK"_qs : name);
    QList<QByteArray> surprises;
    for (const QList<QByteArray> &difference : differences) {
        const auto line =
            std::find_if(expected.begin(), expected.end(), [&](const Expected &one) { return one.fits(difference); });
        if (line == expected.end())
            surprises.append(difference.join(' '));
        else
            --line->count;
    }
    for (const Expected &line : expected) {
        if (line.count != 0)
            surprises.append("expected, but not so many: " + line.words.join(' '));
    }
    QVERIFY2(surprises.isEmpty(), surprises.first(std::min<qsizetype>(surprises.size(), 40)).join("; ").constData());
}

/// The 18 private characters whose codes GB 18030-2022 reassigned are the only ones of Unicode without a code.
void TestCharacterTables::gb18030HasAllOfUnicode()
{
    const auto codec = TextCodec::find(u"GB18030"_qs).value();
    QList<uint> missing;
    QByteArray bytes;
    for (char32_t character = 0; character < 0x110000; ++character) {
        if (QChar::isSurrogate(character))
            continue;
        const auto code = codec->encode(QStringView(QChar::fromUcs4(character)));
        if (!code) {
            missing.append(uint(character));
            continue;
        }
        const TextCodec::Step step = codec->step(*code);
        QVERIFY(step.kind == TextCodec::Step::Kind::Character && step.length == code->size());
        if (step.character != character)
            QCOMPARE(uint(step.character), uint(character));
    }
    QCOMPARE(missing,
             (QList<uint>{0xe78d, 0xe78e, 0xe78f, 0xe790, 0xe791, 0xe792, 0xe793, 0xe794, 0xe795, 0xe796, 0xe81e,
                          0xe826, 0xe82b, 0xe82c, 0xe832, 0xe843, 0xe854, 0xe864}));
}

void TestCharacterTables::quads()
{
    QCOMPARE(charactertable::quadCode(0), 0x81308130u);
    QCOMPARE(charactertable::quadIndex(0x8431a437), 39417u); // U+FFFD
    for (quint32 index = 0; index < 126 * 10 * 126 * 10; index += 7)
        QCOMPARE(charactertable::quadIndex(charactertable::quadCode(index)), index);
}

QTEST_GUILESS_MAIN(TestCharacterTables)
#include "tst_charactertables.moc"
