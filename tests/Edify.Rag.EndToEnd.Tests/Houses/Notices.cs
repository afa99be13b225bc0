namespace Edify.Rag.EndToEnd.Tests.Houses;

/// <summary>A school's notices in a folder, and those who read them.</summary>
internal sealed class Notices : IDisposable
{
    public const string Tenant = IngestedSamples.Tenant;
    public const string Collection = "documents";
    public const int Count = 60;

    private readonly TemporaryDirectory _folder = new();

    public static RagUser Reader { get; } = new("t1", Tenant) { Roles = ["teacher"] };

    public Notices()
    {
        for (var i = 0; i < Count; i++)
        {
            Directory.CreateDirectory(_folder["General"]);
            File.WriteAllText(_folder[$"General/notice-{i:d2}.md"], $"# Notice {i}\n\nThe library of building {i} opens at {(i % 12) + 1} o'clock; its code is LIB-{i * 37}.\n");
        }
    }

    public string Folder => _folder.Path;

    public static async Task<List<VectorRecord>> AllAsync(IServiceProvider services) => await services.GetRag<IVectorStore>()
        .ScanAsync(Collection, AccessScope.ForSystem(Tenant, "test"), new() { IncludeVectors = true }, TestContext.Current.CancellationToken)
        .ToListAsync(TestContext.Current.CancellationToken);

    public static Task<IngestionReport> IngestAsync(IServiceProvider services) =>
        services.GetRag<IIngestionPipeline>().RunAsync(new(Tenant), null, TestContext.Current.CancellationToken);

    /// <summary>Asks what one notice alone tells.</summary>
    public static async Task AssertAnswersAsync(IServiceProvider services)
    {
        var answer = await services.GetRag<IRagAssistant>().AskAsync(
            new("What is the code of the library of building 41?", Reader), TestContext.Current.CancellationToken);
        Assert.Equal(AnswerOutcome.Answered, answer.Outcome);
        Assert.Contains("LIB-1517", answer.Text, StringComparison.Ordinal);
        Assert.Contains(answer.Citations, c => c.DocumentName == "General/notice-41.md");
        Assert.Empty(answer.Trace.Degraded);
    }

    /// <summary>Compares records; a field that holds nothing is one that is not there, which stores need not keep.</summary>
    public static void AssertSame(List<VectorRecord> expected, List<VectorRecord> actual)
    {
        Assert.Equal(expected.Select(r => (r.Id, r.Text)), actual.Select(r => (r.Id, r.Text)));
        foreach (var (one, other) in expected.Zip(actual))
        {
            Assert.Equal(Held(one), Held(other));
            Assert.All(one.Vector.ToArray().Zip(other.Vector.ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
        }

        static IEnumerable<KeyValuePair<string, FieldValue>> Held(VectorRecord record) =>
            record.Fields.Where(f => f.Value.Items is not { Count: 0 }).OrderBy(f => f.Key, StringComparer.Ordinal);
    }

    public void Dispose() => _folder.Dispose();
}

/// <summary>Stops a piece of work once so much is written.</summary>
internal sealed class StopAfter(int written) : IProgress<CollectionCopyProgress>, IDisposable
{
    private readonly CancellationTokenSource _stop = new();

    public CancellationToken Token => _stop.Token;

    public void Report(CollectionCopyProgress value)
    {
        if (value.Written >= written) _stop.Cancel();
    }

    public void Dispose() => _stop.Dispose();
}
