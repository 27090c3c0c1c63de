// SPDX-FileCopyrightText: 2026 The SocketScope authors
// SPDX-License-Identifier: MIT
#include "app/process.h"
#include "model/bytes/printable.h"
#include "model/endpoint/endpointurl.h"
#include "widgets/language.h"
#include "widgets/mainwindow.h"
#include "widgets/parts/filechooser.h"
#include "widgets/settings.h"
#include "widgets/theme.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>

#include <algorithm>
#include <cstdio>
#include <optional>

namespace {

constexpr int usageError = 2;

void describe(QCommandLineParser &parser)
{
    parser.setApplicationDescription(
        QStringLiteral("Network debugging assistant. Each URL opens a tab and is started at once:\n"
                       "tcp-server://[BIND]:PORT  tcp://HOST:PORT  udp-server://[BIND]:PORT  udp://HOST:PORT\n"
                       "unix-server:///PATH  unix:///PATH\n"
                       "multicast://GROUP:PORT\n"
                       "tls-server://[BIND]:PORT  tls://HOST:PORT\n"
                       "tcp-relay://[BIND]:PORT?to=HOST:PORT  tls-relay://…  udp-relay://[BIND]:PORT?to=HOST:PORT\n"
                       "Each capture file of SocketScope, Wireshark or tcpdump is opened read-only in a tab."));
    parser.addHelpOption();
    parser.addVersionOption();
    parser.addPositionalArgument(QStringLiteral("URL|FILE"), QStringLiteral("Endpoints or captures to open."),
                                 QStringLiteral("[URL|FILE…]"));
    parser.addOptions({
        {QStringLiteral("lang"), QStringLiteral("Language: en, zh_CN or zh_TW (in simplified characters)."),
         QStringLiteral("NAME")},
        {QStringLiteral("theme"), QStringLiteral("Colours: system, light or dark."), QStringLiteral("NAME")},
        {QStringLiteral("private"), QStringLiteral("Keeps no logs: each is deleted when its tab is closed.")},
        {QStringLiteral("config"), QStringLiteral("Keeps settings and logs in this folder."), QStringLiteral("DIR")},
    });
}

/// The arguments without those that QApplication removes itself.
QStringList withoutQtOptions(const QStringList &arguments)
{
    static const QStringList withValue =
        QStringLiteral("platform platformpluginpath platformtheme plugin qwindowgeometry geometry qwindowicon icon "
                       "qwindowtitle title session display name visual style stylesheet qmljsdebugger")
            .split(u' ');
    static const QStringList alone = QStringLiteral("reverse nograb dograb widgetcount").split(u' ');
    QStringList left;
    for (qsizetype i = 0; i < arguments.size(); ++i) {
        const QString &word = arguments[i];
        if (word == u"--")
            return left + arguments.sliced(i);
        const QString option = word.mid(word.startsWith(u"--") ? 2 : 1);
        const QString name = option.section(u'=', 0, 0);
        if (!word.startsWith(u'-') || (!withValue.contains(name) && !alone.contains(name)))
            left.append(word);
        else if (withValue.contains(name) && name == option)
            ++i;
    }
    return left;
}

int fail(const QString &message)
{
    std::fprintf(stderr, "socketscope: %s\n", qUtf8Printable(makePrintable({message, {}}).text));
    return usageError;
}

/// Prints to standard output and returns the exit code.
int printOut(const QString &text)
{
    const bool written = std::fputs(qUtf8Printable(text), stdout) >= 0 && std::fflush(stdout) == 0;
    return written ? 0 : 1;
}

/// Opens what the command line names: URLs, and captures, which are words that are no URLs but existing files.
void openAll(const QStringList &words, MainWindow &window)
{
    QStringList captures;
    std::optional<int> firstRefused;
    for (const QString &word : words) {
        const auto url = EndpointUrl::parse(word);
        if (url)
            window.addTab(&*url);
        else if (QFileInfo::exists(word))
            captures.append(QFileInfo(word).absoluteFilePath());
        else {
            window.addRefused(word, url.error());
            firstRefused = firstRefused.value_or(window.tabs()->currentIndex());
        }
    }
    if (firstRefused)
        window.tabs()->setCurrentIndex(*firstRefused);
    if (words.size() == captures.size())
        window.restoreTabs();
    for (const QString &file : std::as_const(captures))
        window.openCapture(file);
}

/// Qt would abort without a display.
bool hasDisplay([[maybe_unused]] int argc, [[maybe_unused]] char **argv)
{
#ifdef Q_OS_LINUX
    const bool isNamed = std::any_of(argv, argv + argc, [](const char *word) {
        return QByteArrayView(word).startsWith("-platform") || QByteArrayView(word).startsWith("--platform")
            || QByteArrayView(word).startsWith("-display") || QByteArrayView(word).startsWith("--display");
    });
    return isNamed || !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY")
        || !qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM");
#else
    return true;
#endif
}

/// Reads the command line before there is a display: --help, --version and errors need none. Returns the exit code when
/// there is no window to open.
std::optional<int> readCommandLine(int &argc, char **argv, QCommandLineParser &parser)
{
    const QCoreApplication application(argc, argv);
    if (!parser.parse(withoutQtOptions(QCoreApplication::arguments())))
        return fail(parser.errorText());
    if (parser.isSet(QStringLiteral("help-all"))) { // only QApplication lists the options of Qt
        qputenv("QT_QPA_PLATFORM", "offscreen");
        return {};
    }
    if (parser.isSet(QStringLiteral("help")))
        return printOut(parser.helpText());
    if (parser.isSet(QStringLiteral("version"))) {
        return printOut(
            QStringLiteral("%1 %2\n").arg(QCoreApplication::applicationName(), QCoreApplication::applicationVersion()));
    }
    const QStringList withValue{QStringLiteral("lang"), QStringLiteral("theme"), QStringLiteral("config")};
    const QStringList names = parser.optionNames();
    for (const QString &name : names) {
        if (names.count(name) > 1)
            return fail(QStringLiteral("--%1 is given twice.").arg(name));
        if (withValue.contains(name) && parser.value(name).isEmpty())
            return fail(QStringLiteral("--%1 needs a value; this one is empty.").arg(name));
    }
    const QStringList themes{QStringLiteral("system"), QStringLiteral("light"), QStringLiteral("dark")};
    if (parser.isSet(QStringLiteral("theme")) && !themes.contains(parser.value(QStringLiteral("theme")))) {
        return fail(QStringLiteral("--theme is one of %1, not “%2”.")
                        .arg(themes.join(QStringLiteral(", ")), parser.value(QStringLiteral("theme"))));
    }
    return {};
}

} // namespace

