<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>BytePattern</name>
    <message>
        <source>At least one hexadecimal digit must be given.</source>
        <translation>至少要给出一个十六进制数字。</translation>
    </message>
</context>
<context>
    <name>CaptureFile</name>
    <message>
        <source>The log cannot be written to %1: %2</source>
        <translation>日志无法写入 %1：%2</translation>
    </message>
    <message>
        <source>The log cannot be written to %1: it is not a regular file, and the log is read back from the file that it is written to.</source>
        <translation>日志无法写入 %1：它不是普通文件，而日志需要从所写的文件中读回。</translation>
    </message>
    <message>
        <source>Another log is being written to %1. Choose another name; %2 is free.</source>
        <translation>另一个日志正在写入 %1。请换一个名字，%2 可用。</translation>
    </message>
    <message>
        <source>%1 exists already. Choose another name; %2 is free.</source>
        <translation>%1 已存在。请换一个名字，%2 可用。</translation>
    </message>
    <message>
        <source>Others than you may read or write %1: it keeps the permissions that it had (%2). What is received and sent is in it.</source>
        <translation>其他用户也能读取或写入 %1：该文件保持原有权限（%2），收发的内容都在其中。</translation>
    </message>
</context>
<context>
    <name>CaptureImporter</name>
    <message>
        <source>The capture cannot be opened, as its log cannot be written to %1: %2</source>
        <translation>无法打开抓包，因为它的日志无法写入 %1：%2</translation>
    </message>
    <message>
        <source>all %1 packets in it are of kind %2. SocketScope reads Ethernet, Linux “any”, raw IP, BSD loopback, PPP and IEEE 802.11.</source>
        <translation>其中 %1 个数据包全部是 %2 类型。SocketScope 可以读取以太网、Linux “any”、裸 IP、BSD 回环、PPP 和 IEEE 802.11。</translation>
    </message>
</context>
<context>
    <name>CaptureKind</name>
    <message>
        <source>%1 cannot be opened: %2</source>
        <translation>无法打开 %1：%2</translation>
    </message>
    <message>
        <source>the file is empty.</source>
        <translation>文件是空的。</translation>
    </message>
    <message>
        <source>the file is no capture. Captures in the formats pcapng and pcap can be opened, as SocketScope, Wireshark and tcpdump save them.</source>
        <translation>文件不是抓包。可以打开 SocketScope、Wireshark 和 tcpdump 保存的 pcapng 与 pcap 格式的抓包。</translation>
    </message>
    <message>
        <source>the capture ends within its header, so nothing is in it.</source>
        <translation>抓包在文件头处就中断了，里面没有内容。</translation>
    </message>
    <message>
        <source>it is no file.</source>
        <translation>它不是文件。</translation>
    </message>
    <message>
        <source>the file is compressed. Unpack it first, with unzstd.</source>
        <translation>文件是压缩的，请先用 unzstd 解压。</translation>
    </message>
    <message>
        <source>the file is compressed. Unpack it first, with unlz4.</source>
        <translation>文件是压缩的，请先用 unlz4 解压。</translation>
    </message>
    <message>
        <source>the file is compressed. Unpack it first, with unxz.</source>
        <translation>文件是压缩的，请先用 unxz 解压。</translation>
    </message>
    <message>
        <source>the file is compressed. Unpack it first, with bunzip2.</source>
        <translation>文件是压缩的，请先用 bunzip2 解压。</translation>
    </message>
    <message>
        <source>the file is compressed. Unpack it first, with unzip.</source>
        <translation>文件是压缩的，请先用 unzip 解压。</translation>
    </message>
    <message>
        <source>the compressed file is damaged or empty.</source>
        <translation>压缩文件已损坏或为空。</translation>
    </message>
</context>
<context>
    <name>CaptureOpenJob</name>
    <message>
        <source>Opening… %p%</source>
        <translation>正在打开… %p%</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>正在打开 %1</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel opening</source>
        <translation>取消打开</translation>
    </message>
</context>
<context>
    <name>CaptureOpener</name>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Open capture</source>
        <translation>打开抓包</translation>
    </message>
    <message>
        <source>The last %1 of this capture are no whole records and are not shown.</source>
        <translation>此抓包末尾的 %1 不是完整的记录，未显示。</translation>
    </message>
    <message>
        <source>Captures (*.pcapng *.pcap *.cap *.dmp *.gz)</source>
        <translation>抓包文件 (*.pcapng *.pcap *.cap *.dmp *.gz)</translation>
    </message>
    <message>
        <source>This capture is damaged: %1 of it cannot be shown. The log says where.</source>
        <translation>此抓包已损坏：其中 %1 无法显示，日志中标明了位置。</translation>
    </message>
</context>
<context>
    <name>CaptureScan</name>
    <message>
        <source>The capture %1 cannot be read: %2</source>
        <translation>无法读取抓包文件 %1：%2</translation>
    </message>
</context>
<context>
    <name>CaptureStore</name>
    <message>
        <source>No folder for the log can be made in %1. Check that it may be written to.</source>
        <translation>无法在 %1 中为日志建立文件夹。请检查是否有写入权限。</translation>
    </message>
    <message>
        <source>The log in %1 is already open in another window.</source>
        <translation>%1 中的日志已在另一个窗口中打开。</translation>
    </message>
    <message>
        <source>The log in %1 is no longer there.</source>
        <translation>%1 中的日志已不存在。</translation>
    </message>
</context>
<context>
    <name>Checksum</name>
    <message>
        <source>The checksum “%1” is not known here. Choose one of: %2</source>
        <translation>这里没有校验“%1”。请选择：%2</translation>
    </message>
    <message>
        <source>“%1” is none of big, little, digits, modbus-ascii and skip=NUMBER, which may stand behind a checksum&apos;s name.</source>
        <translation>校验名称后面只能写 big、little、digits、modbus-ascii 或 skip=数字，“%1”不是其中之一。</translation>
    </message>
    <message>
        <source>The checksum leaves out the first %1 bytes, but the message has only %2.</source>
        <translation>校验要跳过前 %1 个字节，但消息只有 %2 个字节。</translation>
    </message>
    <message>
        <source>A checksum as of Modbus ASCII needs a message of pairs of hexadecimal digits behind what it leaves out.</source>
        <translation>Modbus ASCII 校验要求跳过部分之后全是成对的十六进制字符。</translation>
    </message>
</context>
<context>
    <name>ChecksumFields</name>
    <message>
        <source>Checksum</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Computed over the message and sent behind it, before the line ending</source>
        <translation>按消息内容计算，附加在消息之后、行尾之前</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Byte order</source>
        <translation>字节序</translation>
    </message>
    <message>
        <source>high byte first</source>
        <translation>高字节在前</translation>
    </message>
    <message>
        <source>low byte first</source>
        <translation>低字节在前</translation>
    </message>
    <message>
        <source>Written as</source>
        <translation>写作</translation>
    </message>
    <message>
        <source>bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>hex digits</source>
        <translation>十六进制字符</translation>
    </message>
    <message>
        <source>Modbus ASCII</source>
        <translation>Modbus ASCII</translation>
    </message>
    <message>
        <source>Hex digits, over the bytes that the message&apos;s own hex digits stand for</source>
        <translation>十六进制字符，按消息中十六进制字符所代表的字节计算</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>跳过</translation>
    </message>
    <message>
        <source> B</source>
        <translation> 字节</translation>
    </message>
    <message>
        <source>Bytes at the beginning of the message that the checksum does not cover</source>
        <translation>消息开头不参与校验的字节数</translation>
    </message>
    <message>
        <source>Check for</source>
        <translation>校验检查</translation>
    </message>
    <message>
        <source>Each message that comes is marked ✓ when this checksum at its end is right, and ✗ when it is wrong.</source>
        <translation>对收到的每条消息检查末尾的校验码：正确标 ✓,错误标 ✗。</translation>
    </message>
</context>
<context>
    <name>ChecksumReport</name>
    <message>
        <source>high byte first</source>
        <translation>高字节在前</translation>
    </message>
    <message>
        <source>low byte first</source>
        <translation>低字节在前</translation>
    </message>
    <message>
        <source>as hex digits</source>
        <translation>十六进制字符</translation>
    </message>
    <message>
        <source>as in Modbus ASCII</source>
        <translation>Modbus ASCII 方式</translation>
    </message>
    <message>
        <source>without the first byte</source>
        <translation>不含第一个字节</translation>
    </message>
    <message>
        <source>without the first two bytes</source>
        <translation>不含前两个字节</translation>
    </message>
    <message>
        <source>before the line ending</source>
        <translation>在行尾之前</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <comment>a checksum&apos;s name, then notes on it</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>, </source>
        <comment>between notes</comment>
        <translation>，</translation>
    </message>
    <message>
        <source>Select one message, checksum included, of at most %1 bytes.</source>
        <translation>请选中一条包含校验的消息，最多 %1 字节。</translation>
    </message>
    <message>
        <source>No known checksum fits the end of the selected bytes. Select one whole message, checksum included.</source>
        <translation>选中内容的末尾与任何已知校验都不符。请选中一条完整的消息（包含校验）。</translation>
    </message>
    <message>
        <source>The selected bytes end with: %1</source>
        <translation>选中内容的末尾是：%1</translation>
    </message>
    <message>
        <source>; and %1 more</source>
        <translation>；另有 %1 种</translation>
    </message>
    <message>
        <source>A checksum of one byte fits by chance now and then: try other messages too.</source>
        <translation>单字节校验有时会碰巧相符，请再用其他消息验证。</translation>
    </message>
</context>
<context>
    <name>ClientChooser</name>
    <message>
        <source>Several clients</source>
        <translation>选择多个客户端</translation>
    </message>
    <message>
        <source>Clients</source>
        <translation>客户端</translation>
    </message>
    <message>
        <source>%1 (half-closed)</source>
        <translation>%1（半关闭）</translation>
    </message>
</context>
<context>
    <name>CsvTable</name>
    <message>
        <source>Line %1: a quotation mark must stand at the beginning of a cell, and be doubled within</source>
        <translation>第 %1 行：引号只能出现在单元格开头，内部的引号要写成两个</translation>
    </message>
    <message>
        <source>Line %1: a comma is missing behind the quotation mark</source>
        <translation>第 %1 行：引号后面缺少逗号</translation>
    </message>
    <message>
        <source>Line %1: the quotation mark is never closed</source>
        <translation>第 %1 行：引号没有闭合</translation>
    </message>
    <message>
        <source>This file is not written in UTF-8. Save it as “CSV UTF-8”.</source>
        <translation>这个文件不是 UTF-8 编码。请另存为“CSV UTF-8”。</translation>
    </message>
</context>
<context>
    <name>EndpointUrl</name>
    <message>
        <source>The bracket of the IPv6 address is not closed.</source>
        <translation>IPv6 地址的方括号没有闭合。</translation>
    </message>
    <message>
        <source>“%1” is not an IPv6 address.</source>
        <translation>“%1”不是 IPv6 地址。</translation>
    </message>
    <message>
        <source>An IPv6 address must stand in brackets: [%1]</source>
        <translation>IPv6 地址必须放在方括号里：[%1]</translation>
    </message>
    <message>
        <source>The port is missing: write HOST:PORT.</source>
        <translation>缺少端口：请写成 主机:端口。</translation>
    </message>
    <message>
        <source>“%1” is not a number from %2 to %3.</source>
        <translation>“%1”不是 %2 到 %3 之间的数字。</translation>
    </message>
    <message>
        <source>“%1” must be 1 (on) or 0 (off).</source>
        <translation>“%1”必须是 1（开）或 0（关）。</translation>
    </message>
    <message>
        <source>The option “%1” is not known.</source>
        <translation>不认识选项“%1”。</translation>
    </message>
    <message>
        <source>The option “%1” needs a value: %1=…</source>
        <translation>选项“%1”需要一个值：%1=…</translation>
    </message>
    <message>
        <source>“%1” is not an endpoint URL. It begins with one of %2</source>
        <translation>“%1”不是端点地址。它应以下列之一开头：%2</translation>
    </message>
    <message>
        <source>“%1://” is not an endpoint of this version. Use one of %2</source>
        <translation>本版本没有“%1://”端点。可用：%2</translation>
    </message>
    <message>
        <source>The host is missing: write %1://HOST:PORT</source>
        <translation>缺少主机：请写成 %1://主机:端口</translation>
    </message>
    <message>
        <source>Port 0 cannot be connected to.</source>
        <translation>不能连接端口 0。</translation>
    </message>
    <message>
        <source>The port is missing: enter a number from 0 to 65535.</source>
        <translation>缺少端口：请输入 0 到 65535 的数字。</translation>
    </message>
    <message>
        <source>Port %1 does not exist: the largest is 65535.</source>
        <translation>没有端口 %1：最大为 65535。</translation>
    </message>
    <message>
        <source>“%1” is neither a port number nor a known service name.</source>
        <translation>“%1”既不是端口号，也不是已知的服务名。</translation>
    </message>
    <message>
        <source>Only one of reply and rules may be given.</source>
        <translation>reply 和 rules 只能给出一个。</translation>
    </message>
    <message>
        <source>The option “%1” has no meaning for %2://.</source>
        <translation>选项“%1”对 %2:// 没有意义。</translation>
    </message>
    <message>
        <source>The option “%1” is given twice.</source>
        <translation>选项“%1”重复。</translation>
    </message>
