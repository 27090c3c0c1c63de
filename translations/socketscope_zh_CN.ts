<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AcceptedCertificates</name>
    <message>
        <source>Accepted certificates</source>
        <translation>已接受的证书</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>TLS servers whose certificate is accepted, although it cannot be verified:</source>
        <translation>以下 TLS 服务器的证书无法验证，但已被接受：</translation>
    </message>
</context>
<context>
    <name>AccessOptions</name>
    <message>
        <source>Access</source>
        <translation>访问控制</translation>
    </message>
    <message>
        <source>Allowed addresses</source>
        <translation>允许的地址</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Addresses and networks, separated by commas: 192.168.1.0/24, 10.0.0.5, fe80::/10</source>
        <translation>地址和网络，用逗号分隔：192.168.1.0/24, 10.0.0.5, fe80::/10</translation>
    </message>
    <message>
        <source>Maximum clients</source>
        <translation>最多客户端数</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
</context>
<context>
    <name>AllowList</name>
    <message>
        <source>“%1” is neither an IP address nor a network such as 192.168.1.0/24.</source>
        <translation>“%1”既不是 IP 地址，也不是 192.168.1.0/24 之类的网络。</translation>
    </message>
    <message>
        <source>“%1”: the prefix length must be a number from 0 to %2.</source>
        <translation>“%1”：前缀长度必须是 0 到 %2 的数字。</translation>
    </message>
</context>
<context>
    <name>BytePattern</name>
    <message>
        <source>At least one hexadecimal digit must be given.</source>
        <translation>至少要给出一个十六进制数字。</translation>
    </message>
</context>
<context>
    <name>CaptureImporter</name>
    <message>
        <source>The capture cannot be opened, as its log cannot be written to %1: %2</source>
        <translation>无法打开抓包，因为它的日志无法写入 %1：%2</translation>
    </message>
    <message>
        <source>all %1 packets in it have the link type %2. SocketScope reads Ethernet, Linux “any”, raw IP, BSD loopback, PPP and IEEE 802.11.</source>
        <translation>其中 %1 个数据包的链路类型全部是 %2。SocketScope 可以读取以太网、Linux “any”、裸 IP、BSD 回环、PPP 和 IEEE 802.11。</translation>
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
    <message>
        <source>this is not a capture file. SocketScope opens pcapng and pcap files, as Wireshark and tcpdump save them.</source>
        <translation>这不是抓包文件。SocketScope 可以打开 Wireshark 和 tcpdump 保存的 pcapng 与 pcap 文件。</translation>
    </message>
    <message>
        <source>the capture ends within its header and has no packets.</source>
        <translation>抓包在文件头处就中断了，没有数据包。</translation>
    </message>
    <message>
        <source>it is not a file.</source>
        <translation>它不是文件。</translation>
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
        <source>Captures (*.pcapng *.pcap *.cap *.dmp *.gz)</source>
        <translation>抓包文件 (*.pcapng *.pcap *.cap *.dmp *.gz)</translation>
    </message>
    <message>
        <source>This capture is damaged: %1 of it cannot be shown. The log says where.</source>
        <translation>此抓包已损坏：其中 %1 无法显示，日志中标明了位置。</translation>
    </message>
    <message>
        <source>The last %1 of this capture are an incomplete record and were skipped.</source>
        <translation>此抓包末尾的 %1 是不完整的记录，已跳过。</translation>
    </message>
</context>
<context>
    <name>CapturePage</name>
    <message>
        <source>This log is read-only. %1</source>
        <translation>此日志为只读。%1</translation>
    </message>
</context>
<context>
    <name>CertificateDialog</name>
    <message>
        <source>Server not verified</source>
        <translation>服务器未经验证</translation>
    </message>
    <message>
        <source>The identity of %1 is not verified, because %2. Someone else may be answering in its place.</source>
        <translation>%1 的身份未经验证，因为%2。应答的可能是冒充者。</translation>
    </message>
    <message>
        <source>Expected name:</source>
        <translation>预期名称：</translation>
    </message>
    <message>
        <source>Issued to:</source>
        <translation>颁发给：</translation>
    </message>
    <message>
        <source>Names:</source>
        <translation>名称：</translation>
    </message>
    <message>
        <source>Valid:</source>
        <translation>有效期：</translation>
    </message>
    <message>
        <source>%1 to %2</source>
        <translation>%1 至 %2</translation>
    </message>
    <message>
        <source>Issued by:</source>
        <translation>颁发者：</translation>
    </message>
    <message>
        <source>SHA-256:</source>
        <translation>SHA-256：</translation>
    </message>
    <message>
        <source>Compare the SHA-256 fingerprint with the one that the server shows, before you accept this certificate.</source>
        <translation>接受此证书之前，请将 SHA-256 指纹与服务器上显示的指纹核对。</translation>
    </message>
    <message>
        <source>Connect once</source>
        <translation>仅连接这一次</translation>
    </message>
    <message>
        <source>Always accept for this server</source>
        <translation>对此服务器始终接受此证书</translation>
    </message>
    <message>
        <source>Save certificate…</source>
        <translation>保存证书…</translation>
    </message>
    <message>
        <source>Saves it as a PEM file, for example to choose it under Trusted issuers</source>
        <translation>保存为 PEM 文件，例如供“受信任的颁发者”选用</translation>
    </message>
    <message>
        <source>Save certificate</source>
        <translation>保存证书</translation>
    </message>
    <message>
        <source>Certificates (*.pem);;All files (*)</source>
        <translation>证书 (*.pem);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2. Choose another place.</source>
        <translation>无法写入 %1：%2。请换一个位置。</translation>
    </message>
    <message>
        <source>Another certificate was accepted for this server before. Unless you know that it was replaced, someone may be answering in its place.</source>
        <translation>此服务器以前接受过另一张证书。除非确知证书已更换，否则应答的可能是冒充者。</translation>
    </message>
    <message>
        <source>Accepted before:</source>
        <translation>以前接受的：</translation>
    </message>
</context>
<context>
    <name>Checksum</name>
    <message>
        <source>Unknown checksum “%1”. Choose one of: %2</source>
        <translation>未知的校验“%1”。请选择：%2</translation>
    </message>
    <message>
        <source>The checksum skips the first %1 bytes, but the message has only %2.</source>
        <translation>校验要跳过前 %1 个字节，但消息只有 %2 个字节。</translation>
    </message>
    <message>
        <source>A Modbus ASCII checksum needs a message of pairs of hexadecimal digits after the skipped bytes.</source>
        <translation>Modbus ASCII 校验要求跳过部分之后全是成对的十六进制字符。</translation>
    </message>
    <message>
        <source>Unknown checksum option “%1”. Use big, little, digits, modbus-ascii, nmea or skip=NUMBER.</source>
        <translation>未知的校验选项“%1”。可用：big、little、digits、modbus-ascii、nmea 或 skip=数字。</translation>
    </message>
</context>
<context>
    <name>ChecksumFields</name>
    <message>
        <source>Checksum</source>
        <translation>校验</translation>
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
        <source> B</source>
        <translation> 字节</translation>
    </message>
    <message>
        <source>Check for</source>
        <translation>校验检查</translation>
    </message>
    <message>
        <source>Computed over the message and appended to it, before the line ending</source>
        <translation>按消息内容计算，附加在消息之后、行尾之前</translation>
    </message>
    <message>
        <source>Each received message is marked ✓ if it ends with the correct checksum, and ✗ if it does not.</source>
        <translation>对收到的每条消息检查末尾的校验码：正确标 ✓，错误标 ✗。</translation>
    </message>
    <message>
        <source>Hex digits, computed over the bytes that the hex digits of the message represent</source>
        <translation>十六进制字符，按消息中十六进制字符所代表的字节计算</translation>
    </message>
    <message>
        <source>Skip first</source>
        <translation>跳过开头</translation>
    </message>
    <message>
        <source>Bytes at the start of the message that the checksum does not cover</source>
        <translation>消息开头不参与校验的字节数</translation>
    </message>
    <message>
        <source>NMEA 0183</source>
        <translation>NMEA 0183</translation>
    </message>
    <message>
        <source>Hex digits after a *, which is not covered</source>
        <translation>* 后面的十六进制字符，* 不参与校验</translation>
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
        <source>A one-byte checksum sometimes fits by chance: try other messages too.</source>
        <translation>单字节校验有时会碰巧相符，请再用其他消息验证。</translation>
    </message>
    <message>
        <source>as in NMEA 0183</source>
        <translation>NMEA 0183 方式</translation>
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
    <name>ConnectionOptions</name>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>in effect: %1</source>
        <translation>实际值：%1</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Connect within</source>
        <translation>连接超时</translation>
    </message>
    <message>
        <source>Keep-alive after</source>
        <translation>空闲多久后保活</translation>
    </message>
    <message>
        <source>How long a connection is silent before the system asks the peer whether it is there</source>
        <translation>连接空闲多久后，由系统探测对方是否还在</translation>
    </message>
    <message>
        <source>Ask again every</source>
        <translation>探测间隔</translation>
    </message>
    <message>
        <source>Unanswered probes allowed</source>
        <translation>最多无应答次数</translation>
    </message>
    <message>
        <source>No delay</source>
        <translation>不延迟</translation>
    </message>
    <message>
        <source>Send small messages at once (TCP_NODELAY)</source>
        <translation>小消息立即发送（TCP_NODELAY）</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>关闭方式</translation>
    </message>
    <message>
        <source>With RST: drops unsent data (SO_LINGER 0)</source>
        <translation>用 RST：丢弃未发出的数据（SO_LINGER 0）</translation>
    </message>
    <message>
        <source>Handshake within</source>
        <translation>握手超时</translation>
    </message>
</context>
<context>
    <name>CopyableTree</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
</context>
<context>
    <name>CsvTable</name>
    <message>
        <source>Line %1: the quotation mark is never closed</source>
        <translation>第 %1 行：引号没有闭合</translation>
    </message>
    <message>
        <source>This file is not written in UTF-8. Save it as “CSV UTF-8”.</source>
        <translation>这个文件不是 UTF-8 编码。请另存为“CSV UTF-8”。</translation>
    </message>
    <message>
        <source>Line %1: a quotation mark inside a cell must be doubled, and the cell quoted</source>
        <translation>第 %1 行：单元格内的引号要写成两个，并且单元格要用引号括起来</translation>
    </message>
    <message>
        <source>Line %1: a comma is missing after the quotation mark</source>
        <translation>第 %1 行：引号后面缺少逗号</translation>
    </message>
</context>
<context>
    <name>DeviceTest</name>
    <message>
        <source>Step %1: there is no group for ${%2}: the preceding regular expression has %3.</source>
        <translation>第 %1 步：${%2} 没有对应的分组：前面的正则表达式有 %3 个。</translation>
    </message>
    <message>
        <source>The device test</source>
        <translation>设备测试</translation>
    </message>
    <message>
        <source>this must be a list of steps: [{…}, …]</source>
        <translation>必须是步骤列表：[{…}, …]</translation>
    </message>
    <message>
        <source>The device test %1 cannot be read: %2</source>
        <translation>无法读取设备测试 %1：%2</translation>
    </message>
    <message>
        <source>it is larger than 64 MiB</source>
        <translation>超过 64 MiB</translation>
    </message>
    <message>
        <source>Step %1</source>
        <translation>第 %1 步</translation>
    </message>
    <message>
        <source>nothing can be appended to a file</source>
        <translation>文件后面不能追加内容</translation>
    </message>
    <message>
        <source>only true is allowed here</source>
        <translation>此处只能为 true</translation>
    </message>
    <message>
        <source>at least one digit is needed</source>
        <translation>至少需要一个十六进制数字</translation>
    </message>
    <message>
        <source>the placeholders are empty: there is nothing to expect</source>
        <translation>占位符展开后为空，没有可等待的内容</translation>
    </message>
    <message>
        <source>at least 1 is needed</source>
        <translation>至少为 1</translation>
    </message>
    <message>
        <source>repetitions are nested too deeply</source>
        <translation>循环嵌套过深</translation>
    </message>
</context>
<context>
    <name>DeviceTestRunner</name>
    <message>
        <source>The connection was closed.</source>
        <translation>连接已断开。</translation>
    </message>
    <message>
        <source>A different datagram was received.</source>
        <translation>收到了其他数据报。</translation>
    </message>
    <message>
        <source>Something else was received.</source>
        <translation>收到了其他数据。</translation>
    </message>
    <message>
        <source>No client connected in time.</source>
        <translation>超时：没有客户端连接。</translation>
    </message>
    <message>
        <source>The peer does not read: not everything could be sent.</source>
        <translation>对方不读取，数据未能全部发出。</translation>
    </message>
    <message>
        <source>The peer did not close in time.</source>
        <translation>对方未按时断开。</translation>
    </message>
    <message>
        <source>The expected bytes were not received in time.</source>
        <translation>超时：未收到预期数据。</translation>
    </message>
    <message>
        <source>Nothing was received in time.</source>
        <translation>超时：未收到任何数据。</translation>
    </message>
    <message>
        <source>open %1</source>
        <translation>打开 %1</translation>
    </message>
    <message>
        <source>continue with the next step</source>
        <translation>进入下一步</translation>
    </message>
    <message>
        <source>A device test needs an endpoint that talks to the device, not a relay.</source>
        <translation>设备测试需要一个能与设备通信的端点，而不是中继。</translation>
    </message>
    <message>
        <source>A different message was received.</source>
        <translation>收到了其他消息。</translation>
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
        <source>The option “%1” needs a value: %1=…</source>
        <translation>选项“%1”需要一个值：%1=…</translation>
    </message>
    <message>
        <source>“%1” is not an endpoint URL. It begins with one of %2</source>
        <translation>“%1”不是端点地址。它应以下列之一开头：%2</translation>
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
        <source>The option “%1” is given twice.</source>
        <translation>选项“%1”重复。</translation>
    </message>
    <message>
        <source>The option “%1” does not apply to %2://.</source>
        <translation>选项“%1”不适用于 %2://。</translation>
    </message>
    <message>
        <source>Unknown kind of endpoint “%1://”. Use one of %2</source>
        <translation>未知的端点类型“%1://”。可用：%2</translation>
    </message>
    <message>
        <source>“%1” is not an IP address.</source>
        <translation>“%1”不是 IP 地址。</translation>
    </message>
    <message>
        <source>Addresses of IPv4 and IPv6 cannot be mixed. Open a second endpoint for the others.</source>
        <translation>IPv4 和 IPv6 地址不能混用。其余的地址请另开一个端点。</translation>
    </message>
    <message>
        <source>%1 is not a multicast group: these are 224.0.0.0 to 239.255.255.255 and the IPv6 addresses that begin with ff.</source>
        <translation>%1 不是组播组：组播组为 224.0.0.0 到 239.255.255.255，以及以 ff 开头的 IPv6 地址。</translation>
    </message>
    <message>
        <source>%1 cannot be the address of a sender.</source>
        <translation>%1 不能作为发送方地址。</translation>
    </message>
    <message>
        <source>“%1” is not a mode. Write 0600 (only this user), 0660 (also the group) or 0666 (everyone).</source>
        <translation>“%1”不是权限模式。请写 0600（仅本用户）、0660（加上同组用户）或 0666（所有用户）。</translation>
    </message>
    <message>
        <source>Write reconnect=1, or the waits in ms and the number of attempts: BASE,CAP[,ATTEMPTS].</source>
        <translation>请写 reconnect=1，或等待时间（毫秒）和尝试次数：BASE,CAP[,ATTEMPTS]。</translation>
    </message>
    <message>
        <source>“%1” must be 0: connections are then reset (RST) instead of closed. By default the system sends the rest after closing; it cannot wait longer for that.</source>
        <translation>“%1”必须是 0：此时连接被重置（RST），而不是正常关闭。默认由系统在关闭后发完剩余数据，不能为此设置更长的等待。</translation>
    </message>
    <message>
        <source>“%1” must be one of %2.</source>
        <translation>“%1”必须是以下之一：%2。</translation>
    </message>
    <message>
        <source>“%1” is not a percentage from 0 to 100.</source>
        <translation>“%1”不是 0 到 100 的百分数。</translation>
    </message>
    <message>
        <source>“%1” for both directions has to be before the one for a single direction.</source>
        <translation>两个方向共用的“%1”必须写在单个方向的之前。</translation>
    </message>
    <message>
        <source>The host is missing: write to=HOST:PORT</source>
        <translation>缺少主机：请写 to=HOST:PORT</translation>
    </message>
    <message>
        <source>The server to relay to is missing: write %1://[BIND]:PORT?to=HOST:PORT</source>
        <translation>缺少中继的目标服务器：请写 %1://[BIND]:PORT?to=HOST:PORT</translation>
    </message>
    <message>
        <source>A path cannot contain a NUL character. Write an abstract name as @name.</source>
        <translation>路径不能含有 NUL 字符。抽象名称请写成 @名称。</translation>
    </message>
    <message>
        <source>The path of the socket is missing: write for example %1</source>
        <translation>缺少套接字的路径，例如 %1</translation>
    </message>
    <message>
        <source>Abstract names (@name) exist only on Linux. Write ./@name for a file of that name.</source>
        <translation>抽象名称（@名称）仅用于 Linux。要表示以此为名的文件，请写 ./@名称。</translation>
    </message>
    <message>
        <source>The path is too long for a socket: %1 has %2 bytes, and the system takes %3. Choose a shorter one.</source>
        <translation>路径过长，不能用于套接字：%1 有 %2 字节，系统最多允许 %3 字节。请换一个较短的路径。</translation>
    </message>
    <message>
        <source>Write keepalive as IDLE[,INTERVAL[,COUNT]], the first two in seconds.</source>
        <translation>keep-alive（保活）请写成 IDLE[,INTERVAL[,COUNT]]，前两项以秒为单位。</translation>
    </message>
    <message>
        <source>“%1” is not a DSCP: a number from 0 to 63, or a name such as EF, AF41, CS6.</source>
        <translation>“%1”不是 DSCP：应为 0 到 63 的数字，或 EF、AF41、CS6 之类的名称。</translation>
    </message>
    <message>
        <source>%1 and the group %2 do not go together: one is an IPv4 and the other an IPv6 address.</source>
        <translation>%1 与组播组 %2 不匹配：一个是 IPv4 地址，另一个是 IPv6 地址。</translation>
    </message>
    <message>
        <source>The colon before the port is missing: write :%1</source>
        <translation>端口前缺少冒号：请写成 :%1</translation>
    </message>
    <message>
        <source>An endpoint has no user name and no password: leave out “%1”.</source>
        <translation>端点没有用户名和密码：请去掉“%1”。</translation>
    </message>
    <message>
        <source>Options begin with a question mark: ?%1</source>
        <translation>选项以问号开头：?%1</translation>
    </message>
    <message>
        <source>An endpoint has only a host and a port: leave out “%1”.</source>
        <translation>端点只有主机和端口：请去掉“%1”。</translation>
    </message>
    <message>
        <source>Only IPv6 addresses are in brackets: write %1:PORT</source>
        <translation>只有 IPv6 地址才放在方括号里：请写成 %1:端口</translation>
    </message>
    <message>
        <source>Put an IPv6 address in brackets: %1</source>
        <translation>IPv6 地址请放在方括号里：%1</translation>
    </message>
    <message>
        <source>“%1” has a space, which no host name has.</source>
        <translation>“%1”含有空格，主机名中不能有空格。</translation>
    </message>
    <message>
        <source>The address is missing: write %1</source>
        <translation>缺少地址：请写成 %1</translation>
    </message>
    <message>
        <source>The group is missing: write multicast://239.255.0.1:PORT</source>
        <translation>缺少组播组：请写成 multicast://239.255.0.1:端口</translation>
    </message>
    <message>
        <source>“%1” is not an endpoint URL. Did you mean %2? Kinds: %3</source>
        <translation>“%1”不是端点地址。是否应为 %2？可用类型：%3</translation>
    </message>
    <message>
        <source>Unknown kind of endpoint “%1://”. Did you mean %2://?</source>
        <translation>未知的端点类型“%1://”。是否应为 %2://？</translation>
    </message>
    <message>
        <source>“%1” is not a number from %2 to %3 (%4).</source>
        <translation>“%1”不是 %2 到 %3 之间的数字（%4）。</translation>
    </message>
    <message>
        <source>“%1” is not an endpoint to relay to: write %2</source>
        <translation>“%1”不是可以中继到的端点：请写成 %2</translation>
    </message>
    <message>
        <source>The option “%1” has no effect on the connections of a relay to its server.</source>
        <translation>选项“%1”对中继到服务器的连接不起作用。</translation>
    </message>
    <message>
        <source>Unknown option “%1”. Did you mean “%2”?</source>
        <translation>未知的选项“%1”。是否应为“%2”？</translation>
    </message>
    <message>
        <source>Unknown option “%1”. %2:// has: %3</source>
        <translation>未知的选项“%1”。%2:// 可用：%3</translation>
    </message>
    <message>
        <source>For the connections to the server: %1</source>
        <translation>用于到服务器的连接时：%1</translation>
    </message>
    <message>
        <source>It belongs to %1</source>
        <translation>它适用于 %1</translation>
    </message>
    <message>
        <source>Options are separated by &amp;: name=value&amp;name=value</source>
        <translation>选项之间用 &amp; 分隔：name=value&amp;name=value</translation>
    </message>
    <message>
        <source>The option “%1” has no effect without %2.</source>
        <translation>没有 %2 时，选项“%1”不起作用。</translation>
    </message>
    <message>
        <source> or </source>
        <comment>between options</comment>
        <translation> 或 </translation>
    </message>
    <message>
        <source>“%1” is the path of a folder: add the name of the socket, for example %2</source>
        <translation>“%1”是文件夹的路径：请加上套接字的名称，例如 %2</translation>
    </message>
    <message>
        <source>The path is too long for a socket: made absolute, %1 has %2 bytes, and the system takes %3. Choose a shorter one.</source>
        <translation>套接字的路径过长：转为绝对路径后 %1 有 %2 字节，而系统最多允许 %3。请换一个较短的路径。</translation>
    </message>
    <message>
        <source>The option “%1” has no effect beside verify=0, which accepts every certificate: remove one of the two.</source>
        <translation>选项“%1”与 verify=0 同时使用时不起作用，因为 verify=0 接受任何证书：请去掉其中一个。</translation>
    </message>
    <message>
        <source>The option “%1” has no effect on an abstract name, which has no file.</source>
        <translation>选项“%1”对抽象名称不起作用，因为它没有文件。</translation>
    </message>
    <message>
        <source>The option “%1” has no effect here: %2 is not a multicast group.</source>
        <translation>选项“%1”在此不起作用：%2 不是组播组。</translation>
    </message>
