// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/bytes/codectable.h"

#include <QStringConverter>
#include <QtEndian>

#if __has_include(<iconv.h>)
#include <iconv.h>
#endif

namespace {

class QtSource : public TableSource
{
public:
    explicit QtSource(const QString &name)
        : m_decoder(name.toLatin1().constData()), m_encoder(name.toLatin1().constData())
    {
    }

    bool isValid() const { return m_decoder.isValid() && m_encoder.isValid(); }

    char32_t decode(QByteArrayView bytes) override
    {
        // hasError() is of no use here: with ICU it stays set after resetState(). What cannot be decoded
        // comes out as U+FFFD or as several characters.
        const QString text = m_decoder(bytes);
        m_decoder.resetState();
        if (text.size() != (text.isEmpty() || !text[0].isHighSurrogate() ? 1 : 2))
            return 0;
        return text.size() == 1 ? text[0].unicode() : QChar::surrogateToUcs4(text[0], text[1]);
    }

    QByteArray encode(char32_t character) override
    {
        const QByteArray bytes = m_encoder(QStringView(QChar::fromUcs4(character)));
        m_encoder.resetState();
        return decode(bytes) == character ? bytes : QByteArray();
    }

private:
    QStringDecoder m_decoder;
    QStringEncoder m_encoder;
};

#if __has_include(<iconv.h>)
class IconvSource : public TableSource
{
public:
    explicit IconvSource(const QString &name)
        : m_decoder(iconv_open("UTF-32LE", name.toLatin1().constData())),
          m_encoder(iconv_open(name.toLatin1().constData(), "UTF-32LE"))
    {
    }
    ~IconvSource() override
    {
        for (iconv_t converter : {m_decoder, m_encoder}) {
            if (isOpen(converter))
                iconv_close(converter);
        }
    }
    Q_DISABLE_COPY_MOVE(IconvSource)

    bool isValid() const { return isOpen(m_decoder) && isOpen(m_encoder); }

    char32_t decode(QByteArrayView bytes) override
    {
        const QByteArray out = convert(m_decoder, bytes);
        return out.size() == 4 ? qFromLittleEndian<char32_t>(out.constData()) : 0;
    }

    QByteArray encode(char32_t character) override
    {
        character = qToLittleEndian(character);
        return convert(m_encoder, QByteArrayView(reinterpret_cast<const char *>(&character), 4));
    }

private:
    static bool isOpen(iconv_t converter) { return converter != iconv_t(-1); }

    static QByteArray convert(iconv_t converter, QByteArrayView bytes)
    {
        char out[16];
        char *from = const_cast<char *>(bytes.data()); // iconv's signature; it is not written to
        size_t fromLeft = size_t(bytes.size());
        char *to = out;
        size_t toLeft = sizeof out;
        const bool whole = iconv(converter, &from, &fromLeft, &to, &toLeft) != size_t(-1) && fromLeft == 0;
        iconv(converter, nullptr, nullptr, nullptr, nullptr);
        return whole ? QByteArray(out, to - out) : QByteArray();
    }

    iconv_t m_decoder;
    iconv_t m_encoder;
};
#endif

} // namespace

std::unique_ptr<TableSource> TableSource::fromQt(const QString &name)
{
    auto source = std::make_unique<QtSource>(name);
    return source->isValid() ? std::move(source) : nullptr;
}

std::unique_ptr<TableSource> TableSource::fromIconv([[maybe_unused]] const QString &name)
{
#if __has_include(<iconv.h>)
    auto source = std::make_unique<IconvSource>(name);
    if (source->isValid())
        return source;
#endif
    return nullptr;
}

std::unique_ptr<TableSource> TableSource::open(const QString &qtName, const QString &iconvName)
{
    auto source = fromQt(qtName);
    return source ? std::move(source) : fromIconv(iconvName);
}
