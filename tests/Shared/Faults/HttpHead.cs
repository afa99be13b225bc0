using System.Globalization;
using System.Text;

namespace Edify.Rag.Tests.Shared;

/// <summary>The head of an HTTP/1.1 request or answer, known as far as it must be to find where the body ends.</summary>
internal sealed class HttpHead
{
    private readonly string[] _lines;
    private readonly string[] _start;

    /// <param name="bytes">The head with the empty line that ends it.</param>
    public HttpHead(byte[] bytes)
    {
        Bytes = bytes;
        _lines = Encoding.Latin1.GetString(bytes).Split("\r\n");
        _start = _lines[0].Split(' ', 3);
    }

    /// <summary>As it came, and as it is passed on.</summary>
    public byte[] Bytes { get; }

    /// <summary>Of a request.</summary>
    public string Method => _start[0];

    /// <summary>Of a request: path and query.</summary>
    public string Target => _start.Length > 1 ? _start[1] : string.Empty;

    /// <summary>Of an answer.</summary>
    public int Status => _start.Length > 1 && int.TryParse(_start[1], CultureInfo.InvariantCulture, out var status) ? status : throw new InvalidDataException($"'{_lines[0]}' begins no answer.");

    /// <summary>Whether the client waits for the server's word before it sends the body.</summary>
    public bool ExpectsWord => Header("Expect") is not null;

    /// <summary>Whether this side will close the connection.</summary>
    public bool Closes => string.Equals(Header("Connection"), "close", StringComparison.OrdinalIgnoreCase);

    /// <summary>A header; <see langword="null"/> when there is none of the name.</summary>
    public string? Header(string name) => _lines.Skip(1)
        .Where(line => line.Length > name.Length && line[name.Length] == ':' && line.StartsWith(name, StringComparison.OrdinalIgnoreCase))
        .Select(line => line[(name.Length + 1)..].Trim()).FirstOrDefault();

    /// <summary>How the body of a request is measured.</summary>
    public HttpBody RequestBody() => Framing() ?? HttpBody.None;

    /// <summary>How the body of an answer is measured.</summary>
    /// <param name="method">The request's.</param>
    public HttpBody AnswerBody(string method) =>
        method == "HEAD" || Status is < 200 or 204 or 304 ? HttpBody.None : Framing() ?? HttpBody.ToTheEnd;

    private HttpBody? Framing()
    {
        if (Header("Transfer-Encoding")?.Contains("chunked", StringComparison.OrdinalIgnoreCase) == true) return HttpBody.Chunked;
        return Header("Content-Length") is { } length ? HttpBody.OfLength(long.Parse(length, CultureInfo.InvariantCulture)) : null;
    }
}

/// <summary>How long a body is.</summary>
/// <param name="Length">Its bytes; -1 for chunks, -2 for all that comes until the connection ends.</param>
internal readonly record struct HttpBody(long Length)
{
    public static HttpBody None => new(0);

    public static HttpBody Chunked => new(-1);

    public static HttpBody ToTheEnd => new(-2);

    public static HttpBody OfLength(long length) => new(length);
}
