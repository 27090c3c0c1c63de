<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Event</name>
    <message numerus="yes">
        <source>(and %n more of this kind)</source>
        <translation>
            <numerusform>(and %n more of this kind)</numerusform>
            <numerusform>(and %n more of this kind)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ignored %n datagram(s) that did not come from %2; the last one came from %3. To receive from every address, add any=1 to the URL.</source>
        <translation>
            <numerusform>Ignored %n datagram that did not come from %2, but from %3. To receive from every address, add any=1 to the URL.</numerusform>
            <numerusform>Ignored %n datagrams that did not come from %2; the last one came from %3. To receive from every address, add any=1 to the URL.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ignored %n datagram(s); the last one came from %3, another port of the same host as %2, to which you send. To receive them, add any=1 to the URL.</source>
        <translation>
            <numerusform>Ignored %n datagram. It came from %3, another port of the same host as %2, to which you send. To receive such ones, add any=1 to the URL.</numerusform>
            <numerusform>Ignored %n datagrams; the last one came from %3, another port of the same host as %2, to which you send. To receive them, add any=1 to the URL.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n datagram(s) above may be this endpoint&apos;s own ones that came back, and are not marked as such: only the last %2 that were sent are remembered.</source>
        <translation>
            <numerusform>%n datagram above may be this endpoint&apos;s own one that came back, and is not marked as such: only the last %2 that were sent are remembered.</numerusform>
            <numerusform>%n datagrams above may be this endpoint&apos;s own ones that came back, and are not marked as such: only the last %2 that were sent are remembered.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n address(es) are remembered, as many as possible: all are forgotten, and replies that are still due to them are not sent. One that sends again is listed as a new one.</source>
        <translation>
            <numerusform>%n address is remembered, as many as possible: it is forgotten, and replies that are still due to them are not sent. One that sends again is listed as a new one.</numerusform>
            <numerusform>%n addresses are remembered, as many as possible: all are forgotten, and replies that are still due to them are not sent. One that sends again is listed as a new one.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The system dropped %n datagram(s) because they came faster than they could be read. A larger receive buffer holds more (rcvbuf= in the URL).</source>
        <translation>
            <numerusform>The system dropped %n datagram because it came faster than they could be read. A larger receive buffer holds more (rcvbuf= in the URL).</numerusform>
            <numerusform>The system dropped %n datagrams because they came faster than they could be read. A larger receive buffer holds more (rcvbuf= in the URL).</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Refused %n client(s) whose addresses are not allowed; the last one came from %2.</source>
        <translation>
            <numerusform>Refused %n client whose address, %2, is not allowed.</numerusform>
            <numerusform>Refused %n clients whose addresses are not allowed; the last one came from %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ignored %n datagram(s) from addresses that are not allowed; the last one came from %2.</source>
        <translation>
            <numerusform>Ignored %n datagram from %2, an address that is not allowed.</numerusform>
            <numerusform>Ignored %n datagrams from addresses that are not allowed; the last one came from %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Refused %n client(s), because %3 are connected, the most that are allowed; the last one came from %2. Disconnect one, or raise the limit.</source>
        <translation>
            <numerusform>Refused %n client, from %2, because %3 are connected, the most that are allowed. Disconnect one, or raise the limit.</numerusform>
            <numerusform>Refused %n clients, because %3 are connected, the most that are allowed; the last one came from %2. Disconnect one, or raise the limit.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) of the relay had to make room for others, the last one %2: it serves at most %3 at a time, and those that were silent for longest go first. What the server still sends to them is lost.</source>
        <translation>
            <numerusform>%n client of the relay, %2, had to make room for another: it serves at most %3 at a time, and those that were silent for longest go first. What the server still sends to them is lost.</numerusform>
            <numerusform>%n clients of the relay had to make room for others, the last one %2: it serves at most %3 at a time, and those that were silent for longest go first. What the server still sends to them is lost.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GeneratorDialog</name>
    <message numerus="yes">
        <source>First message, %n byte(s): %1</source>
        <translation>
            <numerusform>First message, %n byte: %1</numerusform>
            <numerusform>First message, %n bytes: %1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogArea</name>
    <message numerus="yes">
        <source>%Ln hits</source>
        <translation>
            <numerusform>%Ln hit</numerusform>
            <numerusform>%Ln hits</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln records</source>
        <translation>
            <numerusform>%Ln record</numerusform>
            <numerusform>%Ln records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln records hidden by the filter</source>
        <comment>of the records with hits</comment>
        <translation>
            <numerusform>, %Ln record hidden by the filter</numerusform>
            <numerusform>, %Ln records hidden by the filter</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> · the expression is too costly for %Ln records</source>
        <translation>
            <numerusform> · the expression is too costly for %Ln record</numerusform>
            <numerusform> · the expression is too costly for %Ln records</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogWords</name>
    <message numerus="yes">
        <source>%Ln older records were dropped (quota)</source>
        <translation>
            <numerusform>%Ln older record was dropped (quota)</numerusform>
            <numerusform>%Ln older records were dropped (quota)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier records cleared from view</source>
        <translation>
            <numerusform>%Ln earlier record cleared from view</numerusform>
            <numerusform>%Ln earlier records cleared from view</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new records ↓</source>
        <translation>
            <numerusform>%Ln new record ↓</numerusform>
            <numerusform>%Ln new records ↓</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused · %Ln new records</source>
        <translation>
            <numerusform>Paused · %Ln new record</numerusform>
            <numerusform>Paused · %Ln new records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… %Ln more records were not copied (clipboard limit)</source>
        <translation>
            <numerusform>… %Ln more record was not copied (clipboard limit)</numerusform>
            <numerusform>… %Ln more records were not copied (clipboard limit)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>NameLookup</name>
    <message numerus="yes">
        <source>%n earlier look-up(s) still wait for the name server. Try again in half a minute.</source>
        <translation>
            <numerusform>%n earlier look-up still waits for the name server. Try again in half a minute.</numerusform>
            <numerusform>%n earlier look-ups still wait for the name server. Try again in half a minute.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecentLogs</name>
    <message numerus="yes">
        <source>Delete the %n log(s) in the list? The data they hold is lost.</source>
        <translation>
            <numerusform>Delete the %n log in the list? The data it holds is lost.</numerusform>
            <numerusform>Delete the %n logs in the list? The data they hold is lost.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>SocketScope did not end properly. %n log(s) with %1 were kept.</source>
        <translation>
            <numerusform>SocketScope did not end properly. %n log with %1 was kept.</numerusform>
            <numerusform>SocketScope did not end properly. %n logs with %1 were kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RecordDetail</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SendBox</name>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SendTools</name>
    <message numerus="yes">
        <source>%n message(s) imported.</source>
        <translation>
            <numerusform>%n message imported.</numerusform>
            <numerusform>%n messages imported.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) removed because they are already in use.</source>
        <translation>
            <numerusform>%n key removed because it is already in use.</numerusform>
            <numerusform>%n keys removed because they are already in use.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StatusArea</name>
    <message numerus="yes">
        <source>Listening on %1 · %n client(s)</source>
        <translation>
            <numerusform>Listening on %1 · %n client</numerusform>
            <numerusform>Listening on %1 · %n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bound to %1 · %n peer(s)</source>
        <translation>
            <numerusform>Bound to %1 · %n peer</numerusform>
            <numerusform>Bound to %1 · %n peers</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 B · %n record(s)</source>
        <translation>
            <numerusform>%1 B · %n record</numerusform>
            <numerusform>%1 B · %n records</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Relaying %1 → %2 · %n client(s)</source>
        <translation>
            <numerusform>Relaying %1 → %2 · %n client</numerusform>
            <numerusform>Relaying %1 → %2 · %n clients</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n peer(s)</source>
        <translation>
            <numerusform>%1 · %n peer</numerusform>
            <numerusform>%1 · %n peers</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>TargetRow</name>
    <message numerus="yes">
        <source>%n client(s) chosen</source>
        <translation>
            <numerusform>%n client chosen</numerusform>
            <numerusform>%n clients chosen</numerusform>
        </translation>
    </message>
</context>
</TS>
