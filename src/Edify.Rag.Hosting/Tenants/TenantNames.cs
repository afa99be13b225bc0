using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Tenants;

/// <summary>Which tenants have options of one kind of their own.</summary>
internal sealed class TenantNames<TOptions> where TOptions : class
{
    private readonly ConcurrentDictionary<(string Pipeline, string Tenant), string> _names = new();

    public bool Add(string pipeline, string tenant) => _names.TryAdd((pipeline, tenant), TenantScope.NameOf(pipeline, tenant));

    /// <summary>The name of a tenant's own options; <see langword="null"/> when it has none.</summary>
    public string? Find(string pipeline, string tenant) => _names.GetValueOrDefault((pipeline, tenant));

    /// <summary>The names of all that are made of a pipeline's.</summary>
    public IEnumerable<string> Of(string pipeline) => _names.Where(n => n.Key.Pipeline == pipeline).Select(n => n.Value);
}

/// <summary>Begins a tenant's options with all that configures the pipeline's, whenever that was said.</summary>
internal sealed class TenantBase<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
    IServiceProvider services, string pipeline, string own) : IConfigureNamedOptions<TOptions>
    where TOptions : class
{
    public void Configure(string? name, TOptions options)
    {
        if (name != own) return;
        foreach (var setup in services.GetServices<IConfigureOptions<TOptions>>())
        {
            if (setup is IConfigureNamedOptions<TOptions> named and not TenantBase<TOptions>) named.Configure(pipeline, options);
        }
    }

    public void Configure(TOptions options) => Configure(Options.DefaultName, options);
}