</context>
<context>
    <name>Escape</name>
    <message>
        <source>A backslash ends the text. Write \\ for a backslash.</source>
        <translation>文本以反斜杠结尾。要发送反斜杠请写 \\。</translation>
    </message>
    <message>
        <source>“\%1” is not an escape. Write \\ for a backslash.</source>
        <translation>“\%1”不是转义符。要发送反斜杠请写 \\。</translation>
    </message>
    <message>
        <source>\x needs two hexadecimal digits, as in \x0D.</source>
        <translation>\x 后面需要两位十六进制数字，例如 \x0D。</translation>
    </message>
    <message>
        <source>\u needs the number of a character, as in \u4F60 or \u{1F600}.</source>
        <translation>\u 后面需要字符编号，例如 \u4F60 或 \u{1F600}。</translation>
    </message>
    <message>
        <source>\x goes up to \x7F here. Write \u{…} for a character, or bytes as hex.</source>
        <translation>此处 \x 最大为 \x7F。字符请写 \u{…}，字节请用 HEX。</translation>
    </message>
</context>
<context>
    <name>Event</name>
    <message>
        <source>Listening on %1</source>
        <translation>正在监听 %1</translation>
    </message>
    <message>
        <source>Bound to %1 with a receive buffer of %2 bytes</source>
        <translation>已绑定 %1，接收缓冲区 %2 字节</translation>
    </message>
    <message>
        <source>Connecting to %1</source>
        <translation>正在连接 %1</translation>
    </message>
    <message>
        <source>Closed %1</source>
        <translation>已关闭 %1</translation>
    </message>
    <message>
        <source>%1 connected</source>
        <translation>%1 已连接</translation>
    </message>
    <message>
        <source>%1 closed the connection (FIN)</source>
        <translation>%1 关闭了连接（FIN）</translation>
    </message>
    <message>
        <source>Connection to %1 closed from this side (FIN)</source>
        <translation>本端关闭了与 %1 的连接（FIN）</translation>
    </message>
    <message>
        <source>%1 reset the connection (RST)</source>
        <translation>%1 重置了连接（RST）</translation>
    </message>
    <message>
        <source>Connection to %1 reset from this side (RST)</source>
        <translation>本端重置了与 %1 的连接（RST）</translation>
    </message>
    <message>
        <source>Port %1 is in use by another program. Close that program or choose another port.</source>
        <translation>端口 %1 正被另一个程序占用。请关闭该程序或换一个端口。</translation>
    </message>
    <message>
        <source>Address %1 does not belong to this computer. Choose one from the list of local addresses.</source>
        <translation>地址 %1 不属于本机。请从本地主机地址列表中选择。</translation>
    </message>
    <message>
        <source>The system does not allow opening %1. Ports below 1024 need administrator rights: choose a higher one.</source>
        <translation>系统不允许打开 %1。1024 以下的端口需要管理员权限：请换一个更大的端口。</translation>
    </message>
    <message>
        <source>%1 refused the connection: the host answers, but no program listens on that port. Start the server or check the port.</source>
        <translation>%1 拒绝了连接：主机有应答，但该端口上没有程序在监听。请启动服务器或检查端口。</translation>
    </message>
    <message>
        <source>%1 did not answer within %2 ms: the address may be wrong, or a firewall drops the packets.</source>
        <translation>%1 在 %2 毫秒内没有应答：地址可能有误，或数据包被防火墙丢弃。</translation>
    </message>
    <message>
        <source>No address found for the host name “%1”. Check the spelling, or enter an IP address.</source>
        <translation>找不到主机名“%1”的地址。请检查拼写，或直接输入 IP 地址。</translation>
    </message>
    <message>
        <source>“%1” is neither a port number nor a known service name.</source>
        <translation>“%1”既不是端口号，也不是已知的服务名。</translation>
    </message>
    <message>
        <source>%1 cannot be reached from this computer. Check the cable, the address and the network mask.</source>
        <translation>本机无法到达 %1。请检查网线、地址和子网掩码。</translation>
    </message>
    <message>
        <source>The host of %1 says that no program receives on that port (ICMP port unreachable).</source>
        <translation>%1 的主机答复：该端口上没有程序在接收（ICMP 端口不可达）。</translation>
    </message>
    <message>
        <source>Nothing was sent: there is nobody to send to yet.</source>
        <translation>没有发送：目前没有接收对象。</translation>
    </message>
    <message>
        <source>%2 bytes to %1 could not be sent: %3</source>
        <translation>发往 %1 的 %2 字节无法发送：%3</translation>
    </message>
    <message>
        <source>The connection to %1 ended before the last %2 bytes could be sent.</source>
        <translation>与 %1 的连接已结束，最后 %2 字节未能发出。</translation>
    </message>
    <message>
        <source>Not sent to %1: it does not read, and %2 bytes are already waiting for it.</source>
        <translation>没有发给 %1：对方没有接收，已有 %2 字节在等待。</translation>
    </message>
    <message>
        <source>%1 bytes do not fit into one datagram; the largest possible has %2.</source>
        <translation>%1 字节放不进一个数据报，最大为 %2 字节。</translation>
    </message>
    <message>
        <source>A client could not be accepted: this program may have no more than %1 files and sockets open (see ulimit -n).</source>
        <translation>无法接受客户端：本程序最多只能打开 %1 个文件和套接字（见 ulimit -n）。</translation>
    </message>
    <message>
        <source>The system dropped %1 datagrams because they came faster than they could be read.</source>
        <translation>系统丢弃了 %1 个数据报，因为到达速度超过了读取速度。</translation>
    </message>
    <message>
        <source>Port %1 is in use by %2. Close that program or choose another port.</source>
        <translation>端口 %1 正被 %2 占用。请关闭该程序或换一个端口。</translation>
    </message>
    <message>
        <source>%1 bytes from %2 to %3 are missing in the capture here.</source>
        <translation>抓包在此处缺少从 %2 到 %3 的 %1 个字节。</translation>
    </message>
    <message>
        <source>The capture cannot be read any further: %1</source>
        <translation>抓包无法继续读取：%1</translation>
    </message>
    <message>
        <source>Not opened, as the answers cannot be given: %1</source>
        <translation>未打开，无法按要求自动应答：%1</translation>
    </message>
    <message>
        <source>No answer to %1: %2</source>
        <translation>未应答 %1：%2</translation>
    </message>
    <message>
        <source>%1 does not get the file “%2”: %3.</source>
        <translation>拒绝向 %1 提供文件“%2”：%3。</translation>
    </message>
    <message>
        <source>%1 is not answered any more: it sends every answer back, %2 of them so far. Two ends that echo each other never stop.</source>
        <translation>不再应答 %1：它把每个应答都原样发回，至今 %2 次。互相回显的两端永远不会停下。</translation>
    </message>
    <message>
        <source>For %2 seconds %1 has sent nothing but our last answer. If it echoes too, the two never stop: close one of them.</source>
        <translation>%1 已连续 %2 秒只发回我们的上一个应答。如果它也在回显，双方永远不会停下：请关闭其中一端。</translation>
    </message>
    <message>
        <source>Sending has ended after %1 messages, %2 bytes, as the peer is gone.</source>
        <translation>发送结束：对方已断开。之前已发送 %1 条，%2 字节。</translation>
    </message>
    <message>
        <source>Sending has ended: %1</source>
        <translation>发送结束：%1</translation>
    </message>
    <message>
        <source>A message of %1 is longer than %2 bytes: the rules see only its beginning. Check the framing.</source>
        <translation>%1 的一条消息超过 %2 字节：规则只能看到开头部分。请检查分包设置。</translation>
    </message>
    <message>
        <source>The length field of a message of %1 says %2, which makes no sense or is more than the %3 bytes allowed. Check the framing.</source>
        <translation>%1 的消息长度字段为 %2，不合理或超过允许的 %3 字节。请检查分包设置。</translation>
    </message>
    <message>
        <source>No further file can be made for the log, %1: %2. Nothing is lost, but the file before grows beyond its limit meanwhile.</source>
        <translation>无法为日志创建新文件 %1：%2。数据没有丢失，但此期间原文件会超出大小上限继续增长。</translation>
    </message>
    <message numerus="yes">
        <source>(and %n more of this kind)</source>
        <translation>
            <numerusform>（另有 %n 条同类事件）</numerusform>
        </translation>
    </message>
    <message>
        <source>The system does not allow this for %1: a firewall, a route or a security policy of this computer forbids it.</source>
        <translation>系统不允许对 %1 执行此操作：被本机的防火墙、路由或安全策略禁止。</translation>
    </message>
    <message>
        <source>The host name “%1” could not be looked up: %2. Check the network and the name server, or enter an IP address.</source>
        <translation>无法解析主机名“%1”：%2。请检查网络和 DNS 服务器，或直接输入 IP 地址。</translation>
    </message>
    <message>
        <source>The name server did not answer within %2 ms for the host name “%1”. Check the network and the name server, or enter an IP address.</source>
        <translation>解析主机名“%1”时，DNS 服务器在 %2 毫秒内没有应答。请检查网络和 DNS 服务器，或直接输入 IP 地址。</translation>
    </message>
    <message>
        <source>“%1” is neither a host name nor an IPv4 address, which has four numbers from 0 to 255.</source>
        <translation>“%1”既不是主机名，也不是 IPv4 地址（四个 0 到 255 的数字）。</translation>
    </message>
    <message>
        <source>%1 is a link-local address, which each network has of its own. Add the network interface: %2</source>
        <translation>%1 是链路本地地址，每个网络各有自己的一份。请加上网卡：%2</translation>
    </message>
    <message>
        <source>%1: this computer has no network interface “%2”. It has: %3</source>
        <translation>%1：本机没有网卡“%2”。现有网卡：%3</translation>
    </message>
    <message>
        <source>%1 cannot be reached from %2: one is an IPv4 and the other an IPv6 address. Choose another local address.</source>
        <translation>从 %2 无法到达 %1：一个是 IPv4 地址，另一个是 IPv6 地址。请换一个本地主机地址。</translation>
    </message>
    <message>
        <source>Ignored %1 datagrams that did not come from %2; the last one came from %3. To receive from every address, add any=1 to the URL.</source>
        <translation>忽略了 %1 个不是来自 %2 的数据报，最后一个来自 %3。要接收来自任意地址的数据报，请在网址中加上 any=1。</translation>
    </message>
    <message>
        <source>%1 cannot be opened: this program may have no more than %2 files and sockets open (see ulimit -n).</source>
        <translation>无法打开 %1：本程序最多只能打开 %2 个文件和套接字（见 ulimit -n）。</translation>
    </message>
    <message>
        <source>Nothing can be opened: the system gives this program no more threads or files (see ulimit -a).</source>
        <translation>无法打开：系统不再给本程序更多线程或文件（见 ulimit -a）。</translation>
    </message>
    <message>
        <source>The log cannot be written to %1: %2. Until it can, nothing is read or sent: make room, or close.</source>
        <translation>日志无法写入 %1：%2。恢复写入之前不读取也不发送数据：请腾出空间，或关闭。</translation>
    </message>
    <message>
        <source>The log is written to %1 again, after %2 s. Reading and sending go on.</source>
        <translation>%2 秒后，日志恢复写入 %1。读取和发送继续进行。</translation>
    </message>
    <message>
        <source>Another program has removed, replaced or cut %1, the file of the log; %3 records were in it. The log goes on in %2.</source>
        <translation>日志文件 %1 被另一个程序删除、替换或截断，其中有 %3 条记录。日志在 %2 中继续。</translation>
    </message>
    <message>
        <source>%1 records with %2 bytes are missing here, because the log could not be written.</source>
        <translation>因日志无法写入，此处缺少 %1 条记录（%2 字节）。</translation>
    </message>
    <message>
        <source>The log begins here: %1 records before this one were dropped from it.</source>
        <translation>日志从此处开始：之前的 %1 条记录已从日志中丢弃。</translation>
    </message>
    <message>
        <source>%1 records are missing here, because the log&apos;s file can no longer be read.</source>
        <translation>因日志文件无法再读取，此处缺少 %1 条记录。</translation>
    </message>
    <message>
        <source>Packets of the capture that are not shown: %1 of other protocols, %2 fragments of incomplete IP packets, %3 damaged ones.</source>
        <translation>抓包中未显示的数据包：其他协议 %1 个，不完整的 IP 数据包的分片 %2 个，损坏的 %3 个。</translation>
    </message>
    <message>
        <source>%1 packets of kind %2 were left out.</source>
        <translation>略去了 %1 个 %2 类型的数据包。</translation>
    </message>
    <message>
        <source>%1 bytes of this datagram from %2 to %3 are not there, as IP fragments are missing in the capture, cut off or too late. Only its first %4 bytes are shown.</source>
        <translation>从 %2 到 %3 的这个数据报缺少 %1 字节：抓包中的 IP 分片缺失、被截断或来得太晚。只显示开头的 %4 字节。</translation>
    </message>
    <message>
        <source>%1 sent a RST outside the window, which %2 ignores. The connection goes on.</source>
        <translation>%1 发送了窗口之外的 RST，%2 会忽略它。连接继续。</translation>
    </message>
    <message>
        <source>%1 bytes of the log are damaged and cannot be shown here: %2</source>
        <translation>日志有 %1 字节已损坏，无法在此显示：%2</translation>
    </message>
    <message>
        <source>A part of the log is missing here: %1</source>
        <translation>此处缺少一部分日志：%1</translation>
    </message>
    <message>
        <source>A part of the log is missing here: there is no %1.</source>
        <translation>此处缺少一部分日志：文件 %1 不存在。</translation>
    </message>
    <message>
        <source>%1 records with %2 bytes received from %3 are missing here, because the log could not be written.</source>
        <translation>因日志无法写入，此处缺少接收自 %3 的 %1 条记录（%2 字节）。</translation>
    </message>
    <message>
        <source>%1 records with %2 bytes sent to %3 are missing here, because the log could not be written.</source>
        <translation>因日志无法写入，此处缺少发送至 %3 的 %1 条记录（%2 字节）。</translation>
    </message>
    <message>
        <source>The connection to %1 is lost: the peer no longer answers (timeout). Check the cable, the network and whether the peer still runs.</source>
        <translation>与 %1 的连接已中断：对方不再应答（超时）。请检查网线、网络，以及对方是否仍在运行。</translation>
    </message>
    <message>
        <source>The connection to %1 is lost: the peer cannot be reached any more. Check the cable, the network and the firewall.</source>
        <translation>与 %1 的连接已中断：已无法到达对方。请检查网线、网络和防火墙。</translation>
    </message>
    <message>
        <source>The connection to %1 is lost. The system says: %2.</source>
        <translation>与 %1 的连接已中断。系统报告：%2。</translation>
    </message>
    <message>
        <source>%1 sends nothing more, but can still be sent to. The connection is closed when nothing is sent for %2 s.</source>
        <translation>%1 不再发送，但仍可向它发送。若 %2 秒内没有发送任何数据，连接将关闭。</translation>
    </message>
    <message>
        <source>%1: the system says: %2.</source>
        <translation>%1：系统报告“%2”。</translation>
    </message>
    <message>
        <source>The connection to %1 is closed to make room for others: of the half-closed clients, it has waited longest.</source>
        <translation>关闭与 %1 的连接，为其他连接腾出位置：在半关闭的客户端中，它等待得最久。</translation>
    </message>
    <message>
        <source>Nothing was sent to %1 for %2 s: the half-closed connection is closed.</source>
        <translation>%2 秒内没有向 %1 发送任何数据，因此关闭这个半关闭的连接。</translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export log</source>
        <translation>导出日志</translation>
    </message>
    <message>
        <source>Payloads as &amp;hex</source>
        <translation>数据以十六进制表示(&amp;H)</translation>
    </message>
    <message>
        <source>Byte order &amp;mark, for Excel</source>
        <translation>写入字节顺序标记，供 Excel 识别(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Browse…</source>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>&amp;Format:</source>
        <translation>格式(&amp;F)：</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>&amp;Records:</source>
        <translation>记录(&amp;R)：</translation>
    </message>
    <message>
        <source>Records</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>&amp;Stream:</source>
        <translation>数据流(&amp;S)：</translation>
    </message>
    <message>
        <source>Stream</source>
        <translation>数据流</translation>
    </message>
    <message>
        <source>&amp;Encoding:</source>
        <translation>编码(&amp;E)：</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>F&amp;ile:</source>
        <translation>文件(&amp;I)：</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Since the view was cleared</source>
        <translation>上次清除显示之后</translation>
    </message>
    <message>
        <source>Selected records (%1)</source>
        <translation>选中的记录（%1 条）</translation>
    </message>
    <message>
        <source>Selected records</source>
        <translation>选中的记录</translation>
    </message>
    <message>
        <source>Filtered records</source>
        <translation>筛选出的记录</translation>
    </message>
    <message>
        <source>&amp;Replace</source>
        <translation>替换(&amp;R)</translation>
    </message>
    <message>
        <source>E&amp;xport</source>
        <translation>导出(&amp;X)</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>文件夹 %1 不存在。</translation>
    </message>
    <message>
        <source>This file exists; it will be replaced.</source>
        <translation>该文件已存在，将被替换。</translation>
    </message>
    <message>
        <source>Save as device test</source>
        <translation>另存为设备测试</translation>
    </message>
</context>
<context>
    <name>ExportFormat</name>
    <message>
        <source>Capture for Wireshark</source>
        <translation>Wireshark 抓包文件</translation>
    </message>
    <message>
        <source>Text, a line a record</source>
        <translation>文本（每条记录一行）</translation>
    </message>
    <message>
        <source>Log lines as of NetAssist</source>
        <translation>NetAssist 日志格式</translation>
    </message>
    <message>
        <source>Table (CSV)</source>
        <translation>表格 (CSV)</translation>
    </message>
    <message>
        <source>Hex dump</source>
        <translation>十六进制转储</translation>
    </message>
    <message>
        <source>Bytes of one stream</source>
        <translation>单个数据流的原始字节</translation>
    </message>
    <message>
        <source>There is no format “%1”. Known are: %2</source>
        <translation>没有“%1”这种格式。可用的有：%2</translation>
    </message>
    <message>
        <source>Device test: what was sent, and the answers expected</source>
        <translation>设备测试：发送内容与预期应答</translation>
    </message>
</context>
<context>
    <name>ExportStreamBox</name>
    <message>
        <source>Peer</source>
        <translation>对端</translation>
    </message>
    <message>
        <source>Looking for peers…</source>
        <translation>正在查找对端…</translation>
    </message>
    <message>
        <source>Direction</source>
        <translation>方向</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>%1 from %2: RX %3, TX %4</source>
        <translation>%1（%2 起）：接收 %3，发送 %4</translation>
    </message>
    <message>
        <source>Nothing was sent or received</source>
        <translation>没有收发过数据</translation>
    </message>
</context>
<context>
    <name>FileRefusal</name>
    <message>
        <source>the name is empty</source>
        <translation>文件名为空</translation>
    </message>
    <message>
        <source>the name holds a NUL</source>
        <translation>文件名含有 NUL 字符</translation>
    </message>
    <message>
        <source>the name is not UTF-8</source>
        <translation>文件名不是 UTF-8</translation>
    </message>
    <message>
        <source>the name is too long</source>
        <translation>文件名过长</translation>
    </message>
    <message>
        <source>absolute names are not allowed</source>
        <translation>不允许绝对路径</translation>
    </message>
    <message>
        <source>it would leave the folder</source>
        <translation>会离开所提供的文件夹</translation>
    </message>
    <message>
        <source>there is no such file</source>
        <translation>没有这个文件</translation>
    </message>
    <message>
        <source>it may not be read</source>
        <translation>没有读取权限</translation>
    </message>
    <message>
        <source>it is no regular file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>是文件夹</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Data</source>
        <translation>数据</translation>
    </message>
    <message>
        <source>Received</source>
        <translation>接收</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Events</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Filter by kind</source>
        <translation>按类别筛选</translation>
    </message>
    <message>
        <source>Any peer</source>
        <translation>任意对端</translation>
    </message>
    <message>
        <source>Filter by peer</source>
        <translation>按对端筛选</translation>
    </message>
    <message>
        <source>Filter by content</source>
        <translation>按内容筛选</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>from</source>
        <translation>最小</translation>
    </message>
    <message>
        <source>Smallest size in bytes</source>
        <translation>最小长度（字节）</translation>
    </message>
    <message>
        <source>to</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Largest size in bytes</source>
        <translation>最大长度（字节）</translation>
    </message>
    <message>
        <source>Show everything again (Esc)</source>
        <translation>重新显示全部 (Esc)</translation>
    </message>
    <message>
        <source>Close filter</source>
        <translation>关闭筛选</translation>
    </message>
    <message>
        <source>Filter result</source>
        <translation>筛选结果</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Previous hit (Shift+F3)</source>
        <translation>上一处 (Shift+F3)</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>上一处</translation>
    </message>
    <message>
        <source>Next hit (F3)</source>
        <translation>下一处 (F3)</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>下一处</translation>
    </message>
    <message>
        <source>Close (Esc)</source>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Close find bar</source>
        <translation>关闭查找栏</translation>
    </message>
    <message>
        <source>Hits</source>
        <translation>查找结果</translation>
    </message>
</context>
<context>
    <name>FormatFields</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>HEX</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>转义符</translation>
    </message>
    <message>
        <source>\n \r \t \0 \\ as in C, \xHH for a byte, \u{…} for a character</source>
        <translation>\n \r \t \0 \\ 与 C 语言相同，\xHH 表示一个字节，\u{…} 表示一个字符</translation>
    </message>
    <message>
        <source>Append</source>
        <translation>自动附加</translation>
    </message>
    <message>
        <source>Append line ending</source>
        <translation>自动附加换行</translation>
    </message>
    <message>
        <source>A line ending sent behind each message</source>
        <translation>在每条消息后面发送的换行符</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>Framing</name>
    <message>
        <source>“%1” is no way to cut messages. Use one of none, line, delimiter:HEX, fixed:BYTES, length:offset=N,size=N, gap:MS</source>
        <translation>“%1”不是分包方式。可用：none、line、delimiter:HEX、fixed:BYTES、length:offset=N,size=N、gap:MS</translation>
    </message>
    <message>
        <source>Nothing may stand here.</source>
        <translation>此处不能有内容。</translation>
    </message>
    <message>
        <source>The bytes that end a message are missing: write delimiter:0D0A or delimiter:&apos;\r\n&apos;.</source>
        <translation>缺少分隔符：请写 delimiter:0D0A 或 delimiter:&apos;\r\n&apos;。</translation>
    </message>
    <message>
        <source>The quotation mark is not closed.</source>
        <translation>引号没有闭合。</translation>
    </message>
    <message>
        <source>A delimiter has 1 to %1 bytes.</source>
        <translation>分隔符为 1 到 %1 字节。</translation>
    </message>
    <message>
        <source>“%1” is not known here; allowed are %2</source>
        <translation>此处不认识“%1”；可用：%2</translation>
    </message>
    <message>
        <source>“%1” is not a number from %2 to %3.</source>
        <translation>“%1”不是 %2 到 %3 之间的数。</translation>
    </message>
    <message>
        <source>A length field has 1, 2, 3, 4 or 8 bytes.</source>
        <translation>长度字段为 1、2、3、4 或 8 字节。</translation>
    </message>
    <message>
        <source>No message would be complete: max must be at least %1.</source>
        <translation>这样没有消息会完整：max 至少为 %1。</translation>
    </message>
</context>
<context>
    <name>FramingFields</name>
    <message>
        <source>Messages</source>
        <translation>分包</translation>
    </message>
    <message>
        <source>How a stream is cut into messages, for the log and for automatic answers. What is stored stays as it came; a datagram is a message.</source>
        <translation>数据流如何切分为消息（解决粘包/断包），用于日志显示和自动回复。保存的数据保持原样；每个数据报就是一条消息。</translation>
    </message>
    <message>
        <source>as they come</source>
        <translation>不分包（原样）</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>按行</translation>
    </message>
    <message>
        <source>end with bytes</source>
        <translation>按分隔符</translation>
    </message>
    <message>
        <source>fixed length</source>
        <translation>固定长度</translation>
    </message>
    <message>
        <source>length field</source>
        <translation>长度字段</translation>
    </message>
    <message>
        <source>end with a pause</source>
        <translation>按空闲间隔</translation>
    </message>
    <message>
        <source>Delimiter</source>
        <translation>分隔符</translation>
    </message>
    <message>
        <source>Text with escapes such as \r\n, or bytes such as 0x0D0A</source>
        <translation>带转义符的文本，例如 \r\n，或字节，例如 0x0D0A</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>A message ends when nothing comes for so long.</source>
        <translation>超过此时间没有数据，则消息结束。</translation>
    </message>
    <message>
        <source>Field size</source>
        <translation>字段字节数</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>Field offset</source>
        <translation>字段偏移</translation>
    </message>
    <message>
        <source>Bytes of a message before its length field</source>
        <translation>消息中长度字段之前的字节数</translation>
    </message>
    <message>
        <source>Field order</source>
        <translation>字段字节序</translation>
    </message>
    <message>
        <source>high byte first</source>
        <translation>高字节在前</translation>
    </message>
    <message>
        <source>low byte first</source>
        <translation>低字节在前</translation>
    </message>
    <message>
        <source>Adjustment</source>
        <translation>长度修正</translation>
    </message>
    <message>
        <source>A message has offset + size of the field + its value + adjustment bytes. When the value counts the whole message, this is minus (offset + size).</source>
        <translation>消息总长 = 偏移 + 字段字节数 + 字段值 + 修正。若字段值为整条消息长度，修正为 −(偏移 + 字段字节数)。</translation>
    </message>
    <message>
        <source> B</source>
        <translation> 字节</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> 毫秒</translation>
    </message>
    <message>
        <source>Answer without the ending</source>
        <translation>回复时去掉结尾</translation>
    </message>
    <message>
        <source>Rules see a message without what ends it.</source>
        <translation>规则看到的消息不含行尾或分隔符。</translation>
    </message>
    <message>
        <source>Leave out first</source>
        <translation>去掉开头</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Rules see a message without so many bytes at its beginning, such as its header. The log shows all of them.</source>
        <translation>规则看到的消息不含开头的这些字节（例如包头）；日志中仍全部显示。</translation>
    </message>
    <message>
        <source>Longest message</source>
        <translation>最大包长</translation>
    </message>
    <message>
        <source>A longer message is cut there, and what is left of it is passed over. A length field that says more makes no sense.</source>
        <translation>超过此长度的消息在此处截断，其余部分略过；长度字段的值超过此长度时视为无效。</translation>
    </message>
</context>
<context>
    <name>GeneratorDialog</name>
    <message>
        <source>Traffic generator</source>
        <translation>流量发生器</translation>
    </message>
    <message>
        <source>${count} is the number of the message, from 0; ${count:8} has leading zeros. In hex it is 4 bytes, or as many as it says: ${count:2}.</source>
        <translation>${count} 是消息的序号，从 0 开始；${count:8} 补零到 8 位。HEX 时为 4 个字节，或所写的字节数：${count:2}。</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>发送内容</translation>
    </message>
    <message>
        <source>as long as the message</source>
        <translation>与内容等长</translation>
    </message>
    <message>
        <source> B</source>
        <translation> 字节</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>长度</translation>
    </message>
    <message>
        <source>00 01 02 … FF</source>
        <translation>00 01 02 … FF</translation>
    </message>
    <message>
        <source>zeros</source>
        <translation>全零</translation>
    </message>
    <message>
        <source>ABC…Z</source>
        <translation>ABC…Z</translation>
    </message>
    <message>
        <source>random bytes</source>
        <translation>随机字节</translation>
    </message>
    <message>
        <source>Filled up with</source>
        <translation>填充</translation>
    </message>
    <message>
        <source>as fast as possible</source>
        <translation>尽可能快</translation>
    </message>
    <message>
        <source> messages/s</source>
        <translation> 条/秒</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>条数</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
    <message>
        <source>Duration</source>
        <translation>持续时间</translation>
    </message>
    <message>
        <source>Position %1: %2</source>
        <translation>第 %1 个字符：%2</translation>
    </message>
    <message numerus="yes">
        <source>First message, %n byte(s): %1</source>
        <translation>
            <numerusform>第一条消息，%n 字节：%1</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>GeneratorPattern</name>
    <message>
        <source>“${%1}” is not known: write ${count}, or ${count:1} to ${count:%2}</source>
        <translation>不认识“${%1}”：请写 ${count}，或 ${count:1} 到 ${count:%2}</translation>
    </message>
    <message>
        <source>“${” has no “}”</source>
        <translation>“${”缺少“}”</translation>
    </message>
</context>
<context>
    <name>GoToDialog</name>
    <message>
        <source>Go to</source>
        <translation>转到</translation>
    </message>
    <message>
        <source>&amp;Record (%1 to %2) or time (14:05:30):</source>
        <translation>记录号（%1 至 %2）或时间（14:05:30）(&amp;R)：</translation>
    </message>
    <message>
        <source>Record or time</source>
        <translation>记录号或时间</translation>
    </message>
</context>
<context>
    <name>GzipFile</name>
    <message>
        <source>the file cannot be read.</source>
        <translation>文件无法读取。</translation>
    </message>
    <message>
        <source>the compressed file holds more than 16 GiB. Unpack it first, with gunzip.</source>
        <translation>压缩文件的内容超过 16 GiB，请先用 gunzip 解压。</translation>
    </message>
    <message>
        <source>the compressed file is damaged or cut off.</source>
        <translation>压缩文件已损坏或被截断。</translation>
    </message>
</context>
<context>
    <name>Hex</name>
    <message>
        <source>“%1” is not a hexadecimal digit.</source>
        <translation>“%1”不是十六进制数字。</translation>
    </message>
    <message>
        <source>The digit “%1” stands alone; a byte has two.</source>
        <translation>数字“%1”落单了，一个字节需要两位。</translation>
    </message>
</context>
<context>
    <name>KeepLogsDialog</name>
    <message>
        <source>Keep logs</source>
        <translation>保留日志</translation>
    </message>
    <message>
        <source>The logs of closed tabs are listed under File, Recent logs, until there are more, larger or older ones than this. 0 keeps none.</source>
        <translation>已关闭标签页的日志列在“文件 → 最近的日志”中，直到数量、总大小或天数超过下列上限。0 表示不保留。</translation>
    </message>
    <message>
        <source> GiB</source>
        <translation> GiB</translation>
    </message>
    <message>
        <source>&amp;Logs at most</source>
        <translation>最多日志数(&amp;L)</translation>
    </message>
    <message>
        <source>All &amp;together at most</source>
        <translation>最大总大小(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Days since the last record</source>
        <translation>最后一条记录后的天数(&amp;D)</translation>
    </message>
</context>
<context>
    <name>LocalAddressBox</name>
    <message>
        <source>All interfaces</source>
        <translation>所有网卡</translation>
    </message>
</context>
<context>
    <name>LogArea</name>
    <message>
        <source>%1 of %2 records</source>
        <translation>%1 / %2 条</translation>
    </message>
    <message>
        <source> · %1 %</source>
        <translation> · %1 %</translation>
    </message>
    <message>
        <source>went on at the other end</source>
        <translation>已从另一端继续查找</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 in %2</source>
        <comment>hits in records</comment>
        <translation>%1，在%2中</translation>
    </message>
    <message numerus="yes">
        <source>%Ln hits</source>
        <translation>
            <numerusform>%Ln 处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln records</source>
        <translation>
            <numerusform> %Ln 条记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %Ln records hidden by the filter</source>
        <comment>of the records with hits</comment>
        <translation>
            <numerusform>，其中 %Ln 条被筛选隐藏</numerusform>
        </translation>
    </message>
    <message>
        <source>waiting for the filter</source>
        <translation>正在等待筛选</translation>
    </message>
    <message numerus="yes">
        <source> · the expression is too costly for %Ln records</source>
        <translation>
            <numerusform> · 表达式对 %Ln 条记录过于耗时，未能判定</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>LogExport</name>
    <message>
        <source>The log cannot be saved over %1, from which it is read. Choose another name.</source>
        <translation>不能把日志保存到它正在读取的文件 %1，请换一个名字。</translation>
    </message>
    <message>
        <source>The log could not be saved to %1: %2</source>
        <translation>日志无法保存到 %1：%2</translation>
    </message>
    <message>
        <source>Records that the log had dropped before the first one: %1</source>
        <translation>第一条记录之前已被日志丢弃的记录数：%1</translation>
    </message>
    <message>
        <source>Records that the log had dropped, or could not read any more: %1</source>
        <translation>已被日志丢弃或无法再读取的记录数：%1</translation>
    </message>
    <message>
        <source>Places where the log says that records are missing in it: %1</source>
        <translation>日志标明缺少记录的位置数：%1</translation>
    </message>
    <message>
        <source>A log is being written to %1 now. Choose another name.</source>
        <translation>日志正在写入 %1，请换一个名字。</translation>
    </message>
</context>
<context>
    <name>LogExports</name>
    <message>
        <source>Capture for Wireshark (*.pcapng)</source>
        <translation>Wireshark 抓包文件 (*.pcapng)</translation>
    </message>
    <message>
        <source>Text (*.txt)</source>
        <translation>文本 (*.txt)</translation>
    </message>
    <message>
        <source>Save log</source>
        <translation>保存日志</translation>
    </message>
    <message>
        <source>The log was saved to %1</source>
        <translation>日志已保存到 %1</translation>
    </message>
</context>
<context>
    <name>LogSaveJob</name>
    <message>
        <source>Saving… %p%</source>
        <translation>正在保存… %p%</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Cancel saving</source>
        <translation>取消保存</translation>
    </message>
</context>
<context>
    <name>LogView</name>
    <message>
        <source>Log</source>
        <translation>数据日志</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Copy &amp;bytes as</source>
        <translation>复制字节为(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Hex</source>
        <translation>十六进制(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;C array</source>
        <translation>C 数组(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Python bytes</source>
        <translation>Python bytes(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Escaped string</source>
        <translation>转义字符串(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>详细内容(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Only %1</source>
        <translation>只看 %1(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Which checksum fits?</source>
        <translation>哪种校验相符？(&amp;W)</translation>
    </message>
</context>
<context>
    <name>LogViewWords</name>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>(this record is no longer there)</source>
        <translation>（该记录已不存在）</translation>
    </message>
    <message>
        <source>Paused</source>
        <translation>已暂停显示</translation>
    </message>
    <message>
        <source>Copying…</source>
        <translation>正在复制…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln older records were dropped (quota)</source>
        <translation>
            <numerusform>已丢弃 %Ln 条较早的记录（达到日志上限）</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln earlier records cleared from view</source>
        <translation>
            <numerusform>已从显示中清除 %Ln 条较早的记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new records ↓</source>
        <translation>
            <numerusform>%Ln 条新记录 ↓</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Paused · %Ln new records</source>
        <translation>
            <numerusform>已暂停显示 · %Ln 条新记录</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… %Ln more records are too much for the clipboard</source>
        <translation>
            <numerusform>… 还有 %Ln 条记录，剪贴板放不下</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainMenu</name>
    <message>
        <source>&amp;New tab</source>
        <translation>新建标签页(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Close tab</source>
        <translation>关闭标签页(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save log…</source>
        <translation>保存日志(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Copy from log</source>
        <translation>复制日志所选内容(&amp;C)</translation>
    </message>
    <message>
        <source>Select &amp;all of log</source>
        <translation>全选日志(&amp;A)</translation>
    </message>
    <message>
        <source>C&amp;lear view</source>
        <translation>清除接收(&amp;L)</translation>
    </message>
    <message>
        <source>Show cleared &amp;records again</source>
        <translation>重新显示已清除的记录(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About SocketScope</source>
        <translation>关于 SocketScope(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>语言(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>&amp;Next tab</source>
        <translation>下一个标签页(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous tab</source>
        <translation>上一个标签页(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Open capture…</source>
        <translation>打开抓包(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Open in &amp;Wireshark</source>
        <translation>在 Wireshark 中打开(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>查找(&amp;F)…</translation>
    </message>
    <message>
        <source>Find &amp;next</source>
        <translation>查找下一处(&amp;N)</translation>
    </message>
    <message>
        <source>Find &amp;previous</source>
        <translation>查找上一处(&amp;P)</translation>
    </message>
    <message>
        <source>F&amp;ilter…</source>
        <translation>筛选(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Go to…</source>
        <translation>转到(&amp;G)…</translation>
    </message>
    <message>
        <source>T&amp;imes</source>
        <translation>时间显示(&amp;I)</translation>
    </message>
    <message>
        <source>Time of day</source>
        <translation>时刻</translation>
    </message>
    <message>
        <source>Seconds since the first record</source>
        <translation>距第一条记录的秒数</translation>
    </message>
    <message>
        <source>Seconds since the record before</source>
        <translation>距上一条记录的秒数</translation>
    </message>
    <message>
        <source>Save as &amp;device test…</source>
        <translation>另存为设备测试(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;Send list</source>
        <translation>发送列表(&amp;S)</translation>
    </message>
    <message>
        <source>Send &amp;file…</source>
        <translation>发送文件(&amp;F)…</translation>
    </message>
    <message>
        <source>Send in &amp;pieces…</source>
        <translation>分片发送(&amp;P)…</translation>
    </message>
    <message>
        <source>Traffic &amp;generator…</source>
        <translation>流量发生器(&amp;G)…</translation>
    </message>
    <message>
        <source>&amp;UDP test…</source>
        <translation>UDP 测试(&amp;U)…</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>Reopen closed &amp;tab</source>
        <translation>重新打开已关闭的标签页(&amp;T)</translation>
    </message>
    <message>
        <source>No log is kept</source>
        <translation>没有保留的日志</translation>
    </message>
    <message>
        <source>&amp;Clear list…</source>
        <translation>清空列表(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Keep logs…</source>
        <translation>保留日志(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Private mode</source>
        <translation>隐私模式(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Recent logs</source>
        <translation>最近的日志(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Half-closed clients…</source>
        <translation>半关闭的客户端(&amp;H)…</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>About SocketScope</source>
        <translation>关于 SocketScope</translation>
    </message>
    <message>
        <source>SocketScope %1
A network debugging assistant with a log that is true.

MIT licence</source>
        <translation>SocketScope %1
日志真实可信的网络调试助手。

MIT 许可证</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>No log</source>
        <translation>没有日志</translation>
    </message>
    <message numerus="yes">
        <source>SocketScope did not end properly. %n log(s) with %1 were kept.</source>
        <translation>
            <numerusform>SocketScope 上次没有正常退出，保留了 %n 份日志（%1）。</numerusform>
        </translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Open kept log</source>
        <translation>打开保留的日志</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>SocketScope</source>
        <translation>SocketScope 网络调试助手</translation>
    </message>
    <message>
        <source>New tab</source>
        <translation>新建标签页</translation>
    </message>
    <message>
        <source>Another log is being written to %1, so this one is written to %2.</source>
        <translation>另一个日志正在写入 %1，因此此日志写入 %2。</translation>
    </message>
    <message>
        <source>%1 exists already, so the log is written to %2.</source>
        <translation>%1 已存在，因此日志写入 %2。</translation>
    </message>
    <message>
        <source>Ctrl+Enter: send
Ctrl+↑, Ctrl+↓: earlier messages
Ctrl+T, Ctrl+W: new tab, close tab
Ctrl+Shift+T: reopen closed tab
Ctrl+PgDown, Ctrl+PgUp: next tab, previous tab
Ctrl+O, Ctrl+S: open capture, save log
Ctrl+Shift+E: export
Ctrl+L: clear view
Ctrl+F, F3, Shift+F3: find, next hit, previous hit
Ctrl+Shift+F: filter
Ctrl+G: go to a record or a time
Double click, Enter: details of a record
End: follow the newest record
Ctrl+wheel, Ctrl+0: size of the log&apos;s text
Ctrl+Shift+L: send list
Ctrl+1 to Ctrl+9: send a message of the list</source>
        <translation>Ctrl+Enter：发送
Ctrl+↑、Ctrl+↓：历史发送
Ctrl+T、Ctrl+W：新建标签页、关闭标签页
Ctrl+Shift+T：重新打开已关闭的标签页
Ctrl+PgDown、Ctrl+PgUp：下一个、上一个标签页
Ctrl+O、Ctrl+S：打开抓包、保存日志
Ctrl+Shift+E：导出
Ctrl+L：清除接收
Ctrl+F、F3、Shift+F3：查找、下一处、上一处
Ctrl+Shift+F：筛选
Ctrl+G：转到某条记录或某个时间
双击、Enter：记录的详细内容
End：跟随最新记录
Ctrl+滚轮、Ctrl+0：日志文字大小
Ctrl+Shift+L：发送列表
Ctrl+1 到 Ctrl+9：发送列表中的消息</translation>
    </message>
    <message>
        <source>Only the set-up of the tab could be brought back. %1</source>
        <translation>只恢复了标签页的设置。%1</translation>
    </message>
    <message>
        <source>Clear list of recent logs</source>
        <translation>清空最近的日志列表</translation>
    </message>
    <message numerus="yes">
        <source>Delete the %n log(s) in the list? What was received and sent there is gone then.</source>
        <translation>
            <numerusform>删除列表中的 %n 份日志？其中收发的内容将随之丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>The log of this tab is deleted when the tab is closed.</source>
        <translation>标签页关闭时，此标签页的日志会被删除。</translation>
    </message>
    <message>
        <source>SocketScope (private)</source>
        <translation>SocketScope 网络调试助手（隐私）</translation>
    </message>
    <message>
        <source>Half-closed clients</source>
        <translation>半关闭的客户端</translation>
    </message>
    <message>
        <source>A client that sends nothing more (FIN) may still wait for an answer.
Seconds for which a server without automatic answers keeps such a connection,
since the FIN or the last bytes sent to it. 0 closes it at once.
Goes for all tabs, unless half-open= in a URL says otherwise.</source>
        <translation>客户端不再发送（FIN）之后，可能仍在等待应答。
请输入未启用自动回复的服务器保留这种连接的秒数，
从收到 FIN 或最后一次向它发送数据时算起。0 表示立即关闭。
对所有标签页有效，除非 URL 中的 half-open= 另有规定。</translation>
    </message>
</context>
<context>
    <name>MessageBar</name>
    <message>
        <source>Dismiss message</source>
        <translation>关闭提示</translation>
    </message>
</context>
<context>
    <name>NetworkPanel</name>
    <message>
        <source>any</source>
        <translation>任意</translation>
    </message>
    <message>
        <source>Enter the host to connect to, a name or an IP address.</source>
        <translation>请输入要连接的主机：主机名或 IP 地址。</translation>
    </message>
    <message>
        <source>Port 0 cannot be connected to.</source>
        <translation>不能连接端口 0。</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络设置</translation>
    </message>
    <message>
        <source>TCP Server</source>
        <translation>TCP Server</translation>
    </message>
    <message>
        <source>TCP Client</source>
        <translation>TCP Client</translation>
    </message>
    <message>
        <source>UDP</source>
        <translation>UDP</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>协议类型</translation>
    </message>
    <message>
        <source>Local host</source>
        <translation>本地主机地址</translation>
    </message>
    <message>
        <source>Local port</source>
        <translation>本地主机端口</translation>
    </message>
    <message>
        <source>Remote host</source>
        <translation>远程主机地址</translation>
    </message>
    <message>
        <source>Remote port</source>
        <translation>远程主机端口</translation>
    </message>
    <message>
        <source>A number from 0 to 65535 or a service name such as http; 0 is any free port</source>
        <translation>0 到 65535 的数字，或 http 之类的服务名；0 表示任意空闲端口</translation>
    </message>
    <message>
        <source>A number from 1 to 65535 or a service name such as http</source>
        <translation>1 到 65535 的数字，或 http 之类的服务名</translation>
    </message>
</context>
<context>
    <name>PacketParser</name>
    <message>
        <source>IP protocol %1</source>
        <translation>IP 协议 %1</translation>
    </message>
    <message>
        <source>encrypted IEEE 802.11</source>
        <translation>加密的 IEEE 802.11</translation>
    </message>
</context>
<context>
    <name>PageSending</name>
    <message>
        <source>Not sent: press Open first.</source>
        <translation>没有发送：请先点“打开”。</translation>
    </message>
    <message>
        <source>Not sent: no client is connected.</source>
        <translation>没有发送：没有客户端连接。</translation>
    </message>
    <message>
        <source>Not sent: the message is empty.</source>
        <translation>没有发送：内容为空。</translation>
    </message>
    <message>
        <source>Something is being sent already: press Stop first.</source>
        <translation>正在发送：请先点“停止”。</translation>
    </message>
    <message>
        <source>Every %1 ms</source>
        <translation>定时发送，每 %1 ms</translation>
    </message>
</context>
<context>
    <name>PatternEdit</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>HEX</translation>
    </message>
    <message>
        <source>What is looked for</source>
        <translation>查找的内容类型</translation>
    </message>
    <message>
        <source>Match case</source>
        <translation>区分大小写</translation>
    </message>
    <message>
        <source>Bytes such as 0D 0A or 4? ??</source>
        <translation>字节，例如 0D 0A 或 4? ??</translation>
    </message>
    <message>
        <source>Such as temp=(\d+)</source>
        <translation>例如 temp=(\d+)</translation>
    </message>
    <message>
        <source>Regex</source>
        <translation>正则</translation>
    </message>
    <message>
        <source>Text to look for</source>
        <translation>要查找的文本</translation>
    </message>
</context>
<context>
    <name>PcapngFile</name>
    <message>
        <source>%1 at byte %2 of the file</source>
        <translation>文件第 %2 字节处有%1</translation>
    </message>
    <message>
        <source>the file ends within a block. Its last %1 bytes are not shown.</source>
        <translation>文件在一个块的中间结束。末尾的 %1 字节未显示。</translation>
    </message>
    <message>
        <source>a block of an impossible length</source>
        <translation>长度无效的块</translation>
    </message>
    <message>
        <source>a section of an unknown version</source>
        <translation>版本未知的段</translation>
    </message>
</context>
<context>
    <name>PiecesDialog</name>
    <message>
        <source>Send in pieces</source>
        <translation>分片发送</translation>
    </message>
    <message>
        <source>Sends the message of the send box in other pieces than it has, to test whether the other side puts a stream together rightly. Each piece is a TCP segment of its own.</source>
        <translation>把发送框中的内容拆开或粘在一起发送，测试对方能否正确处理粘包和断包。每一片是一个单独的 TCP 报文段。</translation>
    </message>
    <message>
        <source>Messages in one write</source>
        <translation>一次写入的条数（粘包）</translation>
    </message>
    <message>
        <source>not cut</source>
        <translation>不拆分</translation>
    </message>
    <message>
        <source>after every</source>
        <translation>每隔</translation>
    </message>
    <message>
        <source>before the bytes</source>
        <translation>在这些字节之前</translation>
    </message>
    <message>
        <source> B</source>
        <translation> 字节</translation>
    </message>
    <message>
        <source>Bytes in a piece</source>
        <translation>每片字节数</translation>
    </message>
    <message>
        <source>Places to cut</source>
        <translation>拆分位置</translation>
    </message>
    <message>
        <source>Numbers of bytes, counted from 0, such as 1, 3, 8: 1 cuts behind the first byte</source>
        <translation>字节序号，从 0 开始，例如 1, 3, 8：1 表示在第一个字节之后拆开</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>拆分</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Gap between pieces</source>
        <translation>片间间隔</translation>
    </message>
    <message>
        <source>until stopped</source>
        <translation>直到停止</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>条数</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>Not sent: the message is empty.</source>
        <translation>没有发送：内容为空。</translation>
    </message>
    <message>
        <source>Say where the message is to be cut, such as 1, 3, 8.</source>
        <translation>请填写拆分位置，例如 1, 3, 8。</translation>
    </message>
    <message>
        <source>In pieces</source>
        <translation>分片发送</translation>
    </message>
</context>
<context>
    <name>ReceivePanel</name>
    <message>
        <source>Receive</source>
        <translation>接收设置</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>How bytes become text, in the log and for sending. A change re-reads the whole log.</source>
        <translation>字节与文本如何转换，用于日志和发送。更改后整个日志会按新编码重新显示。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>HEX</translation>
    </message>
    <message>
        <source>Mixed</source>
        <translation>混合</translation>
    </message>
    <message>
        <source>Timestamps</source>
        <translation>显示时间</translation>
    </message>
    <message>
        <source>Wrap lines</source>
        <translation>自动换行</translation>
    </message>
    <message>
        <source>Auto-scroll</source>
        <translation>自动滚屏</translation>
    </message>
    <message>
        <source>Pause view</source>
        <translation>暂停显示</translation>
    </message>
    <message>
        <source>The view stands still; receiving and logging go on, and nothing is lost.</source>
        <translation>只暂停显示；接收和记录继续进行，不会丢失数据。</translation>
    </message>
    <message>
        <source>Save log…</source>
        <translation>保存数据…</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>清除接收</translation>
    </message>
    <message>
        <source>Empties the view.</source>
        <translation>清空显示。</translation>
    </message>
    <message>
        <source>Saves as a capture for Wireshark or as text. A log that was not saved is kept for a while: File &gt; Recent logs.</source>
        <translation>保存为 Wireshark 抓包文件或文本。未保存的日志会保留一段时间：文件 → 最近的日志。</translation>
    </message>
</context>
<context>
    <name>RecentLogs</name>
    <message>
        <source>Log</source>
        <translation>日志</translation>
    </message>
    <message>
        <source>%1, %2, %3</source>
        <comment>title, time, size</comment>
        <translation>%1，%2，%3</translation>
    </message>
    <message>
        <source>%1 (command line)</source>
        <translation>%1（命令行）</translation>
    </message>
    <message>
        <source>%1 (did not end properly)</source>
        <translation>%1（未正常退出）</translation>
    </message>
</context>
<context>
    <name>RecordDetail</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>Record %1 · event · %2</source>
        <translation>记录 %1 · 事件 · %2</translation>
    </message>
    <message>
        <source>Record %1 · received from %2 · %3 · %4</source>
        <translation>记录 %1 · 接收自 %2 · %3 · %4</translation>
    </message>
    <message>
        <source>Record %1 · sent to %2 · %3 · %4</source>
        <translation>记录 %1 · 发送至 %2 · %3 · %4</translation>
    </message>
    <message>
        <source>Bytes of the record</source>
        <translation>记录的字节</translation>
    </message>
    <message>
        <source>Text of the record</source>
        <translation>记录的文本</translation>
    </message>
    <message>
        <source>Close details (Esc)</source>
        <translation>关闭详细内容 (Esc)</translation>
    </message>
    <message>
        <source>Close details</source>
        <translation>关闭详细内容</translation>
    </message>
    <message>
        <source>messages: %1</source>
        <translation>消息：%1</translation>
    </message>
    <message>
        <source>✓ right: %1</source>
        <translation>✓ 正确：%1</translation>
    </message>
    <message>
        <source>✗ wrong: %1</source>
        <translation>✗ 错误：%1</translation>
    </message>
</context>
<context>
    <name>RecordFilter</name>
    <message>
        <source>“%1” is no peer. Enter an address, a port, or both: 192.168.0.2:5000</source>
        <translation>“%1”不是对端。请输入地址、端口，或两者：192.168.0.2:5000</translation>
    </message>
</context>
<context>
    <name>RecordPlace</name>
    <message>
        <source>There is no record yet.</source>
        <translation>还没有记录。</translation>
    </message>
    <message>
        <source>Enter the number of a record, or a time such as 14:05:30.250 or 2026-01-31 14:05.</source>
        <translation>请输入记录号，或时间，例如 14:05:30.250 或 2026-01-31 14:05。</translation>
    </message>
</context>
<context>
    <name>ReplyPanel</name>
    <message>
        <source>Choose the folder whose files are sent.</source>
        <translation>请选择要发送文件的文件夹。</translation>
    </message>
    <message>
        <source>There is no rule yet: press Edit rules…</source>
        <translation>还没有规则：请点“编辑规则…”</translation>
    </message>
    <message>
        <source>Rules: %1</source>
        <translation>规则：%1</translation>
    </message>
    <message>
        <source>Rules: %1, off: %2</source>
        <translation>规则：%1，停用：%2</translation>
    </message>
    <message>
        <source>The folder whose files are sent</source>
        <translation>要发送文件的文件夹</translation>
    </message>
    <message>
        <source>Auto reply</source>
        <translation>自动回复</translation>
    </message>
    <message>
        <source>Answer with</source>
        <translation>回复内容</translation>
    </message>
    <message>
        <source>What each message that comes is answered with, at once and to whoever sent it</source>
        <translation>收到每条消息后立即回复给发送方的内容</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>不回复</translation>
    </message>
    <message>
        <source>the message (echo)</source>
        <translation>原样返回（回显）</translation>
    </message>
    <message>
        <source>the time</source>
        <translation>当前时间</translation>
    </message>
    <message>
        <source>“accepted”</source>
        <translation>“accepted”</translation>
    </message>
    <message>
        <source>a greeting</source>
        <translation>欢迎语</translation>
    </message>
    <message>
        <source>Chinese in GBK</source>
        <translation>GBK 中文</translation>
    </message>
    <message>
        <source>a file it names</source>
        <translation>所请求的文件</translation>
    </message>
    <message>
        <source>rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Nothing is answered by itself.</source>
        <translation>不自动回复。</translation>
    </message>
    <message>
        <source>Sends back what came.</source>
        <translation>把收到的内容原样发回。</translation>
    </message>
    <message>
        <source>The local time, as C&apos;s ctime() writes it</source>
        <translation>本地时间，格式同 C 语言的 ctime()</translation>
    </message>
    <message>
        <source>“accepted”; “close” is answered with “closed”, and the connection ends.</source>
        <translation>回复“accepted”；收到“close”则回复“closed”并断开。</translation>
    </message>
    <message>
        <source>“Thank you for connecting” to each new connection, which then ends</source>
        <translation>对每个新连接发送“Thank you for connecting”，然后断开</translation>
    </message>
    <message>
        <source>“好的,我是服务端” in GBK, whatever the encoding</source>
        <translation>以 GBK 回复“好的，我是服务端”，与所选编码无关</translation>
    </message>
    <message>
        <source>A message is the name of a file in a folder; its content is sent, then the connection ends.</source>
        <translation>消息是文件夹中的文件名；发送其内容后断开。</translation>
    </message>
    <message>
        <source>Rules of your own</source>
        <translation>自定义规则</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Only files in this folder and below it are sent.</source>
        <translation>只发送此文件夹及其子文件夹中的文件。</translation>
    </message>
    <message>
        <source>Choose folder…</source>
        <translation>选择文件夹…</translation>
    </message>
    <message>
        <source>Edit rules…</source>
        <translation>编辑规则…</translation>
    </message>
</context>
<context>
    <name>ReplyPreset</name>
    <message>
        <source>“%1” is no answer of this version. Use one of %2</source>
        <translation>此版本没有名为“%1”的应答。可用：%2</translation>
    </message>
    <message>
        <source>The folder is missing: write files=DIR.</source>
        <translation>缺少文件夹：请写 files=目录。</translation>
    </message>
    <message>
        <source>“%1” takes no value.</source>
        <translation>“%1”不带值。</translation>
    </message>
</context>
<context>
    <name>ReplyRules</name>
    <message>
        <source>%1 is not a regular file</source>
        <translation>%1 不是普通文件</translation>
    </message>
    <message>
        <source>it is empty</source>
        <translation>规则为空</translation>
    </message>
    <message>
        <source>Rule %1: %2</source>
        <translation>规则 %1：%2</translation>
    </message>
    <message>
        <source>Rule %1, field “%2”: %3</source>
        <translation>规则 %1，字段“%2”：%3</translation>
    </message>
    <message>
        <source>this must be an object: {…}</source>
        <translation>这里必须是对象：{…}</translation>
    </message>
    <message>
        <source>this field is not known; allowed are %1</source>
        <translation>未知字段；允许的有 %1</translation>
    </message>
    <message>
        <source>this must be a text in quotation marks</source>
        <translation>这里必须是引号中的文本</translation>
    </message>
    <message>
        <source>allowed are %1</source>
        <translation>允许的有 %1</translation>
    </message>
    <message>
        <source>only one of %1 may be given</source>
        <translation>%1 只能给出一个</translation>
    </message>
    <message>
        <source>a new connection has no message to look at; this goes with &quot;event&quot;: &quot;message&quot;</source>
        <translation>新连接没有可检查的消息；此项应与 &quot;event&quot;: &quot;message&quot; 一起使用</translation>
    </message>
    <message>
        <source>this must not be empty</source>
        <translation>此处不能为空</translation>
    </message>
    <message>
        <source>one of %1 is missing</source>
        <translation>缺少 %1 之一</translation>
    </message>
    <message>
        <source>nothing can be appended to a file</source>
        <translation>文件后面不能追加内容</translation>
    </message>
    <message>
        <source>this must be a whole number from 0 to %1</source>
        <translation>必须是 0 到 %1 的整数</translation>
    </message>
    <message>
        <source>%1 (at character %2)</source>
        <translation>%1（第 %2 个字符）</translation>
    </message>
    <message>
        <source>This is no JSON: line %1, column %2: %3</source>
        <translation>不是 JSON：第 %1 行第 %2 列：%3</translation>
    </message>
    <message>
        <source>There are no rules: write [{&quot;when&quot;: {…}, &quot;reply&quot;: {…}}, …]</source>
        <translation>没有规则：请写 [{&quot;when&quot;: {…}, &quot;reply&quot;: {…}}, …]</translation>
    </message>
    <message>
        <source>The rules cannot be read: %1</source>
        <translation>无法读取规则：%1</translation>
    </message>
    <message>
        <source>%1 is too large for rules: 1 MiB is allowed.</source>
        <translation>%1 作为规则文件过大：最多 1 MiB。</translation>
    </message>
    <message>
        <source>The placeholder is not closed: write ${NAME}.</source>
        <translation>占位符没有结束：请写 ${名称}。</translation>
    </message>
    <message>
        <source>There is no group for ${%1}: the regular expression has %2.</source>
        <translation>${%1} 没有对应的分组：正则表达式有 %2 个。</translation>
    </message>
    <message>
        <source>The folder %1 cannot be opened: %2</source>
        <translation>无法打开文件夹 %1：%2</translation>
    </message>
    <message>
        <source>this must be true or false</source>
        <translation>必须为 true 或 false</translation>
    </message>
    <message>
        <source>The field “%1” is not known beside “rules”; allowed is “framing”</source>
        <translation>“rules”旁不认识字段“%1”；可用“framing”</translation>
    </message>
    <message>
        <source>Field “framing”: %1 (at character %2)</source>
        <translation>字段“framing”：%1（第 %2 个字符）</translation>
    </message>
    <message>
        <source>Field “rules”: this must be an array: […]</source>
        <translation>字段“rules”：必须是数组：[…]</translation>
    </message>
    <message>
        <source>Line %1, column %2: the field “%3” is there twice</source>
        <translation>第 %1 行第 %2 列：字段“%3”重复</translation>
    </message>
    <message>
        <source>There is no checksum of bytes that may be any: remove the “?”.</source>
        <translation>含“?”的字节无法计算校验：请去掉“?”。</translation>
    </message>
    <message>
        <source>${%1} is not known. Use ${time}, ${ctime}, ${peer}, ${count}, ${received}, ${1}, ${2} … for groups of the regular expression, a part of these such as ${received[0:2]}, or ${checksum:NAME}.</source>
        <translation>未知的 ${%1}。可用 ${time}、${ctime}、${peer}、${count}、${received}，表示正则分组的 ${1}、${2} …，其中一部分如 ${received[0:2]}，或 ${checksum:名称}。</translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
    <message>
        <source>Rules of automatic answers</source>
        <translation>自动回复规则</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>复制(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>删除(&amp;R)</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>&amp;Load…</source>
        <translation>载入(&amp;L)…</translation>
    </message>
    <message>
        <source>&amp;Save as…</source>
        <translation>另存为(&amp;S)…</translation>
    </message>
    <message>
        <source>Only the first rule that matches answers.</source>
        <translation>只有第一条匹配的规则会回复。</translation>
    </message>
    <message>
        <source>The selected rule</source>
        <translation>所选规则</translation>
    </message>
    <message>
        <source>Messages are</source>
        <translation>分包方式</translation>
    </message>
    <message>
        <source>as set under Receive; or such as line, delimiter:0D0A, length:size=2</source>
        <translation>与“接收设置”相同；或如 line、delimiter:0D0A、length:size=2</translation>
    </message>
    <message>
        <source>&amp;Messages are</source>
        <translation>分包方式(&amp;M)</translation>
    </message>
    <message>
        <source>Rules (*.json);;All files (*)</source>
        <translation>规则 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Load rules</source>
        <translation>载入规则</translation>
    </message>
    <message>
        <source>Not loaded: %1</source>
        <translation>未载入：%1</translation>
    </message>
    <message>
        <source>Loaded from %1</source>
        <translation>已从 %1 载入</translation>
    </message>
    <message>
        <source>Save rules</source>
        <translation>保存规则</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Saved to %1</source>
        <translation>已保存到 %1</translation>
    </message>
    <message>
        <source>Messages: position %1: %2</source>
        <translation>分包方式：第 %1 个字符：%2</translation>
    </message>
    <message>
        <source>Rule %1 is not right yet; nothing was applied.</source>
        <translation>规则 %1 还有错误；未应用任何更改。</translation>
    </message>
    <message>
        <source>Throw the changes to the rules away?</source>
        <translation>放弃对规则的更改？</translation>
    </message>
    <message>
        <source>line, delimiter:&apos;TEXT&apos; or delimiter:HEX, fixed:BYTES, gap:MS, or length:size=2,offset=0,big,adjust=0. Behind these may stand ,max=BYTES for the longest message; ,strip=BYTES for what rules are not to see of the beginning of a message with a length field; and ,drop for lines and delimiters, so that rules do not see what ends a message.</source>
        <translation>line、delimiter:&apos;文本&apos; 或 delimiter:十六进制、fixed:字节数、gap:毫秒，或 length:size=2,offset=0,big,adjust=0。其后可加 ,max=字节数（最大包长）；,strip=字节数（带长度字段的消息，规则看不到的开头部分）；以及用于 line 和 delimiter 的 ,drop（规则看不到结束符）。</translation>
    </message>
    <message>
        <source>Rule %1 is not right yet; nothing was saved.</source>
        <translation>规则 %1 尚不正确，未保存。</translation>
    </message>
    <message>
        <source>There is no rule yet; nothing was saved.</source>
        <translation>还没有规则，未保存。</translation>
    </message>
    <message>
        <source>These rules are too large for a file: 1 MiB is allowed.</source>
        <translation>规则过大，无法存为文件：最多 1 MiB。</translation>
    </message>
    <message>
        <source>These changes were not applied yet when SocketScope ended.</source>
        <translation>SocketScope 上次退出时，这些更改尚未应用。</translation>
    </message>
    <message>
        <source>A log is being written to %1 now. Choose another name.</source>
        <translation>日志正在写入 %1，请换一个名字。</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>When</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>What</source>
        <translation>匹配内容</translation>
    </message>
    <message>
        <source>Answer with</source>
        <translation>回复方式</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回复内容</translation>
    </message>
    <message>
        <source>Append</source>
        <translation>追加</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> 毫秒</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延时</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Such as temp=(\d+)</source>
        <translation>如 temp=(\d+)</translation>
    </message>
    <message>
        <source>The name of a file</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>The file to answer with</source>
        <translation>用作回复的文件</translation>
    </message>
    <message>
        <source>Escapes in what is looked for</source>
        <translation>匹配内容使用转义符</translation>
    </message>
    <message>
        <source>Escapes in the answer</source>
        <translation>回复内容使用转义符</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>转义符</translation>
    </message>
    <message>
        <source>Behind the answer, before what is appended.
Behind the name may stand ,big or ,little, ,digits or ,modbus-ascii, and ,skip=BYTES.
Within the answer: ${checksum:NAME}</source>
        <translation>放在回复内容之后、追加内容之前。
名称后面可加 ,big 或 ,little、,digits 或 ,modbus-ascii，以及 ,skip=字节数。
在回复内容之中：${checksum:名称}</translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>\n \r \t \0 \\ as in C, \xHH up to \x7F, \u{…} for a character. What would not be seen, such as CR, is always shown so.</source>
        <translation>\n \r \t \0 \\ 与 C 语言相同，\xHH 最大到 \x7F，\u{…} 表示一个字符。CR 等不可见字符总是这样显示。</translation>
    </message>
    <message>
        <source>Escapes: \n \r \t \0 \e \\ as in C, \xHH for a byte, \u{…} for a character.</source>
        <translation>转义符：\n \r \t \0 \e \\ 与 C 语言相同，\xHH 表示一个字节，\u{…} 表示一个字符。</translation>
    </message>
    <message>
        <source>${received}: the message; ${received[0:2]}: its first two bytes; ${received[-1]}: its last one
${1}, ${2} …: groups of the regex; ${1[2:]}: a group without its first two bytes
${checksum:CRC-16/MODBUS}: of what stands before it
${time}, ${ctime}, ${peer}, ${count}: messages of this peer so far
Bytes go out as they came.</source>
        <translation>${received}：收到的消息；${received[0:2]}：其前两个字节；${received[-1]}：其最后一个字节
${1}、${2} …：正则分组；${1[2:]}：去掉前两个字节的分组
${checksum:CRC-16/MODBUS}：前面所有内容的校验
${time}、${ctime}、${peer}；${count}：该对端至今的消息数
收到的字节原样发出。</translation>
    </message>
    <message>
        <source>Bytes such as 0D 0A or 4? ??; ^ first for the beginning, $ last for the end</source>
        <translation>字节，如 0D 0A 或 4? ??；以 ^ 开头表示消息开头，以 $ 结尾表示消息末尾</translation>
    </message>
    <message>
        <source>? stands for any digit.
^ before them: at the beginning of the message
$ behind them: at its end
Both: they are the whole message</source>
        <translation>? 代表任意一位。
前面加 ^：在消息开头
后面加 $：在消息末尾
两者都加：就是整条消息</translation>
    </message>
    <message>
        <source>Sees the text in the encoding of the session.
A byte that is invalid there is one character, which \xHH matches.
The dot matches no LF unless (?s) stands before it.</source>
        <translation>匹配按会话的编码解码的文本。
其中无效的一个字节算一个字符，可用 \xHH 匹配。
. 不匹配 LF，除非前面写 (?s)。</translation>
    </message>
    <message>
        <source>Such as (?s)^(..)\x01\x03</source>
        <translation>如 (?s)^(..)\x01\x03</translation>
    </message>
    <message>
        <source>Sees each byte as one character, which \xHH matches, whatever the encoding is.
The dot matches no LF unless (?s) stands before it.</source>
        <translation>不管编码，每个字节是一个字符，可用 \xHH 匹配。
. 不匹配 LF，除非前面写 (?s)。</translation>
    </message>
    <message>
        <source>Text such as OK\r\n; placeholders such as ${received}, ${1}, ${time}: see the tooltip</source>
        <translation>文本，如 OK\r\n；可用占位符，如 ${received}、${1}、${time}：详见悬停提示</translation>
    </message>
    <message>
        <source>$${ is the text ${.</source>
        <translation>$${ 表示字面的 ${。</translation>
    </message>
    <message>
        <source>Bytes such as 01 03 FF ${received[0:2]}</source>
        <translation>字节，如 01 03 FF ${received[0:2]}</translation>
    </message>
</context>
<context>
    <name>RuleTable</name>
    <message>
        <source>new connection</source>
        <translation>新连接</translation>
    </message>
    <message>
        <source>any message</source>
        <translation>任意消息</translation>
    </message>
    <message>
        <source>message is</source>
        <translation>消息等于</translation>
    </message>
    <message>
        <source>message contains</source>
        <translation>消息包含</translation>
    </message>
    <message>
        <source>message matches the regex</source>
        <translation>消息匹配正则</translation>
    </message>
    <message>
        <source>message contains the bytes</source>
        <translation>消息包含字节（HEX）</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>不回复</translation>
    </message>
    <message>
        <source>text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>hex</source>
        <translation>HEX</translation>
    </message>
    <message>
        <source>a file&apos;s content</source>
        <translation>文件内容</translation>
    </message>
    <message>
        <source>keep the connection</source>
        <translation>保持连接</translation>
    </message>
    <message>
        <source>close it</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>reset it (RST)</source>
        <translation>复位（RST）</translation>
    </message>
    <message>
        <source>file %1</source>
        <translation>文件 %1</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 毫秒</translation>
    </message>
    <message>
        <source>When</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>What</source>
        <translation>匹配内容</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延时</translation>
    </message>
    <message>
        <source>Then</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>message matches the byte regex</source>
        <translation>消息匹配字节正则</translation>
    </message>
</context>
<context>
    <name>RuleTrial</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Hex</source>
        <translation>HEX</translation>
    </message>
    <message>
        <source>New connection</source>
        <translation>新连接</translation>
    </message>
    <message>
        <source>Kind of trial</source>
        <translation>试运行类型</translation>
    </message>
    <message>
        <source>Message to try</source>
        <translation>试运行消息</translation>
    </message>
    <message>
        <source>What would happen</source>
        <translation>试运行结果</translation>
    </message>
    <message>
        <source>&amp;Try a message</source>
        <translation>试运行(&amp;T)</translation>
    </message>
    <message>
        <source>Nothing is sent.</source>
        <translation>不会发送任何数据。</translation>
    </message>
    <message>
        <source>Such as 01 03 0D 0A</source>
        <translation>如 01 03 0D 0A</translation>
    </message>
    <message>
        <source>Such as get temp\r\n</source>
        <translation>例如 get temp\r\n</translation>
    </message>
    <message>
        <source>Position %1: %2</source>
        <translation>第 %1 个字符：%2</translation>
    </message>
    <message>
        <source>No rule matches: nothing is answered.</source>
        <translation>没有匹配的规则：不回复。</translation>
    </message>
    <message>
        <source>Rule %1 matches, but cannot answer: %2</source>
        <translation>规则 %1 匹配，但无法回复：%2</translation>
    </message>
    <message>
        <source>Rule %1 answers with a file of %2 bytes</source>
        <translation>规则 %1 回复一个 %2 字节的文件</translation>
    </message>
    <message>
        <source>Rule %1 answers with %2 bytes</source>
        <translation>规则 %1 回复 %2 字节</translation>
    </message>
    <message>
        <source>Rule %1 matches and answers nothing</source>
        <translation>规则 %1 匹配，不回复</translation>
    </message>
    <message>
        <source>, after %1 ms</source>
        <translation>，延时 %1 毫秒</translation>
    </message>
    <message>
        <source>, then closes</source>
        <translation>,然后断开</translation>
    </message>
    <message>
        <source>, then resets (RST)</source>
        <translation>,然后复位（RST）</translation>
    </message>
</context>
<context>
    <name>SearchPattern</name>
    <message>
        <source>The regular expression is not complete: %1</source>
        <translation>正则表达式不完整：%1</translation>
    </message>
    <message>
        <source>There is nothing to look for.</source>
        <translation>没有要查找的内容。</translation>
    </message>
</context>
<context>
    <name>SendBox</name>
    <message>
        <source>Position %1: %2</source>
        <translation>第 %1 个字符：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n 个字符</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n 字节</numerusform>
        </translation>
    </message>
    <message>
        <source>Message</source>
        <translation>发送内容</translation>
    </message>
    <message>
        <source>Message to send (Ctrl+Enter; Ctrl+↑ and Ctrl+↓ bring back what was sent)</source>
        <translation>要发送的内容（Ctrl+Enter 发送；Ctrl+↑、Ctrl+↓ 调出历史发送）</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Ctrl+Enter</source>
        <translation>Ctrl+Enter</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <comment>how many bytes: the bytes in hex</comment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Use %1</source>
        <translation>改用 %1</translation>
    </message>
    <message>
        <source>Use the nearest characters</source>
        <translation>改用最接近的字符</translation>
    </message>
    <message>
        <source>Puts into the text: %1</source>
        <translation>替换文本中的字符：%1</translation>
    </message>
</context>
<context>
    <name>SendEntryDialog</name>
    <message>
        <source>Message of the send list</source>
        <translation>发送列表中的消息</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>From this message to the next one, where the list is sent by itself</source>
        <translation>自动发送列表时，从这一条到下一条的时间</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延时</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>%1 is taken: %2. Choose another key.</source>
        <translation>%1 已被占用：%2。请换一个快捷键。</translation>
    </message>
</context>
<context>
    <name>SendFileDialog</name>
    <message>
        <source>Send file</source>
        <translation>发送文件</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Limit the rate</source>
        <translation>限制速率</translation>
    </message>
    <message>
        <source> KiB/s</source>
        <translation> KiB/s</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source> B</source>
        <translation> 字节</translation>
    </message>
    <message>
        <source>Bytes in a datagram</source>
        <translation>每个数据报的字节数</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a file.</source>
        <translation>请选择文件。</translation>
    </message>
    <message>
        <source>%1 is not a file that can be read.</source>
        <translation>%1 不是可读取的文件。</translation>
    </message>
    <message>
        <source>File %1</source>
        <translation>发送文件 %1</translation>
    </message>
</context>
<context>
    <name>SendList</name>
    <message>
        <source>, field “%1”: %2</source>
        <translation>，字段“%1”：%2</translation>
    </message>
    <message>
        <source>there is nothing to send: write &quot;text&quot; or &quot;hex&quot;</source>
        <translation>没有要发送的内容：请写 &quot;text&quot; 或 &quot;hex&quot;</translation>
    </message>
    <message>
        <source>Line %1, column “format”: allowed are “text”, “hex”</source>
        <translation>第 %1 行，“format”列：只能是“text”或“hex”</translation>
    </message>
    <message>
        <source>This is no send list: write [{&quot;text&quot;: …}, …]</source>
        <translation>这不是发送列表：应写成 [{&quot;text&quot;: …}, …]</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>第 %1 条</translation>
    </message>
    <message>
        <source>Line 1: the column “%1” is not known; allowed are %2</source>
        <translation>第 1 行：不认识列“%1”；可用的有 %2</translation>
    </message>
    <message>
        <source>Line 1 must name the columns, and one of them must be “payload”</source>
        <translation>第 1 行必须是列名，其中必须有“payload”</translation>
    </message>
    <message>
        <source>Line %1 has %2 cells, but there are %3 columns</source>
        <translation>第 %1 行有 %2 个单元格，但只有 %3 列</translation>
    </message>
    <message>
        <source>Line %1</source>
        <translation>第 %1 行</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 is too large for a send list</source>
        <translation>%1 太大，不是发送列表</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2</source>
        <translation>无法写入 %1：%2</translation>
    </message>
    <message>
        <source>Line 1: the column “%1” is there twice</source>
        <translation>第 1 行：列“%1”重复</translation>
    </message>
    <message>
        <source>A log is being written to %1 now. Choose another name.</source>
        <translation>日志正在写入 %1，请换一个名字。</translation>
    </message>
</context>
<context>
    <name>SendListModel</name>
    <message>
        <source>Hex</source>
        <translation>HEX</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>转义符</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>%1 ms</source>
        <translation>%1 ms</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>发送内容</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延时</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>快捷键</translation>
    </message>
</context>
<context>
    <name>SendListPanel</name>
    <message>
        <source>Add…</source>
        <translation>添加…</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>导入…</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Run once</source>
        <translation>发送一遍</translation>
    </message>
    <message>
        <source>Loop</source>
        <translation>循环发送</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Send list</source>
        <translation>发送列表</translation>
    </message>
    <message>
        <source>Double click sends, F2 edits, dragging sorts</source>
        <translation>双击发送，F2 编辑，拖动排序</translation>
    </message>
    <message>
        <source>Send from list</source>
        <translation>发送所选消息</translation>
    </message>
    <message>
        <source>Stop list</source>
        <translation>停止发送列表</translation>
    </message>
    <message>
        <source>Sends the list again and again, each message followed by its delay</source>
        <translation>反复发送整个列表，每条消息之后等待它的延时</translation>
    </message>
    <message>
        <source>Messages to send at a double click or the press of a key: “Add…” makes one, “Import…” reads a list from JSON or CSV.</source>
        <translation>双击或按快捷键即可发送的消息：“添加…”新建一条，“导入…”从 JSON 或 CSV 读入列表。</translation>
    </message>
</context>
<context>
    <name>SendPanel</name>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Clear after sending</source>
        <translation>发送完自动清空</translation>
    </message>
    <message>
        <source>Send every</source>
        <translation>定时发送</translation>
    </message>
    <message>
        <source>Send then sends the message again and again, until Stop. Uncheck to stop, too.</source>
        <translation>勾选后点“发送”会反复发送，直到点“停止”；取消勾选也会停止。</translation>
    </message>
    <message>
        <source>Interval</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>次数</translation>
    </message>
    <message>
        <source>until stopped</source>
        <translation>直到停止</translation>
    </message>
    <message>
        <source>File…</source>
        <translation>发送文件…</translation>
    </message>
    <message>
        <source>Sends the bytes of a file</source>
        <translation>把文件内容发送出去</translation>
    </message>
    <message>
        <source>Send list</source>
        <translation>发送列表</translation>
    </message>
    <message>
        <source>Shows or hides the list of messages to send with a double click or a key</source>
        <translation>显示或隐藏发送列表（多条发送）：双击或按快捷键即可发送</translation>
    </message>
</context>
<context>
    <name>SendPieces</name>
    <message>
        <source>“%1” is no place to cut: write numbers from 1, such as 1, 3, 8</source>
        <translation>“%1”不是拆分位置：请写从 1 开始的数字，例如 1, 3, 8</translation>
    </message>
    <message>
        <source>%1 does not come after %2: write the places in ascending order</source>
        <translation>%1 不在 %2 之后：请按从小到大的顺序填写</translation>
    </message>
</context>
<context>
    <name>SendTools</name>
    <message>
        <source>Send list</source>
        <translation>发送列表</translation>
    </message>
    <message>
        <source>it sends the message “%1”</source>
        <translation>用于发送“%1”</translation>
    </message>
    <message>
        <source>it is the menu&apos;s “%1”</source>
        <translation>菜单“%1”</translation>
    </message>
    <message>
        <source>position %1: %2</source>
        <translation>第 %1 个字符：%2</translation>
    </message>
    <message>
        <source>Message %1 cannot be sent: %2</source>
        <translation>第 %1 条无法发送：%2</translation>
    </message>
    <message>
        <source>Import send list</source>
        <translation>导入发送列表</translation>
    </message>
    <message>
        <source>Send lists (*.json *.csv);;All files (*)</source>
        <translation>发送列表 (*.json *.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 was not imported. %2</source>
        <translation>没有导入 %1。%2</translation>
    </message>
    <message numerus="yes">
        <source>%n message(s) imported.</source>
        <translation>
            <numerusform>已导入 %n 条消息。</numerusform>
        </translation>
    </message>
    <message>
        <source>JSON (*.json)</source>
        <translation>JSON (*.json)</translation>
    </message>
    <message>
        <source>CSV (*.csv)</source>
        <translation>CSV (*.csv)</translation>
    </message>
    <message>
        <source>Export send list</source>
        <translation>导出发送列表</translation>
    </message>
    <message>
        <source>Exported to %1.</source>
        <translation>已导出到 %1。</translation>
    </message>
    <message>
        <source>This tab shows a capture: nothing can be sent from it.</source>
        <translation>此标签页显示的是抓包文件，不能发送数据。</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) left out, as they are taken already.</source>
        <translation>
            <numerusform>%n 个快捷键已被占用，未导入。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SendingBar</name>
    <message>
        <source>Sending progress</source>
        <translation>发送进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop sending</source>
        <translation>停止发送</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Close the report of sending</source>
        <translation>关闭发送结果</translation>
    </message>
</context>
<context>
    <name>SendingText</name>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1 of %2 sent, %3</source>
        <translation>已发送 %1 / %2 条，%3</translation>
    </message>
    <message>
        <source>%1 sent, %2</source>
        <translation>已发送 %1 条，%2</translation>
    </message>
    <message>
        <source>every %1 on average (%2 to %3), jitter %4</source>
        <comment>the real interval between messages</comment>
        <translation>实际间隔平均 %1（%2 到 %3），抖动 %4</translation>
    </message>
    <message>
        <source>%1 messages/s</source>
        <translation>%1 条/秒</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/秒</translation>
    </message>
    <message>
        <source>%1 missed</source>
        <translation>错过 %1 次</translation>
    </message>
    <message>
        <source>%1 left out, as a peer does not read</source>
        <translation>对方不读取，跳过 %1 条</translation>
    </message>
    <message>
        <source>waiting for the peer to read</source>
        <translation>等待对方读取</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Ended as the connection was closed</source>
        <translation>已结束：连接已关闭</translation>
    </message>
    <message>
        <source>Ended as the peer is gone</source>
        <translation>已结束：对方已断开</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>%1 could not be sent</source>
        <translation>%1 条未能发送</translation>
    </message>
</context>
<context>
    <name>SessionFile</name>
    <message>
        <source>Step %1: %2</source>
        <translation>第 %1 步：%2</translation>
    </message>
    <message>
        <source>Step %1, field “%2”: %3</source>
        <translation>第 %1 步，字段“%2”：%3</translation>
    </message>
    <message>
        <source>nothing can be put behind a file</source>
        <translation>文件后面不能附加内容</translation>
    </message>
    <message>
        <source>%1 is no file that can be read</source>
        <translation>%1 不是可读取的文件</translation>
    </message>
    <message>
        <source>only true makes sense here</source>
        <translation>此处只能为 true</translation>
    </message>
    <message>
        <source>at least one digit is needed</source>
        <translation>至少需要一个十六进制数字</translation>
    </message>
    <message>
        <source>at least 1 is needed</source>
        <translation>至少为 1</translation>
    </message>
    <message>
        <source>this must be a list of steps: [{…}, …]</source>
        <translation>必须是步骤列表：[{…}, …]</translation>
    </message>
    <message>
        <source>repetitions stand in one another too deeply</source>
        <translation>循环嵌套过深</translation>
    </message>
    <message>
        <source>The session: %1</source>
        <translation>会话：%1</translation>
    </message>
    <message>
        <source>The session, field “%1”: %2</source>
        <translation>会话，字段“%1”：%2</translation>
    </message>
    <message>
        <source>The session file %1 cannot be read: %2</source>
        <translation>无法读取会话文件 %1：%2</translation>
    </message>
    <message>
        <source>it is larger than 64 MiB</source>
        <translation>超过 64 MiB</translation>
    </message>
    <message>
        <source>the placeholders stand for nothing that could be expected</source>
        <translation>占位符展开后为空，没有可等待的内容</translation>
    </message>
    <message>
        <source>Step %1: there is no group for ${%2}: the regular expression that is expected before it has %3.</source>
        <translation>第 %1 步：${%2} 没有对应的分组：此前 expect 的正则表达式有 %3 个。</translation>
    </message>
</context>
<context>
    <name>SessionPage</name>
    <message>
        <source>Server :%1</source>
        <translation>服务器 :%1</translation>
    </message>
    <message>
        <source>Client %1:%2</source>
        <translation>客户端 %1:%2</translation>
    </message>
    <message>
        <source>UDP :%1</source>
        <translation>UDP :%1</translation>
    </message>
    <message>
        <source>The log still cannot be written: %1 records with %2 bytes are not in it.</source>
        <translation>日志仍然无法写入：其中缺少 %1 条记录（%2 字节）。</translation>
    </message>
    <message>
        <source>This log can only be looked at. %1</source>
        <translation>此日志只能查看。%1</translation>
    </message>
    <message>
        <source>This log is damaged: %1 of it cannot be shown. The log says where.</source>
        <translation>此日志已损坏：其中 %1 无法显示，日志中标明了位置。</translation>
    </message>
    <message>
        <source>A part of this log is missing. The log says where.</source>
        <translation>这个日志缺少一部分，缺失处在日志中有说明。</translation>
    </message>
</context>
<context>
    <name>SessionReplier</name>
    <message>
        <source>too many answers are waiting for their delay</source>
        <translation>等待延时的应答过多</translation>
    </message>
</context>
<context>
    <name>SessionRunner</name>
    <message>
        <source>The connection was closed.</source>
        <translation>连接已断开。</translation>
    </message>
    <message>
        <source>Another datagram came.</source>
        <translation>收到了其他数据报。</translation>
    </message>
    <message>
        <source>Something else came.</source>
        <translation>收到了其他数据。</translation>
    </message>
    <message>
        <source>Nobody connected in time.</source>
        <translation>超时：无客户端连接。</translation>
    </message>
    <message>
        <source>The peer does not take what is sent.</source>
        <translation>对方不接收数据。</translation>
    </message>
    <message>
        <source>The peer did not close in time.</source>
        <translation>对方未按时断开。</translation>
    </message>
    <message>
        <source>It did not come in time.</source>
        <translation>未按时收到预期数据。</translation>
    </message>
    <message>
        <source>Nothing came in time.</source>
        <translation>超时：未收到任何数据。</translation>
    </message>
    <message>
        <source>open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>go on to the next step</source>
        <translation>进入下一步</translation>
    </message>
</context>
<context>
    <name>SessionStep</name>
    <message>
        <source>send the file %1</source>
        <translation>发送文件 %1</translation>
    </message>
    <message>
        <source>send %1, %2 B</source>
        <translation>发送 %1，%2 字节</translation>
    </message>
    <message>
        <source>expect %1 within %2 ms</source>
        <translation>在 %2 毫秒内应收到 %1</translation>
    </message>
    <message>
        <source>expect that the peer closes within %1 ms</source>
        <translation>对方应在 %1 毫秒内断开</translation>
    </message>
    <message>
        <source>wait %1 ms</source>
        <translation>等待 %1 毫秒</translation>
    </message>
    <message>
        <source>repeat %1 times</source>
        <translation>重复 %1 次</translation>
    </message>
    <message>
        <source>send %1</source>
        <translation>发送 %1</translation>
    </message>
</context>
<context>
    <name>Settings</name>
    <message>
        <source>The settings cannot be read (%1).</source>
        <translation>无法读取设置（%1）。</translation>
    </message>
    <message>
        <source>The settings are damaged.</source>
        <translation>设置已损坏。</translation>
    </message>
    <message>
        <source>The settings are those of a later version of SocketScope.</source>
        <translation>设置来自更新版本的 SocketScope。</translation>
    </message>
    <message>
        <source>Some of the settings are damaged.</source>
        <translation>部分设置已损坏。</translation>
    </message>
    <message>
        <source>They are kept in %1; the standard settings are used instead.</source>
        <translation>原设置已保留在 %1，现使用默认设置。</translation>
    </message>
    <message>
        <source>They are in %1; the standard settings are used instead.</source>
        <translation>原设置在 %1，现使用默认设置。</translation>
    </message>
    <message>
        <source>The settings cannot be stored in %1: what you change now is forgotten when SocketScope ends. Check that there is room on the disk and that the file and its folder may be written to.</source>
        <translation>设置无法保存到 %1：现在的更改会在 SocketScope 退出后丢失。请检查磁盘是否有空间，以及该文件及其文件夹是否有写入权限。</translation>
    </message>
</context>
<context>
    <name>StatusArea</name>
    <message>
        <source>Closed</source>
        <translation>已关闭</translation>
    </message>
    <message>
        <source>Opening…</source>
        <translation>正在打开…</translation>
    </message>
    <message numerus="yes">
        <source>Listening on %1 · %n client(s)</source>
        <translation>
            <numerusform>正在监听 %1 · %n 个客户端</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Bound to %1 · %n peer(s)</source>
        <translation>
            <numerusform>已绑定 %1 · %n 个对端</numerusform>
        </translation>
    </message>
    <message>
        <source>Connected from %1</source>
        <translation>已连接，本地 %1</translation>
    </message>
    <message>
        <source>RX %1</source>
        <translation>接收 %1</translation>
    </message>
    <message>
        <source>TX %1</source>
        <translation>发送 %1</translation>
    </message>
    <message>
        <source>%1 dropped by the system</source>
        <translation>系统丢弃 %1</translation>
    </message>
    <message>
        <source>%1 not stored</source>
        <translation>未记录 %1</translation>
    </message>
    <message>
        <source>↓ %1/s  ↑ %2/s</source>
        <translation>↓ %1/s  ↑ %2/s</translation>
    </message>
    <message>
        <source>Received count</source>
        <translation>接收计数</translation>
    </message>
    <message>
        <source>Sent count</source>
        <translation>发送计数</translation>
    </message>
    <message>
        <source>Reset counters</source>
        <translation>复位计数</translation>
    </message>
    <message numerus="yes">
        <source>%1 B · %n record(s)</source>
        <translation>
            <numerusform>%1 字节 · %n 条</numerusform>
        </translation>
    </message>
    <message>
        <source>Opened capture, read only</source>
        <translation>已打开的抓包，只读</translation>
    </message>
    <message>
        <source>Rates of the last minute</source>
        <translation>最近一分钟的速率</translation>
    </message>
    <message>
        <source>Bytes per second in the last minute: received upwards, sent downwards</source>
        <translation>最近一分钟每秒的字节数：接收向上，发送向下</translation>
    </message>
    <message>
        <source>the log cannot be written</source>
        <translation>日志无法写入</translation>
    </message>
</context>
<context>
    <name>TargetRow</name>
    <message>
        <source>All clients (%1)</source>
        <translation>全部连接 (%1)</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Connected to %1 from %2</source>
        <translation>已连接到 %1，本地 %2</translation>
    </message>
    <message>
        <source>Enter the remote host that is to get the datagram.</source>
        <translation>请输入数据报要发往的远程主机。</translation>
    </message>
    <message>
        <source>Remote port: %1</source>
        <translation>远程主机端口：%1</translation>
    </message>
    <message>
        <source>Remote port: a datagram cannot be sent to port 0.</source>
        <translation>远程主机端口：数据报不能发往端口 0。</translation>
    </message>
    <message>
        <source>Target</source>
        <translation>连接对象</translation>
    </message>
    <message>
        <source>Disconnect</source>
        <translation>断开</translation>
    </message>
    <message>
        <source>Closes the connection of the chosen client, or of all. With Shift: resets it (RST).</source>
        <translation>关闭所选客户端的连接，或全部连接。按住 Shift：重置连接（RST）。</translation>
    </message>
    <message>
        <source>Remote host</source>
        <translation>远程主机地址</translation>
    </message>
    <message>
        <source>A name, an IP address, or a broadcast address such as 255.255.255.255</source>
        <translation>主机名、IP 地址，或 255.255.255.255 之类的广播地址</translation>
    </message>
    <message>
        <source>Remote port</source>
        <translation>远程主机端口</translation>
    </message>
    <message>
        <source>Reply to last sender</source>
        <translation>回复最近的发送方</translation>
    </message>
    <message>
        <source>Sends to the address that the newest datagram came from</source>
        <translation>发往最近一个数据报的来源地址</translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) chosen</source>
        <translation>
            <numerusform>已选 %n 个客户端</numerusform>
        </translation>
    </message>
    <message>
        <source>Several…</source>
        <translation>多选…</translation>
    </message>
    <message>
        <source>Chooses some of the clients as the target</source>
        <translation>选择其中几个客户端作为发送对象</translation>
    </message>
</context>
<context>
    <name>TextCodec</name>
    <message>
        <source>The encoding “%1” is not known here. Choose one of: %2</source>
        <translation>这里没有编码“%1”。可选：%2</translation>
    </message>
    <message>
        <source>The character “%1” (U+%2) cannot be written in %3. Remove it or choose another encoding.</source>
        <translation>字符“%1”(U+%2) 无法用 %3 表示。请删除它或换一种编码。</translation>
    </message>
    <message>
        <source>The character %1 cannot be written in %2. The nearest one is %3.</source>
        <translation>字符%1 无法用 %2 表示。最接近的是%3。</translation>
    </message>
    <message>
        <source>%1 for %2</source>
        <comment>one character for another</comment>
        <translation>用 %1 代替 %2</translation>
    </message>
</context>
<context>
    <name>ToolDialog</name>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>开始</translation>
    </message>
</context>
<context>
    <name>TrafficLog</name>
    <message>
        <source>The log cannot be written to %1: %2</source>
        <translation>日志无法写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>UdpEndpoint</name>
    <message>
        <source>the log cannot be written</source>
        <translation>日志无法写入</translation>
    </message>
    <message>
        <source>the system&apos;s send buffer stays full</source>
        <translation>系统的发送缓冲区一直是满的</translation>
    </message>
</context>
<context>
    <name>UdpTestDialog</name>
    <message>
        <source>UDP test</source>
        <translation>UDP 测试</translation>
    </message>
    <message>
        <source>Sends numbered datagrams to a peer that sends each one back, such as a SocketScope with the answer “echo”, and counts what returns.</source>
        <translation>向会原样返回的对方（例如设置了“回显”的 SocketScope）发送带编号的数据报，统计返回情况。</translation>
    </message>
    <message>
        <source> B</source>
        <translation> 字节</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>长度</translation>
    </message>
    <message>
        <source> datagrams/s</source>
        <translation> 个/秒</translation>
    </message>
    <message>
        <source>Rate</source>
        <translation>速率</translation>
    </message>
    <message>
        <source>until stopped</source>
        <translation>直到停止</translation>
    </message>
    <message>
        <source>Datagrams</source>
        <translation>数据报数</translation>
    </message>
    <message>
        <source> ms</source>
        <translation> ms</translation>
    </message>
    <message>
        <source>For the last ones to return, before they count as lost</source>
        <translation>等待最后的数据报返回，之后才算丢失</translation>
    </message>
    <message>
        <source>Wait at the end</source>
        <translation>结束时等待</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Sent</source>
        <translation>发送</translation>
    </message>
    <message>
        <source>Returned</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Lost</source>
        <translation>丢失</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Reordered</source>
        <translation>乱序</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>损坏</translation>
    </message>
    <message>
        <source>Round trip, shortest</source>
        <translation>往返时间，最短</translation>
    </message>
    <message>
        <source>Round trip, median</source>
        <translation>往返时间，中位数</translation>
    </message>
    <message>
        <source>Round trip, 99 % below</source>
        <translation>往返时间，99 % 以内</translation>
    </message>
    <message>
        <source>This test needs a tab with the role UDP.</source>
        <translation>此测试需要协议类型为 UDP 的标签页。</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1（%2 %）</translation>
    </message>
    <message>
        <source>%1, or still on their way</source>
        <translation>%1，或仍在途中</translation>
    </message>
</context>
<context>
    <name>Wireshark</name>
    <message>
        <source>No file for Wireshark can be made in %1: %2</source>
        <translation>无法在 %1 中为 Wireshark 创建文件：%2</translation>
    </message>
    <message>
        <source>%1 could not be started.</source>
        <translation>无法启动 %1。</translation>
    </message>
</context>
</TS>
