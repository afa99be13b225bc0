using System.Diagnostics.CodeAnalysis;
using Edify.Rag.Hosting.Tenants;
using Edify.Rag.Shared.Logging;
using Edify.Rag.Shared.Options;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Edify.Rag;

/// <summary>Settings of single tenants.</summary>
public static class TenantRagBuilderExtensions
{
    /// <summary>Changes for one tenant what is read with each question, over what holds for all.</summary>
    /// <remarks>
    /// For <see cref="RetrievalOptions"/>, <see cref="QuestionUnderstandingOptions"/>, <see cref="ContextOptions"/>,
    /// <see cref="PromptOptions"/>, <see cref="CitationOptions"/>, <see cref="ChatGatewayOptions"/>, <see cref="ConversationOptions"/>,
    /// <see cref="AnswerCacheOptions"/> and <see cref="ResearchOptions"/>; in configuration
    /// <c>EdifyRag:Tenants:{tenant}:Retrieval</c> and so on. Which models a tenant's questions may go to is said by the gateway's routes.
    /// </remarks>
    /// <typeparam name="TOptions">The options.</typeparam>
    /// <param name="builder">The pipeline.</param>
    /// <param name="tenant">The tenant, compared as it is; never blank.</param>
    /// <param name="configure">Changes the options, which hold what the pipeline's do.</param>
    /// <exception cref="RagConfigurationException">These options are not read with each question, so that a tenant can't have its own.</exception>
    public static IRagBuilder ConfigureTenant<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IRagBuilder builder, string tenant, Action<TOptions> configure) where TOptions : class
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentException.ThrowIfNullOrWhiteSpace(tenant);
        ArgumentNullException.ThrowIfNull(configure);
        if (!TenantConfiguration.Kinds.Contains(typeof(TOptions)))
            throw new RagConfigurationException($"{typeof(TOptions).Name} can't differ between tenants; those that can are {string.Join(", ", TenantConfiguration.Kinds.Select(t => t.Name).Order(StringComparer.Ordinal))}.");
        builder.Services.Configure(builder.AddTenant<TOptions>(tenant), configure);
        return builder;
    }

    /// <returns>The name of the tenant's options.</returns>
    internal static string AddTenant<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] TOptions>(
        this IRagBuilder builder, string tenant) where TOptions : class
    {
        var (services, pipeline, name) = (builder.Services, builder.Name, TenantScope.NameOf(builder.Name, tenant));
        if (services.FirstOrDefault(s => s.ServiceType == typeof(TenantNames<TOptions>))?.ImplementationInstance is not TenantNames<TOptions> names)
        {
            services.AddSingleton(names = new());
            services.AddSingleton<IOptionsMonitor<TOptions>>(sp => new TenantOptionsMonitor<TOptions>(
                sp.GetRequiredService<IOptionsFactory<TOptions>>(),
                sp.GetServices<IOptionsChangeTokenSource<TOptions>>(),
                sp.GetRequiredService<IOptionsMonitorCache<TOptions>>(),
                sp.GetRequiredService<TenantNames<TOptions>>(),
                sp.GetLogger<LiveOptions<TOptions>>()));
        }

        if (!TenantSettings.AreUsed(services, pipeline)) services.AddKeyedSingleton(pipeline, new TenantSettings());
        if (!names.Add(pipeline, tenant)) return name;
        services.AddSingleton<IConfigureOptions<TOptions>>(sp => new TenantBase<TOptions>(sp, pipeline, name));
        services.AddOptions<TOptions>(name).ValidateOnStart();
        return name;
    }
}
