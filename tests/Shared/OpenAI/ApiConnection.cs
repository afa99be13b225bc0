using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Edify.Rag.Tests.Shared;

/// <summary>One connection of a client: requests with a length, answered one after the other.</summary>
internal sealed class ApiConnection(TcpClient client, CancellationToken stop) : IAsyncDisposable
{
    private const byte HandshakeOfTls = 22;

    private Stream _stream = client.GetStream();
    private byte? _first;

    /// <summary>Gets ready; false for a client that speaks otherwise than the server.</summary>
    public async Task<bool> OpenAsync(X509Certificate2? certificate)
    {
        try
        {
            if (certificate is not null)
            {
                var secure = new SslStream(_stream);
                await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, stop);
                _stream = secure;
                return true;
            }

            var first = new byte[1];
            if (await _stream.ReadAsync(first, stop) == 0) return false;
            _first = first[0];
            if (_first != HandshakeOfTls) return true;
            await _stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), stop);
            return false;
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or AuthenticationException)
        {
            return false;
        }
    }

    /// <summary>The next request; null when there is none.</summary>
    public async Task<(string Path, IReadOnlyDictionary<string, string> Headers, string Body)?> ReadAsync()
    {
        try
        {
            var head = new List<byte>();
            if (_first is { } first) head.Add(first);
            _first = null;
            var one = new byte[1];
            while (head.Count < 4 || !head[^4..].SequenceEqual("\r\n\r\n"u8.ToArray()))
            {
                await _stream.ReadExactlyAsync(one, stop);
                head.Add(one[0]);
            }

            var lines = Encoding.ASCII.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
            var headers = lines[1..].Select(line => line.Split(": ", 2)).ToDictionary(part => part[0], part => part[1], StringComparer.OrdinalIgnoreCase);
            var body = new byte[headers.TryGetValue("Content-Length", out var length) ? int.Parse(length, CultureInfo.InvariantCulture) : 0];
            await _stream.ReadExactlyAsync(body, stop);
            return (lines[0].Split(' ')[1], headers, Encoding.UTF8.GetString(body));
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException or ObjectDisposedException)
        {
            return null;
        }
    }

    /// <summary>Sends an answer; false when the client went before it.</summary>
    public async Task<bool> AnswerAsync(ApiAnswer answer)
    {
        try
        {
            if (answer.Stalls) return await _stream.ReadAsync(new byte[1], stop) > 0;
            if (answer.Pieces is not null) return await SendPiecesAsync(answer);
            var body = Encoding.UTF8.GetBytes(answer.Body);
            var head = string.Concat(
                $"HTTP/1.1 {answer.Status} Answer\r\nContent-Type: {answer.ContentType}\r\nContent-Length: {body.Length}\r\n",
                string.Concat(answer.Headers.Select(header => header + "\r\n")),
                "\r\n");
            await _stream.WriteAsync(Encoding.ASCII.GetBytes(head), stop);
            await _stream.WriteAsync(answer.BreaksOff ? body.AsMemory(0, body.Length / 2) : body, stop);
            await _stream.FlushAsync(stop);
            if (answer.BreaksOff) client.Close();
            return true;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            return false;
        }
    }

    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task<bool> SendPiecesAsync(ApiAnswer answer)
    {
        await SendAsync(string.Concat(
            $"HTTP/1.1 {answer.Status} Answer\r\nContent-Type: {answer.ContentType}\r\nTransfer-Encoding: chunked\r\n",
            string.Concat(answer.Headers.Select(header => header + "\r\n")),
            "\r\n"));
        foreach (var piece in answer.Pieces!) await SendAsync($"{Encoding.UTF8.GetByteCount(piece):x}\r\n{piece}\r\n");
        switch (answer.Ending)
        {
            case ApiEnding.Whole:
                await SendAsync("0\r\n\r\n");
                return true;
            case ApiEnding.Stalls:
                return await _stream.ReadAsync(new byte[1], stop) > 0;
            case ApiEnding.Resets:
                client.LingerState = new(enable: true, seconds: 0);
                client.Close();
                return true;
            default:
                client.Close();
                return true;
        }
    }

    private async Task SendAsync(string text)
    {
        await _stream.WriteAsync(Encoding.UTF8.GetBytes(text), stop);
        await _stream.FlushAsync(stop);
    }
}
