using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag.Benchmarks.Pipelines;

/// <summary>The pipeline that is measured: what a host gets that configures nothing, over the working directory.</summary>
internal static class RagHost
{
    /// <summary>Tenant of everything that is measured.</summary>
    public const string Tenant = "default";

    public static ServiceProvider Create() => new ServiceCollection().AddLogging().AddEdifyRag().BuildServiceProvider();
}
