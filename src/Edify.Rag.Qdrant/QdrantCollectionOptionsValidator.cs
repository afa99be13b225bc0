using Microsoft.Extensions.Options;

namespace Edify.Rag.Qdrant;

internal sealed class QdrantCollectionOptionsValidator : IValidateOptions<QdrantCollectionOptions>
{
    private const string Prefix = $"{nameof(QdrantOptions)}.{nameof(QdrantOptions.Collections)}.";

    public ValidateOptionsResult Validate(string? name, QdrantCollectionOptions options) =>
        Faults(options).OfType<string>().ToList() is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;

    private static IEnumerable<string?> Faults(QdrantCollectionOptions options)
    {
        yield return OptionRange.Fault(options.Shards, 1, 10_000, Prefix + nameof(options.Shards));
        yield return OptionRange.Fault(options.Replicas, 1, 100, Prefix + nameof(options.Replicas));
        yield return OptionRange.Fault(options.WriteConsistency, 1, 100, Prefix + nameof(options.WriteConsistency));
        yield return OptionRange.Fault(options.HnswM, 0, 1_000, Prefix + nameof(options.HnswM));
        yield return OptionRange.Fault(options.TenantHnswM, 0, 1_000, Prefix + nameof(options.TenantHnswM));
        yield return OptionRange.Fault(options.HnswEfConstruct, 4, 10_000, Prefix + nameof(options.HnswEfConstruct));
        yield return OptionRange.Fault(options.IndexingThreshold, 0, int.MaxValue, Prefix + nameof(options.IndexingThreshold));
        if (!Enum.IsDefined(options.Quantization))
            yield return $"{Prefix}{nameof(options.Quantization)} is {options.Quantization}; it is None, Scalar, Binary or Product.";
    }
}
