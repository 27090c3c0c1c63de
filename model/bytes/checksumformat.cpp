// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/checksumformat.h"

#include "model/bytes/framing.h"
#include "model/bytes/hex/hex.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace {

constexpr int maxSkip = 2; // that fittingChecksums() tries

bool isHexDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

/// The bytes of hexadecimal digits without separators.
std::optional<QByteArray> digitsToBytes(QByteArrayView digits)
{
    if (digits.isEmpty() || digits.size() % 2 != 0 || !std::all_of(digits.begin(), digits.end(), isHexDigit))
        return {};
    return QByteArray::fromHex(digits.toByteArray());
}

std::optional<ByteOrder> fittingOrder(const Checksum &checksum, QByteArrayView body, QByteArrayView tail)
{
    const QByteArray sum = checksum.compute(body, ByteOrder::Big);
    const bool big = tail == sum;
    const bool little = std::equal(tail.begin(), tail.end(), sum.rbegin(), sum.rend());
    if (!big && !little)
        return {};
    if (big && little)
        return checksum.usualOrder();
    return big ? ByteOrder::Big : ByteOrder::Little;
}

/// Adds the checksums that fit the end of a message.
class Fitter
{
public:
    explicit Fitter(std::vector<FittingChecksum> &found) : m_found(found)
    {
        for (const QString &name : Checksum::names())
            m_checksums.push_back(Checksum::find(name).value());
    }

    void tryAll(QByteArrayView message, int lineEnding)
    {
        for (int skip = 0; skip <= std::min<qsizetype>(maxSkip, message.size()); ++skip) {
            const QByteArrayView covered = message.sliced(skip);
            const std::optional<QByteArray> frame = digitsToBytes(covered);
            for (const Checksum &checksum : m_checksums) {
                const int width = checksum.width();
                const auto add = [&](QByteArrayView body, QByteArrayView tail, ChecksumFormat::Form form) {
                    if (const auto order = fittingOrder(checksum, body, tail))
                        m_found.push_back({{checksum.name(), *order, form, skip}, lineEnding, width});
                };
                if (covered.size() > width)
                    add(covered.chopped(width), covered.last(width), ChecksumFormat::Form::Bytes);
                if (frame && frame->size() > width)
                    add(QByteArrayView(*frame).chopped(width), QByteArrayView(*frame).last(width),
                        ChecksumFormat::Form::HexFrame);
                if (covered.size() <= 2 * width)
                    continue;
                const auto tail = digitsToBytes(covered.last(2 * width));
                if (!tail)
                    continue;
                const QByteArrayView body = covered.chopped(2 * width);
                add(body, *tail, ChecksumFormat::Form::Digits);
                if (body.size() > 1 && body.endsWith('*'))
                    add(body.chopped(1), *tail, ChecksumFormat::Form::Star);
            }
        }
    }

private:
    std::vector<FittingChecksum> &m_found;
    std::vector<Checksum> m_checksums;
};

Result<void> readWord(QStringView word, ChecksumFormat &use)
{
    bool ok = true;
    if (word == u"big")
        use.order = ByteOrder::Big;
    else if (word == u"little")
        use.order = ByteOrder::Little;
    else if (word == u"digits")
        use.form = ChecksumFormat::Form::Digits;
    else if (word == u"modbus-ascii")
        use.form = ChecksumFormat::Form::HexFrame;
    else if (word == u"nmea")
        use.form = ChecksumFormat::Form::Star;
    else if (word.startsWith(u"skip="))
        use.skip = word.sliced(5).toInt(&ok);
    else
        ok = false;
    if (!ok || use.skip < 0) {
        return failure(
            QCoreApplication::translate(
                "Checksum", "Unknown checksum option “%1”. Use big, little, digits, modbus-ascii, nmea or skip=NUMBER.")
                .arg(word));
    }
    return {};
}

} // namespace

Result<ChecksumFormat> ChecksumFormat::parse(const QString &text)
{
    const QStringList words = text.split(u',');
    const auto checksum = Checksum::find(words.first());
    if (!checksum)
        return tl::unexpected(checksum.error());
    ChecksumFormat use{checksum->name()};
    for (const QString &word : words.sliced(1)) {
        if (const auto read = readWord(word, use); !read)
            return tl::unexpected(read.error());
    }
    return use;
}

