namespace Edify.Rag.Generation.Tests;

/// <summary>Makes passages as a retriever finds them.</summary>
internal static class TestPassages
{
    public static RetrievedChunk Chunk(string text, string name = "guide.md", long start = 0, int page = 0, params string[] headings)
    {
        var fields = new Dictionary<string, FieldValue>
        {
            [RagFields.Document] = RagIds.Document("tenant", "source", name).ToString(),
            [RagFields.Name] = name,
            [RagFields.Start] = start,
            [RagFields.Page] = page,
            [RagFields.Headings] = FieldValue.Many(headings),
        };
        return new(new(RagIds.Chunk("tenant", "source", name, (int)start, text), text, fields), Score: 1);
    }

    public static RetrievedChunk With(this RetrievedChunk chunk, string field, FieldValue value) =>
        chunk with { Record = chunk.Record with { Fields = new Dictionary<string, FieldValue>(chunk.Record.Fields) { [field] = value } } };

    public static AnswerContext Context(string question, params string[] texts) =>
        Context(question, texts.Select((text, i) => Chunk(text, $"document {i + 1}")));

    public static AnswerContext Context(string question, IEnumerable<RetrievedChunk> chunks) =>
        new(question, [.. chunks.Select((chunk, i) => new ContextPassage(i + 1, chunk, chunk.Record.Text))]);
}
