namespace Edify.Rag.Hosting.Tests.Support;

/// <summary>A folder and a state directory that outlive the pipelines over them, so that a test can open them with other settings.</summary>
internal sealed class LastingSchool : IDisposable
{
    private readonly TemporaryDirectory _content = new();
    private readonly TemporaryDirectory _state = new();

    public Task PutAsync(string name, string text)
    {
        var path = Path.Combine(_content.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllTextAsync(path, text);
    }

    public void Delete(string name) => File.Delete(Path.Combine(_content.Path, name));

    /// <summary>A pipeline of lines: one chunk each, by a reader that a test can raise.</summary>
    public SmallSchool Open(CallPlan plan, Action<IRagBuilder>? configure = null, string reader = "breakable/1", int failsAfter = int.MaxValue) => new(rag =>
    {
        rag.UseFolder(o => o.Path = _content.Path).UseStateDirectory(_state.Path);
        rag.Add<IDocumentReader>("breakable", _ => new Ingestion.BreakableReader { Fingerprint = reader, FailsAfter = failsAfter }).UseDocumentReaders();
        rag.Use<IChunker>("lines", _ => new Ingestion.LineChunker());
        configure?.Invoke(rag);
        plan.Watch(rag);
    });

    public void Dispose()
    {
        _content.Dispose();
        _state.Dispose();
    }
}

/// <summary>What a plan saw, by kind.</summary>
internal static class SeenCalls
{
    /// <summary>Names of the blobs that were opened.</summary>
    public static IReadOnlyList<string> Opened(this CallPlan plan) => plan.After("source.open:");

    /// <summary>Texts that were embedded.</summary>
    public static IReadOnlyList<string> Embedded(this CallPlan plan) => plan.After("embed:");

    private static IReadOnlyList<string> After(this CallPlan plan, string prefix) =>
        [.. plan.Calls.Where(c => c.StartsWith(prefix, StringComparison.Ordinal)).Select(c => c[prefix.Length..]).Order(StringComparer.Ordinal)];
}
