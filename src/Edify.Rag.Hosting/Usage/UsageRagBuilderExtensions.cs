using Edify.Rag.Hosting.Usage;
using Edify.Rag.Hosting.Usage.Embedded;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Counts what users and tenants consume, and holds them to quotas.</summary>
public static class UsageRagBuilderExtensions
{
    /// <summary>
    /// Counts questions, tokens, embeddings, stored bytes and money by user, role, model and tenant, holds them to the plans and budgets
    /// of the options, and refuses what goes beyond (<see cref="AnswerOutcome.Refused"/>).
    /// </summary>
    /// <remarks>Called again it changes the options only. Whatever else is put around the assistant lies within it, rate limits excepted.</remarks>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options; without plans everything is counted and nothing limited.</param>
    public static IRagBuilder WithQuotas(this IRagBuilder builder, Action<QuotaOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (configure is not null) builder.ConfigureQuotas(configure);
        if (!UsageAssembly.IsWanted(builder)) builder.Services.AddKeyedSingleton(builder.Name, new UsageAssembly.Wanted());
        return builder;
    }

    /// <summary>Changes plans, budgets and how long counters are kept, and nothing else.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder ConfigureQuotas(this IRagBuilder builder, Action<QuotaOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<QuotaOptions, QuotaOptionsValidator>(configure);
        return builder;
    }

    /// <summary>Counts in the state directory: no server, one process counts. This is the default.</summary>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder UseEmbeddedUsage(this IRagBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var name = builder.Name;
        return builder.Use<IUsageMeter>("embedded", sp => new FileUsageMeter(Path.Combine(sp.GetOptions<RagOptions>(name).StateDirectory, "usage")));
    }

    /// <summary>Counts by a meter of yours.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="factory">Makes the meter, once.</param>
    /// <param name="name">What the description calls it; never blank.</param>
    public static IRagBuilder UseUsage(this IRagBuilder builder, Func<IServiceProvider, IUsageMeter> factory, string name = "custom")
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Use(name, factory);
    }
}
