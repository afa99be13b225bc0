namespace Edify.Rag.Hosting.Usage;

/// <summary>What one question, research or ingestion consumes, as it goes: whatever is called on its behalf finds it here.</summary>
/// <remarks>
/// It flows with the calls, into tasks that they begin, too. So an answer that several askers share is paid by the one who began it,
/// and what goes on after the account was closed is counted by itself.
/// </remarks>
internal sealed class UsageAccount(UsageOwner owner)
{
    private static readonly AsyncLocal<UsageAccount?> Ambient = new();

    private readonly Lock _lock = new();
    private readonly Dictionary<(UsageKind Kind, string Model), long> _used = [];
    private readonly List<string> _notes = [];
    private bool _isClosed;

    public static UsageAccount? Current => Ambient.Value;

    public UsageOwner Owner { get; } = owner;

    /// <summary>An account of what is nobody's own, such as ingestion.</summary>
    public static UsageAccount OfTenant(string tenant) => new(UsageOwner.OfTenant(tenant));

    /// <summary>What the asker is to be told.</summary>
    public IReadOnlyList<string> Notes
    {
        get
        {
            lock (_lock) return [.. _notes];
        }
    }

    /// <summary>Adds what was consumed; <see langword="false"/> when the account is closed.</summary>
    public bool TryAdd(IEnumerable<(UsageKind Kind, string Model, long Amount)> used)
    {
        lock (_lock)
        {
            if (_isClosed) return false;
            foreach (var (kind, model, amount) in used) _used[(kind, model)] = _used.GetValueOrDefault((kind, model)) + amount;
            return true;
        }
    }

    public void Note(string what)
    {
        lock (_lock)
        {
            if (!_notes.Contains(what)) _notes.Add(what);
        }
    }

    /// <summary>Ends the account, once, and tells what was consumed on it.</summary>
    public IReadOnlyList<(UsageKind Kind, string Model, long Amount)> Close()
    {
        lock (_lock)
        {
            _isClosed = true;
            return [.. _used.Select(entry => (entry.Key.Kind, entry.Key.Model, entry.Value))];
        }
    }

    /// <summary>Has what is called until the result is disposed find this account.</summary>
    public Stay Enter()
    {
        var before = Ambient.Value;
        Ambient.Value = this;
        return new(before);
    }

    public readonly struct Stay(UsageAccount? before) : IDisposable
    {
        public void Dispose() => Ambient.Value = before;
    }
}
