using System.Runtime.CompilerServices;
using Edify.Rag.Shared.Usage;

namespace Edify.Rag.Hosting.Usage.Embedded;

/// <summary>A meter in the state directory, for one process that counts and any number that read.</summary>
/// <remarks>Charges that come while others are being written go to the disk together, in the order they came: many askers cost few flushes.</remarks>
internal sealed class FileUsageMeter(string directory) : IUsageMeter, IDisposable
{
    private readonly Lock _files = new();
    private readonly Lock _waiting = new();
    private readonly UsageJournal _journal = new(directory);
    private List<Waiting> _next = [];
    private bool _isWriting;

    public async ValueTask<UsageDecision> ChargeAsync(IReadOnlyList<UsageCharge> charges, CancellationToken cancellationToken = default)
    {
        UsageRules.Check(charges);
        cancellationToken.ThrowIfCancellationRequested();
        var mine = new Waiting(charges);
        bool isFirst;
        lock (_waiting)
        {
            _next.Add(mine);
            isFirst = !_isWriting;
            _isWriting = true;
        }

        if (isFirst) WriteAll();
        return await mine.Decision.Task.ConfigureAwait(false);
    }

    public ValueTask<IReadOnlyList<long>> ReadAsync(IReadOnlyList<UsageCounter> counters, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(counters);
        cancellationToken.ThrowIfCancellationRequested();
        lock (_files)
        {
            var now = Read();
            return new([.. counters.Select(counter => now.GetValueOrDefault(counter))]);
        }
    }

    public async IAsyncEnumerable<UsageAmount> ListAsync(UsageQuery query, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(query);
        await ValueTask.CompletedTask.ConfigureAwait(false);
        List<UsageAmount> found;
        lock (_files) found = [.. Read().Where(entry => UsageRules.Fits(query, entry.Key)).Select(entry => new UsageAmount(entry.Key, entry.Value))];
        found.Sort(static (a, b) => UsageRules.Compare(a.Counter, b.Counter));
        foreach (var amount in found)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return amount;
        }
    }

    public Task<long> PruneAsync(DateOnly before, CancellationToken cancellationToken = default) =>
        ForgetAsync(counter => UsageRules.IsOver(counter, before), onlyIfAny: true, cancellationToken);

    public Task<long> EraseAsync(string tenant, string? user = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        return ForgetAsync(
            counter => counter.Tenant == tenant && (user is null || (counter.Subject == UsageSubject.User && counter.Name == user)), onlyIfAny: false, cancellationToken);
    }

    public void Dispose()
    {
        lock (_files) _journal.Dispose();
    }

    private Task<long> ForgetAsync(Func<UsageCounter, bool> isMeant, bool onlyIfAny, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (_files)
        {
            return Task.FromResult(onlyIfAny && !Read().Keys.Any(isMeant) ? 0 : Do(() => _journal.Forget(isMeant)));
        }
    }

    private void WriteAll()
    {
        while (true)
        {
            List<Waiting> batch;
            lock (_waiting)
            {
                (batch, _next) = (_next, []);
                _isWriting = batch.Count > 0;
                if (!_isWriting) return;
            }

            try
            {
                lock (_files) Do(() => Decide(batch));
                foreach (var waiting in batch) waiting.Decision.SetResult(waiting.Made!);
            }
            catch (Exception e) when (Fail(batch, e))
            {
                // Told to all who wait for it, and to nobody else.
            }
        }
    }

    // One after the other, each by what those before it have added; then all of them to the disk.
    private int Decide(List<Waiting> batch)
    {
        var before = _journal.Own();
        var changed = new Dictionary<UsageCounter, long>();
        foreach (var waiting in batch) waiting.Made = UsageRules.Decide(waiting.Charges, counter => changed.TryGetValue(counter, out var now) ? now : before.GetValueOrDefault(counter), changed);
        _journal.Write([.. changed.Where(entry => entry.Value != before.GetValueOrDefault(entry.Key)).Select(entry => new UsageAmount(entry.Key, entry.Value))]);
        return changed.Count;
    }

    private IReadOnlyDictionary<UsageCounter, long> Read() => Do(_journal.Read);

    private T Do<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new RagStateException(
                directory, $"The usage meter '{directory}' can't be used: {e.Message} Look at the free space and the rights of the directory.", isTransient: true, e);
        }
    }

    private static bool Fail(List<Waiting> batch, Exception error)
    {
        foreach (var waiting in batch) waiting.Decision.TrySetException(error);
        return true;
    }

    private sealed class Waiting(IReadOnlyList<UsageCharge> charges)
    {
        public IReadOnlyList<UsageCharge> Charges { get; } = charges;

        public UsageDecision? Made { get; set; }

        // Whoever waits goes on elsewhere: the one who writes has others to write for.
        public TaskCompletionSource<UsageDecision> Decision { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
