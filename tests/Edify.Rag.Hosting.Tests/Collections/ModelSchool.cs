using Edify.Rag.Hosting.Tests.Support;

namespace Edify.Rag.Hosting.Tests.Collections;

/// <summary>A school's folder, vectors and ledger that several programs work with, each with an embedder of its own.</summary>
internal sealed class ModelSchool : IDisposable
{
    private readonly TemporaryDirectory _content = new();
    private readonly TemporaryDirectory _state = new();

    public string State => _state.Path;

    public Task PutAsync(string name, string text)
    {
        var path = Path.Combine(_content.Path, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return File.WriteAllTextAsync(path, text);
    }

    public async Task PutManyAsync(int count)
    {
        for (var i = 0; i < count; i++) await PutAsync($"General/notice-{i:d3}.md", $"# Notice {i}\n\nThe room of class {i} is on floor {i % 7}.\n\n## Times\n\nIt opens at {i % 12} o'clock.");
    }

    /// <summary>Documents that the embedder "a" has made a collection of.</summary>
    public async Task IngestedAsync(int documents)
    {
        await PutManyAsync(documents);
        await using var school = Open(new("a"));
        await school.IngestAsync();
    }

    public void Delete(string name) => File.Delete(Path.Combine(_content.Path, name));

    /// <summary>A program with an embedder.</summary>
    public SmallSchool Open(ModelEmbedder embedder, Action<IRagBuilder>? configure = null, string? state = null) => new(rag =>
    {
        rag.UseFolder(o => o.Path = _content.Path).UseStateDirectory(state ?? _state.Path).UseEmbeddings(_ => embedder);
        configure?.Invoke(rag);
    });

    public void Dispose()
    {
        _content.Dispose();
        _state.Dispose();
    }
}

internal static class ModelSchoolExtensions
{
    public static ICollectionMaintenance Maintenance(this SmallSchool school) => school.Services.GetRag<ICollectionMaintenance>();

    public static Task<ReembeddingReport> ReembedAsync(this SmallSchool school, bool force = false) =>
        school.Maintenance().ReembedAsync(new([SmallSchool.Tenant]) { Force = force }, cancellationToken: TestContext.Current.CancellationToken);

    public static Task<IReadOnlyDictionary<string, string>> AliasesAsync(this SmallSchool school) => ((ICollectionAliases)school.Store).ListAliasesAsync();
}
