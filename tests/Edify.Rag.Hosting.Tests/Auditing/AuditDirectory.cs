using Edify.Rag.Hosting.Auditing.Embedded;

namespace Edify.Rag.Hosting.Tests.Auditing;

/// <summary>An embedded audit whose files a test may spoil.</summary>
internal sealed class AuditDirectory : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();
    private readonly List<FileAuditLog> _opened = [];

    public string Path => _directory["audit"];

    public string[] Segments => [.. Directory.GetFiles(Path, "*.jsonl").Order(StringComparer.Ordinal)];

    public string Head => System.IO.Path.Combine(Path, "head");

    /// <summary>Opens the log.</summary>
    /// <param name="key">The byte that the key is made of.</param>
    /// <param name="segmentBytes">How long a segment is.</param>
    public FileAuditLog Open(byte key = 7, long segmentBytes = 1 << 20)
    {
        var log = new FileAuditLog(Path, new BytesKey(key), TimeProvider.System, new(segmentBytes));
        _opened.Add(log);
        return log;
    }

    /// <summary>Writes so many records, each in a group of its own.</summary>
    public async Task<AuditRecord[]> FillAsync(int count, long segmentBytes = 1 << 20)
    {
        var (log, records) = (Open(segmentBytes: segmentBytes), new List<AuditRecord>());
        for (var i = 1; i <= count; i++) records.Add(await log.AppendAsync(Entry($"user-{i}")));
        return [.. records];
    }

    public static AuditEntry Entry(string subject) => new(Noon, "school-1", subject, "ask") { Details = new Dictionary<string, string> { ["scope"] = "3f9a" } };

    public void Dispose()
    {
        foreach (var log in _opened) log.Dispose();
        _directory.Dispose();
    }

    internal sealed class BytesKey(byte value) : IAuditKey
    {
        public ValueTask<ReadOnlyMemory<byte>> ReadAsync(CancellationToken cancellationToken = default) => new(Enumerable.Repeat(value, 32).ToArray());
    }
}
