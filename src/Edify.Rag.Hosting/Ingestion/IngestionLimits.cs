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
    public static void TakeFrom(this DocumentInspectionOptions inspection, IngestionOptions ingestion)
    {
        inspection.Limits = ingestion.ToLimits();
        foreach (var password in ingestion.Passwords) inspection.Passwords.Add(password);
    }
}
