namespace Edify.Rag.Hosting.Jobs;

/// <summary>The jobs of a queue in memory, by identity and by place.</summary>
internal sealed class QueueContent
{
    private readonly Dictionary<Guid, QueuedJob> _jobs = [];
    private readonly SortedDictionary<long, Guid> _open = [];

    /// <summary>The highest place that was given.</summary>
    public long Place { get; private set; }

    /// <summary>The highest token that was given.</summary>
    public long Token { get; private set; }

    public IReadOnlyCollection<QueuedJob> Jobs => _jobs.Values;

    public QueuedJob? Find(Guid id) => _jobs.GetValueOrDefault(id);

    /// <summary>Jobs that may be taken, oldest first.</summary>
    public IEnumerable<QueuedJob> Due(JobClaim claim, DateTimeOffset now) => _open.Values
        .Select(id => _jobs[id])
        .Where(job => job.VisibleAt <= now && (claim.Kinds.Count == 0 || claim.Kinds.Contains(job.Job.Kind, StringComparer.Ordinal)));

    public void Apply(QueueRecord record)
    {
        (Place, Token) = (Math.Max(Place, record.Place), Math.Max(Token, record.Token));
        foreach (var id in record.Forgotten ?? []) Remove(id);
        if (record.Job is not { } job) return;
        Remove(job.Job.Id);
        (Place, Token) = (Math.Max(Place, job.Place), Math.Max(Token, job.Token));
        _jobs[job.Job.Id] = job;
        if (job.IsOpen) _open[job.Place] = job.Job.Id;
    }

    public void Clear()
    {
        _jobs.Clear();
        _open.Clear();
        (Place, Token) = (0, 0);
    }

    /// <summary>Records that say all that is in it.</summary>
    public IEnumerable<QueueRecord> ToRecords() => _jobs.Values.Select(job => new QueueRecord { Job = job }).Prepend(new() { Place = Place, Token = Token });

    private void Remove(Guid id)
    {
        if (_jobs.Remove(id, out var job) && job.IsOpen) _open.Remove(job.Place);
    }
}
