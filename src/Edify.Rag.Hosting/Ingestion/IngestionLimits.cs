using Microsoft.Extensions.Options;

namespace Edify.Rag.Hosting.Ingestion;

/// <summary>What the options of ingestion say of one document.</summary>
internal static class IngestionLimits
{
    /// <summary>Documents read at the same time.</summary>
    public static int Readers(this IngestionOptions options) => options.Parallelism > 0 ? options.Parallelism : Environment.ProcessorCount;

    /// <summary>The budgets of one document.</summary>
    public static DocumentLimits ToLimits(this IngestionOptions options) => new()
    {
        MaxFileBytes = options.MaxFileBytes,
        MaxInflatedBytes = options.MaxInflatedBytes,
        MaxDuration = options.MaxFileDuration,
        MaxObjects = options.MaxObjects,
        MaxNesting = options.MaxNesting,
        MaxOperations = options.MaxOperations,
        MaxGlyphs = options.MaxGlyphs,
    };

    /// <summary>Inspects under the budgets and with the passwords of ingestion.</summary>
    public static void TakeFrom(this DocumentInspectionOptions inspection, Func<IngestionOptions> readIngestion)
    {
        try
        {
            var ingestion = readIngestion();
            inspection.Limits = ingestion.ToLimits();
            foreach (var password in ingestion.Passwords) inspection.Passwords.Add(password);
        }
        catch (OptionsValidationException e) when (e.OptionsType == typeof(IngestionOptions))
        {
            // Both are validated when the host starts; what is wrong with those of ingestion is told of them, and not twice.
        }
    }
}
