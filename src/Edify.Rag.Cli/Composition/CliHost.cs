using Edify.Rag.Cli.Commands;
using Microsoft.Extensions.AI;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Cli.Composition;

/// <summary>The pipeline of one command: settings file, then environment, then the command line.</summary>
internal sealed class CliHost : IAsyncDisposable
{
    private const string Section = "EdifyRag";

    private readonly ServiceProvider _services;

    private CliHost(ServiceProvider services, RagOptions options) => (_services, Options) = (services, options);

    public RagOptions Options { get; }

    public IIngestionPipeline Pipeline => _services.GetRag<IIngestionPipeline>();

    public IIngestionLedger Ledger => _services.GetRag<IIngestionLedger>();

    public IVectorStore Store => _services.GetRag<IVectorStore>();

    public ICollectionMaintenance Maintenance => _services.GetRag<ICollectionMaintenance>();

    public IAccessPolicy Policy => _services.GetRag<IAccessPolicy>();

    public IAccessExplainer Explainer => _services.GetRag<IAccessExplainer>();

    public IMetadataExtractor Metadata => _services.GetRag<IMetadataExtractor>();

    public IRetriever Retriever => _services.GetRag<IRetriever>();

    public IRagAssistant Assistant => _services.GetRag<IRagAssistant>();

    public IConversationStore Conversations => _services.GetRag<IConversationStore>();

    public IAnswerCache AnswerCache => _services.GetRag<IAnswerCache>();

    public IResearch Research => _services.GetRag<IResearch>();

    public IDocumentInspector Inspector => _services.GetRag<IDocumentInspector>();

    public TimeSpan MaxFileDuration => _services.GetRequiredService<IOptionsMonitor<IngestionOptions>>().Get(RagServices.DefaultName).MaxFileDuration;

    public IEmbeddingGenerator<string, Embedding<float>> Embedder => _services.GetRag<IEmbeddingGenerator<string, Embedding<float>>>();

    public IChatClient Model => _services.GetRag<IChatClient>();

    public IRagDoctor Doctor => _services.GetRag<IRagDoctor>();

    public static CliHost Create(CommonValues common, string? source) => Create(common, FolderOf(source));

    /// <summary>Composes the pipeline.</summary>
    /// <param name="common">What every command takes.</param>
    /// <param name="chosen">Settings that the command line chooses.</param>
    public static CliHost Create(CommonValues common, IReadOnlyDictionary<string, string?> chosen)
    {
        var configuration = new ConfigurationBuilder();
        if (common.Settings is { } settings)
        {
            if (!settings.Exists) throw new FileNotFoundException($"There is no settings file '{settings.FullName}'.");
            configuration.AddJsonFile(settings.FullName, optional: false);
        }

        configuration.AddEnvironmentVariables().AddInMemoryCollection(Overrides(common)).AddInMemoryCollection(chosen);
        var services = new ServiceCollection()
            .AddEdifyRag(
                configuration.Build().GetSection(Section),
                RagProvider.AzureBlobs, RagProvider.S3, RagProvider.OpenAIEmbeddings, RagProvider.OpenAIChat, RagProvider.AnthropicChat, RagProvider.PostgresVectors, RagProvider.PostgresState, RagProvider.Qdrant, RagProvider.MongoDb)
            .BuildServiceProvider();
        services.GetService<IStartupValidator>()?.Validate();
        return new(services, services.GetRequiredService<IOptionsMonitor<RagOptions>>().Get(RagServices.DefaultName));
    }

    /// <summary>The collection that was ingested into.</summary>
    /// <exception cref="RagStateException">Nothing was ingested into the state directory.</exception>
    public async Task<CollectionInfo> RequireCollectionAsync(CancellationToken cancellationToken) =>
        await Store.GetCollectionAsync(Options.Collection, cancellationToken) ?? throw new RagStateException(
            Options.StateDirectory,
            $"'{Path.GetFullPath(Options.StateDirectory)}' holds no collection '{Options.Collection}'. Ingest documents first: edify-rag ingest FOLDER --state {Options.StateDirectory}");

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static Dictionary<string, string?> Overrides(CommonValues common)
    {
        var overrides = new Dictionary<string, string?>();
        if (common.State is { } state) overrides[$"{Section}:StateDirectory"] = state;
        if (common.Tenant is { } tenant) overrides[$"{Section}:Tenant"] = tenant;
        return overrides;
    }

    private static Dictionary<string, string?> FolderOf(string? source) => source is null
        ? []
        : new() { [$"{Section}:Storage:Provider"] = "Folder", [$"{Section}:Storage:Folder:Path"] = source };
}
