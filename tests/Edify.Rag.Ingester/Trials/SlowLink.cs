using System.Text.RegularExpressions;

namespace Edify.Rag.Ingester.Trials;

/// <summary>A way to a server on this machine that is as slow as a real network: each connection carries so many bytes a second.</summary>
public sealed partial class SlowLink : IAsyncDisposable
{
    private const int PieceBytes = 64 * 1024;

    private readonly FaultProxy _proxy;

    /// <param name="connection">Connection string of an account without TLS, such as Azurite's.</param>
    /// <param name="bytesPerSecond">What one connection carries; waiting takes a little longer than it is asked to, so it is less.</param>
    public SlowLink(string connection, int bytesPerSecond)
    {
        var server = ServerOf(connection);
        var drip = new Fault.Drip(PieceBytes, TimeSpan.FromSeconds((double)PieceBytes / bytesPerSecond));
        _proxy = FaultProxy.ForHttp(server, new FaultScript().Every(1, drip));
        Connection = connection.Replace(server.Authority, _proxy.Endpoint.Authority, StringComparison.Ordinal);
    }

    /// <summary>The connection string of the account at the link's other end.</summary>
    public string Connection { get; }

    public ValueTask DisposeAsync() => _proxy.DisposeAsync();

    /// <summary>The server that a connection string names.</summary>
    internal static Uri ServerOf(string connection) => Address().Match(connection) is { Success: true } match
        ? new Uri(match.Groups[1].Value)
        : throw new ArgumentException("Only a connection without TLS can be slowed down or disturbed; the connection string has no http BlobEndpoint.", nameof(connection));

    [GeneratedRegex("BlobEndpoint=(http://[^/;]+)", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}
