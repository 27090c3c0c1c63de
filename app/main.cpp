// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/processsetup.h"
#include "app/terminationsignals.h"
#include "model/endpoint/endpointurl.h"
#include "widgets/filechooser.h"
#include "widgets/language.h"
#include "widgets/mainwindow.h"
#include "widgets/settings.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <cstdio>

namespace {

constexpr int usageError = 2;

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QStringLiteral("Network debugging assistant. Each URL opens a tab and is started at once:\n"
                       "tcp-server://[BIND]:PORT  tcp://HOST:PORT  udp-server://[BIND]:PORT  udp://HOST:PORT\n"
                       "Each capture file, of SocketScope, Wireshark or tcpdump, is opened in a tab to look at."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("URL|FILE"), QStringLiteral("Endpoints or captures to open."),
                                 QStringLiteral("[URL|FILE…]"));
    parser.addOptions({
        {QStringLiteral("lang"), QStringLiteral("Language: en, zh_CN or zh_TW (in simplified characters)."),
         QStringLiteral("NAME")},
        {QStringLiteral("theme"), QStringLiteral("Colours: system, light or dark."), QStringLiteral("NAME")},
        {QStringLiteral("private"), QStringLiteral("Keeps no log of this run: each goes when its tab is closed.")},
        {QStringLiteral("config"), QStringLiteral("Keeps settings and logs in this folder."), QStringLiteral("DIR")},
    });
}

/// What is no URL, but the name of a file, is a capture.
bool readWords(const QStringList &words, QList<EndpointUrl> &urls, QStringList &files)
{
    for (const QString &word : words) {
        const auto url = EndpointUrl::parse(word);
        if (!url && QFileInfo::exists(word)) {
            files.append(QFileInfo(word).absoluteFilePath());
            continue;
        }
        if (!url) {
            std::fprintf(stderr, "socketscope: %s (at position %d of %s)\n", qUtf8Printable(url.error().message),
                         int(url.error().position) + 1, qUtf8Printable(word));
            return false;
        }
        urls.append(*url);
    }
    return true;
}

} // namespace

int main(int argc, char **argv)
{
    setUpProcess();
    QApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("socketscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SOCKETSCOPE_VERSION));
    QCommandLineParser parser;
    describe(parser);
    parser.process(application);
    QList<EndpointUrl> urls;
    QStringList captureFiles;
    if (!readWords(parser.positionalArguments(), urls, captureFiles))
        return usageError;

    const QString folder = parser.value(QStringLiteral("config"));
    const auto place = [&folder](QStandardPaths::StandardLocation standard) {
        return folder.isEmpty() ? QStandardPaths::writableLocation(standard) : folder;
    };
    Settings settings(QDir(place(QStandardPaths::AppConfigLocation)).filePath(QStringLiteral("socketscope.ini")));
    // Also what a killed socketscope-cli has left
    const QString commandLine = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
        + QStringLiteral("/socketscope-cli/captures");
    CaptureStore captures(QDir(place(QStandardPaths::CacheLocation)).filePath(QStringLiteral("captures")),
                          folder.isEmpty() ? QStringList(commandLine) : QStringList());
    FileChooser files;
    Language language;
    const auto chosen = [&](const QString &option, Settings::Key key) {
        return parser.isSet(option) ? parser.value(option) : settings.value(key).toString();
    };
    language.use(chosen(QStringLiteral("lang"), Settings::Key::Language));
    applyTheme(chosen(QStringLiteral("theme"), Settings::Key::Theme));
    QApplication::setWindowIcon(applicationIcon());

    MainWindow window({settings, language, captures, files});
    if (parser.isSet(QStringLiteral("private")))
        window.setPrivate(true);
    for (const EndpointUrl &url : std::as_const(urls))
        window.addTab(&url);
    if (urls.isEmpty())
        window.restoreTabs();
    for (const QString &file : std::as_const(captureFiles))
        window.openCapture(file);
    window.offerOrphans();
    onTermination(&window, [&window] {
        window.close();
        QCoreApplication::exit(); // also where a dialog is open
    });
    window.show();
    return QApplication::exec();
}
