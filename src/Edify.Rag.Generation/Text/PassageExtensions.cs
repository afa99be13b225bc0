namespace Edify.Rag.Generation.Text;

internal static class PassageExtensions
{
    /// <summary>The headings above a passage, outermost first.</summary>
    public static IReadOnlyList<string> Headings(this ContextPassage passage) =>
        passage.Chunk.Record.Fields.TryGetValue(RagFields.Headings, out var headings) ? headings.Items ?? [] : [];
}
