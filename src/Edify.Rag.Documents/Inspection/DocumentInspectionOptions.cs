namespace Edify.Rag;

/// <summary>What inspecting one document may cost, and what opens it.</summary>
/// <remarks>A pipeline of <c>AddEdifyRag</c> takes both from its <c>IngestionOptions</c>, so that inspection tells what ingestion would do.</remarks>
public sealed class DocumentInspectionOptions
{
    /// <summary>Budgets of one document.</summary>
    /// <value>Default: those of a new <see cref="DocumentLimits"/>.</value>
    public DocumentLimits Limits { get; set; } = new();

    /// <summary>Passwords to try on encrypted files, after the empty one.</summary>
    /// <value>Default: empty.</value>
    public IList<string> Passwords { get; } = [];
}
