using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Edify.Rag.MongoDb.Tests.Dns;

/// <summary>A name server on loopback, by datagrams of the old 512 bytes and by connections.</summary>
internal sealed class DnsDouble : IAsyncDisposable
{
    private const ushort Text = 16;
    private const ushort Service = 33;

    private readonly Dictionary<(string Name, ushort Type), List<byte[]>> _records = [];
    private readonly CancellationTokenSource _end = new();
    private readonly Socket _datagrams = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly TcpListener _listener;
    private readonly Task _serving;

    public DnsDouble()
    {
        // One port for both kinds; the second may be taken, and then another is tried.
        while (true)
        {
            _listener = new TcpListener(IPAddress.Loopback, 0);
            _listener.Start();
            Endpoint = (IPEndPoint)_listener.LocalEndpoint;
            try
            {
                _datagrams.Bind(Endpoint);
                break;
            }
            catch (SocketException)
            {
                _listener.Stop();
            }
        }

        _serving = Task.WhenAll(ServeDatagramsAsync(), ServeConnectionsAsync());
    }

    public IPEndPoint Endpoint { get; }

    /// <summary>What is answered instead of records; 0 for none.</summary>
    public int Code { get; init; }

    /// <summary>Sends an answer of its own making before the right one, with another id and another server.</summary>
    public bool Forges { get; set; }

    public int Connections { get; private set; }

    public void Add(string name, params (string Host, int Port)[] servers)
    {
        foreach (var (host, port) in servers)
            Records(name, Service).Add([0, 1, 0, 2, (byte)(port >> 8), (byte)port, .. Name(host)]);
    }

    public void Add(string name, params string[] strings) =>
        Records(name, Text).Add([.. strings.SelectMany(s => (byte[])[(byte)s.Length, .. Encoding.UTF8.GetBytes(s)])]);

    public byte[] Answer(byte[] question, int maxLength)
    {
        var at = 12;
        var name = new StringBuilder();
        for (; question[at] != 0; at += question[at] + 1) name.Append(name.Length == 0 ? "" : ".").Append(Encoding.ASCII.GetString(question, at + 1, question[at]));
        var type = BinaryPrimitives.ReadUInt16BigEndian(question.AsSpan(at + 1));
        var records = _records.GetValueOrDefault((name.ToString(), type), []);
        byte[] answer = [.. question];
        answer[2] |= 0x80;
        answer[3] = (byte)(Code != 0 ? Code : _records.Keys.Any(k => k.Name == name.ToString()) ? 0 : 3);
        var body = answer.ToList();

        // Names of answers point to the question's.
        foreach (var data in records) body.AddRange([0xC0, 12, (byte)(type >> 8), (byte)type, 0, 1, 0, 0, 0, 60, (byte)(data.Length >> 8), (byte)data.Length, .. data]);
        if (body.Count > maxLength)
        {
            answer[2] |= 2;
            return answer;
        }

        answer = [.. body];
        BinaryPrimitives.WriteUInt16BigEndian(answer.AsSpan(6), (ushort)records.Count);
        return answer;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        _datagrams.Dispose();
        _listener.Stop();
        await _serving;
        _end.Dispose();
    }

    private List<byte[]> Records(string name, ushort type)
    {
        if (!_records.TryGetValue((name, type), out var records)) _records.Add((name, type), records = []);
        return records;
    }

    private static byte[] Name(string name) => [.. name.Split('.').SelectMany(label => (byte[])[(byte)label.Length, .. Encoding.ASCII.GetBytes(label)]), 0];

    private async Task ServeDatagramsAsync()
    {
        var buffer = new byte[4096];
        while (!_end.IsCancellationRequested)
        {
            try
            {
                var received = await _datagrams.ReceiveFromAsync(buffer, new IPEndPoint(IPAddress.Any, 0), _end.Token);
                var answer = Answer(buffer[..received.ReceivedBytes], maxLength: 512);
                if (Forges)
                {
                    byte[] forged = [.. answer];
                    forged[0] ^= 1;
                    await _datagrams.SendToAsync(forged, received.RemoteEndPoint);
                }

                await _datagrams.SendToAsync(answer, received.RemoteEndPoint);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException && _end.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ServeConnectionsAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_end.Token);
                Connections++;
                var stream = client.GetStream();
                var prefix = new byte[2];
                await stream.ReadExactlyAsync(prefix, _end.Token);
                var question = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
                await stream.ReadExactlyAsync(question, _end.Token);
                var answer = Answer(question, maxLength: 65_535);
                await stream.WriteAsync((byte[])[(byte)(answer.Length >> 8), (byte)answer.Length, .. answer], _end.Token);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
            {
                if (_end.IsCancellationRequested) return;
            }
        }
    }
}
