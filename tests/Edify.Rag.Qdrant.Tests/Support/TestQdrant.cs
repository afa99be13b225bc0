using Edify.Rag.Qdrant.Connection;
using Edify.Rag.Qdrant.Server.OpenApi;
using Edify.Rag.Qdrant.Server.Serving;
using Edify.Rag.Qdrant.Snapshots;
using Microsoft.Extensions.Logging.Abstractions;

namespace Edify.Rag.Qdrant.Tests.Support;

/// <summary>A server in memory and stores over it; where the descriptions of the API are here, all that passes is compared with them.</summary>
internal sealed class TestQdrant : IAsyncDisposable
{
    private const string Descriptions = "qdrant-openapi";

    private readonly List<OpenApiHandler> _checks = [];
    private readonly List<QdrantCalls> _opened = [];
    private readonly QdrantOpenApi? _description;

    private TestQdrant(QdrantServer server)
    {
        Server = server;
        _description = ConformanceFiles.Find(Descriptions) is { } folder && IsDescribed(server.Options.Version) ? QdrantOpenApi.Load(folder, server.Options.Version) : null;
    }

    public QdrantServer Server { get; }

    public static async Task<TestQdrant> StartAsync(QdrantServerOptions? options = null) => new(await QdrantServer.StartAsync(options));

    public QdrantVectorStore Store(Action<QdrantOptions>? configure = null, TimeProvider? time = null)
    {
        var options = Options(configure);
        return new(Calls(options, time), options, time ?? TimeProvider.System, NullLogger<QdrantVectorStore>.Instance);
    }

    public QdrantSnapshots Snapshots() => new(Calls(Options(null), time: null));

    /// <summary>Fails when a request or an answer was not as the API is described.</summary>
    public void AssertAsDescribed() => Assert.Empty(_checks.SelectMany(check => check.Violations));

    public async ValueTask DisposeAsync()
    {
        foreach (var calls in _opened) calls.Dispose();
        await Server.DisposeAsync();
        AssertAsDescribed();
    }

    private QdrantOptions Options(Action<QdrantOptions>? configure)
    {
        var options = new QdrantOptions { Endpoint = Server.Address, ApiKey = Server.Options.ApiKey };
        configure?.Invoke(options);
        return options;
    }

    private QdrantCalls Calls(QdrantOptions options, TimeProvider? time)
    {
        HttpMessageHandler handler = QdrantTransport.Create(options);
        if (_description is not null)
        {
            var check = new OpenApiHandler(_description, handler);
            _checks.Add(check);
            handler = check;
        }

        var calls = new QdrantCalls(options, time ?? TimeProvider.System, NullLogger.Instance, handler);
        _opened.Add(calls);
        return calls;
    }

    private static bool IsDescribed(string version) => version.StartsWith("1.15.", StringComparison.Ordinal) || version.StartsWith("1.19.", StringComparison.Ordinal);
}
