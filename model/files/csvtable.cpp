// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/files/csvtable.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace {

/// Reads one row after another.
class Reader
{
    Q_DECLARE_TR_FUNCTIONS(CsvTable)
public:
    explicit Reader(const QString &text) : m_text(text) { }

    Result<CsvTable> read()
    {
        CsvTable table;
        while (m_at < m_text.size()) {
            CsvTable::Row row{m_line, {}};
            do {
                auto cell = peek() == u'"' ? quoted() : plain();
                if (!cell)
                    return tl::unexpected(cell.error());
                row.cells.append(*cell);
            } while (takeIf(u','));
            takeIf(u'\r');
            if (takeIf(u'\n'))
                ++m_line;
            if (row.cells.size() > 1 || !row.cells.front().isEmpty())
                table.rows.push_back(std::move(row));
        }
        return table;
    }

private:
    QChar peek() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    bool takeIf(QChar c)
    {
        const bool is = m_at < m_text.size() && m_text[m_at] == c;
        m_at += is ? 1 : 0;
        return is;
    }
    bool atEndOfCell() const
    {
        return m_at == m_text.size() || m_text[m_at] == u',' || m_text[m_at] == u'\n'
            || (m_text[m_at] == u'\r' && (m_at + 1 == m_text.size() || m_text[m_at + 1] == u'\n'));
    }

    Result<QString> plain()
    {
        const qsizetype begin = m_at;
        while (!atEndOfCell()) {
            if (m_text[m_at++] == u'"')
                return failure(
                    tr("Line %1: a quotation mark inside a cell must be doubled, and the cell quoted").arg(m_line));
        }
        return m_text.sliced(begin, m_at - begin);
    }

    Result<QString> quoted()
    {
        const int begin = m_line;
        QString cell;
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (m_text[m_at] == u'"' && !(m_at + 1 < m_text.size() && m_text[m_at + 1] == u'"')) {
                ++m_at;
                if (atEndOfCell())
                    return cell;
                return failure(tr("Line %1: a comma is missing after the quotation mark").arg(m_line));
            }
            m_at += m_text[m_at] == u'"' ? 1 : 0;
            m_line += m_text[m_at] == u'\n' ? 1 : 0;
            cell.append(m_text[m_at]);
        }
        return failure(tr("Line %1: the quotation mark is never closed").arg(begin));
    }

    const QString &m_text;
    qsizetype m_at = 0;
    int m_line = 1;
};

} // namespace

Result<CsvTable> CsvTable::parse(const QByteArray &csv)
{
    QStringDecoder decoder(QStringDecoder::Utf8, QStringConverter::Flag::Stateless);
    const QString text = decoder(csv);
    if (decoder.hasError())
        return failure(
            QCoreApplication::translate("CsvTable", "This file is not written in UTF-8. Save it as “CSV UTF-8”."));
    return Reader(text).read();
}

QByteArray CsvTable::line(const QStringList &cells)
{
    QStringList written;
    for (QString cell : cells) {
        const bool needsQuotes = cell.contains(u'"') || cell.contains(u',') || cell.contains(u'\n')
            || cell.contains(u'\r') || cell.startsWith(u' ') || cell.endsWith(u' ');
        written.append(needsQuotes ? u'"' + cell.replace(u'"', QStringLiteral("\"\"")) + u'"' : cell);
    }
    return written.join(u',').toUtf8() + "\r\n";
}
