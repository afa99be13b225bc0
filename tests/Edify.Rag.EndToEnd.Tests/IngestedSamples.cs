using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.EndToEnd.Tests;

/// <summary>The sample corpus, ingested once into a directory of its own on the embedded defaults.</summary>
public sealed class IngestedSamples : IAsyncLifetime
{
    public const string Tenant = "greenfield";

    private readonly string _state = Directory.CreateTempSubdirectory("edify-samples-").FullName;
    private readonly ServiceProvider _services;

    public IngestedSamples()
        : this(Samples.Content)
    {
    }

    internal IngestedSamples(string folder) => _services = new ServiceCollection()
        .AddEdifyRag(rag => rag.UseFolder(o => o.Path = folder).UseStateDirectory(_state)).BuildServiceProvider();

    public IngestionReport Report { get; private set; } = new();

    public IRagAssistant Assistant => _services.GetRag<IRagAssistant>();

    public IRetriever Retriever => _services.GetRag<IRetriever>();

    public IAccessPolicy Policy => _services.GetRag<IAccessPolicy>();

    public IContextBuilder Context => _services.GetRag<IContextBuilder>();

    public IVectorStore Store => _services.GetRag<IVectorStore>();

    public IIngestionPipeline Pipeline => _services.GetRag<IIngestionPipeline>();

    public async ValueTask InitializeAsync() => Report = await Pipeline.RunAsync(new(Tenant));

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_state, recursive: true);
    }
}