</context>
<context>
    <name>Escape</name>
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
    <message>
        <source>The text ends with a single backslash. Write \\ for a backslash.</source>
        <translation>文本以单个反斜杠结尾。要发送反斜杠请写 \\。</translation>
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
        <source>Connection to %1 reset from this side (RST)</source>
        <translation>本端重置了与 %1 的连接（RST）</translation>
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
        <translation>%1 拒绝了连接：主机有响应，但该端口上没有程序在监听。请启动服务器或检查端口。</translation>
    </message>
    <message>
        <source>%1 did not answer within %2 ms: the address may be wrong, or a firewall drops the packets.</source>
        <translation>%1 在 %2 毫秒内没有响应：地址可能有误，或数据包被防火墙丢弃。</translation>
    </message>
    <message>
        <source>%2 bytes to %1 could not be sent: %3</source>
        <translation>发往 %1 的 %2 字节无法发送：%3</translation>
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
        <source>%1 bytes from %2 to %3 are missing in the capture here.</source>
        <translation>抓包在此处缺少从 %2 到 %3 的 %1 个字节。</translation>
    </message>
    <message>
        <source>The capture cannot be read any further: %1</source>
        <translation>抓包无法继续读取：%1</translation>
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
        <translation>解析主机名“%1”时，DNS 服务器在 %2 毫秒内没有响应。请检查网络和 DNS 服务器，或直接输入 IP 地址。</translation>
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
        <source>%1 cannot be opened: this program may have no more than %2 files and sockets open (see ulimit -n).</source>
        <translation>无法打开 %1：本程序最多只能打开 %2 个文件和套接字（见 ulimit -n）。</translation>
    </message>
    <message>
        <source>Nothing can be opened: the system gives this program no more threads or files (see ulimit -a).</source>
        <translation>无法打开：系统不再给本程序更多线程或文件（见 ulimit -a）。</translation>
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
        <source>%1 bytes of the log are damaged and cannot be shown here: %2</source>
        <translation>日志有 %1 字节已损坏，无法在此显示：%2</translation>
    </message>
    <message>
        <source>A part of the log is missing here: %1</source>
        <translation>此处缺少一部分日志：%1</translation>
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
        <translation>与 %1 的连接已中断：对方不再响应（超时）。请检查网线、网络，以及对方是否仍在运行。</translation>
    </message>
    <message>
        <source>The connection to %1 is lost: the peer cannot be reached any more. Check the cable, the network and the firewall.</source>
        <translation>与 %1 的连接已中断：已无法到达对方。请检查网线、网络和防火墙。</translation>
    </message>
    <message>
        <source>Nothing was sent to %1 for %2 s: the half-closed connection is closed.</source>
        <translation>%2 秒内没有向 %1 发送任何数据，因此关闭这个半关闭的连接。</translation>
    </message>
    <message>
        <source>The connection to %1 is lost. System error: %2.</source>
        <translation>与 %1 的连接已中断。系统错误：%2。</translation>
    </message>
    <message>
        <source>The connection to %1, the oldest half-closed one, is closed to make room for other clients.</source>
        <translation>关闭了与 %1 的连接（半关闭时间最久），为其他客户端腾出位置。</translation>
    </message>
    <message>
        <source>%1 is a link-local address, which needs a network interface: %2</source>
        <translation>%1 是链路本地地址，需要指定网卡：%2</translation>
    </message>
    <message>
        <source>The log cannot be written to %1: %2. Reading and sending are paused until it can. Free disk space, or close the session.</source>
        <translation>日志无法写入 %1：%2。恢复写入之前暂停读取和发送。请释放磁盘空间，或关闭会话。</translation>
    </message>
    <message>
        <source>The log is written to %1 again, after %2 s. Reading and sending continue.</source>
        <translation>%2 秒后，日志恢复写入 %1。读取和发送继续进行。</translation>
    </message>
    <message>
        <source>Another program has removed, replaced or truncated the log file %1 (%3 records). The log continues in %2.</source>
        <translation>日志文件 %1（%3 条记录）被另一个程序删除、替换或截断。日志在 %2 中继续。</translation>
    </message>
    <message>
        <source>The next file of the log, %1, cannot be created: %2. Nothing is lost, but the current file grows beyond its limit.</source>
        <translation>无法为日志创建下一个文件 %1：%2。数据没有丢失，但当前文件会超出大小上限继续增长。</translation>
    </message>
    <message>
        <source>%1 bytes of this datagram from %2 to %3 are missing: IP fragments are missing from the capture, truncated or too late. Only the first %4 bytes are shown.</source>
        <translation>从 %2 到 %3 的这个数据报缺少 %1 字节：抓包中的 IP 分片缺失、被截断或来得太晚。只显示开头的 %4 字节。</translation>
    </message>
    <message>
        <source>%1 sent a RST outside the window: %2 ignores it, and the connection stays open.</source>
        <translation>%1 发送了窗口之外的 RST：%2 会忽略它，连接保持。</translation>
    </message>
    <message>
        <source>A part of the log is missing here: the file %1 does not exist.</source>
        <translation>此处缺少一部分日志：文件 %1 不存在。</translation>
    </message>
    <message>
        <source>Not opened, because the reply rules cannot be used: %1</source>
        <translation>未打开，回复规则无法使用：%1</translation>
    </message>
    <message>
        <source>No reply to %1: %2</source>
        <translation>未回复 %1：%2</translation>
    </message>
    <message>
        <source>%1 was refused the file “%2”: %3.</source>
        <translation>拒绝向 %1 提供文件“%2”：%3。</translation>
    </message>
    <message>
        <source>Replies to %1 were stopped: it sent %2 of them back. Two peers that echo each other never stop.</source>
        <translation>已停止回复 %1：它把 %2 个回复原样发回。互相回显的两端永远不会停下。</translation>
    </message>
    <message>
        <source>For %2 seconds, %1 has only sent the last reply back. If it echoes everything, the two never stop: close one of them.</source>
        <translation>%1 已连续 %2 秒只发回上一个回复。如果它回显一切，双方永远不会停下：请关闭其中一端。</translation>
    </message>
    <message>
        <source>Sending ended after %1 messages, %2 bytes: the peer has disconnected.</source>
        <translation>发送结束：对方已断开。之前已发送 %1 条，%2 字节。</translation>
    </message>
    <message>
        <source>Sending ended: %1</source>
        <translation>发送结束：%1</translation>
    </message>
    <message>
        <source>A message from %1 is longer than %2 bytes: the rules see only its beginning. Check the framing.</source>
        <translation>来自 %1 的一条消息超过 %2 字节：规则只能看到开头部分。请检查分包设置。</translation>
    </message>
    <message>
        <source>The length field of a message from %1 is %2, which is invalid or more than the %3 bytes allowed. Check the framing.</source>
        <translation>来自 %1 的消息的长度字段为 %2，无效或超过允许的 %3 字节。请检查分包设置。</translation>
    </message>
    <message>
        <source>%1: system error: %2.</source>
        <translation>%1：系统错误：%2。</translation>
    </message>
    <message>
        <source>%1 reset the connection (RST): its program aborted it or its computer restarted</source>
        <translation>%1 重置了连接（RST）：对方程序异常中止了连接，或其计算机重启过</translation>
    </message>
    <message>
        <source>The connection to %1 is lost: the peer did not answer the keep-alive probes. Check the cable, the network and whether the peer still runs.</source>
        <translation>与 %1 的连接已中断：对方没有应答保活探测。请检查网线、网络，以及对方是否仍在运行。</translation>
    </message>
    <message>
        <source>Local port %2 already has a connection to %1, or had one less than a minute ago (TIME_WAIT). Choose another local port, or none.</source>
        <translation>本地端口 %2 已有到 %1 的连接，或不到一分钟前有过（TIME_WAIT）。请换一个本地主机端口，或不指定。</translation>
    </message>
    <message>
        <source>%1 cannot be opened: this computer has no free local port left for it. Close other connections, and wait a minute for the ports of closed ones (TIME_WAIT).</source>
        <translation>无法打开 %1：本机已没有空闲的本地端口可用。请关闭其他连接，并等待一分钟，让已关闭连接的端口释放（TIME_WAIT）。</translation>
    </message>
    <message>
        <source>The host name “%1” does not exist. Check the spelling, or enter an IP address.</source>
        <translation>主机名“%1”不存在。请检查拼写，或直接输入 IP 地址。</translation>
    </message>
    <message>
        <source>The host name “%1” exists, but has no IP address. Check the spelling, or enter an IP address.</source>
        <translation>主机名“%1”存在，但没有 IP 地址。请检查拼写，或直接输入 IP 地址。</translation>
    </message>
    <message>
        <source>The host name “%1” could not be looked up: no name server is configured on this computer. Check its network settings, or enter an IP address.</source>
        <translation>无法解析主机名“%1”：本机没有配置 DNS 服务器。请检查本机的网络设置，或直接输入 IP 地址。</translation>
    </message>
    <message>
        <source>The host name “%1” could not be looked up: the name server %2 cannot be reached (%3). Check the network and the name server, or enter an IP address.</source>
        <translation>无法解析主机名“%1”：无法到达 DNS 服务器 %2（%3）。请检查网络和 DNS 服务器，或直接输入 IP 地址。</translation>
    </message>
    <message>
        <source>The name server %2 could not look up the host name “%1”: it answered %3. Try again later, use another name server, or enter an IP address.</source>
        <translation>DNS 服务器 %2 无法解析主机名“%1”：答复为 %3。请稍后再试、换一个 DNS 服务器，或直接输入 IP 地址。</translation>
    </message>
    <message>
        <source>The name server %2 does not answer for the host name “%1”. Check the network and the name server, or enter an IP address.</source>
        <translation>解析主机名“%1”时，DNS 服务器 %2 没有响应。请检查网络和 DNS 服务器，或直接输入 IP 地址。</translation>
    </message>
    <message>
        <source>This computer has no network interface “%1”. It has: %2</source>
        <translation>本机没有网卡“%1”。现有网卡：%2</translation>
    </message>
    <message>
        <source>%1 cannot be reached: its host may be off, or a router or firewall rejects the packets. Check the host, the address and the firewall.</source>
        <translation>无法到达 %1：该主机可能已关机，或路由器、防火墙拒绝了数据包。请检查主机、地址和防火墙。</translation>
    </message>
    <message>
        <source>%1 cannot be reached: no network of this computer leads there. Check the cable or Wi-Fi, and this computer&apos;s address, mask and gateway.</source>
        <translation>无法到达 %1：本机没有通往该地址的网络。请检查网线或 Wi-Fi，以及本机的地址、子网掩码和网关。</translation>
    </message>
    <message>
        <source>The host of %1 says that no program receives on that port (ICMP port unreachable). Start the receiver, or check the port.</source>
        <translation>%1 的主机答复：该端口上没有程序在接收（ICMP 端口不可达）。请启动接收程序，或检查端口。</translation>
    </message>
    <message>
        <source>A datagram came from %1, but you sent to %2: the host seems to answer from another port. To send to that port, enter it as the remote port, or choose “Reply to last sender”.</source>
        <translation>收到来自 %1 的数据报，但数据是发给 %2 的：该主机似乎从另一个端口应答。要发往该端口，请把它填为远程主机端口，或选择“回复最近的发送方”。</translation>
    </message>
    <message>
        <source>Joined the group %1 on %2</source>
        <translation>已在 %2 上加入组播组 %1</translation>
    </message>
    <message>
        <source>The group %1 could not be joined on %2: %3</source>
        <translation>无法在 %2 上加入组播组 %1：%3</translation>
    </message>
    <message>
        <source>The group %1 is no longer received on %2: the interface is down or has gone. It is joined again when the interface comes back.</source>
        <translation>%2 上已收不到组播组 %1：网卡已停用或已不存在。网卡恢复后会重新加入。</translation>
    </message>
    <message>
        <source>Port %1 is shared with another program. Both receive what is sent to the groups, but only one of them what is sent to an address of this computer.</source>
        <translation>端口 %1 与另一个程序共用。发往组播组的数据双方都能收到，发往本机地址的数据只有其中一方能收到。</translation>
    </message>
    <message>
        <source>Nothing was sent: there is no peer to send to yet. Wait until one is there, or enter a target.</source>
        <translation>没有发送：目前没有接收对象。请等待对方出现，或填写要发往的目标。</translation>
    </message>
    <message>
        <source>The connection to %1 ended before the last %2 bytes could be sent. Connect again to send them.</source>
        <translation>与 %1 的连接已结束，最后 %2 字节未能发出。请重新连接后再发送。</translation>
    </message>
    <message>
        <source>Not sent to %1: it does not read, and %2 bytes are already waiting for it. Send more slowly, or disconnect it.</source>
        <translation>没有发给 %1：对方没有接收，已有 %2 字节在等待。请放慢发送速度，或断开它。</translation>
    </message>
    <message>
        <source>A message from %1 is not valid %2: the rules do not see it. Check the framing.</source>
        <translation>来自 %1 的一条消息不是有效的 %2：规则看不到它。请检查分包设置。</translation>
    </message>
    <message>
        <source>%1 is in use by another program. Close that program or choose another path.</source>
        <translation>%1 正被另一个程序占用。请关闭该程序或换一个路径。</translation>
    </message>
    <message>
        <source>%1 exists, but is not a socket, and is left as it is. Choose another path.</source>
        <translation>%1 已存在，但不是套接字，未做改动。请换一个路径。</translation>
    </message>
    <message>
        <source>%1 cannot be opened: there is no folder %2. Create it or choose another path.</source>
        <translation>无法打开 %1：没有文件夹 %2。请创建它或换一个路径。</translation>
    </message>
    <message>
        <source>%1 cannot be opened: you may not create or replace files in %2. Choose a folder of your own, such as %3</source>
        <translation>无法打开 %1：没有在 %2 中创建或替换文件的权限。请选择自己的文件夹，例如 %3</translation>
    </message>
    <message>
        <source>%1 cannot be opened: the file system is read-only. Choose another folder, such as %2</source>
        <translation>无法打开 %1：文件系统是只读的。请换一个文件夹，例如 %2</translation>
    </message>
    <message>
        <source>There is no socket %1. Start the server or check the path.</source>
        <translation>没有套接字 %1。请启动服务器或检查路径。</translation>
    </message>
    <message>
        <source>No program listens on %1: the one that made it has ended. Start the server again.</source>
        <translation>%1 上没有程序在监听：创建它的程序已退出。请重新启动服务器。</translation>
    </message>
    <message>
        <source>You may not connect to %1, which belongs to %2. Have its permissions changed, or run this program as that user.</source>
        <translation>没有连接 %1 的权限，它属于用户 %2。请让人修改其权限，或以该用户的身份运行本程序。</translation>
    </message>
    <message>
        <source>%1 is not a stream socket: its server expects datagrams or packets, which are not supported.</source>
        <translation>%1 不是流式套接字：其服务器接收的是数据报或数据包，本程序不支持。</translation>
    </message>
    <message>
        <source>%1 did not accept the connection within %2 ms: too many clients wait for the server.</source>
        <translation>%1 在 %2 毫秒内没有接受连接：等待该服务器的客户端过多。</translation>
    </message>
    <message>
        <source>%1 is %2, user %3</source>
        <translation>%1 是 %2，用户 %3</translation>
    </message>
    <message>
        <source>Replaced %1, which a program that has ended left behind</source>
        <translation>已替换 %1，它是已退出的程序遗留的</translation>
    </message>
    <message>
        <source>In effect for %1: %2</source>
        <translation>%1 的选项实际值：%2</translation>
    </message>
    <message>
        <source>The system refused the option %2 for %1: %3.</source>
        <translation>系统拒绝了 %1 的选项 %2：%3。</translation>
    </message>
    <message>
        <source>Nothing was received from %1 for %2 s.</source>
        <translation>%2 秒内没有收到来自 %1 的数据。</translation>
    </message>
    <message>
        <source>No datagram was received on %1 for %2 s.</source>
        <translation>%2 秒内没有在 %1 上收到数据报。</translation>
    </message>
    <message>
        <source>%1 speaks TLS, but this endpoint does not. Choose the role TLS Server or TLS Client (tls-server://, tls://).</source>
        <translation>%1 使用 TLS，但本端点不使用。请把协议类型改为 TLS Server 或 TLS Client（tls-server://、tls://）。</translation>
    </message>
    <message>
        <source>TLS cannot be used: %1</source>
        <translation>无法使用 TLS：%1</translation>
    </message>
    <message>
        <source>Certificate of this server: %1 for %2. SHA-256: %3</source>
        <translation>本服务器的证书：%1，用于 %2。SHA-256：%3</translation>
    </message>
    <message>
        <source>TLS with %1: %2, %3</source>
        <translation>已与 %1 建立 TLS：%2，%3</translation>
    </message>
    <message>
        <source>The identity of %1 is not verified, because %2. %3</source>
        <translation>%1 的身份未经验证，因为%2。%3</translation>
    </message>
    <message>
        <source>%1 did not complete the TLS handshake within %2 ms. Perhaps it does not speak TLS.</source>
        <translation>%1 在 %2 毫秒内没有完成 TLS 握手。对方可能不使用 TLS。</translation>
    </message>
    <message>
        <source>%1 does not speak TLS: it sent the bytes before this. Choose a role without TLS, or check the port.</source>
        <translation>%1 不使用 TLS：此前的字节是它发来的。请选择不带 TLS 的协议类型，或检查端口。</translation>
    </message>
    <message>
        <source>%1 sent the TLS alert “%2”.</source>
        <translation>%1 发来 TLS 警报“%2”。</translation>
    </message>
    <message>
        <source>Sent %1 the TLS alert “%2”.</source>
        <translation>已向 %1 发送 TLS 警报“%2”。</translation>
    </message>
    <message>
        <source>%1 ended TLS (close_notify): it sends nothing more.</source>
        <translation>%1 结束了 TLS（close_notify）：不会再发送数据。</translation>
    </message>
    <message>
        <source>%1 closed the connection without ending TLS (no close_notify): its last data may be missing.</source>
        <translation>%1 未结束 TLS 就关闭了连接（没有 close_notify）：最后的数据可能缺失。</translation>
    </message>
    <message>
        <source>%2 encrypted bytes of %1 that came after the end of TLS could not be decrypted.</source>
        <translation>%1 在 TLS 结束之后发来的 %2 个加密字节无法解密。</translation>
    </message>
    <message>
        <source>%1 is relayed to %2 from %3</source>
        <translation>%1 经 %3 中继到 %2</translation>
    </message>
    <message>
        <source>%1 is not relayed, because there is no connection to %2. The message before this one says why.</source>
        <translation>%1 未被中继，因为没有到 %2 的连接。原因见前一条消息。</translation>
    </message>
    <message>
        <source>Nothing passed between %1 and %2 for %3 s: the relay has closed its port for this client. It opens another one when the client sends again.</source>
        <translation>%1 与 %2 之间 %3 秒没有数据：中继已关闭为该客户端打开的端口。该客户端再次发送时会另开一个。</translation>
    </message>
    <message>
        <source>%1 and %2 are reset after %3 bytes, as the impairments say.</source>
        <translation>按损伤设置，%1 与 %2 在 %3 字节后被复位。</translation>
    </message>
    <message>
        <source>Impairments to the server: %1. To the clients: %2.</source>
        <translation>损伤：到服务器 %1；到客户端 %2。</translation>
    </message>
    <message>
        <source>Datagrams from %1 to %2 impaired since the last message: %3 dropped, %4 dropped because too much was waiting, %5 duplicated, %6 overtaken.</source>
        <translation>自上条消息以来，从 %1 到 %2 的数据报损伤：丢弃 %3，因积压过多丢弃 %4，重复 %5，被后面的超过 %6。</translation>
    </message>
    <message>
        <source>Impaired altogether: %1 dropped, %2 dropped because too much was waiting, %3 duplicated, %4 overtaken, %5 delayed.</source>
        <translation>损伤合计：丢弃 %1，因积压过多丢弃 %2，重复 %3，被后面的超过 %4，延时 %5。</translation>
    </message>
    <message>
        <source>Exactly this certificate was accepted before.</source>
        <translation>此前接受过的正是这张证书。</translation>
    </message>
    <message>
        <source>It is served all the same: client certificates are optional.</source>
        <translation>仍为其服务：客户端证书是可选的。</translation>
    </message>
    <message>
        <source>It is accepted all the same: verification is off (verify=0).</source>
        <translation>仍予接受：验证已关闭（verify=0）。</translation>
    </message>
    <message>
        <source>, protocol %4 (ALPN)</source>
        <translation>，协议 %4（ALPN）</translation>
    </message>
    <message>
        <source>. Certificate: %5, SHA-256: %6</source>
        <translation>。证书：%5，SHA-256：%6</translation>
    </message>
    <message>
        <source>%1 is in use by %2. Close that program or choose another path.</source>
        <translation>%1 正被 %2 占用。请关闭该程序或换一个路径。</translation>
    </message>
    <message>
        <source>Port %1 is shared with %2. Both receive what is sent to the groups, but only one of them what is sent to an address of this computer.</source>
        <translation>端口 %1 与 %2 共用。发往组播组的数据双方都能收到，发往本机地址的数据只有其中一方能收到。</translation>
    </message>
    <message>
        <source>Joined the group %1 on %2, only for datagrams from %3</source>
        <translation>已在 %2 上加入组播组 %1，只接收来自 %3 的数据报</translation>
    </message>
    <message>
        <source>In effect for %1: %2. Asked for: %3</source>
        <translation>%1 的选项实际值：%2。要求的值：%3</translation>
    </message>
    <message>
        <source>a self-signed one, made for this run,</source>
        <translation>为本次运行生成的自签名证书</translation>
    </message>
    <message>
        <source>, and </source>
        <translation>，且</translation>
    </message>
    <message>
        <source>%1 may still receive: the connection stays half-closed, until nothing is sent for %2 s.</source>
        <translation>%1 可能仍在接收：连接保持半关闭，直到 %2 秒内没有发送任何数据。</translation>
    </message>
    <message>
        <source>%1 no longer receives either: the half-closed connection is closed.</source>
        <translation>%1 也不再接收：关闭这个半关闭的连接。</translation>
    </message>
    <message>
        <source>Local port %1 is in use by another program. Close that program or choose another port.</source>
        <translation>本地端口 %1 正被另一个程序占用。请关闭该程序或换一个端口。</translation>
    </message>
    <message>
        <source>“%1” is neither a host name nor an IPv4 address, which has four numbers from 0 to 255 without leading zeros.</source>
        <translation>“%1”既不是主机名，也不是 IPv4 地址（四个 0 到 255 的数字，不带前导零）。</translation>
    </message>
    <message numerus="yes">
        <source>Ignored %n datagram(s) that did not come from %2; the last one came from %3. To receive from every address, add any=1 to the URL.</source>
        <translation>
            <numerusform>忽略了 %n 个不是来自 %2 的数据报，最后一个来自 %3。要接收来自任意地址的数据报，请在 URL 中加上 any=1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ignored %n datagram(s); the last one came from %3, another port of the same host as %2, to which you send. To receive them, add any=1 to the URL.</source>
        <translation>
            <numerusform>忽略了 %n 个数据报，最后一个来自 %3：与发送目标 %2 是同一主机，但端口不同。要接收它们，请在 URL 中加上 any=1。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n datagram(s) above may be this endpoint&apos;s own ones that came back, and are not marked as such: only the last %2 that were sent are remembered.</source>
        <translation>
            <numerusform>以上有 %n 个数据报可能是本端点发出后又传回的，但未作标记：只记住最近发送的 %2 个。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n address(es) are remembered, as many as possible: all are forgotten, and replies that are still due to them are not sent. One that sends again is listed as a new one.</source>
        <translation>
            <numerusform>已记住 %n 个地址，达到上限：现全部清除，尚待发给它们的回复不再发送。其中再次发来数据的地址会作为新地址列出。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The system dropped %n datagram(s) because they came faster than they could be read. A larger receive buffer holds more (rcvbuf= in the URL).</source>
        <translation>
            <numerusform>系统丢弃了 %n 个数据报，因为到达速度超过了读取速度。增大接收缓冲区可以容纳更多（URL 中的 rcvbuf=）。</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 was removed or replaced by another program: new clients can no longer connect, those that are connected stay. Close and open the server to create it again.</source>
        <translation>%1 已被另一个程序删除或替换：新客户端无法再连接，已连接的客户端保持连接。要重新创建它，请关闭再打开服务器。</translation>
    </message>
    <message numerus="yes">
        <source>Refused %n client(s) whose addresses are not allowed; the last one came from %2.</source>
        <translation>
            <numerusform>拒绝了 %n 个地址不在允许范围内的客户端，最后一个来自 %2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Ignored %n datagram(s) from addresses that are not allowed; the last one came from %2.</source>
        <translation>
            <numerusform>忽略了 %n 个来自不允许的地址的数据报，最后一个来自 %2。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Refused %n client(s), because %3 are connected, the most that are allowed; the last one came from %2. Disconnect one, or raise the limit.</source>
        <translation>
            <numerusform>拒绝了 %n 个客户端，因为已连接 %3 个，达到上限；最后一个来自 %2。请断开一个，或提高上限。</numerusform>
        </translation>
    </message>
    <message>
        <source>Connecting to %1 again. The waits double, up to %2 s, and each is shortened by a random part. Only failures with a new reason are reported.</source>
        <translation>正在重新连接 %1。等待时间每次加倍，最长 %2 秒，并各自随机缩短一部分。之后只报告原因不同的失败。</translation>
    </message>
    <message>
        <source>%1 is connected again after %2 s (attempt %3)</source>
        <translation>%1 已重新连接，历时 %2 秒（第 %3 次尝试）</translation>
    </message>
    <message>
        <source>Stopped connecting to %1 after %2 s: attempt %3 was the last that is allowed, and no connection lasted. Check the server, then connect again.</source>
        <translation>已停止连接 %1，历时 %2 秒：第 %3 次尝试后已达次数上限，没有一个连接保持住。请检查服务器，然后重新连接。</translation>
    </message>
    <message>
        <source>Stopped connecting to %1 after %2 s (attempts: %3)</source>
        <translation>已停止连接 %1，历时 %2 秒（尝试次数：%3）</translation>
    </message>
    <message>
        <source>The identity of %1 is not verified, because %2.</source>
        <translation>%1 的身份未经验证，因为%2。</translation>
    </message>
    <message>
        <source>TLS with %1 failed. %2</source>
        <translation>与 %1 的 TLS 连接失败。%2</translation>
    </message>
    <message>
        <source>%1 is this relay&apos;s own address: it would relay to itself without end. Choose another server or local port.</source>
        <translation>%1 就是本中继自己的地址：会无休止地中继给自己。请选择其他服务器或本地主机端口。</translation>
    </message>
    <message numerus="yes">
        <source>%n client(s) of the relay had to make room for others, the last one %2: it serves at most %3 at a time, and those that were silent for longest go first. What the server still sends to them is lost.</source>
        <translation>
            <numerusform>中继的 %n 个客户端已让位给其他客户端，最后一个是 %2：中继最多同时服务 %3 个发送数据报的客户端，空闲最久的先让位。服务器此后发给它们的数据会丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>Certificate: %4; valid from %6 to %7; issued by %8; SHA-256: %9.</source>
        <translation>证书：%4；有效期 %6 至 %7；颁发者：%8；SHA-256：%9。</translation>
    </message>
    <message>
        <source>Certificate: %4; names: %5; valid from %6 to %7; issued by %8; SHA-256: %9.</source>
        <translation>证书：%4；名称：%5；有效期 %6 至 %7；颁发者：%8；SHA-256：%9。</translation>
    </message>
    <message>
        <source>Local port %1 is in use by this program itself, %2. Close it there, for example in another tab, or choose another port.</source>
        <translation>本地端口 %1 正被本程序自身占用：%2。请在占用处关闭它（例如另一个标签页），或换一个端口。</translation>
    </message>
    <message>
        <source>Local port %1 is in use by %2. Close that program or choose another port.</source>
        <translation>本地端口 %1 正被 %2 占用。请关闭该程序或换一个端口。</translation>
    </message>
    <message>
        <source>Local port %1 is in use by a program of the user %3. Have it closed, or choose another port.</source>
        <translation>本地端口 %1 正被用户 %3 的程序占用。请让人关闭该程序，或换一个端口。</translation>
    </message>
    <message>
        <source>The client %1 was refused, because it sent no certificate, which is required here (client-cert=require). Give the client a certificate with its private key.</source>
        <translation>已拒绝客户端 %1，因为它没有提供证书，而此处必须提供（client-cert=require）。请为该客户端配置证书及其私钥。</translation>
    </message>
    <message>
        <source>The client %1 was refused, because %2. Give it a certificate of an issuer that is trusted here, or choose its issuer under Trusted issuers (ca=).</source>
        <translation>已拒绝客户端 %1，因为%2。请为它配置由此处信任的颁发者签发的证书，或在“受信任的颁发者”中选择其颁发者（ca=）。</translation>
    </message>
    <message>
        <source>No datagram from others came to %1 for %2 s. Check the group and port of the sender, its TTL if there are routers, the interface, the firewall of this computer, and IGMP snooping: a switch without an IGMP querier stops forwarding a group after some minutes.</source>
        <translation>%2 秒内没有收到别处发到 %1 的数据报。请检查发送方的组和端口、经过路由器时的 TTL、网卡、本机防火墙以及 IGMP 侦听：没有 IGMP 查询器时，交换机几分钟后会停止转发该组。</translation>
    </message>
    <message>
        <source>%3 bytes from %1 were not passed on, because there was no connection to %2.</source>
        <translation>来自 %1 的 %3 字节未能转发，因为没有到 %2 的连接。</translation>
    </message>
    <message>
        <source>No datagram from others was received on %1 for %2 s.</source>
        <translation>%2 秒内 %1 没有收到别处发来的数据报。</translation>
    </message>
    <message>
        <source>%1 is not a socket: no program can be reached there. Start the server or check the path.</source>
        <translation>%1 不是套接字：无法由此连接任何程序。请启动服务器或检查路径。</translation>
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
        <source>This file exists; it will be replaced.</source>
        <translation>该文件已存在，将被替换。</translation>
    </message>
    <message>
        <source>Save as device test</source>
        <translation>另存为设备测试</translation>
    </message>
    <message>
        <source>The folder %1 does not exist.</source>
        <translation>文件夹 %1 不存在。</translation>
    </message>
</context>
<context>
    <name>ExportFormat</name>
    <message>
        <source>Capture for Wireshark</source>
        <translation>Wireshark 抓包文件</translation>
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
        <source>Text, one line per record</source>
        <translation>文本（每条记录一行）</translation>
    </message>
    <message>
        <source>NetAssist log</source>
        <translation>NetAssist 日志格式</translation>
    </message>
    <message>
        <source>Device test: data sent, and replies expected</source>
        <translation>设备测试：发送内容与预期回复</translation>
    </message>
    <message>
        <source>Unknown format “%1”. Known formats: %2</source>
        <translation>未知的格式“%1”。可用：%2</translation>
    </message>
</context>
<context>
    <name>ExportRecords</name>
    <message>
        <source>Records dropped from the log before the first one: %1</source>
        <translation>第一条记录之前已被日志丢弃的记录数：%1</translation>
    </message>
    <message>
        <source>Records dropped from the log or unreadable: %1</source>
        <translation>已被日志丢弃或无法读取的记录数：%1</translation>
    </message>
    <message>
        <source>Gaps in the log, where records are missing: %1</source>
        <translation>日志中缺少记录的位置数：%1</translation>
    </message>
    <message>
        <source>The log cannot be saved to %1, as it is read from this file. Choose another name.</source>
        <translation>不能把日志保存到它正在读取的文件 %1，请换一个名字。</translation>
    </message>
    <message>
        <source>A log is being written to %1 now. Choose another name.</source>
        <translation>日志正在写入 %1，请换一个名字。</translation>
    </message>
    <message>
        <source>The log could not be saved to %1: %2</source>
        <translation>日志无法保存到 %1：%2</translation>
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
        <source>there is no such file</source>
        <translation>没有这个文件</translation>
    </message>
    <message>
        <source>it is a folder</source>
        <translation>是文件夹</translation>
    </message>
    <message>
        <source>the name contains a NUL</source>
        <translation>文件名含有 NUL 字符</translation>
    </message>
    <message>
        <source>it is outside the folder</source>
        <translation>不在所提供的文件夹内</translation>
    </message>
    <message>
        <source>reading it is not permitted</source>
        <translation>没有读取权限</translation>
    </message>
    <message>
        <source>it is not a regular file</source>
        <translation>不是普通文件</translation>
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
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 frame</source>
        <comment>the name of a protocol</comment>
        <translation>%1 帧</translation>
    </message>
    <message>
        <source>Line ending appended to each message, or the frame around it: the start and end of a protocol, with its escapes. The bytes below the message show it.</source>
        <translation>附加在每条消息后面的换行符，或封装消息的帧：协议的起始符和结束符，并做转义。消息下方的字节中可以看到。</translation>
    </message>
</context>
<context>
    <name>FrameMarks</name>
    <message>
        <source>⚠ too long</source>
        <translation>⚠ 过长</translation>
    </message>
    <message>
        <source>⚠ bad length</source>
        <translation>⚠ 长度无效</translation>
    </message>
    <message>
        <source>⚠ malformed</source>
        <translation>⚠ 格式错误</translation>
    </message>
    <message>
        <source>⚠ not a message</source>
        <translation>⚠ 不是消息</translation>
    </message>
</context>
<context>
    <name>Framing</name>
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
    <message>
        <source>No value or option is allowed here.</source>
        <translation>此处不能有值或选项。</translation>
    </message>
    <message>
        <source>Unknown option “%1”; allowed are %2</source>
        <translation>未知的选项“%1”；可用：%2</translation>
    </message>
    <message>
        <source>Unknown framing “%1”. Use one of none, line, delimiter:HEX, fixed:BYTES, length:offset=N,size=N, gap:MS, between:HEX,HEX, cobs, slip</source>
        <translation>未知的分包方式“%1”。可用：none、line、delimiter:HEX、fixed:BYTES、length:offset=N,size=N、gap:MS、between:HEX,HEX、cobs、slip</translation>
    </message>
    <message>
        <source>The bytes around a message are missing: write between:02,03</source>
        <translation>缺少消息两端的字节：请写 between:02,03</translation>
    </message>
    <message>
        <source>The length field must lie after the start: offset must be at least %1.</source>
        <translation>长度字段必须在起始符之后：offset 至少为 %1。</translation>
    </message>
    <message>
        <source>The message has the bytes %1 at byte %2, which would end it there.</source>
        <translation>消息的第 %2 个字节处含有 %1，消息会在此提前结束。</translation>
    </message>
    <message>
        <source>The option “%1” is given twice.</source>
        <translation>选项“%1”重复。</translation>
    </message>
    <message>
        <source>“%1” contradicts “%2”.</source>
        <translation>“%1”与“%2”矛盾。</translation>
    </message>
    <message>
        <source>7D begins an escape of JT/T 808, so the start and end of messages cannot contain it.</source>
        <translation>7D 是 JT/T 808 转义的首字节，因此消息的起始符和结束符中不能有它。</translation>
    </message>
    <message>
        <source>No message would be complete: the length field goes up to %1.</source>
        <translation>这样没有消息会完整：长度字段最大为 %1。</translation>
    </message>
    <message>
        <source>No message would be complete: adjust is larger than max allows.</source>
        <translation>这样没有消息会完整：adjust 超出 max 允许的范围。</translation>
    </message>
</context>
<context>
    <name>FramingFields</name>
    <message>
        <source>Messages</source>
        <translation>分包</translation>
    </message>
    <message>
        <source>lines</source>
        <translation>按行</translation>
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
        <source> B</source>
        <translation> 字节</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Longest message</source>
        <translation>最大包长</translation>
    </message>
    <message>
        <source>as received</source>
        <translation>不分包（原样）</translation>
    </message>
    <message>
        <source>delimiter</source>
        <translation>按分隔符</translation>
    </message>
    <message>
        <source>gap</source>
        <translation>按空闲间隔</translation>
    </message>
    <message>
        <source>Gap</source>
        <translation>间隔</translation>
    </message>
    <message>
        <source>A message ends when nothing is received for this time.</source>
        <translation>超过此时间没有收到数据，则消息结束。</translation>
    </message>
    <message>
        <source>Bytes before the length field</source>
        <translation>长度字段之前的字节数</translation>
    </message>
    <message>
        <source>Message length = field offset + field size + field value + adjustment. If the value is the length of the whole message, enter −(offset + size).</source>
        <translation>消息总长 = 字段偏移 + 字段字节数 + 字段值 + 长度修正。若字段值为整条消息的长度，请填 −(偏移 + 字段字节数)。</translation>
    </message>
    <message>
        <source>Strip first</source>
        <translation>去掉开头</translation>
    </message>
    <message>
        <source>Reply rules see the message without this many bytes at its start, such as a header. The log shows all bytes.</source>
        <translation>回复规则看到的消息不含开头的这些字节（例如包头）；日志中仍显示全部字节。</translation>
    </message>
    <message>
        <source>A longer message is cut at this length and its rest is skipped. A length field with a larger value is invalid.</source>
        <translation>超过此长度的消息在此处截断，其余部分略过；长度字段的值超过此长度时视为无效。</translation>
    </message>
    <message>
        <source>Strip the delimiter</source>
        <translation>去掉分隔符</translation>
    </message>
    <message>
        <source>Reply rules see the message without its line ending or delimiter.</source>
        <translation>回复规则看到的消息不含行尾或分隔符。</translation>
    </message>
    <message>
        <source>How a stream is split into messages, for the log and for automatic replies. The stored bytes do not change; each datagram is one message. A protocol also sets the checksum, hex or text, and how messages are sent.</source>
        <translation>数据流如何切分为消息（解决粘包/断包），用于日志显示和自动回复。保存的字节不变；每个数据报就是一条消息。选择一种协议还会设好校验、HEX 或文本，以及消息的发送方式。</translation>
    </message>
    <message>
        <source>start and end</source>
        <translation>按起止符</translation>
    </message>
    <message>
        <source>Start</source>
        <translation>起始符</translation>
    </message>
    <message>
        <source>What a message begins with, as text with escapes such as $, or bytes such as 0x7878. Bytes in front of it are marked as not a message.</source>
        <translation>消息以此开头：带转义符的文本，例如 $，或字节，例如 0x7878。它前面的字节标为“不是消息”。</translation>
    </message>
    <message>
        <source>End</source>
        <translation>结束符</translation>
    </message>
    <message>
        <source>What a message ends with, as text with escapes such as \r\n, or bytes such as 0x1C0D</source>
        <translation>消息以此结尾：带转义符的文本，例如 \r\n，或字节，例如 0x1C0D</translation>
    </message>
    <message>
        <source>Escapes</source>
        <translation>转义</translation>
    </message>
    <message>
        <source>Undone for checksums and reply rules. The log shows the bytes as received.</source>
        <translation>计算校验和匹配回复规则时先还原转义。日志按收到的字节显示。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>GeneratorDialog</name>
    <message>
        <source>Traffic generator</source>
        <translation>流量发生器</translation>
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
        <source>Duration</source>
        <translation>持续时间</translation>
    </message>
    <message numerus="yes">
        <source>First message, %n byte(s): %1</source>
        <translation>
            <numerusform>第一条消息，%n 字节：%1</numerusform>
        </translation>
    </message>
    <message>
        <source>${count} is the message number, from 0; ${count:8} has 8 digits with leading zeros. In hex input it is 4 bytes; ${count:2} is 2 bytes.</source>
        <translation>${count} 是消息的序号，从 0 开始；${count:8} 补零到 8 位。HEX 输入时为 4 个字节；${count:2} 为 2 个字节。</translation>
    </message>
    <message>
        <source>Pad with</source>
        <translation>填充</translation>
    </message>
</context>
<context>
    <name>GeneratorPattern</name>
    <message>
        <source>“${” has no “}”</source>
        <translation>“${”缺少“}”</translation>
    </message>
    <message>
        <source>Unknown placeholder ${%1}: write ${count}, or ${count:1} to ${count:%2}</source>
        <translation>未知的占位符 ${%1}：请写 ${count}，或 ${count:1} 到 ${count:%2}</translation>
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
        <source>%1 dump</source>
        <comment>of a program</comment>
        <translation>%1 转储</translation>
    </message>
    <message>
        <source>C array</source>
        <translation>C 数组</translation>
    </message>
    <message>
        <source>C string</source>
        <translation>C 字符串</translation>
    </message>
    <message>
        <source>Python bytes</source>
        <translation>Python bytes</translation>
    </message>
    <message>
        <source>hex dump</source>
        <translation>十六进制转储</translation>
    </message>
    <message>
        <source>“*” stands for lines that are left out. Make the dump with -v.</source>
        <translation>“*”表示省略的行。请用 -v 重新生成转储。</translation>
    </message>
    <message>
        <source>“%1” could be an offset or bytes. Remove the offset, or write bytes in pairs.</source>
        <translation>“%1”可能是偏移，也可能是字节。请去掉偏移，或把字节写成两位一组。</translation>
    </message>
    <message>
        <source>The order of the bytes in “%1” is unknown: hexdump and od -x swap them. Use hexdump -C, od -t x1 or xxd.</source>
        <translation>“%1”的字节序不明：hexdump 和 od -x 会交换字节。请用 hexdump -C、od -t x1 或 xxd。</translation>
    </message>
    <message>
        <source>This could be a text column or bytes. Remove it, or write the bytes with one blank between.</source>
        <translation>这里可能是文本列，也可能是字节。请删除它，或在字节之间只留一个空格。</translation>
    </message>
    <message>
        <source>The dump ended in the line before.</source>
        <translation>转储在上一行已经结束。</translation>
    </message>
    <message>
        <source>The offset after “*” is missing.</source>
        <translation>“*”之后缺少偏移。</translation>
    </message>
    <message>
        <source>This line has no offset, unlike those before it.</source>
        <translation>此行没有偏移，与前面的行不同。</translation>
    </message>
    <message>
        <source>A second dump starts here. Only one can be read at a time.</source>
        <translation>第二个转储从此处开始。一次只能读取一个。</translation>
    </message>
    <message>
        <source>The offset %1 does not fit the bytes before it: it should be %2.</source>
        <translation>偏移 %1 与前面的字节不符：应为 %2。</translation>
    </message>
    <message>
        <source>The offset %1 does not fit the lines that “*” stands for.</source>
        <translation>偏移 %1 与“*”所表示的行不符。</translation>
    </message>
    <message>
        <source>The offset %1 could be octal or decimal, so “*” cannot be replaced. Dump with -v.</source>
        <translation>偏移 %1 可能是八进制，也可能是十进制，因此无法还原“*”。请用 -v 重新转储。</translation>
    </message>
    <message>
        <source>“*” stands for more than 16 MiB. Send the file itself.</source>
        <translation>“*”表示的内容超过 16 MiB。请直接发送文件。</translation>
    </message>
    <message>
        <source>The text column does not fit the bytes of its line. Correct or remove it.</source>
        <translation>文本列与该行的字节不符。请改正或删除它。</translation>
    </message>
    <message>
        <source>This line has no text column, unlike others.</source>
        <translation>此行没有文本列，与其他行不同。</translation>
    </message>
    <message>
        <source>This group has another number of digits than those before it.</source>
        <translation>这一组的位数与前面的组不同。</translation>
    </message>
    <message>
        <source>“%1” must be directly between two bytes, as in AA%1BB.</source>
        <translation>“%1”必须紧接在两个字节之间，例如 AA%1BB。</translation>
    </message>
    <message>
        <source>Beside \x, “%1” could be a byte of a text: remove it, or write \x%2 if it is one.</source>
        <translation>与 \x 写在一起时，“%1”可能是文本中的一个字节：请删除它；若是字节，请写成 \x%2。</translation>
    </message>
    <message>
        <source>Beside \x, digits could be a text. Write all bytes in one form: \x41\x42 or 41 42.</source>
        <translation>与 \x 写在一起时，数字可能是文本。请用同一种写法书写所有字节：\x41\x42 或 41 42。</translation>
    </message>
    <message>
        <source>“%1” is a single digit. A byte has two: write 0%1.</source>
        <translation>“%1”只有一位数字。一个字节需要两位：请写 0%1。</translation>
    </message>
    <message>
        <source>“%1” has an odd number of digits. Each byte has two: write 0A, not A.</source>
        <translation>“%1”的位数是奇数。每个字节需要两位：请写 0A，不要写 A。</translation>
    </message>
    <message>
        <source>“%1” is a number of several bytes, whose order is unknown: write each byte by itself.</source>
        <translation>“%1”是多个字节组成的数，字节序不明：请逐个字节书写。</translation>
    </message>
    <message>
        <source>“%1” does not belong to the string before it.</source>
        <translation>“%1”不属于前面的字符串。</translation>
    </message>
    <message>
        <source>A string with b before it and one without cannot be joined.</source>
        <translation>带 b 前缀和不带 b 前缀的字符串不能拼接。</translation>
    </message>
    <message>
        <source>The quotation mark is not closed.</source>
        <translation>引号没有闭合。</translation>
    </message>
    <message>
        <source>“%1” in quotation marks is text. Remove the quotation marks from bytes in hexadecimal, or write \x before each.</source>
        <translation>引号中的“%1”是文本。十六进制字节请去掉引号，或在每个字节前写 \x。</translation>
    </message>
    <message>
        <source>“%1” is not possible in b&apos;…&apos;: write its bytes as \xHH.</source>
        <translation>b&apos;…&apos; 中不能有“%1”：请把它的字节写成 \xHH。</translation>
    </message>
    <message>
        <source>\x needs two hexadecimal digits, as in \x0D.</source>
        <translation>\x 后面需要两位十六进制数字，例如 \x0D。</translation>
    </message>
    <message>
        <source>“\%1” is not an escape of b&apos;…&apos;.</source>
        <translation>“\%1”不是 b&apos;…&apos; 的转义符。</translation>
    </message>
    <message>
        <source>A byte goes up to \377 in octal digits.</source>
        <translation>用八进制数字表示的字节最大为 \377。</translation>
    </message>
    <message>
        <source>“%1” is not closed.</source>
        <translation>“%1”没有闭合。</translation>
    </message>
    <message>
        <source>Bytes in an array are written as 0x41, not as escapes.</source>
        <translation>数组中的字节写成 0x41，不用转义符。</translation>
    </message>
    <message>
        <source>In an array “%1” could be a decimal number: write 0x and two digits.</source>
        <translation>数组中的“%1”可能是十进制数：请写 0x 加两位数字。</translation>
    </message>
    <message>
        <source>The array has %1 bytes, but %2 are declared.</source>
        <translation>数组有 %1 个字节，但声明的是 %2 个。</translation>
    </message>
    <message>
        <source>This does not belong to the array before it.</source>
        <translation>此处内容不属于前面的数组。</translation>
    </message>
    <message>
        <source>“\%1” is an escape of text. Write its byte, such as 0A.</source>
        <translation>“\%1”是文本的转义符。请写它的字节，例如 0A。</translation>
    </message>
    <message>
        <source>“%1” could be binary or hexadecimal. Write bytes with two digits each.</source>
        <translation>“%1”可能是二进制，也可能是十六进制。每个字节请写两位数字。</translation>
    </message>
    <message>
        <source>“%1” could be a date or a time. Remove it, or write its bytes like the others.</source>
        <translation>“%1”可能是日期或时间。请删除它，或把它的字节写成与其他字节相同的形式。</translation>
    </message>
    <message>
        <source>“%1” is written unlike the bytes before it: one of them could be a decimal number. Write all in one form: 41 42, 0x41 0x42 or 41h 42h.</source>
        <translation>“%1”与前面的字节写法不同：其中可能有十进制数。请统一用一种写法：41 42、0x41 0x42 或 41h 42h。</translation>
    </message>
    <message>
        <source>“%1” could be a binary number. Write bytes with two digits each.</source>
        <translation>“%1”可能是二进制数。每个字节请写两位数字。</translation>
    </message>
    <message>
        <source>“%1” has an odd number of digits. If it is a decimal number, write %2.</source>
        <translation>“%1”的位数是奇数。如果它是十进制数，请写 %2。</translation>
    </message>
    <message>
        <source>“%1” is not hexadecimal. As text, its bytes are %2.</source>
        <translation>“%1”不是十六进制。按文本计，它的字节为 %2。</translation>
    </message>
    <message>
        <source>“%1” does not separate bytes. Write a blank or a comma.</source>
        <translation>“%1”不能用来分隔字节。请用空格或逗号。</translation>
    </message>
    <message>
        <source>Elements of the type “%1” have several bytes, whose order is unknown: write each byte by itself, as in {0x41, 0x42}.</source>
        <translation>类型“%1”的元素有多个字节，字节顺序未知：请逐个字节书写，例如 {0x41, 0x42}。</translation>
    </message>
</context>
<context>
    <name>ImpairmentOptions</name>
    <message>
        <source>Impairments</source>
        <translation>损伤模拟</translation>
    </message>
    <message>
        <source>To the server</source>
        <translation>到服务器</translation>
    </message>
    <message>
        <source>To the clients</source>
        <translation>到客户端</translation>
    </message>
    <message>
        <source> B</source>
        <translation> 字节</translation>
    </message>
    <message>
        <source>Delay</source>
        <translation>延时</translation>
    </message>
    <message>
        <source>By which everything is delayed</source>
        <translation>所有数据都延时这么久</translation>
    </message>
    <message>
        <source>Jitter</source>
        <translation>抖动</translation>
    </message>
    <message>
        <source>Lengthens or shortens the delay at random, by at most this time</source>
        <translation>在延时上随机增减，最多这么多</translation>
    </message>
    <message>
        <source> B/s</source>
        <translation> 字节/s</translation>
    </message>
    <message>
        <source>unlimited</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>More bytes a second are not passed on</source>
        <translation>每秒最多转发这么多字节</translation>
    </message>
    <message>
        <source>as received</source>
        <translation>按收到的原样</translation>
    </message>
    <message>
        <source>Each piece of this size is written to the socket by itself</source>
        <translation>每一小段单独写入套接字</translation>
    </message>
    <message>
        <source>Pause between pieces</source>
        <translation>段间停顿</translation>
    </message>
    <message>
        <source>Without a pause, the recipient often reads several pieces at once</source>
        <translation>没有停顿时，接收方往往一次读到几段</translation>
    </message>
    <message>
        <source>Collect</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>This number of bytes is collected before it is passed on, at most for the time below</source>
        <translation>攒够这么多字节才转发，或到下面的时间为止</translation>
    </message>
    <message>
        <source>Collect for at most</source>
        <translation>最长合并时间</translation>
    </message>
    <message>
        <source>Then what was collected is passed on</source>
        <translation>到时转发已攒下的数据</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>After this number of bytes both connections are reset (RST)</source>
        <translation>转发这么多字节后，两侧连接都被复位（RST）</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>丢包</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Overtaken by the next</source>
        <translation>被下一个超过</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>随机种子</translation>
    </message>
    <message>
        <source>another each time</source>
        <translation>每次不同</translation>
    </message>
    <message>
        <source>With the same seed, the same random numbers are used each time the relay is opened</source>
        <translation>种子相同时，每次打开中继都使用相同的随机数</translation>
    </message>
    <message>
        <source>Rate (B/s)</source>
        <translation>速率（字节/s）</translation>
    </message>
    <message>
        <source>Cut into pieces (B)</source>
        <translation>切成小段（字节）</translation>
    </message>
    <message>
        <source>Reset after (B)</source>
        <translation>复位前字节数</translation>
    </message>
</context>
<context>
    <name>KeepLogsDialog</name>
    <message>
        <source>Keep logs</source>
        <translation>保留日志</translation>
    </message>
    <message>
        <source> GiB</source>
        <translation> GiB</translation>
    </message>
    <message>
        <source>Logs of closed tabs are kept within these limits and listed under File, Recent logs. 0: no log is kept.</source>
        <translation>已关闭标签页的日志在下列限度内保留，列在“文件 → 最近的日志”中。0 表示不保留日志。</translation>
    </message>
    <message>
        <source>Maximum &amp;number of logs</source>
        <translation>最多日志数(&amp;N)</translation>
    </message>
    <message>
        <source>Maximum total &amp;size</source>
        <translation>最大总大小(&amp;S)</translation>
    </message>
    <message>
        <source>Maximum &amp;days since the last record</source>
        <translation>最后一条记录后的最多天数(&amp;D)</translation>
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
    <name>LocalComputerTab</name>
    <message>
        <source>Names of this computer</source>
        <translation>本机名称</translation>
    </message>
    <message>
        <source>Interface and address</source>
        <translation>网卡和地址</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>子网掩码</translation>
    </message>
    <message>
        <source>Broadcast address</source>
        <translation>广播地址</translation>
    </message>
    <message>
        <source>Addresses of this computer</source>
        <translation>本机地址</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy &amp;all</source>
        <translation>全部复制(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Explain</source>
        <translation>解释(&amp;E)</translation>
    </message>
    <message>
        <source>Use as local &amp;host</source>
        <translation>用作本地主机地址(&amp;H)</translation>
    </message>
    <message>
        <source>Enters the address in the field Local host of the tab in front</source>
        <translation>把此地址填入当前标签页的“本地主机地址”</translation>
    </message>
</context>
<context>
    <name>LocalPathField</name>
    <message>
        <source>Choose a Unix socket</source>
        <translation>选择本地套接字（Unix）</translation>
    </message>
    <message>
        <source>Choose</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>The path of a Unix socket, such as /tmp/my.sock; @name is a name without a file (Linux)</source>
        <translation>本地套接字（Unix）的路径，例如 /tmp/my.sock；@名称 表示不对应文件的名称（Linux）</translation>
    </message>
</context>
<context>
    <name>LocalSocketOptions</name>
    <message>
        <source>Unix socket</source>
        <translation>本地套接字（Unix）</translation>
    </message>
    <message>
        <source>Who may connect</source>
        <translation>允许谁连接</translation>
    </message>
    <message>
        <source>This user only (0600)</source>
        <translation>仅本用户（0600）</translation>
    </message>
    <message>
        <source>This user and group (0660)</source>
        <translation>本用户和同组用户（0660）</translation>
    </message>
    <message>
        <source>Every user (0666)</source>
        <translation>所有用户（0666）</translation>
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
    <message>
        <source>wrapped around</source>
        <translation>已从另一端继续查找</translation>
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
    <name>LogFile</name>
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
        <source>Other users may read or write %1: it keeps its permissions (%2). All data received and sent is stored in it.</source>
        <translation>其他用户可能读取或写入 %1：该文件保持原有权限（%2）。收发的所有数据都保存在其中。</translation>
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
    <name>LogStore</name>
    <message>
        <source>The folder for the log cannot be created in %1. Check that you may write there.</source>
        <translation>无法在 %1 中为日志创建文件夹。请检查是否有写入权限。</translation>
    </message>
    <message>
        <source>The log in %1 no longer exists.</source>
        <translation>%1 中的日志已不存在。</translation>
    </message>
    <message>
        <source>The log in %1 is already open in another window.</source>
        <translation>%1 中的日志已在另一个窗口中打开。</translation>
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
    <name>LogWords</name>
    <message>
        <source>(empty)</source>
        <translation>（空）</translation>
    </message>
    <message>
        <source>(this record is no longer available)</source>
        <translation>（该记录已不可用）</translation>
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
    <message>
        <source>Paused</source>
        <translation>已暂停显示</translation>
    </message>
    <message numerus="yes">
        <source>Paused · %Ln new records</source>
        <translation>
            <numerusform>已暂停显示 · %Ln 条新记录</numerusform>
        </translation>
    </message>
    <message>
        <source>Copying…</source>
        <translation>正在复制…</translation>
    </message>
    <message numerus="yes">
        <source>… %Ln more records were not copied (clipboard limit)</source>
        <translation>
            <numerusform>… 还有 %Ln 条记录未复制（超出剪贴板上限）</numerusform>
        </translation>
    </message>
    <message>
        <source>(own)</source>
        <translation>（本端）</translation>
    </message>
</context>
<context>
    <name>Lookup</name>
    <message>
        <source>Unspecified</source>
        <translation>未指定</translation>
    </message>
    <message>
        <source>A server that listens on it listens on every IPv4 address of its computer</source>
        <translation>监听此地址的服务器会监听所在计算机的所有 IPv4 地址</translation>
    </message>
    <message>
        <source>This network</source>
        <translation>本网络</translation>
    </message>
    <message>
        <source>Only as the source of a host without an address</source>
        <translation>只用作尚无地址的主机的源地址</translation>
    </message>
    <message>
        <source>Private</source>
        <translation>私有</translation>
    </message>
    <message>
        <source>For local networks; not forwarded on the Internet</source>
        <translation>用于本地网络；不会在互联网中转发</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>Between a provider and its customers (carrier-grade NAT)</source>
        <translation>用于运营商与其用户之间（运营商级 NAT）</translation>
    </message>
    <message>
        <source>Loopback</source>
        <translation>回环</translation>
    </message>
    <message>
        <source>This computer itself; never leaves it</source>
        <translation>本机自身；数据不会离开本机</translation>
    </message>
    <message>
        <source>Link-local</source>
        <translation>链路本地</translation>
    </message>
    <message>
        <source>Chosen by the host itself, often because no DHCP server answered; only in its own network</source>
        <translation>由主机自行选定，通常是因为没有 DHCP 服务器应答；仅在所在网络内有效</translation>
    </message>
    <message>
        <source>Protocol assignments</source>
        <translation>协议分配</translation>
    </message>
    <message>
        <source>Kept by IANA for protocols</source>
        <translation>由 IANA 保留，供协议使用</translation>
    </message>
    <message>
        <source>Documentation</source>
        <translation>文档示例</translation>
    </message>
    <message>
        <source>For examples (TEST-NET-1); used nowhere</source>
        <translation>用于示例（TEST-NET-1）；实际不使用</translation>
    </message>
    <message>
        <source>6to4 relay</source>
        <translation>6to4 中继</translation>
    </message>
    <message>
        <source>No longer used</source>
        <translation>已弃用</translation>
    </message>
    <message>
        <source>Benchmarking</source>
        <translation>基准测试</translation>
    </message>
    <message>
        <source>For tests of network devices</source>
        <translation>用于测试网络设备</translation>
    </message>
    <message>
        <source>For examples (TEST-NET-2); used nowhere</source>
        <translation>用于示例（TEST-NET-2）；实际不使用</translation>
    </message>
    <message>
        <source>For examples (TEST-NET-3); used nowhere</source>
        <translation>用于示例（TEST-NET-3）；实际不使用</translation>
    </message>
    <message>
        <source>Multicast</source>
        <translation>组播</translation>
    </message>
    <message>
        <source>Local network control: never forwarded by routers</source>
        <translation>本地网络控制：路由器从不转发</translation>
    </message>
    <message>
        <source>Source-specific: joined together with a sender</source>
        <translation>特定源组播（SSM）：加入时要指定发送方</translation>
    </message>
    <message>
        <source>GLOP: the middle bytes are the owner&apos;s AS number</source>
        <translation>GLOP：中间的字节是所有者的 AS 号</translation>
    </message>
    <message>
        <source>Administratively scoped: free to use within a site</source>
        <translation>管理作用域：可在站点内自由使用</translation>
    </message>
    <message>
        <source>A group of receivers: join it to receive</source>
        <translation>一组接收方：加入后才能接收</translation>
    </message>
    <message>
        <source>Limited broadcast</source>
        <translation>受限广播</translation>
    </message>
    <message>
        <source>To all hosts of the own network; never forwarded by routers</source>
        <translation>发往所在网络的所有主机；路由器从不转发</translation>
    </message>
    <message>
        <source>Reserved</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>For future use; most systems reject it</source>
        <translation>留待将来使用；多数系统会拒绝</translation>
    </message>
    <message>
        <source>A server that listens on it listens on every address of its computer</source>
        <translation>监听此地址的服务器会监听所在计算机的所有地址</translation>
    </message>
    <message>
        <source>IPv4-mapped</source>
        <translation>IPv4 映射</translation>
    </message>
    <message>
        <source>An IPv4 address, as an IPv6 socket shows it</source>
        <translation>IPv6 套接字显示的 IPv4 地址</translation>
    </message>
    <message>
        <source>IPv4-compatible</source>
        <translation>IPv4 兼容</translation>
    </message>
    <message>
        <source>NAT64</source>
        <translation>NAT64</translation>
    </message>
    <message>
        <source>An IPv4 host, reached from a network without IPv4</source>
        <translation>IPv4 主机，从没有 IPv4 的网络访问</translation>
    </message>
    <message>
        <source>Of a local translator to IPv4</source>
        <translation>属于本地的 IPv4 转换器</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>What is sent there is thrown away</source>
        <translation>发往此处的数据都会被丢弃</translation>
    </message>
    <message>
        <source>Teredo</source>
        <translation>Teredo</translation>
    </message>
    <message>
        <source>A tunnel through IPv4 and NAT</source>
        <translation>穿过 IPv4 和 NAT 的隧道</translation>
    </message>
    <message>
        <source>ORCHID</source>
        <translation>ORCHID</translation>
    </message>
    <message>
        <source>A cryptographic identifier, not a place in the network</source>
        <translation>加密标识符，不是网络中的位置</translation>
    </message>
    <message>
        <source>For examples; used nowhere</source>
        <translation>用于示例；实际不使用</translation>
    </message>
    <message>
        <source>6to4</source>
        <translation>6to4</translation>
    </message>
    <message>
        <source>A tunnel through IPv4; no longer used</source>
        <translation>穿过 IPv4 的隧道；已弃用</translation>
    </message>
    <message>
        <source>Global unicast</source>
        <translation>全球单播</translation>
    </message>
    <message>
        <source>Reachable from the whole Internet</source>
        <translation>整个互联网都可以到达</translation>
    </message>
    <message>
        <source>Unique local</source>
        <translation>唯一本地</translation>
    </message>
    <message>
        <source>Only in its own network; needs the interface: fe80::1%eth0</source>
        <translation>仅在所在网络内有效；需要指定网卡：fe80::1%eth0</translation>
    </message>
    <message>
        <source>Site-local</source>
        <translation>站点本地</translation>
    </message>
    <message>
        <source>No longer used; replaced by unique local addresses</source>
        <translation>已弃用；由唯一本地地址取代</translation>
    </message>
    <message>
        <source>Not assigned</source>
        <translation>未分配给任何人</translation>
    </message>
    <message>
        <source>Public</source>
        <translation>公网</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组播组</translation>
    </message>
    <message>
        <source>%1, default mask %2</source>
        <translation>%1，默认掩码 %2</translation>
    </message>
    <message>
        <source>Class</source>
        <translation>类别</translation>
    </message>
    <message>
        <source>This address</source>
        <translation>此地址</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>网络地址</translation>
    </message>
    <message>
        <source>Stands for the network itself; cannot be assigned to a host</source>
        <translation>代表网络本身，不能分配给主机</translation>
    </message>
    <message>
        <source>Broadcast</source>
        <translation>广播地址</translation>
    </message>
    <message>
        <source>Reaches all hosts of the network; no host can have it</source>
        <translation>到达网络中的所有主机，不能分配给主机</translation>
    </message>
    <message>
        <source>Host %1</source>
        <translation>第 %1 台主机</translation>
    </message>
    <message>
        <source>of %1</source>
        <translation>共 %1 台</translation>
    </message>
    <message>
        <source>Mask</source>
        <translation>子网掩码</translation>
    </message>
    <message>
        <source>Wildcard mask</source>
        <translation>反掩码</translation>
    </message>
    <message>
        <source>Broadcast address</source>
        <translation>广播地址</translation>
    </message>
    <message>
        <source>First host</source>
        <translation>第一台主机</translation>
    </message>
    <message>
        <source>Last host</source>
        <translation>最后一台主机</translation>
    </message>
    <message>
        <source>A link between two hosts, without a broadcast address (RFC 3021)</source>
        <translation>两台主机之间的链路，没有广播地址（RFC 3021）</translation>
    </message>
    <message>
        <source>A single address</source>
        <translation>单个地址</translation>
    </message>
    <message>
        <source>Hosts</source>
        <translation>主机数</translation>
    </message>
    <message>
        <source>By its class. Add the mask that is really used: %1/24</source>
        <translation>按地址类别推定。请加上实际使用的掩码：%1/24</translation>
    </message>
    <message>
        <source>Ethernet address</source>
        <translation>以太网地址</translation>
    </message>
    <message>
        <source>Destination of frames sent to this group</source>
        <translation>发往该组的帧的目的地址</translation>
    </message>
    <message>
        <source>Binary</source>
        <translation>二进制</translation>
    </message>
    <message>
        <source>Mask in binary</source>
        <translation>子网掩码的二进制</translation>
    </message>
    <message>
        <source>Hexadecimal</source>
        <translation>十六进制</translation>
    </message>
    <message>
        <source>Decimal</source>
        <translation>十进制</translation>
    </message>
    <message>
        <source>Reverse DNS name</source>
        <translation>反向 DNS 名称</translation>
    </message>
    <message>
        <source>This interface</source>
        <translation>本网卡</translation>
    </message>
    <message>
        <source>This link</source>
        <translation>本链路</translation>
    </message>
    <message>
        <source>The realm</source>
        <translation>本域（realm）</translation>
    </message>
    <message>
        <source>Set by the administrator</source>
        <translation>由管理员划定</translation>
    </message>
    <message>
        <source>The site</source>
        <translation>本站点</translation>
    </message>
    <message>
        <source>The organization</source>
        <translation>本组织</translation>
    </message>
    <message>
        <source>The whole Internet</source>
        <translation>整个互联网</translation>
    </message>
    <message>
        <source>Unassigned</source>
        <translation>未分配</translation>
    </message>
    <message>
        <source>Scope</source>
        <translation>作用域</translation>
    </message>
    <message>
        <source>Scope %1 (RFC 7346)</source>
        <translation>作用域 %1（RFC 7346）</translation>
    </message>
    <message>
        <source>Lifetime</source>
        <translation>有效期</translation>
    </message>
    <message>
        <source>Temporary</source>
        <translation>临时</translation>
    </message>
    <message>
        <source>Permanent</source>
        <translation>永久</translation>
    </message>
    <message>
        <source>Chosen by a program</source>
        <translation>由程序选定</translation>
    </message>
    <message>
        <source>Assigned by IANA</source>
        <translation>由 IANA 分配</translation>
    </message>
    <message>
        <source>Solicited node</source>
        <translation>被请求节点</translation>
    </message>
    <message>
        <source>Of the addresses that end with %1 (RFC 4291)</source>
        <translation>对应末尾为 %1 的地址（RFC 4291）</translation>
    </message>
    <message>
        <source>IPv4 address in it</source>
        <translation>内嵌的 IPv4 地址</translation>
    </message>
    <message>
        <source>Of the 6to4 router</source>
        <translation>6to4 路由器的地址</translation>
    </message>
    <message>
        <source>Of the Teredo server</source>
        <translation>Teredo 服务器的地址</translation>
    </message>
    <message>
        <source>The client&apos;s external (NAT) address, port %1</source>
        <translation>客户端的 NAT 外部地址，端口 %1</translation>
    </message>
    <message>
        <source>Interface identifier</source>
        <translation>接口标识符</translation>
    </message>
    <message>
        <source>The last 64 bits</source>
        <translation>最后 64 位</translation>
    </message>
    <message>
        <source>Hardware address (MAC)</source>
        <translation>硬件地址（MAC）</translation>
    </message>
    <message>
        <source>In the interface identifier (EUI-64)</source>
        <translation>取自接口标识符（EUI-64）</translation>
    </message>
    <message>
        <source>First address</source>
        <translation>第一个地址</translation>
    </message>
    <message>
        <source>Shared by all routers of the network (anycast)</source>
        <translation>网络中的所有路由器共用（任播）</translation>
    </message>
    <message>
        <source>Last address</source>
        <translation>最后一个地址</translation>
    </message>
    <message>
        <source>Addresses</source>
        <translation>地址数</translation>
    </message>
    <message>
        <source>Networks in it</source>
        <translation>所含网络数</translation>
    </message>
    <message>
        <source>of /64, the usual size</source>
        <translation>按常用的 /64 计</translation>
    </message>
    <message>
        <source>Full form</source>
        <translation>完整写法</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>网卡</translation>
    </message>
    <message>
        <source>On this computer, through which it is reached</source>
        <translation>本机到达该地址所用的网卡</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Port</source>
        <translation>端口</translation>
    </message>
    <message>
        <source>Any free port</source>
        <translation>任意空闲端口</translation>
    </message>
    <message>
        <source>Lets the system choose one; nobody can connect to 0</source>
        <translation>由系统选择一个；不能连接端口 0</translation>
    </message>
    <message>
        <source>System port (well known)</source>
        <translation>系统端口（知名端口）</translation>
    </message>
    <message>
        <source>1 – 1023 (RFC 6335); a server on it needs administrator rights on most systems</source>
        <translation>1 – 1023（RFC 6335）；在多数系统上，服务器使用它需要管理员权限</translation>
    </message>
    <message>
        <source>User port (registered)</source>
        <translation>用户端口（注册端口）</translation>
    </message>
    <message>
        <source>1024 – 49151 (RFC 6335)</source>
        <translation>1024 – 49151（RFC 6335）</translation>
    </message>
    <message>
        <source>Dynamic port (private)</source>
        <translation>动态端口（私有端口）</translation>
    </message>
    <message>
        <source>49152 – 65535 (RFC 6335); not registered for any service</source>
        <translation>49152 – 65535（RFC 6335）；不注册给任何服务</translation>
    </message>
    <message>
        <source>Service (%1)</source>
        <translation>服务（%1）</translation>
    </message>
    <message>
        <source>Service</source>
        <translation>服务</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>This computer&apos;s table has no name for it</source>
        <translation>本机的服务表中没有它的名称</translation>
    </message>
    <message>
        <source>Assigned to clients automatically</source>
        <translation>分配给客户端</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>This system gives %1 – %2 to sockets that ask for no port; a client may have it already</source>
        <translation>本系统把 %1 – %2 分配给未指定端口的套接字；它可能已被某个客户端占用</translation>
    </message>
    <message>
        <source>Port (%1)</source>
        <translation>端口（%1）</translation>
    </message>
    <message>
        <source>Service %1</source>
        <translation>服务 %1</translation>
    </message>
    <message>
        <source>“%1” is not an IPv6 address: it has eight groups of up to four hexadecimal digits, and :: once for groups of zeros.</source>
        <translation>“%1”不是 IPv6 地址：应为八组，每组最多四位十六进制数字，连续的全零组可用 :: 代替一次。</translation>
    </message>
    <message>
        <source>“%1” is not an IPv4 address: it has four numbers from 0 to 255, without leading zeros.</source>
        <translation>“%1”不是 IPv4 地址：应为四个 0 到 255 的数字，不带前导零。</translation>
    </message>
    <message>
        <source>Prefix /%1 does not exist: it is a number from 0 to %2.</source>
        <translation>没有前缀 /%1：应为 0 到 %2 的数字。</translation>
    </message>
    <message>
        <source>“%1” is not a network mask: in binary, all its ones come before all its zeros.</source>
        <translation>“%1”不是子网掩码：写成二进制时，所有的 1 都应在所有的 0 之前。</translation>
    </message>
    <message>
        <source>“%1” is neither a prefix from 0 to %2 nor a network mask.</source>
        <translation>“%1”既不是 0 到 %2 的前缀，也不是子网掩码。</translation>
    </message>
    <message>
        <source>Enter an address and one prefix or mask: 192.168.1.10/24</source>
        <translation>请写一个地址和一个前缀或掩码：192.168.1.10/24</translation>
    </message>
    <message>
        <source>Ethernet</source>
        <translation>以太网</translation>
    </message>
    <message>
        <source>Wi-Fi</source>
        <translation>Wi-Fi</translation>
    </message>
    <message>
        <source>Point-to-point</source>
        <translation>点对点</translation>
    </message>
    <message>
        <source>CAN bus</source>
        <translation>CAN 总线</translation>
    </message>
    <message>
        <source>Virtual</source>
        <translation>虚拟</translation>
    </message>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>switched off</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>Host name</source>
        <translation>主机名</translation>
    </message>
    <message>
        <source>Domain</source>
        <translation>域名</translation>
    </message>
    <message>
        <source>Name server</source>
        <translation>DNS 服务器</translation>
    </message>
    <message>
        <source>Enter a name, an address, a network or a port.</source>
        <translation>请输入名称、地址、网络或端口。</translation>
    </message>
    <message>
        <source>“%1” is neither a name, an address, a network nor a port.</source>
        <translation>“%1”既不是名称、地址、网络，也不是端口。</translation>
    </message>
    <message>
        <source>Subnets in its class</source>
        <translation>按类别划分的子网数</translation>
    </message>
    <message>
        <source>of this size in %1: 2^%2</source>
        <translation>%1 中同样大小的子网：2^%2</translation>
    </message>
    <message>
        <source>Previous network</source>
        <translation>上一个网络</translation>
    </message>
    <message>
        <source>Next network</source>
        <translation>下一个网络</translation>
    </message>
    <message>
        <source>Network in binary</source>
        <translation>网络地址的二进制</translation>
    </message>
    <message>
        <source>The address AND the mask</source>
        <translation>地址 AND 子网掩码</translation>
    </message>
    <message>
        <source>Broadcast in binary</source>
        <translation>广播地址的二进制</translation>
    </message>
    <message>
        <source>The address OR the wildcard mask</source>
        <translation>地址 OR 反掩码</translation>
    </message>
    <message>
        <source>“%1” is not one address: enter one, or a network such as 192.168.1.0/24.</source>
        <translation>“%1”不是单个地址：请输入一个地址，或 192.168.1.0/24 之类的网络。</translation>
    </message>
    <message>
        <source>A host name has at most %1 characters; this one has %2.</source>
        <translation>主机名最多 %1 个字符，这个有 %2 个。</translation>
    </message>
    <message>
        <source>“%1” is a hardware address (MAC), not an IP address.</source>
        <translation>“%1”是硬件地址（MAC），不是 IP 地址。</translation>
    </message>
    <message>
        <source>Only in its own network</source>
        <translation>仅在其所在网络内</translation>
    </message>
    <message>
        <source>On this computer, but without a link-local address: it leads to none</source>
        <translation>属于本机，但该网卡没有链路本地地址：无法通过它到达</translation>
    </message>
</context>
<context>
    <name>LookupDialog</name>
    <message>
        <source>Names and addresses</source>
        <translation>名称和地址</translation>
    </message>
    <message>
        <source>&amp;Look up</source>
        <translation>查询(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;This computer</source>
        <translation>本机(&amp;T)</translation>
    </message>
</context>
<context>
    <name>LookupTab</name>
    <message>
        <source>Cancelled.</source>
        <translation>已取消。</translation>
    </message>
    <message>
        <source>Asking the name server…</source>
        <translation>正在查询 DNS 服务器…</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Look up</source>
        <translation>查询</translation>
    </message>
    <message>
        <source>Name, address, network or port</source>
        <translation>名称、地址、网络或端口</translation>
    </message>
    <message>
        <source>%1, for example</source>
        <translation>例如 %1</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>查询结果</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>Copy &amp;all</source>
        <translation>全部复制(&amp;A)</translation>
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
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
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
        <source>About SocketScope</source>
        <translation>关于 SocketScope</translation>
    </message>
    <message>
        <source>SocketScope %1
A network debugging assistant with a byte-exact log.

MIT licence</source>
        <translation>SocketScope %1
逐字节准确记录的网络调试助手。

MIT 许可证</translation>
    </message>
    <message>
        <source>System default</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Seconds since the previous record</source>
        <translation>距上一条记录的秒数</translation>
    </message>
    <message>
        <source>&amp;Names and addresses…</source>
        <translation>名称和地址(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Accepted certificates…</source>
        <translation>已接受的证书(&amp;A)…</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>No log</source>
        <translation>没有日志</translation>
    </message>
    <message>
        <source>Only the setup of the tab could be restored. %1</source>
        <translation>只恢复了标签页的设置。%1</translation>
    </message>
    <message>
        <source>The current tab has no endpoint. Choose another tab, or open a new one.</source>
        <translation>当前标签页没有端点。请选择其他标签页，或新建一个。</translation>
    </message>
    <message>
        <source>“%1” is open. Close it to change its local host.</source>
        <translation>“%1”已打开。请先关闭，再更改其本地主机地址。</translation>
    </message>
    <message>
        <source>Local host of “%1”: %2</source>
        <translation>“%1”的本地主机地址：%2</translation>
    </message>
    <message>
        <source>%1 was not opened. %2</source>
        <translation>%1 未打开。%2</translation>
    </message>
    <message>
        <source>There is no file %1.</source>
        <translation>没有文件 %1。</translation>
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
    <name>MulticastGroups</name>
    <message>
        <source>no such interface is up.</source>
        <translation>没有已启用的相应网卡。</translation>
    </message>
    <message>
        <source>any interface</source>
        <translation>任何网卡</translation>
    </message>
</context>
<context>
    <name>MulticastOptions</name>
    <message>
        <source>Multicast and broadcast</source>
        <translation>组播与广播</translation>
    </message>
    <message>
        <source>Send through</source>
        <translation>发送网卡</translation>
    </message>
    <message>
        <source>The interface by which datagrams to groups and broadcast addresses leave this computer. All interfaces: one copy by each, unless the local host is one address.</source>
        <translation>发往组播组和广播地址的数据报从本机的哪个网卡发出。所有网卡：从每个网卡各发一份，除非本地主机地址是某一个地址。</translation>
    </message>
    <message>
        <source>Receive only from</source>
        <translation>只接收来自</translation>
    </message>
    <message>
        <source>all senders</source>
        <translation>所有发送方</translation>
    </message>
    <message>
        <source>Receives only what these addresses, separated by commas, send to the group</source>
        <translation>只接收这些地址（用逗号分隔）发往该组的数据</translation>
    </message>
    <message>
        <source>Programs on this computer receive it too</source>
        <translation>本机的程序也接收</translation>
    </message>
    <message>
        <source>What is sent to a group comes back if it is joined; the log marks it with (own)</source>
        <translation>发往组播组的数据，若本机已加入该组，会再收到；日志中标有 （本端）</translation>
    </message>
</context>
<context>
    <name>NameLookup</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Canonical name</source>
        <translation>规范名称</translation>
    </message>
    <message>
        <source>The name is an alias of it</source>
        <translation>该名称是它的别名</translation>
    </message>
    <message>
        <source>IPv6 address</source>
        <translation>IPv6 地址</translation>
    </message>
    <message>
        <source>IPv4 address</source>
        <translation>IPv4 地址</translation>
    </message>
    <message numerus="yes">
        <source>%n earlier look-up(s) still wait for the name server. Try again in half a minute.</source>
        <translation>
            <numerusform>先前的 %n 个查询仍在等待 DNS 服务器。请半分钟后再试。</numerusform>
        </translation>
    </message>
    <message>
        <source>Name of the address</source>
        <translation>地址对应的名称</translation>
    </message>
    <message>
        <source>No name is registered for %1</source>
        <translation>%1 没有登记名称</translation>
    </message>
    <message>
        <source>No answer within %1 s</source>
        <translation>%1 秒内没有响应</translation>
    </message>
    <message>
        <source>No answer within %1 s for “%2”. Check the network and the name server, or try again.</source>
        <translation>查询“%2”时，%1 秒内没有响应。请检查网络和 DNS 服务器，或再试一次。</translation>
    </message>
</context>
<context>
    <name>NetworkOptionsDialog</name>
    <message>
        <source>Network options</source>
        <translation>网络选项</translation>
    </message>
    <message>
        <source>The relay is open: close it to change the options that are locked.</source>
        <translation>中继已打开：要修改锁定的选项，请先关闭它。</translation>
    </message>
    <message>
        <source>The endpoint is open: close it to change its options.</source>
        <translation>端点已打开：要更改选项，请先关闭。</translation>
    </message>
    <message>
        <source>Defaults</source>
        <translation>恢复默认值</translation>
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
    <message>
        <source>Group port</source>
        <translation>组播端口</translation>
    </message>
    <message>
        <source>Enter the port to which the group is sent; it cannot be 0.</source>
        <translation>请输入组播组的目的端口，不能为 0。</translation>
    </message>
    <message>
        <source>&amp;More…</source>
        <translation>更多(&amp;M)…</translation>
    </message>
    <message>
        <source>&amp;More… (%1)</source>
        <translation>更多(&amp;M)… (%1)</translation>
    </message>
    <message>
        <source>Further options of this endpoint</source>
        <translation>此端点的更多选项</translation>
    </message>
    <message>
        <source>Set: %1</source>
        <translation>已设置：%1</translation>
    </message>
    <message>
        <source>UDP Multicast</source>
        <translation>UDP 组播</translation>
    </message>
    <message>
        <source>TLS Server</source>
        <translation>TLS Server</translation>
    </message>
    <message>
        <source>TLS Client</source>
        <translation>TLS Client</translation>
    </message>
    <message>
        <source>TCP Relay</source>
        <translation>TCP 中继</translation>
    </message>
    <message>
        <source>TLS Relay</source>
        <translation>TLS 中继</translation>
    </message>
    <message>
        <source>UDP Relay</source>
        <translation>UDP 中继</translation>
    </message>
    <message>
        <source>Unix Server</source>
        <translation>Unix Server</translation>
    </message>
    <message>
        <source>Unix Client</source>
        <translation>Unix Client</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>网卡</translation>
    </message>
    <message>
        <source>Where the group is joined, and where what is sent to it leaves this computer</source>
        <translation>在此网卡上加入组播组，发往组播组的数据也从此网卡发出</translation>
    </message>
    <message>
        <source>Group</source>
        <translation>组播组</translation>
    </message>
    <message>
        <source>A multicast address such as 239.255.0.1 or ff15::1, or several separated by commas. Messages are sent to the first one.</source>
        <translation>组播地址，例如 239.255.0.1 或 ff15::1；多个地址用逗号分隔。消息发往第一个地址。</translation>
    </message>
    <message>
        <source>Path</source>
        <translation>路径</translation>
    </message>
    <message>
        <source>Enter the port to connect to.</source>
        <translation>请输入要连接的端口。</translation>
    </message>
    <message>
        <source>Receive only from: %1</source>
        <translation>只接收来自：%1</translation>
    </message>
    <message>
        <source>A name or an IP address; HOST:PORT and the URL of an endpoint fill the other fields</source>
        <translation>主机名或 IP 地址；填“主机:端口”或端点的 URL，会自动填写其他栏</translation>
    </message>
</context>
<context>
    <name>NewLog</name>
    <message>
        <source>Another log is being written to %1, so this one is written to %2.</source>
        <translation>另一个日志正在写入 %1，因此此日志写入 %2。</translation>
    </message>
    <message>
        <source>%1 exists already, so the log is written to %2.</source>
        <translation>%1 已存在，因此日志写入 %2。</translation>
    </message>
</context>
<context>
    <name>PacketOptions</name>
    <message>
        <source>in effect: %1</source>
        <translation>实际值：%1</translation>
    </message>
    <message>
        <source>%1 B</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>Packets and buffers</source>
        <translation>数据包与缓冲区</translation>
    </message>
    <message>
        <source>as the system chooses</source>
        <translation>由系统决定</translation>
    </message>
    <message>
        <source>TTL (hop limit)</source>
        <translation>TTL（跳数限制）</translation>
    </message>
    <message>
        <source>How many networks a packet crosses. The system chooses 1 for multicast groups: no router.</source>
        <translation>数据包最多经过多少个网络。对组播组，系统默认为 1：不经过路由器。</translation>
    </message>
    <message>
        <source>DSCP</source>
        <translation>DSCP</translation>
    </message>
    <message>
        <source>The class of service in the IP header: a name such as EF, or a number from 0 to 63</source>
        <translation>IP 头中的服务类别：名称（例如 EF），或 0 到 63 的数字</translation>
    </message>
    <message>
        <source>Interface</source>
        <translation>网卡</translation>
    </message>
    <message>
        <source>The network interface that packets leave by, whatever the routes are</source>
        <translation>数据包从此网卡发出，不受路由影响</translation>
    </message>
    <message>
        <source>Send buffer</source>
        <translation>发送缓冲区</translation>
    </message>
    <message>
        <source> B</source>
        <translation> 字节</translation>
    </message>
    <message>
        <source>Receive buffer</source>
        <translation>接收缓冲区</translation>
    </message>
    <message>
        <source>%1 B, doubled by Linux</source>
        <translation>%1 字节（Linux 加倍）</translation>
    </message>
    <message>
        <source>In bytes. Linux reserves and shows twice the size entered, up to a limit: half of it is for its own use.</source>
        <translation>单位为字节。Linux 实际分配并显示所填大小的两倍，但有上限：其中一半供 Linux 自身使用。</translation>
    </message>
    <message>
        <source>8 MiB, if the system allows</source>
        <translation>8 MiB（系统允许时）</translation>
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
        <source>Every %1</source>
        <translation>定时发送，每 %1</translation>
    </message>
    <message>
        <source>Not sent: not connected yet.</source>
        <translation>未发送：尚未连接。</translation>
    </message>
</context>
<context>
    <name>PageSettings</name>
    <message>
        <source>Half-closed clients</source>
        <translation>半关闭的客户端</translation>
    </message>
    <message>
        <source>A client that has sent a FIN can still receive.
Seconds for which a server without automatic replies keeps its connection open,
counted from the FIN or from the last bytes sent. 0: close at once.
Applies to all tabs, unless a URL says half-closed=SECONDS.</source>
        <translation>已发送 FIN 的客户端仍可接收数据。
未启用自动回复的服务器保持其连接的秒数，
从收到 FIN 或最后一次发送数据时算起。0 表示立即关闭。
对所有标签页有效，除非 URL 中写有 half-closed=秒。</translation>
    </message>
</context>
<context>
    <name>PageTabs</name>
    <message>
        <source>New tab</source>
        <translation>新建标签页</translation>
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
        <source>Kind of pattern</source>
        <translation>查找的内容类型</translation>
    </message>
    <message>
        <source>Text to find</source>
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
        <source>a section of an unknown version</source>
        <translation>版本未知的段</translation>
    </message>
    <message>
        <source>a block with an invalid length</source>
        <translation>长度无效的块</translation>
    </message>
</context>
<context>
    <name>PiecesDialog</name>
    <message>
        <source>Send in pieces</source>
        <translation>分片发送</translation>
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
        <source> B</source>
        <translation> 字节</translation>
    </message>
    <message>
        <source>Bytes in a piece</source>
        <translation>每片字节数</translation>
    </message>
    <message>
        <source>Cut</source>
        <translation>拆分</translation>
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
        <source>In pieces</source>
        <translation>分片发送</translation>
    </message>
    <message>
        <source>Sends the message in the send box in pieces, or several in one write, to test whether the peer reassembles the stream correctly. Each piece is a TCP segment of its own.</source>
        <translation>把发送框中的内容拆开发送，或把多条粘在一次写入中，测试对方能否正确处理粘包和断包。每一片是一个单独的 TCP 报文段。</translation>
    </message>
    <message>
        <source>at the offsets</source>
        <translation>在这些偏移处</translation>
    </message>
    <message>
        <source>Offsets to cut at</source>
        <translation>拆分偏移</translation>
    </message>
    <message>
        <source>Byte offsets such as 1, 3, 8: 1 cuts after the first byte</source>
        <translation>字节偏移，例如 1, 3, 8：1 表示在第一个字节之后拆开</translation>
    </message>
    <message>
        <source>Enter the offsets to cut the message at, such as 1, 3, 8.</source>
        <translation>请填写拆分偏移，例如 1, 3, 8。</translation>
    </message>
</context>
<context>
    <name>PrivateMode</name>
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
        <source>SocketScope</source>
        <translation>SocketScope 网络调试助手</translation>
    </message>
</context>
<context>
    <name>ProtocolPreset</name>
    <message>
        <source>Unknown protocol “%1”. Choose one of: %2</source>
        <translation>未知的协议“%1”。可选：%2</translation>
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
    <message>
        <source>How bytes become text, in the log and for sending. A change applies to the whole log.</source>
        <translation>字节与文本如何转换，用于日志和发送。更改后应用于整个日志。</translation>
    </message>
    <message>
        <source>The view stops updating; receiving and logging continue, and nothing is lost.</source>
        <translation>只暂停显示；接收和记录继续进行，不会丢失数据。</translation>
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
    <message>
        <source>Clear list of recent logs</source>
        <translation>清空最近的日志列表</translation>
    </message>
    <message numerus="yes">
        <source>Delete the %n log(s) in the list? The data they hold is lost.</source>
        <translation>
            <numerusform>删除列表中的 %n 份日志？其中的数据将随之丢失。</numerusform>
        </translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
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
</context>
<context>
    <name>ReconnectOptions</name>
    <message>
        <source>Reconnect and silence</source>
        <translation>重连与空闲</translation>
    </message>
    <message>
        <source>Silence</source>
        <translation>空闲</translation>
    </message>
    <message>
        <source>The longest wait must not be shorter than the first one.</source>
        <translation>最长等待不能短于首次等待。</translation>
    </message>
    <message>
        <source>Connect again after a failure or loss</source>
        <translation>连接失败或中断后自动重连</translation>
    </message>
    <message>
        <source>First wait</source>
        <translation>首次等待</translation>
    </message>
    <message>
        <source>Longest wait</source>
        <translation>最长等待</translation>
    </message>
    <message>
        <source>The waits double up to the longest one; a random part keeps clients apart</source>
        <translation>等待时间每次加倍，直到最长等待；其中有随机部分，使各客户端错开</translation>
    </message>
    <message>
        <source>Attempts</source>
        <translation>尝试次数</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>Report inactivity after</source>
        <translation>空闲多久后提示</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
    </message>
    <message>
        <source>When nothing was received for this time, the log says so</source>
        <translation>超过此时间没有收到数据时，在日志中提示</translation>
    </message>
    <message>
        <source>Close idle connections</source>
        <translation>关闭空闲的连接</translation>
    </message>
    <message>
        <source>Attempts are counted until a connection lasts as long as the wait before it</source>
        <translation>连接始终未能保持住（保持时间不短于此前的等待时间）时的尝试次数</translation>
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
        <source>✓ valid: %1</source>
        <translation>✓ 正确：%1</translation>
    </message>
    <message>
        <source>✗ invalid: %1</source>
        <translation>✗ 错误：%1</translation>
    </message>
    <message>
        <source>local: %1</source>
        <translation>本地：%1</translation>
    </message>
</context>
<context>
    <name>RecordFilter</name>
    <message>
        <source>“%1” is not a peer. Enter an address, a port, or both: 192.168.0.2:5000</source>
        <translation>“%1”不是对端。请输入地址、端口，或两者：192.168.0.2:5000</translation>
    </message>
</context>
<context>
    <name>RecordLookup</name>
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
    <name>RelayPair</name>
    <message>
        <source>the relay was closed before they were due</source>
        <translation>中继在转发时间到之前已关闭</translation>
    </message>
</context>
<context>
    <name>RelayServerOptions</name>
    <message>
        <source>Towards the server</source>
        <translation>服务器侧</translation>
    </message>
    <message>
        <source>Connect to the server by TLS</source>
        <translation>用 TLS 连接服务器</translation>
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
        <source>rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>The local time, as C&apos;s ctime() writes it</source>
        <translation>本地时间，格式同 C 语言的 ctime()</translation>
    </message>
    <message>
        <source>“好的,我是服务端” in GBK, whatever the encoding</source>
        <translation>以 GBK 回复“好的，我是服务端”，与所选编码无关</translation>
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
    <message>
        <source>Reply with</source>
        <translation>回复内容</translation>
    </message>
    <message>
        <source>The reply to each received message, sent at once to its sender</source>
        <translation>收到每条消息后立即回复给发送方的内容</translation>
    </message>
    <message>
        <source>the requested file</source>
        <translation>所请求的文件</translation>
    </message>
    <message>
        <source>No automatic replies</source>
        <translation>不自动回复</translation>
    </message>
    <message>
        <source>Sends each message back</source>
        <translation>把每条消息原样发回</translation>
    </message>
    <message>
        <source>Replies “accepted”; replies “closed” to “close”, then closes the connection</source>
        <translation>回复“accepted”；收到“close”则回复“closed”，然后断开连接</translation>
    </message>
    <message>
        <source>Sends “Thank you for connecting” to each new connection, then closes it</source>
        <translation>对每个新连接发送“Thank you for connecting”，然后断开连接</translation>
    </message>
    <message>
        <source>Each message is the name of a file in a folder; sends its content, then closes the connection</source>
        <translation>每条消息是文件夹中的文件名；发送其内容，然后断开连接</translation>
    </message>
    <message>
        <source>Your own rules</source>
        <translation>自定义规则</translation>
    </message>
</context>
<context>
    <name>ReplyPreset</name>
    <message>
        <source>The folder is missing: write files=DIR.</source>
        <translation>缺少文件夹：请写 files=目录。</translation>
    </message>
    <message>
        <source>“%1” takes no value.</source>
        <translation>“%1”不带值。</translation>
    </message>
    <message>
        <source>Unknown reply preset “%1”. Use one of %2</source>
        <translation>未知的回复预设“%1”。可用：%2</translation>
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
        <source>this must be an object: {…}</source>
        <translation>这里必须是对象：{…}</translation>
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
        <source>Line %1, column %2: %3</source>
        <translation>第 %1 行第 %2 列：%3</translation>
    </message>
    <message>
        <source>this is not JSON: %1</source>
        <translation>不是 JSON：%1</translation>
    </message>
    <message>
        <source>the field “%1” occurs twice</source>
        <translation>字段“%1”重复</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1, field “%2”: %3</source>
        <translation>%1，字段“%2”：%3</translation>
    </message>
    <message>
        <source>unknown field; allowed are %1</source>
        <translation>未知字段；允许的有 %1</translation>
    </message>
    <message>
        <source>%1 is not a readable file</source>
        <translation>%1 不是可读取的文件</translation>
    </message>
    <message>
        <source>A checksum needs known bytes: remove the “?”.</source>
        <translation>含“?”的字节无法计算校验：请去掉“?”。</translation>
    </message>
    <message>
        <source>Unknown placeholder ${%1}. Use ${time}, ${ctime}, ${peer}, ${count}, ${received}, ${1}, ${2} … for groups of the regular expression, a part of these such as ${received[0:2]}, or ${checksum:NAME}.</source>
        <translation>未知的占位符 ${%1}。可用 ${time}、${ctime}、${peer}、${count}、${received}，表示正则分组的 ${1}、${2} …，其中一部分如 ${received[0:2]}，或 ${checksum:名称}。</translation>
    </message>
    <message>
        <source>The file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>this must be an array: […]</source>
        <translation>这里必须是数组：[…]</translation>
    </message>
    <message>
        <source>Rule %1</source>
        <translation>规则 %1</translation>
    </message>
    <message>
        <source>a new connection has no message; use this with &quot;event&quot;: &quot;message&quot;</source>
        <translation>新连接没有消息；此项应与 &quot;event&quot;: &quot;message&quot; 一起使用</translation>
    </message>
</context>
<context>
    <name>RetryBar</name>
    <message>
        <source>Connecting again in %1 s (attempt %2)</source>
        <translation>%1 秒后重连（第 %2 次）</translation>
    </message>
    <message>
        <source>Connect now</source>
        <translation>立即连接</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stops reconnecting</source>
        <translation>不再重连</translation>
    </message>
</context>
<context>
    <name>RuleEditor</name>
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
        <source>Messages are</source>
        <translation>分包方式</translation>
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
        <source>There is no rule yet; nothing was saved.</source>
        <translation>还没有规则，未保存。</translation>
    </message>
    <message>
        <source>These rules are too large for a file: 1 MiB is allowed.</source>
        <translation>规则过大，无法存为文件：最多 1 MiB。</translation>
    </message>
    <message>
        <source>A log is being written to %1 now. Choose another name.</source>
        <translation>日志正在写入 %1，请换一个名字。</translation>
    </message>
    <message>
        <source>Auto reply rules</source>
        <translation>自动回复规则</translation>
    </message>
    <message>
        <source>Only the first matching rule replies.</source>
        <translation>只有第一条匹配的规则会回复。</translation>
    </message>
    <message>
        <source>Selected rule</source>
        <translation>所选规则</translation>
    </message>
    <message>
        <source>as set under Receive, or for example line, delimiter:0D0A, length:size=2</source>
        <translation>与“接收设置”相同；或如 line、delimiter:0D0A、length:size=2</translation>
    </message>
    <message>
        <source>These changes were not applied when SocketScope was closed.</source>
        <translation>SocketScope 上次退出时，这些更改尚未应用。</translation>
    </message>
    <message>
        <source>Rule %1 has an error; nothing was saved.</source>
        <translation>规则 %1 有错误，未保存。</translation>
    </message>
    <message>
        <source>Rule %1 has an error; nothing was applied.</source>
        <translation>规则 %1 有错误，未应用任何更改。</translation>
    </message>
    <message>
        <source>Discard the changes to the rules?</source>
        <translation>放弃对规则的更改？</translation>
    </message>
    <message>
        <source>line, delimiter:&apos;TEXT&apos; or delimiter:HEX, between:HEX,HEX, cobs, slip, fixed:BYTES, gap:MS, or length:size=2,offset=0,big,adjust=0. With between, cobs and slip, rules see the message without its start and end, and replies are framed in the same way. Options after these: ,max=BYTES limits the length of a message; ,strip=BYTES (length only) hides that many bytes at the start of a message from the rules; ,drop (line and delimiter only) hides the line ending or delimiter from them.</source>
        <translation>line、delimiter:&apos;文本&apos; 或 delimiter:十六进制、between:十六进制,十六进制、cobs、slip、fixed:字节数、gap:毫秒，或 length:size=2,offset=0,big,adjust=0。使用 between、cobs 和 slip 时，规则看到的消息不含起止符，回复也按同样方式封装。其后可加选项：,max=字节数（最大包长）；,strip=字节数（仅 length，规则看不到消息开头的这些字节）；,drop（仅 line 和 delimiter，规则看不到行尾或分隔符）。</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>When</source>
        <translation>条件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Append</source>
        <translation>追加</translation>
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
        <source>Escapes</source>
        <translation>转义符</translation>
    </message>
    <message>
        <source>Checksum</source>
        <translation>校验</translation>
    </message>
    <message>
        <source>Escapes: \n \r \t \0 \e \\ as in C, \xHH for a byte, \u{…} for a character.</source>
        <translation>转义符：\n \r \t \0 \e \\ 与 C 语言相同，\xHH 表示一个字节，\u{…} 表示一个字符。</translation>
    </message>
    <message>
        <source>Such as (?s)^(..)\x01\x03</source>
        <translation>如 (?s)^(..)\x01\x03</translation>
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
    <message>
        <source>Pattern</source>
        <translation>匹配内容</translation>
    </message>
    <message>
        <source>Reply with</source>
        <translation>回复方式</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复内容</translation>
    </message>
    <message>
        <source>Escapes in the pattern</source>
        <translation>匹配内容使用转义符</translation>
    </message>
    <message>
        <source>Escapes in the reply</source>
        <translation>回复内容使用转义符</translation>
    </message>
    <message>
        <source>Added after the reply, before the line ending.
Options after the name: ,big or ,little; ,digits or ,modbus-ascii; ,skip=BYTES.
Inside the reply: ${checksum:NAME}</source>
        <translation>放在回复内容之后、行尾之前。
名称后面可加选项：,big 或 ,little；,digits 或 ,modbus-ascii；,skip=字节数。
在回复内容之中：${checksum:名称}</translation>
    </message>
    <message>
        <source>\n \r \t \0 \\ as in C, \xHH up to \x7F, \u{…} for a character. Invisible characters such as CR are always shown this way.</source>
        <translation>\n \r \t \0 \\ 与 C 语言相同，\xHH 最大到 \x7F，\u{…} 表示一个字符。CR 等不可见字符总是这样显示。</translation>
    </message>
    <message>
        <source>${received}: the message; ${received[0:2]}: its first two bytes; ${received[-1]}: its last one
${1}, ${2} …: groups of the regex; ${1[2:]}: a group without its first two bytes
${checksum:CRC-16/MODBUS}: checksum of everything before it
${time}, ${ctime}, ${peer}, ${count}: messages of this peer so far
Received bytes are inserted unchanged.</source>
        <translation>${received}：收到的消息；${received[0:2]}：其前两个字节；${received[-1]}：其最后一个字节
${1}、${2} …：正则分组；${1[2:]}：去掉前两个字节的分组
${checksum:CRC-16/MODBUS}：前面所有内容的校验
${time}、${ctime}、${peer}；${count}：该对端至今的消息数
收到的字节原样插入。</translation>
    </message>
    <message>
        <source>Bytes such as 0D 0A or 4? ??; ^ first for the start, $ last for the end</source>
        <translation>字节，如 0D 0A 或 4? ??；以 ^ 开头表示消息开头，以 $ 结尾表示消息末尾</translation>
    </message>
    <message>
        <source>? matches any hex digit.
^ first: the message starts with the bytes
$ last: the message ends with them
Both: the message is exactly these bytes</source>
        <translation>? 匹配任意一位十六进制数字。
前面加 ^：消息以这些字节开头
后面加 $：消息以这些字节结尾
两者都加：消息恰好是这些字节</translation>
    </message>
    <message>
        <source>Matches the text decoded in the encoding of the session.
An invalid byte is one character, which \xHH matches.
The dot does not match LF unless (?s) precedes it.</source>
        <translation>匹配按会话的编码解码的文本。
无效的一个字节算一个字符，可用 \xHH 匹配。
. 不匹配 LF，除非前面写 (?s)。</translation>
    </message>
    <message>
        <source>Each byte is one character, which \xHH matches, whatever the encoding is.
The dot does not match LF unless (?s) precedes it.</source>
        <translation>不管编码，每个字节是一个字符，可用 \xHH 匹配。
. 不匹配 LF，除非前面写 (?s)。</translation>
    </message>
    <message>
        <source>File name</source>
        <translation>文件名</translation>
    </message>
    <message>
        <source>File to reply with</source>
        <translation>用作回复的文件</translation>
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
        <source>When</source>
        <translation>条件</translation>
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
    <message>
        <source>Pattern</source>
        <translation>匹配内容</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
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
        <source>, then closes</source>
        <translation>，然后断开</translation>
    </message>
    <message>
        <source>, then resets (RST)</source>
        <translation>，然后复位（RST）</translation>
    </message>
    <message>
        <source>Type of input</source>
        <translation>输入类型</translation>
    </message>
    <message>
        <source>Message to test</source>
        <translation>测试消息</translation>
    </message>
    <message>
        <source>Test result</source>
        <translation>测试结果</translation>
    </message>
    <message>
        <source>&amp;Test a message</source>
        <translation>测试消息(&amp;T)</translation>
    </message>
    <message>
        <source>No rule matches: no reply.</source>
        <translation>没有匹配的规则：不回复。</translation>
    </message>
    <message>
        <source>Rule %1 matches, but cannot reply: %2</source>
        <translation>规则 %1 匹配，但无法回复：%2</translation>
    </message>
    <message>
        <source>Rule %1 replies with a file of %2 bytes</source>
        <translation>规则 %1 回复一个 %2 字节的文件</translation>
    </message>
    <message>
        <source>Rule %1 replies with %2 bytes</source>
        <translation>规则 %1 回复 %2 字节</translation>
    </message>
    <message>
        <source>Rule %1 matches and sends no reply</source>
        <translation>规则 %1 匹配，不回复</translation>
    </message>
    <message>
        <source>, after %1</source>
        <translation>，延时 %1</translation>
    </message>
</context>
<context>
    <name>SearchPattern</name>
    <message>
        <source>The regular expression is invalid: %1</source>
        <translation>正则表达式无效：%1</translation>
    </message>
    <message>
        <source>The search text is empty.</source>
        <translation>查找内容为空。</translation>
    </message>
</context>
<context>
    <name>SegmentScan</name>
    <message>
        <source>The capture %1 cannot be read: %2</source>
        <translation>无法读取抓包文件 %1：%2</translation>
    </message>
</context>
<context>
    <name>SendBox</name>
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
        <source>Replaces in the text: %1</source>
        <translation>替换文本中的字符：%1</translation>
    </message>
    <message>
        <source>Message (Ctrl+Enter sends it; Ctrl+↑ and Ctrl+↓ recall sent messages)</source>
        <translation>发送内容（Ctrl+Enter 发送；Ctrl+↑、Ctrl+↓ 调出历史发送）</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <comment>as what the bytes were recognized, how many bytes</comment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>SendEntryDialog</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
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
        <source>Send list message</source>
        <translation>发送列表中的消息</translation>
    </message>
    <message>
        <source>Wait after this message when the list is run</source>
        <translation>运行列表时，发送这一条之后等待的时间</translation>
    </message>
    <message>
        <source>%1 is already in use: %2. Choose another key.</source>
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
        <source>there is nothing to send: write &quot;text&quot; or &quot;hex&quot;</source>
        <translation>没有要发送的内容：请写 &quot;text&quot; 或 &quot;hex&quot;</translation>
    </message>
    <message>
        <source>Line %1, column “format”: allowed are “text”, “hex”</source>
        <translation>第 %1 行，“format”列：只能是“text”或“hex”</translation>
    </message>
    <message>
        <source>Entry %1</source>
        <translation>第 %1 条</translation>
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
        <source>A log is being written to %1 now. Choose another name.</source>
        <translation>日志正在写入 %1，请换一个名字。</translation>
    </message>
    <message>
        <source>This is not a send list: write [{&quot;text&quot;: …}, …]</source>
        <translation>这不是发送列表：应写成 [{&quot;text&quot;: …}, …]</translation>
    </message>
    <message>
        <source>Line 1: unknown column “%1”; allowed are %2</source>
        <translation>第 1 行：未知的列“%1”；可用的有 %2</translation>
    </message>
    <message>
        <source>Line 1: the column “%1” occurs twice</source>
        <translation>第 1 行：列“%1”重复</translation>
    </message>
    <message>
        <source>allowed are between:…, cobs and slip</source>
        <translation>只能是 between:…、cobs 和 slip</translation>
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
        <source>Double-click to send, F2 to edit, drag to reorder</source>
        <translation>双击发送，F2 编辑，拖动排序</translation>
    </message>
    <message>
        <source>Messages to send with a double-click or a key. “Add…” creates one, “Import…” reads a list from JSON or CSV.</source>
        <translation>双击或按快捷键即可发送的消息。“添加…”新建一条，“导入…”从 JSON 或 CSV 读入列表。</translation>
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
        <source>Interval</source>
        <translation>间隔</translation>
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
    <message>
        <source>Send repeats the message at this interval until you press Stop or uncheck this box.</source>
        <translation>点“发送”后按此间隔反复发送，直到点“停止”或取消勾选。</translation>
    </message>
</context>
<context>
    <name>SendPieces</name>
    <message>
        <source>“%1” is not an offset: write numbers from 1, such as 1, 3, 8</source>
        <translation>“%1”不是偏移：请写从 1 开始的数字，例如 1, 3, 8</translation>
    </message>
    <message>
        <source>%1 is not greater than %2: write the offsets in ascending order</source>
        <translation>%1 不大于 %2：请按从小到大的顺序填写偏移</translation>
    </message>
</context>
<context>
    <name>SendTools</name>
    <message>
        <source>Send list</source>
        <translation>发送列表</translation>
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
    <message>
        <source>menu command “%1”</source>
        <translation>菜单“%1”</translation>
    </message>
    <message>
        <source>send list message “%1”</source>
        <translation>发送列表中的消息“%1”</translation>
    </message>
    <message numerus="yes">
        <source>%n key(s) removed because they are already in use.</source>
        <translation>
            <numerusform>%n 个快捷键已被占用，已去掉。</numerusform>
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
        <source>Close the sending result</source>
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
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>%1 could not be sent</source>
        <translation>%1 条未能发送</translation>
    </message>
    <message>
        <source>%1 skipped because a peer does not read</source>
        <translation>对方不读取，跳过 %1 条</translation>
    </message>
    <message>
        <source>Connection closed</source>
        <translation>连接已关闭</translation>
    </message>
    <message>
        <source>Peer disconnected</source>
        <translation>对方已断开</translation>
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
        <source>This log is damaged: %1 of it cannot be shown. The log says where.</source>
        <translation>此日志已损坏：其中 %1 无法显示，日志中标明了位置。</translation>
    </message>
    <message>
        <source>A part of this log is missing. The log says where.</source>
        <translation>这个日志缺少一部分，缺失处在日志中有说明。</translation>
    </message>
    <message>
        <source>Show certificate…</source>
        <translation>查看证书…</translation>
    </message>
    <message>
        <source>Multicast %1:%2</source>
        <translation>组播 %1:%2</translation>
    </message>
    <message>
        <source>Server %1</source>
        <translation>服务器 %1</translation>
    </message>
    <message>
        <source>Client %1</source>
        <translation>客户端 %1</translation>
    </message>
    <message>
        <source>TLS server :%1</source>
        <translation>TLS 服务器 :%1</translation>
    </message>
    <message>
        <source>TLS client %1:%2</source>
        <translation>TLS 客户端 %1:%2</translation>
    </message>
    <message>
        <source>Relay :%1 → %2</source>
        <translation>中继 :%1 → %2</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>The private key is encrypted. Its password, which is not stored:</source>
        <translation>私钥已加密。请输入密码（不会保存）：</translation>
    </message>
    <message>
        <source>Not connected: the identity of %1 is not verified, because %2.</source>
        <translation>未连接：%1 的身份未经验证，因为%2。</translation>
    </message>
    <message>
        <source>TLS relay :%1 → %2</source>
        <translation>TLS 中继 :%1 → %2</translation>
    </message>
    <message>
        <source>UDP relay :%1 → %2</source>
        <translation>UDP 中继 :%1 → %2</translation>
    </message>
    <message>
        <source>The certificate of %1 has changed since one was accepted. Not connected: the server is not verified, because %2.</source>
        <translation>%1 的证书与以前接受的不同。未连接：服务器未经验证，因为%2。</translation>
    </message>
</context>
<context>
    <name>SessionReplier</name>
    <message>
        <source>too many replies are waiting for their delay</source>
        <translation>等待延时的回复过多</translation>
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
        <source>Some of the settings are damaged.</source>
        <translation>部分设置已损坏。</translation>
    </message>
    <message>
        <source>The settings were written by a later version of SocketScope.</source>
        <translation>设置来自更新版本的 SocketScope。</translation>
    </message>
    <message>
        <source>They are kept in %1; the default settings are used instead.</source>
        <translation>原设置已保留在 %1，现使用默认设置。</translation>
    </message>
    <message>
        <source>They are in %1; the default settings are used instead.</source>
        <translation>原设置在 %1，现使用默认设置。</translation>
    </message>
    <message>
        <source>The settings cannot be stored in %1: changes are lost when SocketScope exits. Check the free space on the disk and the permissions of the file and its folder.</source>
        <translation>设置无法保存到 %1：更改会在 SocketScope 退出后丢失。请检查磁盘剩余空间，以及该文件及其文件夹的权限。</translation>
    </message>
</context>
<context>
    <name>SocketSystem</name>
    <message>
        <source>the system allows one socket no more groups or senders. Join fewer, or raise the limit (Linux: net.ipv4.igmp_max_memberships, igmp_max_msf).</source>
        <translation>系统不允许一个套接字加入更多的组或指定更多的发送方。请减少数量，或提高上限（Linux：net.ipv4.igmp_max_memberships、igmp_max_msf）。</translation>
    </message>
    <message>
        <source>the interface has no address of this family, or cannot do multicast. Choose another one.</source>
        <translation>该网卡没有此类（IPv4 或 IPv6）地址，或不支持组播。请换一个网卡。</translation>
    </message>
    <message>
        <source>system error: %1.</source>
        <translation>系统错误：%1。</translation>
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
    <message>
        <source>Reconnecting…</source>
        <translation>正在重连…</translation>
    </message>
    <message numerus="yes">
        <source>Relaying %1 → %2 · %n client(s)</source>
        <translation>
            <numerusform>正在中继 %1 → %2 · %n 个客户端</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 · %n peer(s)</source>
        <translation>
            <numerusform>%1 · %n 个对端</numerusform>
        </translation>
    </message>
    <message>
        <source>Connected to %1</source>
        <translation>已连接到 %1</translation>
    </message>
    <message>
        <source>In no group: the interface is down</source>
        <translation>未加入任何组：网卡未启用</translation>
    </message>
    <message>
        <source>%1 on %2</source>
        <comment>a group on an interface</comment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>Joined %1</source>
        <translation>已加入 %1</translation>
    </message>
</context>
<context>
    <name>StatusLabel</name>
    <message>
        <source>Position %1: %2</source>
        <translation>第 %1 个字符：%2</translation>
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
    <message>
        <source>Enter the remote host to send to.</source>
        <translation>请输入要发往的远程主机。</translation>
    </message>
    <message>
        <source>Sends to the source address of the last received datagram</source>
        <translation>发往最近收到的数据报的来源地址</translation>
    </message>
    <message>
        <source>%1, for %2</source>
        <translation>%1（对应 %2）</translation>
    </message>
    <message>
        <source>Server side (%1)</source>
        <translation>服务器侧（%1）</translation>
    </message>
    <message>
        <source>Client side (%1)</source>
        <translation>客户端侧（%1）</translation>
    </message>
    <message>
        <source>Connected to %1</source>
        <translation>已连接到 %1</translation>
    </message>
    <message>
        <source>Ways to end a connection</source>
        <translation>断开方式</translation>
    </message>
    <message>
        <source>Other ways to end the connection of the chosen client, or of all</source>
        <translation>所选客户端或全部客户端的其他断开方式</translation>
    </message>
    <message>
        <source>Finish sending, still receive (FIN)</source>
        <translation>结束发送，仍可接收（FIN）</translation>
    </message>
    <message>
        <source>Close (FIN)</source>
        <translation>关闭（FIN）</translation>
    </message>
    <message>
        <source>Reset (RST)</source>
        <translation>重置（RST）</translation>
    </message>
    <message>
        <source>Enter the remote port to send to.</source>
        <translation>请输入要发往的远程主机端口。</translation>
    </message>
    <message>
        <source>Closes the chosen connection, or all of the chosen side; the other side follows. With Shift: resets (RST).</source>
        <translation>关闭所选连接，或所选一侧的全部连接；另一侧随之关闭。按住 Shift：重置（RST）。</translation>
    </message>
    <message>
        <source>Other ways to end the chosen connection, or all of the chosen side</source>
        <translation>所选连接或所选一侧全部连接的其他断开方式</translation>
    </message>
</context>
<context>
    <name>TestStep</name>
    <message>
        <source>send the file %1</source>
        <translation>发送文件 %1</translation>
    </message>
    <message>
        <source>send %1</source>
        <translation>发送 %1</translation>
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
</context>
<context>
    <name>TextCodec</name>
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
    <message>
        <source>Unknown encoding “%1”. Choose one of: %2</source>
        <translation>未知的编码“%1”。可选：%2</translation>
    </message>
    <message>
        <source>Unknown encoding “%1”. Did you mean “%2”?</source>
        <translation>未知的编码“%1”。是否应为“%2”？</translation>
    </message>
</context>
<context>
    <name>Tls</name>
    <message>
        <source>This build cannot make a certificate. Give the files of a certificate and its private key.</source>
        <translation>此编译版本不能生成证书。请指定证书及其私钥的文件。</translation>
    </message>
    <message>
        <source>A self-signed certificate could not be made: %1.</source>
        <translation>无法生成自签名证书：%1。</translation>
    </message>
    <message>
        <source>Protocol %1 of “%2” (ALPN) is empty. Separate the names by one comma each, such as h2,http/1.1.</source>
        <translation>“%2”中的第 %1 个协议（ALPN）为空。名称之间用一个逗号分隔，例如 h2,http/1.1。</translation>
    </message>
    <message>
        <source>“%1…” is too long for a protocol (ALPN): a name has at most 255 bytes, all together 65535.</source>
        <translation>“%1…”作为协议（ALPN）过长：每个名称最多 255 字节，合计最多 65535 字节。</translation>
    </message>
    <message>
        <source>“%1” is not the SHA-256 fingerprint of a certificate: 64 hexadecimal digits. This prints it: openssl x509 -noout -fingerprint -sha256 -in FILE</source>
        <translation>“%1”不是证书的 SHA-256 指纹：应为 64 位十六进制数字。可用此命令显示：openssl x509 -noout -fingerprint -sha256 -in FILE</translation>
    </message>
</context>
<context>
    <name>TlsAlert</name>
    <message>
        <source>unexpected message</source>
        <translation>意外消息（unexpected message）</translation>
    </message>
    <message>
        <source>bad record mac</source>
        <translation>记录 MAC 错误（bad record mac）</translation>
    </message>
    <message>
        <source>record overflow</source>
        <translation>记录过长（record overflow）</translation>
    </message>
    <message>
        <source>handshake failure</source>
        <translation>握手失败（handshake failure）</translation>
    </message>
    <message>
        <source>bad certificate</source>
        <translation>证书有误（bad certificate）</translation>
    </message>
    <message>
        <source>unsupported certificate</source>
        <translation>不支持的证书（unsupported certificate）</translation>
    </message>
    <message>
        <source>certificate revoked</source>
        <translation>证书已吊销（certificate revoked）</translation>
    </message>
    <message>
        <source>certificate expired</source>
        <translation>证书已过期（certificate expired）</translation>
    </message>
    <message>
        <source>certificate unknown</source>
        <translation>证书不被接受（certificate unknown）</translation>
    </message>
    <message>
        <source>illegal parameter</source>
        <translation>非法参数（illegal parameter）</translation>
    </message>
    <message>
        <source>unknown CA</source>
        <translation>未知的 CA（unknown CA）</translation>
    </message>
    <message>
        <source>access denied</source>
        <translation>拒绝访问（access denied）</translation>
    </message>
    <message>
        <source>decode error</source>
        <translation>解码错误（decode error）</translation>
    </message>
    <message>
        <source>decrypt error</source>
        <translation>解密错误（decrypt error）</translation>
    </message>
    <message>
        <source>protocol version</source>
        <translation>协议版本不支持（protocol version）</translation>
    </message>
    <message>
        <source>insufficient security</source>
        <translation>安全强度不足（insufficient security）</translation>
    </message>
    <message>
        <source>internal error</source>
        <translation>内部错误（internal error）</translation>
    </message>
    <message>
        <source>inappropriate fallback</source>
        <translation>不当的版本回退（inappropriate fallback）</translation>
    </message>
    <message>
        <source>user canceled</source>
        <translation>用户取消（user canceled）</translation>
    </message>
    <message>
        <source>no renegotiation</source>
        <translation>拒绝重新协商（no renegotiation）</translation>
    </message>
    <message>
        <source>missing extension</source>
        <translation>缺少扩展（missing extension）</translation>
    </message>
    <message>
        <source>unsupported extension</source>
        <translation>不支持的扩展（unsupported extension）</translation>
    </message>
    <message>
        <source>unrecognized name</source>
        <translation>无法识别的名称（unrecognized name）</translation>
    </message>
    <message>
        <source>bad certificate status response</source>
        <translation>证书状态响应有误（bad certificate status response）</translation>
    </message>
    <message>
        <source>unknown PSK identity</source>
        <translation>未知的 PSK 标识（unknown PSK identity）</translation>
    </message>
    <message>
        <source>certificate required</source>
        <translation>必须提供证书（certificate required）</translation>
    </message>
    <message>
        <source>no application protocol</source>
        <translation>没有共同的应用层协议（no application protocol）</translation>
    </message>
</context>
<context>
    <name>TlsFailure</name>
    <message>
        <source>It received a message that it did not expect. Check that the port is the right one.</source>
        <translation>对方收到了不该在此处出现的消息。请检查端口是否正确。</translation>
    </message>
    <message>
        <source>What it received cannot be decrypted: it was changed on its way, or one side has a defect.</source>
        <translation>对方收到的数据无法解密：数据在途中被改动，或其中一端有缺陷。</translation>
    </message>
    <message>
        <source>The two sides have no cipher and kind of key in common, or it demands a client certificate. See its settings and log.</source>
        <translation>双方没有共同的密码套件和密钥类型，或对方要求客户端证书。请查看对方的设置和日志。</translation>
    </message>
    <message>
        <source>It rejects the certificate that it was sent. Check which ones it accepts.</source>
        <translation>对方拒绝了发给它的证书。请检查它接受哪些证书。</translation>
    </message>
    <message>
        <source>It cannot use the certificate that it was sent. Use one with an RSA or ECDSA key that is meant for this purpose.</source>
        <translation>对方无法使用发给它的证书。请使用适用于此用途、密钥为 RSA 或 ECDSA 的证书。</translation>
    </message>
    <message>
        <source>The certificate that it was sent is revoked. Use another one.</source>
        <translation>发给对方的证书已被吊销。请换一张证书。</translation>
    </message>
    <message>
        <source>The certificate that it was sent has expired. Use a valid one, or check the peer&apos;s clock.</source>
        <translation>发给对方的证书已过期。请使用有效的证书，或检查对方的时钟。</translation>
    </message>
    <message>
        <source>It does not accept the certificate that it was sent. Have the certificate or its issuer accepted there.</source>
        <translation>对方不接受发给它的证书。请让对方接受该证书或其颁发者。</translation>
    </message>
    <message>
        <source>It does not trust the certificate that it was sent, because it does not know the issuer. Make the issuer known there (curl: --cacert), or have it not verify (curl: -k).</source>
        <translation>对方不信任发给它的证书，因为它不认识颁发者。请在对方添加该颁发者（curl：--cacert），或让对方不验证（curl：-k）。</translation>
    </message>
    <message>
        <source>The certificate that it was sent is valid, but has no access. Use another one, or have it permitted there.</source>
        <translation>发给对方的证书有效，但没有访问权限。请换一张证书，或让对方授权。</translation>
    </message>
    <message>
        <source>A signature that it was sent is wrong. Check that the private key belongs to the certificate.</source>
        <translation>发给对方的签名有误。请检查私钥与证书是否匹配。</translation>
    </message>
    <message>
        <source>It does not support the TLS versions that are allowed here. Lower the minimum version (at least TLS 1.2 is needed), or have it allow newer ones.</source>
        <translation>对方不支持本端允许的 TLS 版本。请降低最低版本（至少需要 TLS 1.2），或让对方允许更新的版本。</translation>
    </message>
    <message>
        <source>It demands stronger ciphers than those of this side. See its settings.</source>
        <translation>对方要求比本端更强的密码套件。请查看对方的设置。</translation>
    </message>
    <message>
        <source>It reports an error of its own. See its log.</source>
        <translation>对方报告自身出错。请查看对方的日志。</translation>
    </message>
    <message>
        <source>It has no certificate for the host name that it was sent. Check the server name (SNI).</source>
        <translation>对方没有与发给它的主机名相符的证书。请检查服务器名称（SNI）。</translation>
    </message>
    <message>
        <source>It demands a client certificate. Choose one with its private key under More… (client-cert= and client-key= in the URL).</source>
        <translation>对方要求客户端证书。请在“更多…”中选择证书及其私钥（URL 中的 client-cert= 和 client-key=）。</translation>
    </message>
    <message>
        <source>It supports none of the protocols that it was offered. Check them (ALPN).</source>
        <translation>本端提供的协议，对方都不支持。请检查协议（ALPN）。</translation>
    </message>
    <message>
        <source>It closed the connection during the handshake. Its log may say why: it may not speak TLS, or reject a certificate or version.</source>
        <translation>对方在握手期间关闭了连接。原因可查看对方的日志：它可能不使用 TLS，或拒绝了证书或版本。</translation>
    </message>
    <message>
        <source>It sent no certificate, which is required here.</source>
        <translation>对方没有提供证书，而此处必须提供。</translation>
    </message>
    <message>
        <source>It does not speak TLS. Choose a role without TLS, or check the port.</source>
        <translation>对方不使用 TLS。请选择不带 TLS 的协议类型，或检查端口。</translation>
    </message>
    <message>
        <source>It offers only TLS versions that are not allowed here. Lower the minimum version (at least TLS 1.2 is needed), or have it allow newer ones.</source>
        <translation>对方只提供本端不允许的 TLS 版本。请降低最低版本（至少需要 TLS 1.2），或让对方允许更新的版本。</translation>
    </message>
    <message>
        <source>The two sides have no cipher and kind of key in common. Older programs may need a certificate with an RSA key.</source>
        <translation>双方没有共同的密码套件和密钥类型。较旧的程序可能需要使用 RSA 密钥的证书。</translation>
    </message>
    <message>
        <source>What it sent cannot be decrypted: it was changed on its way, or one side has a defect.</source>
        <translation>对方发来的数据无法解密：数据在途中被改动，或其中一端有缺陷。</translation>
    </message>
    <message>
        <source>Its certificate or key is too weak for today&apos;s rules. It needs another certificate.</source>
        <translation>对方的证书或密钥强度不足，不符合现行要求。对方需要更换证书。</translation>
    </message>
    <message>
        <source>A signature that it sent is wrong: its private key may be that of another certificate.</source>
        <translation>对方发来的签名有误：其私钥可能属于另一张证书。</translation>
    </message>
    <message>
        <source>It supports only insecure renegotiation (before RFC 5746). It needs an update.</source>
        <translation>对方只支持不安全的重新协商（早于 RFC 5746）。对方需要升级。</translation>
    </message>
    <message>
        <source>The TLS library gives the reason: %1.</source>
        <translation>TLS 库给出的原因：%1。</translation>
    </message>
</context>
<context>
    <name>TlsOptions</name>
    <message>
        <source>A private key needs its certificate.</source>
        <translation>私钥必须与其证书一起指定。</translation>
    </message>
    <message>
        <source>TLS</source>
        <translation>TLS</translation>
    </message>
    <message>
        <source>Verify the server&apos;s certificate</source>
        <translation>验证服务器的证书</translation>
    </message>
    <message>
        <source>Certificate</source>
        <translation>证书</translation>
    </message>
    <message>
        <source>Own certificate</source>
        <translation>本端证书</translation>
    </message>
    <message>
        <source>a self-signed one, made when opened</source>
        <translation>打开时生成自签名证书</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Private key</source>
        <translation>私钥</translation>
    </message>
    <message>
        <source>Own private key</source>
        <translation>本端私钥</translation>
    </message>
    <message>
        <source>in the file of the certificate</source>
        <translation>在证书文件中</translation>
    </message>
    <message>
        <source>Clients&apos; certificates</source>
        <translation>客户端证书</translation>
    </message>
    <message>
        <source>not asked for</source>
        <translation>不要求</translation>
    </message>
    <message>
        <source>asked for</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>required</source>
        <translation>必须提供</translation>
    </message>
    <message>
        <source>Trusted issuers</source>
        <translation>受信任的颁发者</translation>
    </message>
    <message>
        <source>those of the system</source>
        <translation>系统信任的颁发者</translation>
    </message>
    <message>
        <source>Server name</source>
        <translation>服务器名称</translation>
    </message>
    <message>
        <source>The name that is sent (SNI) and that the certificate must be for, if it is not the host connected to</source>
        <translation>发送的名称（SNI），证书也必须与之相符；不填则为所连接的主机</translation>
    </message>
    <message>
        <source>Accepted certificate</source>
        <translation>接受的证书</translation>
    </message>
    <message>
        <source>SHA-256 fingerprint</source>
        <translation>SHA-256 指纹</translation>
    </message>
    <message>
        <source>Exactly this certificate is accepted, whatever is wrong with it</source>
        <translation>只接受这一张证书，不管它有什么问题</translation>
    </message>
    <message>
        <source>Protocols (ALPN)</source>
        <translation>协议（ALPN）</translation>
    </message>
    <message>
        <source>none; for example http/1.1</source>
        <translation>无；例如 http/1.1</translation>
    </message>
    <message>
        <source>Minimum version</source>
        <translation>最低版本</translation>
    </message>
    <message>
        <source>PEM files (*.pem *.crt *.cer *.key);;All files (*)</source>
        <translation>PEM 文件 (*.pem *.crt *.cer *.key);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Choose a certificate</source>
        <translation>选择证书</translation>
    </message>
    <message>
        <source>Choose a private key</source>
        <translation>选择私钥</translation>
    </message>
    <message>
        <source>Choose certificates of issuers</source>
        <translation>选择颁发者的证书</translation>
    </message>
    <message>
        <source>TLS towards the clients</source>
        <translation>客户端侧的 TLS</translation>
    </message>
</context>
<context>
    <name>TlsReason</name>
    <message>
        <source>its certificate is for other names than the one connected to</source>
        <translation>其证书上的名称与所连接的名称不符</translation>
    </message>
    <message>
        <source>its certificate has expired</source>
        <translation>其证书已过期</translation>
    </message>
    <message>
        <source>its certificate is not valid yet (check the clocks)</source>
        <translation>其证书尚未生效（请检查双方的时钟）</translation>
    </message>
    <message>
        <source>its certificate is self-signed</source>
        <translation>其证书是自签名的</translation>
    </message>
    <message>
        <source>the issuer of its certificate is not known here</source>
        <translation>本机不认识其证书的颁发者</translation>
    </message>
    <message>
        <source>the signature of its certificate is wrong</source>
        <translation>其证书的签名错误</translation>
    </message>
    <message>
        <source>its certificate or its issuer&apos;s is not meant for this purpose</source>
        <translation>其证书或颁发者的证书不适用于此用途</translation>
    </message>
    <message>
        <source>its certificate was revoked</source>
        <translation>其证书已被吊销</translation>
    </message>
    <message>
        <source>it sent no certificate</source>
        <translation>对方没有提供证书</translation>
    </message>
    <message>
        <source>its chain of certificates is too long</source>
        <translation>其证书链过长</translation>
    </message>
    <message>
        <source>its certificate or its issuer&apos;s is too weak for today&apos;s rules</source>
        <translation>其证书或颁发者的证书强度不足，不符合现行要求</translation>
    </message>
    <message>
        <source>its certificate is damaged</source>
        <translation>其证书已损坏</translation>
    </message>
    <message>
        <source>its certificate is not the one whose fingerprint was given (trust=)</source>
        <translation>其证书与给定的指纹（trust=）不符</translation>
    </message>
    <message>
        <source>its certificate is self-signed and not one of those in %1</source>
        <translation>其证书是自签名的，且不在 %1 中</translation>
    </message>
    <message>
        <source>its certificate was not issued by one of those in %1</source>
        <translation>其证书不是由 %1 中的颁发者签发的</translation>
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
    <message>
        <source>the interface %1 is down or has gone</source>
        <translation>网卡 %1 未启用或已不存在</translation>
    </message>
</context>
<context>
    <name>UdpTestDialog</name>
    <message>
        <source>UDP test</source>
        <translation>UDP 测试</translation>
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
        <source>This test needs a tab with the role UDP.</source>
        <translation>此测试需要协议类型为 UDP 的标签页。</translation>
    </message>
    <message>
        <source>%1 (%2 %)</source>
        <translation>%1（%2 %）</translation>
    </message>
    <message>
        <source>Sends numbered datagrams to a peer that echoes them, such as another SocketScope with the auto reply “echo”, and counts those that return.</source>
        <translation>向会原样返回的对方（例如自动回复设为“回显”的 SocketScope）发送带编号的数据报，统计返回情况。</translation>
    </message>
    <message>
        <source>How long the last datagrams may take to return before they count as lost</source>
        <translation>等待最后的数据报返回的时间，超时算丢失</translation>
    </message>
    <message>
        <source>Round trip, 99th percentile</source>
        <translation>往返时间，第 99 百分位</translation>
    </message>
    <message>
        <source>%1, or still in transit</source>
        <translation>%1，或仍在途中</translation>
    </message>
</context>
<context>
    <name>Units</name>
    <message>
        <source> ms</source>
        <translation> 毫秒</translation>
    </message>
    <message>
        <source> s</source>
        <translation> 秒</translation>
    </message>
</context>
<context>
    <name>Wireshark</name>
    <message>
        <source>%1 could not be started.</source>
        <translation>无法启动 %1。</translation>
    </message>
    <message>
        <source>No file for Wireshark can be created in %1: %2</source>
        <translation>无法在 %1 中为 Wireshark 创建文件：%2</translation>
    </message>
</context>
<context>
    <name>WrappedLabel</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>tlsconfiguration</name>
    <message>
        <source>The file %1 cannot be read: %2.</source>
        <translation>无法读取文件 %1：%2。</translation>
    </message>
    <message>
        <source>The file %1 has no certificate in PEM format (-----BEGIN CERTIFICATE-----).</source>
        <translation>文件 %1 中没有 PEM 格式的证书（-----BEGIN CERTIFICATE-----）。</translation>
    </message>
    <message>
        <source>The file %1 has no private key in PEM format (-----BEGIN PRIVATE KEY-----).</source>
        <translation>文件 %1 中没有 PEM 格式的私钥（-----BEGIN PRIVATE KEY-----）。</translation>
    </message>
    <message>
        <source>The private key in %1 is encrypted. Give its password in the environment variable %2, or in a file named by key-password in the URL.</source>
        <translation>%1 中的私钥已加密。请在环境变量 %2 中给出密码，或在 URL 中用 key-password 指定密码文件。</translation>
    </message>
    <message>
        <source>The private key in %1 cannot be decrypted: the password is wrong, or the key is not that of the certificate.</source>
        <translation>无法解密 %1 中的私钥：密码错误，或私钥与证书不匹配。</translation>
    </message>
    <message>
        <source>The private key in %1 cannot be used: it is damaged, or not that of the certificate.</source>
        <translation>%1 中的私钥无法使用：已损坏，或与证书不匹配。</translation>
    </message>
    <message>
        <source>Qt cannot find a TLS library on this computer. Install OpenSSL and Qt&apos;s TLS plug-in.</source>
        <translation>此处 Qt 找不到 TLS 库。请安装 OpenSSL 和 Qt 的 TLS 插件。</translation>
    </message>
    <message>
        <source>A private key is given, but no certificate.</source>
        <translation>给出了私钥，但没有证书。</translation>
    </message>
    <message>
        <source>%1 is not a regular file, or a very large one. Choose a file in PEM format.</source>
        <translation>%1 不是普通文件，或者太大。请选择 PEM 格式的文件。</translation>
    </message>
    <message>
        <source>The file %1 has a certificate, but no private key (-----BEGIN PRIVATE KEY-----). Choose the file of the private key too: under More…, or key= in the URL (of a client: client-key=).</source>
        <translation>文件 %1 中有证书，但没有私钥（-----BEGIN PRIVATE KEY-----）。请同时选择私钥文件：在“更多…”中，或用 URL 中的 key=（客户端用 client-key=）。</translation>
    </message>
    <message>
        <source>The private key in %1 cannot be used: it is damaged, not that of the certificate, or of a kind that is not supported. RSA and ECDSA keys are.</source>
        <translation>%1 中的私钥无法使用：已损坏、与证书不匹配，或类型不受支持。支持 RSA 和 ECDSA 密钥。</translation>
    </message>
</context>
</TS>
