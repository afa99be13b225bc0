using Edify.Rag.MongoDb.Dns;
using Edify.Rag.MongoDb.Settings;
using Edify.Rag.MongoDb.Topology;
using Edify.Rag.MongoDb.Wire;
using Microsoft.Extensions.Logging;

namespace Edify.Rag.MongoDb.Client;

/// <summary>Runs commands on the servers of a connection string. Nothing is connected before the first.</summary>
/// <remarks>Safe for concurrent use.</remarks>
internal sealed class MongoClient : IMongoCommandChannel, IAsyncDisposable, IDisposable
{
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    private readonly string _connectionString;
    private readonly Func<SrvLookup> _dns;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly SemaphoreSlim _gate = new(1);
    private readonly MongoSettings _given;
    private volatile CommandRunner? _runner;

    /// <param name="connectionString">The connection string, a secret.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Gets what happens to servers.</param>
    /// <param name="dns">Finds the servers of <c>mongodb+srv://</c>; the system's name servers unless given.</param>
    /// <exception cref="RagConfigurationException">The connection string is none.</exception>
    public MongoClient(string connectionString, TimeProvider time, ILogger logger, Func<SrvLookup>? dns = null)
    {
        _given = ConnectionString.Parse(connectionString);
        (_connectionString, _time, _logger) = (connectionString, time, logger);
        _dns = dns ?? (() => new SrvLookup(new DnsClient(NameServers.OfSystem(), time)));
        foreach (var warning in _given.Warnings) logger.OptionNotUsed(warning);
    }

    /// <summary>The servers of the connection string, without secrets.</summary>
    public string Location => _given.ToString();

    /// <summary>The database of the connection string; <see langword="null"/> when it names none.</summary>
    public string? Database => _given.Database;

    /// <summary>What is known of the servers; <see langword="null"/> before the first command.</summary>
    public TopologyState? Topology => _runner?.Topology.State;

    public async Task<ReadOnlyMemory<byte>> RunAsync(string database, ReadOnlyMemory<byte> command, CancellationToken cancellationToken)
    {
        var runner = _runner ?? await OpenAsync(cancellationToken).ConfigureAwait(false);
        return await runner.RunAsync(database, command, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        if (_runner is { } runner)
        {
            using var limit = new CancellationTokenSource(Farewell, _time);
            await runner.EndAsync(limit.Token).ConfigureAwait(false);
        }

        _gate.Dispose();
    }

    /// <summary>Begins to close and does not wait for it, for containers that are disposed without waiting.</summary>
    public void Dispose() => _ = DisposeAsync().AsTask();

    private async Task<CommandRunner> OpenAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (_runner is { } known) return known;
            var settings = _given;
            if (settings.SrvHost is not null)
                settings = ConnectionString.Parse(_connectionString, await _dns().FindAsync(settings, cancellationToken).ConfigureAwait(false));
            var topology = new MongoTopology(settings, new Connector(settings, _time), _time, _logger);
            return _runner = new CommandRunner(settings, topology, _time, _logger);
        }
        finally
        {
            _gate.Release();
        }
    }
}
