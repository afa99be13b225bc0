using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Edify.Rag.MongoDb.Dns;

/// <summary>Asks name servers, by datagram and, where the answer is too long for one, by connection.</summary>
/// <param name="servers">The servers, asked in this order, twice.</param>
/// <param name="time">The clock.</param>
internal sealed class DnsClient(IReadOnlyList<IPEndPoint> servers, TimeProvider time)
{
    private const int Rounds = 2;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>The records of a name; none when there is no such name.</summary>
    /// <exception cref="DnsException">No server answers.</exception>
    public async Task<DnsAnswer> QueryAsync(string name, DnsRecordType type, CancellationToken cancellationToken)
    {
        const int NoSuchName = 3;
        Exception? last = null;
        foreach (var server in Enumerable.Repeat(servers, Rounds).SelectMany(s => s))
        {
            using var limit = new CancellationTokenSource(Patience, time);
            using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
            try
            {
                // Each try has an id of its own, which nobody can guess.
                var question = DnsMessage.Question((ushort)RandomNumberGenerator.GetInt32(65_536), name, type);
                var answer = await AskByDatagramAsync(server, question, both.Token).ConfigureAwait(false);
                if (answer.IsTruncated) answer = await AskByConnectionAsync(server, question, both.Token).ConfigureAwait(false);
                if (answer.Code is 0 or NoSuchName) return answer;
                last = new DnsException($"The name server answers with code {answer.Code}.", isTransient: true);
            }
            catch (Exception e) when (e is SocketException or IOException or DnsException { IsTransient: true })
            {
                last = e;
            }
            catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
            {
                last = e;
            }
        }

        throw new DnsException($"No name server answers for '{name}'; check the network, or write the MongoDB connection string with 'mongodb://' and its hosts.", isTransient: true, last);
    }

    private static async Task<DnsAnswer> AskByDatagramAsync(IPEndPoint server, byte[] question, CancellationToken cancellationToken)
    {
        using var socket = new Socket(server.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        await socket.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        await socket.SendAsync(question, cancellationToken).ConfigureAwait(false);
        var buffer = new byte[4096];
        while (true)
        {
            var length = await socket.ReceiveAsync(buffer, cancellationToken).ConfigureAwait(false);
            if (DnsMessage.Read(buffer.AsSpan(0, length), question) is { } answer) return answer;
        }
    }

    private static async Task<DnsAnswer> AskByConnectionAsync(IPEndPoint server, byte[] question, CancellationToken cancellationToken)
    {
        using var client = new TcpClient(server.AddressFamily);
        await client.ConnectAsync(server, cancellationToken).ConfigureAwait(false);
        var stream = client.GetStream();
        var prefix = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(prefix, (ushort)question.Length);
        await stream.WriteAsync((byte[])[.. prefix, .. question], cancellationToken).ConfigureAwait(false);
        await stream.ReadExactlyAsync(prefix, cancellationToken).ConfigureAwait(false);
        var buffer = new byte[BinaryPrimitives.ReadUInt16BigEndian(prefix)];
        await stream.ReadExactlyAsync(buffer, cancellationToken).ConfigureAwait(false);
        var answer = DnsMessage.Read(buffer, question);
        return answer is { IsTruncated: false } ? answer : throw DnsMessage.Damaged();
    }
}
