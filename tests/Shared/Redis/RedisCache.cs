using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Caching.Distributed;

namespace Edify.Rag.Tests.Shared;

/// <summary>The least of a Redis client that is an <see cref="IDistributedCache"/>: one connection, one command at a time.</summary>
internal sealed class RedisCache : IDistributedCache, IAsyncDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly TcpClient _client;
    private readonly BufferedStream _stream;

    private RedisCache(TcpClient client) => (_client, _stream) = (client, new(client.GetStream()));

    public static async Task<RedisCache> ConnectAsync(string address)
    {
        var colon = address.LastIndexOf(':');
        var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(address[..colon], int.Parse(address[(colon + 1)..], CultureInfo.InvariantCulture));
        return new(client);
    }

    public Task<byte[]?> GetAsync(string key, CancellationToken token = default) => AskAsync("GET"u8.ToArray(), Bytes(key));

    public Task SetAsync(string key, byte[] value, DistributedCacheEntryOptions options, CancellationToken token = default) =>
        options.AbsoluteExpirationRelativeToNow is { } lifetime
            ? AskAsync("SET"u8.ToArray(), Bytes(key), value, "PX"u8.ToArray(), Bytes(((long)lifetime.TotalMilliseconds).ToString(CultureInfo.InvariantCulture)))
            : AskAsync("SET"u8.ToArray(), Bytes(key), value);

    public async Task<TimeSpan> TimeToLiveAsync(string key) =>
        TimeSpan.FromMilliseconds(long.Parse((await AskAsync("PTTL"u8.ToArray(), Bytes(key)))!, CultureInfo.InvariantCulture));

    public byte[]? Get(string key) => throw new NotSupportedException();

    public void Set(string key, byte[] value, DistributedCacheEntryOptions options) => throw new NotSupportedException();

    public void Refresh(string key) => throw new NotSupportedException();

    public Task RefreshAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public void Remove(string key) => throw new NotSupportedException();

    public Task RemoveAsync(string key, CancellationToken token = default) => throw new NotSupportedException();

    public async ValueTask DisposeAsync()
    {
        await _stream.DisposeAsync();
        _client.Dispose();
        _turn.Dispose();
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private async Task<byte[]?> AskAsync(params byte[][] words)
    {
        await _turn.WaitAsync();
        try
        {
            await _stream.WriteAsync(Bytes($"*{words.Length}\r\n"));
            foreach (var word in words)
            {
                await _stream.WriteAsync(Bytes($"${word.Length}\r\n"));
                await _stream.WriteAsync(word);
                await _stream.WriteAsync("\r\n"u8.ToArray());
            }

            await _stream.FlushAsync();
            return await ReadAnswerAsync();
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<byte[]?> ReadAnswerAsync()
    {
        var line = await ReadLineAsync();
        if (line[0] == '-') throw new IOException(line);
        if (line[0] != '$') return Bytes(line[1..]);
        var length = int.Parse(line[1..], CultureInfo.InvariantCulture);
        if (length < 0) return null;
        var value = new byte[length + 2];
        await _stream.ReadExactlyAsync(value);
        return value[..length];
    }

    private async Task<string> ReadLineAsync()
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (true)
        {
            await _stream.ReadExactlyAsync(one);
            if (one[0] == '\n') return line.ToString(0, line.Length - 1);
            line.Append((char)one[0]);
        }
    }
}
