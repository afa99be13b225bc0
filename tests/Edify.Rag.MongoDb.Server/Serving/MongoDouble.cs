using System.Collections.Concurrent;
using Edify.Rag.MongoDb.Server.Commands;
using Edify.Rag.MongoDb.Server.Data;

namespace Edify.Rag.MongoDb.Server.Serving;

/// <summary>An in-memory MongoDB on loopback: a server alone, or a replica set whose members share their data.</summary>
internal sealed class MongoDouble : IAsyncDisposable
{
    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<DoubleFault>> _faults = new();
    private int _elections;

    public MongoDouble(DoubleOptions? options = null)
    {
        Options = options ?? new();
        Members = [.. Enumerable.Range(0, Math.Max(1, Options.Members)).Select(_ => new DoubleMember(this))];
        Elect(0);
    }

    public DoubleOptions Options { get; }

    public MongoData Data { get; } = new();

    public IReadOnlyList<DoubleMember> Members { get; }

    /// <summary>The member that takes writes; <see langword="null"/> while there is none.</summary>
    public DoubleMember? Primary { get; private set; }

    public int Elections => _elections;

    /// <summary>The names of all commands that came, but those of the greeting, in order.</summary>
    public ConcurrentQueue<CommandCall> Calls { get; } = new();

    public bool IsSet => Options.Members > 0;

    /// <summary>The connection string of all members.</summary>
    public string ConnectionString => Connect();

    /// <summary>The connection string with options.</summary>
    public string Connect(string options = "")
    {
        var user = Options.User is { } name ? $"{Uri.EscapeDataString(name)}:{Uri.EscapeDataString(Options.Password)}@" : "";
        var all = string.Join('&', new[] { IsSet ? $"replicaSet={Options.SetName}" : "", options }.Where(o => o.Length > 0));
        return $"mongodb://{user}{string.Join(',', Members.Select(m => m.Address))}/?{all}";
    }

    /// <summary>Makes a member primary, and the old one a secondary.</summary>
    public void Elect(int? member)
    {
        lock (_lock)
        {
            Primary = member is { } index ? Members[index] : null;
            if (member is not null) _elections++;
        }
    }

    /// <summary>Lets go wrong what comes next under this name.</summary>
    public void Fault(string command, params ReadOnlySpan<DoubleFault> faults)
    {
        foreach (var fault in faults) _faults.GetOrAdd(command, _ => new()).Enqueue(fault);
    }

    public DoubleFault? NextFault(string command) => _faults.TryGetValue(command, out var queue) && queue.TryDequeue(out var fault) ? fault : null;

    /// <summary>Runs something while no command does.</summary>
    public T Locked<T>(Func<MongoData, T> run)
    {
        lock (_lock) return run(Data);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var member in Members) await member.DisposeAsync();
    }
}
