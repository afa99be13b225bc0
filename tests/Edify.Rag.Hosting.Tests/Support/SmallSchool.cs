using System.Text;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Hosting.Tests.Support;

/// <summary>A pipeline over blobs in memory and an embedded store in a directory of its own.</summary>
internal sealed class SmallSchool : IAsyncDisposable
{
    public const string Tenant = "greenfield";

    private readonly TemporaryDirectory _directory = new();
    private readonly ServiceProvider _services;

    public SmallSchool(Action<IRagBuilder>? configure = null)
    {
        _services = new ServiceCollection().AddLogging().AddEdifyRag(rag =>
        {
            rag.UseInMemoryBlobs().UseStateDirectory(_directory.Path);
            configure?.Invoke(rag);
        }).BuildServiceProvider();
    }

    public IServiceProvider Services => _services;

    public IBlobStore Blobs => _services.GetRag<IBlobStore>();

    public IVectorStore Store => _services.GetRag<IVectorStore>();

    public IIngestionLedger Ledger => _services.GetRag<IIngestionLedger>();

    public IIngestionPipeline Pipeline => _services.GetRag<IIngestionPipeline>();

    public IRagAssistant Assistant => _services.GetRag<IRagAssistant>();

    public static RagUser Admin { get; } = new("head", Tenant) { Roles = ["admin"] };

    public static RagUser Teacher { get; } = new("ms-rao", Tenant) { Roles = ["teacher"] };

    public static RagUser Pupil(params string[] grades) => new("asha", Tenant) { Roles = ["student"], Grades = grades };

    public Task PutAsync(string name, string text) => Blobs.UploadAsync(name, new MemoryStream(Encoding.UTF8.GetBytes(text)));

    public Task<IngestionReport> IngestAsync(string prefix = "", bool force = false) =>
        Pipeline.RunAsync(new(Tenant) { Prefix = prefix, Force = force });

    public Task<Answer> AskAsync(string question, RagUser user) => Assistant.AskAsync(new(question, user));

    public async Task<IReadOnlyList<VectorRecord>> RecordsAsync() =>
        await Store.ScanAsync("documents", AccessScope.ForSystem(Tenant, "test")).ToListAsync();

    public async Task<IReadOnlyList<string>> TextsAsync() => [.. (await RecordsAsync()).Select(r => r.Text).Order(StringComparer.Ordinal)];

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _directory.Dispose();
    }
}
