using Edify.Rag.Shared.Composition;
using Edify.Rag.Storage.Ranged;

namespace Edify.Rag;

/// <summary>Settings of reading blobs at random.</summary>
public static class RangedReadRagBuilderExtensions
{
    /// <summary>Changes how blobs are read by ranges; each call adds to those before.</summary>
    /// <param name="builder">The pipeline.</param>
    /// <param name="configure">Sets the options; the defaults hold at most 16 MiB of a blob, in blocks of 1 MiB.</param>
    public static IRagBuilder ConfigureReading(this IRagBuilder builder, Action<RangedReadOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddValidatedOptions<RangedReadOptions, RangedReadOptionsValidator>(configure);
        return builder;
    }
}
