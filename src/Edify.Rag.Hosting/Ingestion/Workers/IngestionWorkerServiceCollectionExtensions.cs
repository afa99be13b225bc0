using Edify.Rag;
using Edify.Rag.Hosting.Ingestion.Workers;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Makes a host an ingestion worker.</summary>
public static class IngestionWorkerServiceCollectionExtensions
{
    /// <summary>Ingests by itself for as long as the host runs; see <see cref="IIngestionWorker"/>.</summary>
    /// <remarks>
    /// Call it beside <c>AddEdifyRag</c>. Where the state has a job queue, and the vector store takes several writers, any
    /// number of such hosts share the work; a host whose parts don't fit does not start.
    /// </remarks>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Changes the options, on top of the section <c>Worker</c> of the pipeline's configuration.</param>
    public static IServiceCollection AddEdifyRagIngestionWorker(this IServiceCollection services, Action<IngestionWorkerOptions>? configure = null) =>
        services.AddEdifyRagIngestionWorker(RagServices.DefaultName, configure);

    /// <summary>Ingests a named pipeline by itself.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="name">The pipeline's name.</param>
    /// <param name="configure">Changes the options.</param>
    public static IServiceCollection AddEdifyRagIngestionWorker(this IServiceCollection services, string name, Action<IngestionWorkerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var options = services.AddOptions<IngestionWorkerOptions>(name).ValidateOnStart();
        if (configure is not null) options.Configure(configure);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<IngestionWorkerOptions>, IngestionWorkerOptionsValidator>());
        services.AddKeyedSingleton(name, (sp, _) => IngestionWorkerFactory.Create(sp, name));
        if (name == RagServices.DefaultName) services.TryAddSingleton(sp => sp.GetRequiredKeyedService<IIngestionWorker>(name));
        return services.AddSingleton<IHostedService>(sp => new IngestionWorkerService(sp.GetRequiredKeyedService<IIngestionWorker>(name)));
    }
}
