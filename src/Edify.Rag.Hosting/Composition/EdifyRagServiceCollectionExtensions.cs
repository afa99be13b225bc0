using Edify.Rag;
using Edify.Rag.Hosting.Composition;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds Edify.Rag to a host.</summary>
public static class EdifyRagServiceCollectionExtensions
{
    /// <summary>Assembles a pipeline in code. What is not chosen is embedded: folder <c>./content</c>, state in <c>./.edify</c>.</summary>
    /// <remarks>
    /// Afterwards the services hold, among others, <see cref="IIngestionPipeline"/>, <see cref="IRetriever"/>,
    /// <see cref="IRagAssistant"/> and <see cref="IRagDoctor"/>. Options are validated when the host starts.
    /// </remarks>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Chooses providers; the last choice for a stage wins.</param>
    /// <exception cref="InvalidOperationException">The default pipeline was added already.</exception>
    public static IServiceCollection AddEdifyRag(this IServiceCollection services, Action<IRagBuilder>? configure = null) =>
        services.AddEdifyRag(RagServices.DefaultName, configure);

    /// <summary>Assembles a named pipeline beside others; find its services with <see cref="RagServices.GetRag{TService}"/>.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The pipeline's name: the key of its services and options.</param>
    /// <param name="configure">Chooses providers; the last choice for a stage wins.</param>
    /// <exception cref="InvalidOperationException">A pipeline of this name was added already.</exception>
    public static IServiceCollection AddEdifyRag(this IServiceCollection services, string name, Action<IRagBuilder>? configure = null) =>
        Add(services, name, configure ?? (static _ => { }));

    /// <summary>Assembles a pipeline from configuration, such as the <c>EdifyRag</c> section of an appsettings file.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="section">The section; an empty one gives the embedded defaults.</param>
    /// <param name="providers">Providers that the section may name besides the shipped ones.</param>
    /// <exception cref="RagConfigurationException">The section has a key or names a provider that is not known.</exception>
    /// <exception cref="InvalidOperationException">The default pipeline was added already.</exception>
    public static IServiceCollection AddEdifyRag(this IServiceCollection services, IConfiguration section, params IReadOnlyList<RagProvider> providers)
    {
        ArgumentNullException.ThrowIfNull(section);
        ArgumentNullException.ThrowIfNull(providers);
        return Add(services, RagServices.DefaultName, builder => RagConfiguration.Apply(builder, section, [.. ShippedProviders.All, .. providers]));
    }

    private static IServiceCollection Add(IServiceCollection services, string name, Action<RagBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (services.Any(s => s.ServiceType == typeof(RagDescription) && Equals(s.ServiceKey, name)))
            throw new InvalidOperationException($"AddEdifyRag was called twice for the pipeline '{name}'; choose all its parts in one call, or name the second pipeline.");

        var builder = new RagBuilder(name, services);
        RagAssembly.Begin(builder);
        configure(builder);
        RagAssembly.Complete(builder);
        return services;
    }
}
