using System.Collections.Concurrent;
using System.Net;
using Edify.Rag.Qdrant.Server.Data;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Qdrant.Server.Serving;

/// <summary>An in-memory Qdrant on loopback, with the REST API of one version. It can be used by any number of clients at a time.</summary>
public sealed class QdrantServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Faults _faults = new();

    private QdrantServer(QdrantServerOptions options)
    {
        Options = options;
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore();
        if (options.Certificate is not null) builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (options.Certificate is { } certificate) listen.UseHttps(certificate);
            });
        });
        _app = builder.Build();
        _app.Run(new RequestPipeline(options, new QdrantData(), _faults, exchange => Seen(exchange)).RunAsync);
    }

    public QdrantServerOptions Options { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; private set; } = null!;

    /// <summary>What was asked and answered, if options say that it be kept.</summary>
    public ConcurrentQueue<QdrantExchange> Exchanges { get; } = new();

    public static async Task<QdrantServer> StartAsync(QdrantServerOptions? options = null)
    {
        var server = new QdrantServer(options ?? new());
        await server._app.StartAsync();
        var port = new Uri(server._app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()).Port;
        server.Address = new($"{(server.Options.Certificate is null ? "http" : "https")}://127.0.0.1:{port}/");
        return server;
    }

    /// <summary>Lets something go wrong with the next requests; entries are used up in the order in which they were added.</summary>
    /// <param name="times">With how many.</param>
    /// <param name="when">With which, by method and path; with all when it is not given.</param>
    public void Fault(QdrantFault fault, int times = 1, Func<string, string, bool>? when = null) => _faults.Add(fault, times, when);

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private void Seen(QdrantExchange exchange)
    {
        if (Options.KeepsExchanges) Exchanges.Enqueue(exchange);
    }
}
