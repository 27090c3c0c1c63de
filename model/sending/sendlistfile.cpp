// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "model/sending/sendlistfile.h"

#include "model/files/csvtable.h"
#include "model/files/filelock.h"
#include "model/files/jsondocument.h"
#include "model/files/jsonfields.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonArray>
#include <QSaveFile>

namespace {

/// `subject` names the entry in errors: its number, or its line.
Result<SendListEntry> readEntry(const QJsonValue &value, const QString &subject)
{
    JsonFields reader(subject);
    QJsonObject fields = reader.object(
        value, {}, {"name", "text", "hex", "escapes", "append", "checksum", "frame", "delay_ms", "hotkey"});
    if (fields.value(u"checksum") == QString())
        fields.remove(u"checksum");
    SendListEntry entry;
    const auto text = [&](const QString &name) {
        return fields.contains(name) ? reader.string(fields.value(name), name) : QString();
    };
    const QString kind = reader.oneOf(fields, {}, {"text", "hex"});
    if (kind.isEmpty())
        reader.fail({}, QCoreApplication::translate("SendList", "there is nothing to send: write \"text\" or \"hex\""));
    entry.payload = text(kind);
    entry.name = text(QStringLiteral("name"));
    entry.hotkey = text(QStringLiteral("hotkey"));
    entry.format = reader.payloadFormat(fields, kind);
    if (fields.contains(u"escapes"))
        entry.format.escapes = reader.boolean(fields.value(u"escapes"), QStringLiteral("escapes"));
    if (const QString frame = QStringLiteral("frame"); fields.contains(frame)) {
        reader.take(Framing::parse(text(frame)), frame, [&](Framing &&read) {
            if (!read.hasBody())
                reader.fail(frame, QCoreApplication::translate("SendList", "allowed are between:…, cobs and slip"));
            entry.format.frame = std::move(read);
        });
    }
    if (fields.contains(u"delay_ms"))
        entry.delayMs =
            reader.wholeNumber(fields.value(u"delay_ms"), QStringLiteral("delay_ms"), sendlistfile::maxDelayMs);
    if (reader.error())
        return tl::unexpected(*reader.error());
    return entry;
}

/// The row as a JSON object, so that both are checked alike.
Result<QJsonObject> fieldsOfRow(const QStringList &names, const CsvTable::Row &row)
{
    QJsonObject fields;
    bool hex = false;
    QString payload;
    for (qsizetype i = 0; i < names.size(); ++i) {
        const QString &name = names[i];
        const QString cell = row.cells.value(i);
        bool isNumber = false;
        const int number = cell.toInt(&isNumber);
        if (name == u"payload")
            payload = cell;
        else if (cell.isEmpty())
            continue;
        else if (name == u"format" && cell != u"text" && cell != u"hex")
            return failure(
                QCoreApplication::translate("SendList", "Line %1, column “format”: allowed are “text”, “hex”")
                    .arg(row.line));
        else if (name == u"format")
            hex = cell == u"hex";
        else if (name == u"escapes")
            fields.insert(name,
                          cell == u"1" || cell == u"true"        ? QJsonValue(true)
                              : cell == u"0" || cell == u"false" ? QJsonValue(false)
                                                                 : QJsonValue(cell));
        else if (name == u"delay_ms" && isNumber)
            fields.insert(name, number);
        else
            fields.insert(name, cell);
    }
    fields.insert(hex ? QStringLiteral("hex") : QStringLiteral("text"), payload);
    return fields;
}

} // namespace

Result<SendList> sendlistfile::fromJson(const QByteArray &json)
{
    const auto document = parseJson(json);
    if (!document)
        return tl::unexpected(document.error());
    if (!document->isArray())
        return failure(QCoreApplication::translate("SendList", "This is not a send list: write [{\"text\": …}, …]"));
    SendList list;
    for (const auto value : document->array()) {
        auto entry = readEntry(value, QCoreApplication::translate("SendList", "Entry %1").arg(list.size() + 1));
        if (!entry)
            return tl::unexpected(entry.error());
        list.append(std::move(*entry));
    }
    return list;
}

