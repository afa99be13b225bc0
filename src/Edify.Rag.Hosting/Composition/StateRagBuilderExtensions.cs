using Edify.Rag.Hosting.Ledger;
using Edify.Rag.Shared.Composition;
using Microsoft.Extensions.DependencyInjection;

namespace Edify.Rag;

/// <summary>Verbs for what all parts share.</summary>
public static class StateRagBuilderExtensions
{
    /// <summary>Chooses the directory of the embedded parts' state; see <see cref="RagOptions.StateDirectory"/>.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="path">The directory; made when it is first written to.</param>
    public static IRagBuilder UseStateDirectory(this IRagBuilder builder, string path)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure<RagOptions>(builder.Name, o => o.StateDirectory = path);
        return builder;
    }

    /// <summary>Keeps ingestion ledger, conversations and usage in the state directory: no server, one process ingests. This is the default.</summary>
    /// <param name="builder">The pipeline.</param>
    public static IRagBuilder UseEmbeddedState(this IRagBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.UseEmbeddedLedger().UseEmbeddedConversations().UseEmbeddedUsage();
    }

    internal static IRagBuilder UseEmbeddedLedger(this IRagBuilder builder)
    {
        var name = builder.Name;
        return builder.Use<IIngestionLedger>(
            "embedded", sp => new FileLedger(Path.Combine(sp.GetOptions<RagOptions>(name).StateDirectory, "ledger")));
    }

    /// <summary>Changes how much an ingestion run may do at once, and what one file may cost.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder ConfigureIngestion(this IRagBuilder builder, Action<IngestionOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }

    /// <summary>Changes how passages are found for an answer.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Changes the options.</param>
    public static IRagBuilder ConfigureRetrieval(this IRagBuilder builder, Action<RetrievalOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.Configure(builder.Name, configure);
        return builder;
    }
}
