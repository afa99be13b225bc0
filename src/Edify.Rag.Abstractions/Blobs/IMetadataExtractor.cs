namespace Edify.Rag;

/// <summary>Derives a document's fields (module, grade, subject, owner, …) from its name and the store's metadata.</summary>
/// <remarks>
/// A pure function, safe for concurrent use. Access rules look at these fields, so an extractor that guesses grants rights
/// by guessing: leave a field out when in doubt, a rule that asks for it then denies.
/// </remarks>
public interface IMetadataExtractor
{
    /// <summary>Identifies rules and settings; a change re-derives the fields of what was ingested with another.</summary>
    string Fingerprint { get; }

    /// <summary>The fields of a blob. Reserved names (<see cref="RagFields.Reserved"/>) are overwritten or dropped by the pipeline.</summary>
    /// <param name="blob">The blob as listed.</param>
    IReadOnlyDictionary<string, FieldValue> Extract(BlobItem blob);
}
