using System.Net;
using Edify.Rag.Conformance;
using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Server.Serving;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Qdrant.Tests;

public sealed class QdrantVectorStoreFaultTests : VectorStoreFaultSuite
{
    private const string Key = "s3cret-key-of-the-school";

    private readonly QdrantServer _server = QdrantServer.StartAsync(new() { ApiKey = Key }).GetAwaiter().GetResult();
    private readonly TemporaryDirectory _directory = new();
    private readonly List<QdrantCalls> _opened = [];

    protected override DnsEndPoint Server => new("127.0.0.1", _server.Address.Port);

    protected override IReadOnlyList<string> Secrets => [Key];

    protected override ValueTask<IVectorStore> ConnectAsync(DnsEndPoint through) => new(Open($"http://{through.Host}:{through.Port}", authority: null));

    protected override async ValueTask<IVectorStore?> ConnectByTlsAsync(DnsEndPoint through, string authority)
    {
        var file = _directory["authority.pem"];
        await File.WriteAllTextAsync(file, authority);
        return Open($"https://{through.Host}:{through.Port}", file);
    }

    protected override async ValueTask DeleteDataAsync()
    {
        foreach (var calls in _opened) calls.Dispose();
        await _server.DisposeAsync();
        _directory.Dispose();
    }

    private QdrantVectorStore Open(string endpoint, string? authority)
    {
        var options = new QdrantOptions { Endpoint = new(endpoint), ApiKey = Key, Timeout = TimeSpan.FromSeconds(2), CertificateAuthorityFile = authority };
        var calls = new QdrantCalls(options, TimeProvider.System, NullLogger.Instance);
        _opened.Add(calls);
        return new(calls, options, TimeProvider.System, NullLogger<QdrantVectorStore>.Instance);
    }
}
