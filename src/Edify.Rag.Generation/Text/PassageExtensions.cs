namespace Edify.Rag.Generation.Text;

internal static class PassageExtensions
{
    /// <summary>The headings above a passage, outermost first.</summary>
    public static IReadOnlyList<string> Headings(this ContextPassage passage) => passage.Chunk.HeadingPath;

    /// <summary>What the model reads of a passage, besides its preface.</summary>
    public static string ShownText(this ContextPassage passage) => passage.Window.Length > 0 ? passage.Window : passage.Text;

    /// <summary>What a reader has to know before a chunk; empty where there is nothing.</summary>
    public static string Preface(this RetrievedChunk chunk) => chunk.Record.TextOf(RagFields.Preface) ?? string.Empty;

    /// <summary>A chunk with what stands around it; empty where it stands for itself.</summary>
    public static string Window(this RetrievedChunk chunk) => chunk.Record.TextOf(RagFields.Window) ?? string.Empty;

    /// <summary>What the document is called: the last part of its name, without the extension.</summary>
    public static string Title(this ContextPassage passage) => Path.GetFileNameWithoutExtension(passage.Chunk.Name);

    /// <summary>Whether a passage holds the start of its document's text, as far as its record tells.</summary>
    public static bool StartsDocument(this ContextPassage passage) =>
        !passage.Chunk.Record.Fields.TryGetValue(RagFields.Start, out var start) || start.Kind != FieldKind.Integer || start.AsInteger() == 0;
}