QString ChecksumFormat::toString() const
{
    if (name.isEmpty())
        return {};
    QString text = name;
    if (order != ByteOrder::Usual)
        text += order == ByteOrder::Big ? QStringLiteral(",big") : QStringLiteral(",little");
    static const QString forms[]{
        {}, QStringLiteral(",digits"), QStringLiteral(",modbus-ascii"), QStringLiteral(",nmea")};
    text += forms[size_t(form)];
    if (skip > 0)
        text += QStringLiteral(",skip=%1").arg(skip);
    return text;
}

Result<QByteArray> checksumFor(QByteArrayView message, const ChecksumFormat &use)
{
    if (use.name.isEmpty() || message.isEmpty())
        return QByteArray();
    const auto checksum = Checksum::find(use.name);
    if (!checksum)
        return tl::unexpected(checksum.error());
    const qsizetype digitsSize = 2 * checksum->width();
    const bool isStar = use.form == ChecksumFormat::Form::Star;
    if (isStar && message.size() > digitsSize && message.chopped(digitsSize).endsWith('*')
        && digitsToBytes(message.last(digitsSize)))
        return QByteArray(); // NMEA 0183 has no other star, so this is its checksum, right or wrong
    const bool hasStar = isStar && message.endsWith('*');
    if (hasStar)
        message.chop(1);
    if (use.skip >= message.size()) {
        return failure(QCoreApplication::translate(
                           "Checksum", "The checksum skips the first %1 bytes, but the message has only %2.")
                           .arg(use.skip)
                           .arg(message.size()));
    }
    QByteArrayView covered = message.sliced(use.skip);
    std::optional<QByteArray> frame;
    if (use.form == ChecksumFormat::Form::HexFrame) {
        frame = digitsToBytes(covered);
        if (!frame) {
            return failure(
                QCoreApplication::translate("Checksum",
                                            "A Modbus ASCII checksum needs a message of pairs of hexadecimal "
                                            "digits after the skipped bytes."));
        }
        covered = *frame;
    }
    const QByteArray sum = checksum->compute(covered, use.order);
    if (use.form == ChecksumFormat::Form::Bytes)
        return sum;
    const QByteArray digits = sum.toHex().toUpper();
    return isStar && !hasStar ? '*' + digits : digits;
}

ChecksumVerdict checkMessage(QByteArrayView message, const ChecksumFormat &use)
{
    const auto checksum = use.name.isEmpty() ? Result<Checksum>(failure({})) : Checksum::find(use.name);
    if (!checksum || message.isEmpty())
        return ChecksumVerdict::None;
    const bool digits = use.form != ChecksumFormat::Form::Bytes;
    if (digits)
        message = withoutLineEnding(message);
    const int size = checksum->width() * (digits ? 2 : 1);
    if (message.size() <= size + use.skip)
        return ChecksumVerdict::Bad;
    if (use.form == ChecksumFormat::Form::Star && !message.chopped(size).endsWith('*'))
        return ChecksumVerdict::Bad;
    const auto expected = checksumFor(message.chopped(size), use);
    const QByteArray found = message.last(size).toByteArray();
    const bool good = expected && *expected == (digits ? found.toUpper() : found);
    return good ? ChecksumVerdict::Good : ChecksumVerdict::Bad;
}

std::vector<FittingChecksum> fittingChecksums(QByteArrayView message)
{
    std::vector<FittingChecksum> found;
    Fitter fitter(found);
    fitter.tryAll(message, 0);
    const int lineEnding = message.endsWith("\r\n") ? 2 : message.endsWith('\n') || message.endsWith('\r') ? 1 : 0;
    if (lineEnding > 0)
        fitter.tryAll(message.chopped(lineEnding), lineEnding);
    std::stable_sort(found.begin(), found.end(), [](const FittingChecksum &a, const FittingChecksum &b) {
        return a.width != b.width ? a.width > b.width : a.use.skip < b.use.skip;
    });
    return found;
}
