using Microsoft.Extensions.AI;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Edify.Rag.Hosting.Composition;

/// <summary>Collects the choices for one pipeline, registers a service per stage, and locks when assembly is over.</summary>
internal sealed class RagBuilder(string name, IServiceCollection services) : IRagBuilder
{
    // The order of the two flows, in which a pipeline is described; stages of others come last.
    private static readonly Type[] Flow =
    [
        typeof(IBlobStore), typeof(IBlobSource), typeof(IMetadataExtractor), typeof(IDocumentReader), typeof(IOcrEngine), typeof(IChunker),
        typeof(IDocumentInspector), typeof(IEmbeddingGenerator<string, Embedding<float>>), typeof(IVectorStore), typeof(IFencedIngestionLedger), typeof(IIngestionLedger), typeof(IJobQueue),
        typeof(IIngestionPipeline),
        typeof(IAccessPolicy), typeof(IQuestionAnalyzer), typeof(IRetriever), typeof(IReranker), typeof(IContextBuilder), typeof(IPromptBuilder), typeof(IChatClient),
        typeof(ICitationVerifier), typeof(IConversationStore), typeof(IUsageMeter), typeof(IRateLimiter), typeof(IRagAssistant), typeof(IResearch), typeof(IRagDoctor),
    ];

    private readonly List<Stage> _stages = [];
    private bool _isSealed;

    public string Name { get; } = name;

    public IServiceCollection Services { get; } = services;

    public IRagBuilder Use<TService>(string provider, Func<IServiceProvider, TService> factory) where TService : class
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(provider);
        ArgumentNullException.ThrowIfNull(factory);
        var stage = Single<TService>();
        stage.Provider = provider;
        stage.Factory = factory;
        return this;
    }

    public IRagBuilder Add<TService>(string provider, Func<IServiceProvider, TService> factory) where TService : class
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(provider);
        ArgumentNullException.ThrowIfNull(factory);
        Multiple<TService>().Providers.Add(provider);
        Services.AddKeyedSingleton(Name, (sp, _) => factory(sp));
        return this;
    }

    public IRagBuilder Decorate<TService>(string decorator, Func<TService, IServiceProvider, TService> wrap) where TService : class
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(decorator);
        ArgumentNullException.ThrowIfNull(wrap);
        Single<TService>().Decorators.Add((decorator, wrap));
        return this;
    }

    /// <summary>Wraps what a stage uses as <see cref="Decorate"/> does, within all wrappers that there are.</summary>
    public void DecorateFirst<TService>(string decorator, Func<TService, IServiceProvider, TService> wrap) where TService : class =>
        Single<TService>().Decorators.Insert(0, (decorator, wrap));

    /// <summary>Whether the stage has an implementation.</summary>
    public bool Has<TService>() where TService : class =>
        _stages.Any(s => s is SingleStage<TService> { Factory: not null } or MultipleStage<TService>);

    /// <summary>Ends assembly: later calls are refused, and every stage must have an implementation.</summary>
    public RagDescription Seal()
    {
        _isSealed = true;
        return new(Name, [.. _stages.OrderBy(s => Array.IndexOf(Flow, s.Contract) is var place and >= 0 ? place : Flow.Length).Select(s => s.Describe())]);
    }

    private SingleStage<TService> Single<TService>() where TService : class
    {
        ThrowIfSealed();
        if (_stages.OfType<SingleStage<TService>>().FirstOrDefault() is { } known) return known;
        if (_stages.OfType<MultipleStage<TService>>().Any())
            throw new InvalidOperationException($"{Stage.NameOf(typeof(TService))} has several implementations; it can't be replaced or wrapped as one.");

        var stage = new SingleStage<TService>();
        _stages.Add(stage);
        Services.TryAddSingleton<WrappedInstances>();
        Services.AddKeyedSingleton<TService>(Name, (sp, _) => stage.Create(sp));
        if (Name == RagServices.DefaultName) Services.TryAddSingleton(sp => sp.GetRag<TService>());
        return stage;
    }

    private MultipleStage<TService> Multiple<TService>() where TService : class
    {
        ThrowIfSealed();
        if (_stages.OfType<MultipleStage<TService>>().FirstOrDefault() is { } known) return known;
        if (_stages.OfType<SingleStage<TService>>().Any())
            throw new InvalidOperationException($"{Stage.NameOf(typeof(TService))} has one implementation; it can't have others beside it.");

        var stage = new MultipleStage<TService>();
        _stages.Add(stage);
        return stage;
    }

    private void ThrowIfSealed()
    {
        if (_isSealed) throw new InvalidOperationException($"The pipeline '{Name}' is assembled; call its verbs inside AddEdifyRag(…).");
    }

    private abstract class Stage
    {
        public abstract Type Contract { get; }

        public abstract RagStage Describe();

        public static string NameOf(Type contract) => contract.IsGenericType
            ? $"{contract.Name[..contract.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", contract.GenericTypeArguments.Select(NameOf))}>"
            : contract.Name;
    }

    private sealed class SingleStage<TService> : Stage where TService : class
    {
        public override Type Contract => typeof(TService);

        public string Provider { get; set; } = string.Empty;

        public Func<IServiceProvider, TService>? Factory { get; set; }

        public List<(string Name, Func<TService, IServiceProvider, TService> Wrap)> Decorators { get; } = [];

        public TService Create(IServiceProvider services)
        {
            var create = Factory ?? throw new RagConfigurationException(
                $"{NameOf(typeof(TService))} is wrapped by {Decorators[0].Name} but nothing implements it; call the Use… verb of a provider.");
            var wrapped = services.GetRequiredService<WrappedInstances>();
            return Decorators.Aggregate(create(services), (inner, decorator) => decorator.Wrap(wrapped.Keep(inner), services));
        }

        public override RagStage Describe() => new(NameOf(Contract), [Provider], [.. Decorators.Select(d => d.Name)]);
    }

    private sealed class MultipleStage<TService> : Stage where TService : class
    {
        public override Type Contract => typeof(TService);

        public List<string> Providers { get; } = [];

        public override RagStage Describe() => new(NameOf(Contract), [.. Providers], []);
    }
}