Result<SendList> sendlistfile::fromCsv(const QByteArray &csv)
{
    const auto table = CsvTable::parse(csv);
    if (!table)
        return tl::unexpected(table.error());
    static const QStringList known{QStringLiteral("name"),    QStringLiteral("format"),   QStringLiteral("payload"),
                                   QStringLiteral("escapes"), QStringLiteral("append"),   QStringLiteral("checksum"),
                                   QStringLiteral("frame"),   QStringLiteral("delay_ms"), QStringLiteral("hotkey")};
    QStringList names;
    for (const QString &cell : table->rows.empty() ? QStringList() : table->rows.front().cells) {
        names.append(cell.trimmed().toLower());
        if (!known.contains(names.last()))
            return failure(QCoreApplication::translate("SendList", "Line 1: unknown column “%1”; allowed are %2")
                               .arg(cell, JsonFields::quoted(known)));
        if (names.count(names.last()) > 1)
            return failure(QCoreApplication::translate("SendList", "Line 1: the column “%1” occurs twice").arg(cell));
    }
    if (!names.contains(u"payload"))
        return failure(
            QCoreApplication::translate("SendList", "Line 1 must name the columns, and one of them must be “payload”"));
    SendList list;
    for (auto row = table->rows.begin() + 1; row != table->rows.end(); ++row) {
        if (row->cells.size() > names.size())
            return failure(QCoreApplication::translate("SendList", "Line %1 has %2 cells, but there are %3 columns")
                               .arg(row->line)
                               .arg(row->cells.size())
                               .arg(names.size()));
        auto entry = fieldsOfRow(names, *row).and_then([&](const QJsonObject &fields) {
            return readEntry(fields, QCoreApplication::translate("SendList", "Line %1").arg(row->line));
        });
        if (!entry)
            return tl::unexpected(entry.error());
        list.append(std::move(*entry));
    }
    return list;
}

QByteArray sendlistfile::toJson(const SendList &list)
{
    QJsonArray array;
    for (const SendListEntry &entry : list) {
        const bool hex = entry.format.input == PayloadFormat::Input::Hex;
        QJsonObject fields{
            {QStringLiteral("name"), entry.name},
            {hex ? QStringLiteral("hex") : QStringLiteral("text"), entry.payload},
            {QStringLiteral("append"), PayloadFormat::lineEndingNames().value(int(entry.format.lineEnding))},
            {QStringLiteral("delay_ms"), entry.delayMs},
        };
        if (entry.format.escapes)
            fields.insert(QStringLiteral("escapes"), true);
        if (!entry.format.checksum.name.isEmpty())
            fields.insert(QStringLiteral("checksum"), entry.format.checksum.toString());
        if (entry.format.frame.hasBody())
            fields.insert(QStringLiteral("frame"), entry.format.frame.toString());
        if (!entry.hotkey.isEmpty())
            fields.insert(QStringLiteral("hotkey"), entry.hotkey);
        array.append(fields);
    }
    return QJsonDocument(array).toJson();
}

QByteArray sendlistfile::toCsv(const SendList &list)
{
    QByteArray csv("name,format,payload,escapes,append,checksum,frame,delay_ms,hotkey\r\n");
    for (const SendListEntry &entry : list) {
        const bool hex = entry.format.input == PayloadFormat::Input::Hex;
        csv += CsvTable::line({entry.name, hex ? QStringLiteral("hex") : QStringLiteral("text"), entry.payload,
                               entry.format.escapes ? QStringLiteral("1") : QStringLiteral("0"),
                               PayloadFormat::lineEndingNames().value(int(entry.format.lineEnding)),
                               entry.format.checksum.toString(),
                               entry.format.frame.hasBody() ? entry.format.frame.toString() : QString(),
                               QString::number(entry.delayMs), entry.hotkey});
    }
    return csv;
}

std::optional<sendlistfile::Format> sendlistfile::formatOf(const QString &file)
{
    if (file.endsWith(QStringLiteral(".csv"), Qt::CaseInsensitive))
        return Format::Csv;
    if (file.endsWith(QStringLiteral(".json"), Qt::CaseInsensitive))
        return Format::Json;
    return {};
}

Result<SendList> sendlistfile::load(const QString &file)
{
    QFile in(file);
    if (!in.open(QIODevice::ReadOnly))
        return failure(QCoreApplication::translate("SendList", "%1 cannot be read: %2").arg(file, in.errorString()));
    const QByteArray content = in.read(maxFileSize + 1);
    if (content.size() > maxFileSize)
        return failure(QCoreApplication::translate("SendList", "%1 is too large for a send list").arg(file));
    const qsizetype byteOrderMark = content.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    const QByteArray head = content.sliced(byteOrderMark).trimmed().left(1);
    const bool looksLikeJson = head == "[" || head == "{";
    const Format format = formatOf(file).value_or(looksLikeJson ? Format::Json : Format::Csv);
    return format == Format::Csv ? fromCsv(content) : fromJson(content);
}

Result<void> sendlistfile::save(const QString &file, Format format, const SendList &list)
{
    const QByteArray content = format == Format::Csv ? toCsv(list) : toJson(list);
    if (filelock::isLocked(file))
        return failure(QCoreApplication::translate("SendList", "A log is being written to %1 now. Choose another name.")
                           .arg(file));
    QSaveFile out(file);
    if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size() || !out.commit())
        return failure(
            QCoreApplication::translate("SendList", "%1 cannot be written: %2").arg(file, out.errorString()));
    return {};
}
