using System.Text;
using Edify.Rag.EndToEnd.Tests.Houses;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.EndToEnd.Tests.Access;

/// <summary>The product under trial: one pipeline with a cache, asked and changed by every way there is.</summary>
internal sealed class School : IAsyncDisposable
{
    private readonly House _house;
    private readonly ServiceProvider _services;

    private School(House house, ServiceProvider services, ManualTime time) => (_house, _services, Time) = (house, services, time);

    public ManualTime Time { get; }

    public IRagAssistant Assistant => _services.GetRag<IRagAssistant>();

    public IRetriever Retriever => _services.GetRag<IRetriever>();

    public IAccessPolicy Policy => _services.GetRag<IAccessPolicy>();

    public IDocumentLibrary Library => _services.GetRag<IDocumentLibrary>();

    public IAccessRules Rules => _services.GetRag<IAccessRules>();

    public IVectorStore Store => _services.GetRag<IVectorStore>();

    public static async Task<School> OpenAsync(string engine, DateTimeOffset start, Action<IRagBuilder>? mutate = null)
    {
        var house = await House.BuildAsync(engine);
        var time = new ManualTime(start);
        return new(house, house.Open("unused", 64, rag =>
        {
            rag.Services.AddSingleton<TimeProvider>(time);
            rag.UseInMemoryBlobs().UseChat(_ => new ReadingModel()).UseAnswerCache()
                .ConfigureConversations(o => o.Enabled = false)
                .ConfigureRetrieval(o => o.DuplicateSimilarity = null)
                .Use<IMetadataExtractor>("places", _ => new SchoolPlaces())
                .UseSchoolRoles()
                .UseRelations(_ => new RolesByTerm());
            mutate?.Invoke(rag);
        }), time);
    }

    public static Guid IdOf(WorldDocument document) => RagIds.Document(document.Tenant, Source, document.Name);

    public async Task PutAsync(IEnumerable<WorldDocument> documents, CancellationToken cancellationToken)
    {
        var tenants = new HashSet<string>(StringComparer.Ordinal);
        foreach (var document in documents)
        {
            await _services.GetRag<IBlobStore>().UploadAsync(document.Name, new MemoryStream(Encoding.UTF8.GetBytes(document.Text)), cancellationToken: cancellationToken);
            tenants.Add(document.Tenant);
        }

        foreach (var tenant in tenants)
        {
            var report = await _services.GetRag<IIngestionPipeline>().RunAsync(new(tenant) { Prefix = $"{tenant}/", Source = Source }, null, cancellationToken);
            Assert.Empty(report.Failed);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await _house.DisposeAsync();
    }

    // What the store in memory calls itself.
    private const string Source = "memory:default";
}