int main(int argc, char **argv)
{
    setUpProcess();
    QCoreApplication::setApplicationName(QStringLiteral("socketscope"));
    QCoreApplication::setApplicationVersion(QStringLiteral(SOCKETSCOPE_VERSION));
    if (const QString error = argumentError(argc, argv); !error.isEmpty())
        return fail(error);
    QCommandLineParser parser;
    describe(parser);
    if (const auto code = readCommandLine(argc, argv, parser))
        return *code;
    if (!hasDisplay(argc, argv)) {
        std::fprintf(stderr,
                     "socketscope: There is no display to open a window on (DISPLAY and WAYLAND_DISPLAY are empty). "
                     "socketscope-cli needs none.\n");
        return 1;
    }
    const QApplication application(argc, argv);
    if (parser.isSet(QStringLiteral("help-all")))
        parser.process(application); // prints it and exits

    const QString folder = parser.value(QStringLiteral("config"));
    const auto folderFor = [&folder](QStandardPaths::StandardLocation standard) {
        return folder.isEmpty() ? QStandardPaths::writableLocation(standard) : folder;
    };
    Settings settings(QDir(folderFor(QStandardPaths::AppConfigLocation)).filePath(QStringLiteral("socketscope.json")));
    // Logs that a killed socketscope-cli left are tidied up too.
    const QString commandLine = QStandardPaths::writableLocation(QStandardPaths::GenericCacheLocation)
        + QStringLiteral("/socketscope-cli/captures");
    LogStore captures(QDir(folderFor(QStandardPaths::CacheLocation)).filePath(QStringLiteral("captures")),
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
    openAll(parser.positionalArguments(), window);
    window.recentLogs().start();
    onTermination(&window, [&window] {
        window.close();
        QCoreApplication::exit(); // also where a dialog is open
    });
    window.show();
    return QApplication::exec();
}
